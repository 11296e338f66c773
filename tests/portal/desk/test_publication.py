"""The desk on which a case is made fit for everybody: beside the original, by two."""

import html
import re

import pytest

from documents.models import Publication
from documents.vocabulary import CaseState, PublicationState, Role
from tests.portal.answers.published import (
    ANSWER,
    CONTENT,
    TITLE,
    WHO,
    WHY,
    Published,
)
from tests.portal.office import Office, office
from tests.portal.public_site import token_in

__all__ = ["office"]

STAFF = (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR)
TALKATIVE = f"Tôi là {WHO.full_name}, số 0977.123.987, xe 72A-123.45 ngã ở ổ gà."


@pytest.fixture
def case(office: Office) -> Published:
    return Published(office)


def fields(page: str) -> dict[str, str]:
    """Return what stands in the form of a page."""
    areas = re.findall(
        r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', page, re.DOTALL
    )
    lines = re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page)
    return {name: html.unescape(text).strip() for name, text in (*lines, *areas)}


def test_the_original_stands_marked_beside_a_text_with_everything_masked(
    office: Office,
) -> None:
    case = Published(office, content=TALKATIVE)
    page = office.get(Role.FOCAL, case.page)
    marked = re.findall(r'<mark class="told-of">([^<]*)<span[^>]*> \(([^)]*)\)', page)
    assert ("Khướu Bạc Má", "họ tên") in marked
    assert ("0977.123.987", "số điện thoại") in marked
    assert ("72A-123.45", "biển số") in marked
    masked = "Tôi là [họ tên], số [số điện thoại], xe [biển số] ngã ở ổ gà."
    assert fields(page)["content"] == masked


def test_a_text_that_tells_the_sender_comes_back_with_what_was_typed(
    office: Office, case: Published
) -> None:
    typed = f"Trả lời ông {WHO.full_name}. {ANSWER}"
    answer = case.prepare(answer=typed)
    assert answer.status_code == 422
    assert "của người gửi" in answer.text
    assert fields(answer.text)["answer"] == typed
    assert case.release().status_code == 409
    assert office.visitor().get(case.public).status_code == 404


def test_what_looks_like_a_persons_is_ticked_with_a_reason_or_it_does_not_go(
    office: Office, case: Published
) -> None:
    typed = f"{ANSWER} Liên hệ anh Tuấn."
    answer = case.prepare(answer=typed)
    assert answer.status_code == 422
    assert "“Tuấn” (họ tên, trong trả lời)" in html.unescape(answer.text)
    again = case.prepare(answer=typed, kept="name:Tuấn")
    assert again.status_code == 422
    assert "checked" in again.text
    done = case.prepare(answer=typed, kept="name:Tuấn", kept_why="Đầu mối nhà thầu.")
    assert done.status_code == 303
    editor = office.get(Role.CVP, case.page)
    assert "Đầu mối nhà thầu." in editor
    assert '<mark class="told-of">Tuấn' in editor
    assert case.release().status_code == 303


def test_the_editor_reads_both_and_releases_or_sends_back(
    office: Office, case: Published
) -> None:
    case.prepare()
    page = office.get(Role.CVP, case.page)
    assert ANSWER in page
    assert "Sở đã cho vá toàn bộ ổ gà." in page
    assert 'name="answer"' not in page
    short = case.post(Role.CVP, f"{case.page}/tra-lai", why="ngắn")
    assert short.status_code == 422
    assert case.post(Role.CVP, f"{case.page}/tra-lai", why=WHY).status_code == 303
    assert WHY in office.get(Role.FOCAL, case.page)
    assert case.release().status_code == 409
    assert case.prepare(Role.CLERK).status_code == 303
    assert case.release(Role.DIRECTOR).status_code == 303


def test_two_who_have_the_same_text_open_are_told_and_lose_nothing(
    office: Office, case: Published
) -> None:
    old = str(office.row(case.case).version)
    case.prepare()
    answer = case.prepare(Role.CLERK, answer=f"{ANSWER} Thêm.", version=old)
    assert answer.status_code == 409
    assert fields(answer.text)["answer"] == f"{ANSWER} Thêm."
    assert "vừa được người khác thay đổi" in answer.text
    again = str(office.row(case.case).version)
    assert fields(answer.text)["version"] == again
    assert case.release(version=old).status_code == 409
    assert case.release().status_code == 303
    assert case.release(Role.DIRECTOR, version=again).status_code == 409


def test_what_was_typed_into_a_form_that_is_closed_by_now_can_be_copied(
    office: Office, case: Published
) -> None:
    old = str(office.row(case.case).version)
    case.publish()
    answer = case.prepare(Role.CLERK, answer=f"{ANSWER} Thêm.", version=old)
    assert answer.status_code == 409
    assert "Chữ bạn đã gõ" in answer.text
    assert f"{ANSWER} Thêm." in html.unescape(answer.text)


@pytest.mark.parametrize("role", [Role.HEAD, Role.HANDLER, Role.ADMIN])
def test_units_and_the_administrator_neither_prepare_nor_release(
    office: Office, case: Published, role: Role
) -> None:
    client = office.as_(role)
    for path in ("/ho-so/cong-khai", case.page):
        assert client.get(path).status_code == 403
    typed = {"csrf_token": token_in(client.get("/ban-lam-viec").text), "version": "9"}
    for path in ("", "/duyet", "/tra-lai", "/go-bo"):
        assert client.post(f"{case.page}{path}", data=typed).status_code == 403
    path = f"{case.case}/dong-y-cong-khai"
    assert client.post(path, data=typed).status_code == 403


