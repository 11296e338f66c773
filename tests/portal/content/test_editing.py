"""The desk of pages and news: writing, publishing, versions, trash; no text lost."""

import re
from typing import Any

import pytest
from sqlalchemy import event

from documents import pages
from documents.models import SitePage
from documents.vocabulary import ContentAction, ContentState, PageKind, Role
from tests.conftest import NOW
from tests.portal.content.published import drafted, moved, published
from tests.portal.office import Office, office

__all__ = ["office"]

A = ContentAction


def row(office: Office, number: int) -> SitePage:
    with office.reading() as session:
        return pages.get(session, number)


def typed(**told: str) -> dict[str, str]:
    return {"title": "Giới thiệu", "body": "Chữ", "parent_id": "", "place": "1"} | told


def send(office: Office, role: Role, page: SitePage, action: str, **told: Any) -> Any:
    told.setdefault("version", str(row(office, page.id).version))
    return office.post(role, f"/noi-dung/{page.id}/{action}", **told)


def test_a_page_goes_from_the_first_word_to_the_public(office: Office) -> None:
    made = office.post(
        Role.CLERK, "/noi-dung/them", **typed(body="## Ai\n\n- một", slug="ve-so")
    )
    assert made.status_code == 303
    page = row(office, int(made.location.rsplit("/", 1)[-1]))
    assert office.visitor().get("/trang/ve-so").status_code == 404
    assert send(office, Role.CLERK, page, "publish").status_code == 403
    assert send(office, Role.CLERK, page, "submit").status_code == 303
    assert send(office, Role.CVP, page, "publish").status_code == 303
    assert (
        "<h2>Ai</h2><ul><li>một</li></ul>" in office.visitor().get("/trang/ve-so").text
    )
    history = office.get(Role.CLERK, made.location)
    for told in ("Sửa nội dung", "Trình thay đổi", "Công bố"):
        assert told in history


def test_a_change_of_what_is_public_is_seen_by_its_editors_first(
    office: Office,
) -> None:
    page = published(office, "Một", body="cũ kỹ")
    answer = send(office, Role.CLERK, page, "sua", **typed(title="Một", body="mới mẻ"))
    assert answer.status_code == 303
    assert "cũ kỹ" in office.visitor().get("/trang/mot").text
    assert "mới mẻ" not in office.visitor().get("/trang/mot").text
    desk = office.get(Role.CLERK, f"/noi-dung/{page.id}")
    assert "sẽ như thế này khi công bố" in desk
    assert "<p>mới mẻ</p>" in desk
    moved(office, row(office, page.id), A.PUBLISH)
    assert "mới mẻ" in office.visitor().get("/trang/mot").text


def test_who_saves_over_another_keeps_his_text_and_sees_the_difference(
    office: Office,
) -> None:
    page = drafted(office, "Một", body="Trạm cân mở lúc bảy giờ")
    opened = str(page.version)
    other = typed(title="Một", body="Trạm cân mở lúc tám giờ")
    assert send(office, Role.FOCAL, page, "sua", **other).status_code == 303
    mine = typed(title="Một", body="Trạm cân mở lúc chín giờ")
    answer = send(office, Role.CLERK, page, "sua", version=opened, **mine)
    assert answer.status_code == 409
    assert "<del>tám</del><ins>chín</ins>" in answer.text
    assert "Trạm cân mở lúc chín giờ</textarea>" in answer.text
    assert office.people[Role.FOCAL].full_name in answer.text
    assert row(office, page.id).body.endswith("tám giờ")
    shown = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert shown
    again = send(office, Role.CLERK, page, "sua", version=shown[1], **mine)
    assert again.status_code == 303
    kept = office.get(Role.CLERK, f"/noi-dung/{page.id}/phien-ban?ban=2")
    assert "<del>bảy</del><ins>tám</ins>" in kept


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"title": ""}, "Tiêu đề"),
        ({"slug": "Không Được"}, "chữ thường không dấu"),
        ({"slug": "co-roi"}, "của trang “Có rồi”"),
        ({"publish_on": "32/13/2019"}, "ngày/tháng/năm"),
        ({"publish_time": "08:00"}, "thì phải có ngày"),
        ({"publish_on": "2/1/2020", "expire_on": "1/1/2020"}, "phải sau lúc đăng"),
        ({"parent_id": "999"}, "Nằm dưới trang"),
        ({"place": "x"}, "Thứ tự"),
    ],
)
def test_what_cannot_be_is_told_beside_what_was_typed(
    office: Office, told: dict[str, str], message: str
) -> None:
    published(office, "Có rồi")
    body = "Một đoạn dài đã gõ"
    answer = office.post(Role.CLERK, "/noi-dung/them", **typed(body=body, **told))
    assert answer.status_code == 422
    assert message in answer.text
    assert f"{body}</textarea>" in answer.text


