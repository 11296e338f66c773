"""What officers write to each other on a case's page, and what is marked as new."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from documents.models import CaseComment, CaseSeen, Event
from documents.vocabulary import CaseState, EventKind, Role
from tests.conftest import NOW
from tests.portal.desk.test_growth import asked
from tests.portal.office import Office, office
from tests.portal.public_site import token_in

__all__ = ["office"]

S = CaseState
SAID = "Anh kiểm tra giúp đoạn Km 40 nhé."


def talk_of(page: str) -> list[str]:
    found = re.search(r'(?s)<ol class="talk">(.*?)</ol>', page)
    return re.findall(r'<p class="(?:told|muted)">(.*?)</p>', found[1]) if found else []


def key_in(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def say(office: Office, role: Role, case: str, text: str = SAID) -> TestResponse:
    key = key_in(office.get(role, case))
    return office.post(role, f"{case}/trao-doi", text=text, key=key)


def count(office: Office, what: Any) -> int:
    with office.reading() as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def test_what_one_writes_the_other_reads_and_the_newest_comes_last(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    done = say(office, Role.HEAD, case)
    assert (done.status_code, done.location) == (303, f"{case}#trao-doi")
    say(office, Role.HANDLER, case, "Đã đi xem, <b>xong</b> rồi.")
    told = talk_of(office.get(Role.CLERK, case))
    assert told == [SAID, "Đã đi xem, &lt;b&gt;xong&lt;/b&gt; rồi."]


def test_a_double_click_posts_once_and_another_text_is_another_comment(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    key = key_in(office.get(Role.HEAD, case))
    for text in (SAID, SAID, "Còn cầu Rạch Hào nữa."):
        sent = office.post(Role.HEAD, f"{case}/trao-doi", text=text, key=key)
        assert sent.status_code == 303
    assert talk_of(office.get(Role.HEAD, case)) == [SAID, "Còn cầu Rạch Hào nữa."]


def test_what_is_refused_is_kept_in_the_form(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    for text, told in (("ê", "Cần từ 2 đến 2000 ký tự."), ("xe " * 700, "2000 ký tự")):
        answer = say(office, Role.HEAD, case, text)
        assert answer.status_code == 422
        assert told in answer.text
        assert f">\n{text.strip()}</textarea>" in answer.text.replace("\r", "")
    assert count(office, CaseComment) == 0


def test_a_form_with_a_wrong_token_posts_nothing_and_is_kept(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    answer = office.post(
        Role.HEAD, f"{case}/trao-doi", text=SAID, key="a", csrf_token="x"
    )
    assert answer.status_code == 400
    assert SAID in answer.text
    assert count(office, CaseComment) == count(office, CaseSeen) == 0


def test_who_does_not_see_the_case_neither_reads_nor_writes(office: Office) -> None:
    case = office.case()
    say(office, Role.CLERK, case)
    for role in (Role.HEAD, Role.HANDLER):
        for told in ("trao-doi", "da-xem", "trao-doi/1/thu-lai"):
            sent = office.post(role, f"{case}/{told}", text="??", key="a", line="1")
            assert sent.status_code == 404
            assert SAID not in sent.text


def test_an_own_comment_is_taken_back_and_its_line_stays(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    say(office, Role.HEAD, case)
    mine, others = office.get(Role.HEAD, case), office.get(Role.HANDLER, case)
    assert "Thu lại" in mine
    assert "Thu lại" not in others
    back = f"{case}/trao-doi/1/thu-lai"
    assert office.post(Role.HANDLER, back).status_code == 403
    assert office.post(Role.HEAD, back, csrf_token="x").status_code == 400
    assert talk_of(office.get(Role.HEAD, case)) == [SAID]
    assert office.post(Role.HEAD, back).status_code == 303
    assert talk_of(office.get(Role.HANDLER, case)) == ["<em>Đã thu lại</em>"]
    assert SAID not in office.get(Role.HANDLER, case)


def test_comments_are_found_by_no_search(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    say(office, Role.HEAD, case, "từ khóa vẹtmào")
    office.index()
    for role in (Role.HEAD, Role.FOCAL, Role.DIRECTOR):
        assert case not in office.get(role, "/tim-kiem?q=vẹtmào")


def new_on(page: str) -> list[str]:
    found = re.search(r'(?s)<ul class="new-lines__list">(.*?)</ul>', page)
    return re.findall(r"<strong>(.*?)</strong>", found[1]) if found else []


def news_on(office: Office, role: Role) -> list[tuple[str, str]]:
    page = office.get(role, "/ban-lam-viec")
    found = re.search(r'(?s)<ol class="news">(.*?)</ol>', page)
    told = r'href="([^"]+)".*?<strong>(.*?)</strong>'
    return re.findall(f"(?s){told}", found[1]) if found else []


def see(office: Office, role: Role, case: str, **more: str) -> TestResponse:
    found = re.search(r'name="line" value="(\d+)"', office.get(role, case))
    assert found
    return office.post(role, f"{case}/da-xem", line=found[1], **more)


def test_the_desk_and_the_page_tell_what_is_new_until_it_is_seen(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    assert news_on(office, Role.HEAD) == [(case, "Giao xử lý")]
    for path in ("/ban-lam-viec", "/ho-so/"):
        assert ">Mới</span>" in office.get(Role.HEAD, path).replace("\n", "")
    page = office.get(Role.HEAD, case)
    assert (new_on(page), "data-seen" in page) == ([], True)
    assert see(office, Role.HEAD, case).status_code == 303
    assert news_on(office, Role.HEAD) == []
    assert "data-seen" not in office.get(Role.HEAD, case)
    say(office, Role.HANDLER, case)
    assert new_on(office.get(Role.HEAD, case)) == ["Trao đổi"]
    assert news_on(office, Role.HEAD) == [(case, "Trao đổi")]


def test_reading_a_page_marks_nothing(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    office.get(Role.HEAD, case)
    assert count(office, CaseSeen) == 0
    assert office.as_(Role.HEAD).get(f"{case}/da-xem").status_code in {404, 405}


def test_a_script_is_answered_without_a_page(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    answer = see(office, Role.HEAD, case, quiet="1")
    assert (answer.status_code, answer.text) == (204, "")
    assert news_on(office, Role.HEAD) == []


def test_whoever_acts_has_seen_and_who_is_refused_has_not(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    say(office, Role.HANDLER, case)
    refused = office.move(Role.HEAD, case, "submit_result")
    assert refused.status_code == 409
    assert count(office, CaseSeen) == 1
    assert say(office, Role.HEAD, case).status_code == 303
    assert new_on(office.get(Role.HEAD, case)) == []
    assert news_on(office, Role.HEAD) == []


def test_what_came_after_the_page_was_shown_stays_new(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    page = office.get(Role.HEAD, case)
    shown = re.findall(r'name="line" value="(\d+)"', page)[0]
    say(office, Role.HANDLER, case)
    token = token_in(page)
    office.post(Role.HEAD, f"{case}/da-xem", line=shown, csrf_token=token)
    assert new_on(office.get(Role.HEAD, case)) == ["Trao đổi"]


def test_the_desk_asks_no_more_for_more_news(office: Office) -> None:
    def cost() -> int:
        office.get(Role.HEAD, "/ban-lam-viec")
        with asked() as statements:
            office.get(Role.HEAD, "/ban-lam-viec")
        return len(statements)

    def add() -> None:
        case = office.case(S.IN_PROGRESS, now=NOW - timedelta(days=3))
        say(office, Role.HANDLER, case)

    add()
    few = cost()
    for _ in range(5):
        add()
    assert cost() == few


def test_the_road_tells_that_somebody_wrote_and_not_what(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    say(office, Role.HEAD, case)
    with office.reading() as session:
        line = session.scalars(
            select(Event).where(Event.kind == EventKind.COMMENTED)
        ).one()
    assert (line.note, line.data) == ("", {})