@pytest.mark.parametrize("role", [*STAFF, Role.HEAD, Role.HANDLER])
def test_as_the_public_sees_it_is_what_the_public_sees(
    office: Office, case: Published, role: Role
) -> None:
    seen = f"{case.case}/nguoi-dan-thay"
    assert 'href="' + seen + '"' in office.get(role, case.case)
    nothing = office.get(role, seen)
    assert "chưa được soạn" in nothing
    assert CONTENT not in nothing
    case.publish()
    public = office.visitor().get(case.public).text
    article = re.compile(r"<article.*?</article>", re.DOTALL)
    [theirs], [ours] = article.findall(public), article.findall(office.get(role, seen))
    assert ours == theirs
    assert ANSWER in ours
    case.take_down()
    assert "đã được gỡ" in office.get(role, seen)


def test_it_says_why_the_public_sees_nothing(office: Office) -> None:
    open_case = office.case(CaseState.RECEIVED)
    told = office.get(Role.FOCAL, f"{open_case}/nguoi-dan-thay")
    assert "chưa được trả lời" in told
    case = Published(office)
    case.prepare()
    assert "đang chờ" in office.get(Role.FOCAL, f"{case.case}/nguoi-dan-thay")
    case.say_no()
    told = office.get(Role.FOCAL, f"{case.case}/nguoi-dan-thay")
    assert "không đồng ý" in told


def test_the_senders_no_is_asked_at_intake_and_changed_later_with_a_note(
    office: Office,
) -> None:
    case = Published(office, opted_out=True)
    assert "Người gửi không đồng ý công khai." in office.get(Role.CLERK, case.case)
    assert case.prepare().status_code == 409
    path = f"{case.case}/dong-y-cong-khai"
    short = case.post(Role.CLERK, path, opted_out="", note="ừ")
    assert short.status_code == 422
    assert "ít nhất 10 ký tự" in short.text
    assert case.say_no(opted_out="").status_code == 303
    assert case.prepare().status_code == 303
    assert WHY in office.get(Role.CLERK, case.case)


def test_intake_has_an_empty_box_for_it(office: Office) -> None:
    page = office.get(Role.CLERK, "/ho-so/moi")
    [box] = re.findall(r'<input[^>]*name="opted_out"[^>]*>', page)
    assert "checked" not in box


def test_the_editors_list_shows_what_waits_and_what_became_of_the_rest(
    office: Office, case: Published
) -> None:
    other = Published(office, title="Đèn đường hỏng")
    case.prepare()
    other.prepare(title="Đèn đường hỏng")
    for role in STAFF:
        page = office.get(role, "/ho-so/cong-khai")
        assert page.index(TITLE) < page.index("Đèn đường hỏng")
        who = "bạn" if role in (Role.CVP, Role.DIRECTOR) else "lãnh đạo"
        desk = office.get(role, "/ban-lam-viec")
        assert f"2 bản công khai chờ {who} duyệt đăng" in desk
        assert "biên tập" not in desk
    case.release()
    assert TITLE not in office.get(Role.CVP, "/ho-so/cong-khai")
    path = "/ho-so/cong-khai?trang-thai="
    assert TITLE in office.get(Role.CVP, f"{path}public")
    case.take_down()
    gone = office.get(Role.CVP, f"{path}withdrawn")
    assert TITLE in gone
    assert WHY in gone
    assert "Đèn đường hỏng" in office.get(Role.CVP, f"{path}la-lung")


def test_what_was_sent_back_waits_to_be_edited_for_who_prepares_it(
    office: Office, case: Published
) -> None:
    other = Published(office, title="Đèn đường hỏng")
    for one, title in ((case, TITLE), (other, "Đèn đường hỏng")):
        one.prepare(title=title)
        sent = one.post(Role.CVP, f"{one.page}/tra-lai", why="Cần che thêm tên đường.")
        assert sent.status_code == 303
    path = "/ho-so/cong-khai?trang-thai="
    for role in (Role.CLERK, Role.FOCAL):
        desk = office.get(role, "/ban-lam-viec")
        assert "2 bản công khai chờ bạn biên tập" in desk
        assert "lãnh đạo duyệt đăng" not in desk
        assert f'href="{path}bien-tap"' in desk
    assert "bản công khai chờ" not in office.get(Role.CVP, "/ban-lam-viec")
    assert "Chờ biên tập" in office.get(Role.CVP, case.case)
    other.say_no()
    assert "1 bản công khai chờ bạn biên tập" in office.get(Role.CLERK, "/ban-lam-viec")
    waiting = office.get(Role.CLERK, f"{path}bien-tap")
    assert TITLE in waiting
    assert "Cần che thêm tên đường." in waiting
    assert "Đèn đường hỏng" not in waiting
    kept = office.get(Role.CLERK, f"{path}private")
    assert "Đèn đường hỏng" in kept
    assert TITLE not in kept
    assert "Chờ biên tập" not in office.get(Role.CLERK, other.case)


def test_a_case_is_published_once_whoever_sends_the_form_again(
    office: Office, case: Published
) -> None:
    case.publish()
    assert case.release().status_code == 409
    with office.reading() as session:
        [row] = session.query(Publication)
    assert row.state is PublicationState.PUBLIC