def test_news_has_tags_and_moments_in_local_time(office: Office) -> None:
    told = {"title": "Cấm cầu", "body": "Chữ", "tags": "cầu, Cầu , đường"}
    when = {"publish_on": "17/12/2019", "publish_time": "09h31"}
    path = "/noi-dung/them?loai=tin-tuc"
    made = office.post(Role.CLERK, path, **told, **when)
    page = row(office, int(made.location.rsplit("/", 1)[-1]))
    assert (page.kind, page.tags) == (PageKind.NEWS, ["Cầu", "đường"])
    assert page.publish_at is not None
    assert (page.publish_at - NOW).total_seconds() == 60
    form = office.get(Role.CLERK, f"/noi-dung/{page.id}/sua")
    assert 'value="17/12/2019"' in form
    assert 'value="09:31"' in form
    moved(office, page, A.PUBLISH)
    assert "Chưa đến giờ đăng" in office.get(Role.CLERK, f"/noi-dung/{page.id}")
    assert office.visitor().get(f"/tin-tuc/{page.path}").status_code == 404


def test_a_version_is_brought_back_by_a_button(office: Office) -> None:
    page = drafted(office, "Một", body="đầu tiên")
    send(office, Role.CLERK, page, "sua", **typed(title="Một", body="về sau"))
    shown = office.get(Role.CLERK, f"/noi-dung/{page.id}/phien-ban?ban=1")
    assert "Khôi phục bản này" in shown
    answer = send(office, Role.CLERK, page, "phien-ban/1")
    assert answer.status_code == 303
    assert row(office, page.id).body == "đầu tiên"


def test_a_page_is_thrown_away_and_taken_back(office: Office) -> None:
    page = drafted(office, "Một")
    assert send(office, Role.CLERK, page, "xoa").status_code == 303
    assert office.as_(Role.CLERK).get("/trang/mot").status_code == 404
    assert "Một" not in office.get(Role.CLERK, "/noi-dung/").split("<main")[1]
    assert ">Một</a>" in office.get(Role.CLERK, "/noi-dung/?trang-thai=trash")
    assert send(office, Role.CLERK, page, "sua", **typed()).status_code == 409
    assert send(office, Role.CLERK, page, "lay-lai").status_code == 303
    assert row(office, page.id).state is ContentState.DRAFT


def test_what_others_need_is_not_taken_down_and_they_are_named(office: Office) -> None:
    page = published(office, "Hướng dẫn")
    published(office, "Trang dẫn", body="[xem](/trang/huong-dan)")
    answer = send(office, Role.CVP, page, "archive")
    assert answer.status_code == 409
    assert "“Trang dẫn”" in answer.text
    assert row(office, page.id).state is ContentState.PUBLISHED
    assert "Trang dẫn" in office.get(Role.CVP, f"/noi-dung/{page.id}")


def test_lists_ask_no_more_of_the_database_for_more_pages(office: Office) -> None:
    asked: list[str] = []
    engine = office.app.extensions["wiring"].database.engine
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    paths = ("/noi-dung/", "/noi-dung/?loai=news", "/noi-dung/them")
    counts = []
    for round_ in range(2):
        for number in range(2 + 6 * round_):
            published(office, f"Trang {round_} {number}")
            published(office, f"Tin {round_} {number}", kind=PageKind.NEWS)
        for path in (*paths, "/tin-tuc?trang=1", "/trang/trang-0-0?a=1"):
            office.get(Role.CLERK, path)
        asked.clear()
        told = []
        for path in (*paths, "/tin-tuc?trang=1", "/trang/trang-0-0?a=1"):
            office.get(Role.CLERK, path)
            told.append(len(asked))
            asked.clear()
        counts.append(told)
    assert counts[0] == counts[1]
