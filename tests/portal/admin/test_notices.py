"""Notices above the public pages: shown exactly in their time, and never as markup."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from documents.deadlines import HANOI
from documents.models import Event, Notice
from documents.vocabulary import Role
from portal.wiring import Wiring
from tests.apps import make_app
from tests.conftest import NOW
from tests.portal.office import Office, office
from tests.portal.public_site import post

__all__ = ["office"]

NOTICES = "/quan-tri/thong-bao"
TEXT = "Cấm đường Quốc lộ 51 đoạn Km 40, đi vòng đường 965."
TYPED = {
    "text": TEXT,
    "field": "roads",
    "link": "/van-ban",
    "starts_on": "17/12/2019",
    "starts_time": "10:00",
    "ends_on": "18/12/2019",
    "ends_time": "17:00",
}


def add(office: Office, **typed: str) -> TestResponse:
    answer = post(office.as_(Role.ADMIN), NOTICES, NOTICES, **{**TYPED, **typed})
    assert isinstance(answer, TestResponse)
    return answer


def row(office: Office) -> Notice:
    with office.reading() as session:
        return session.scalars(select(Notice)).one()


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2019, 12, day, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize("path", ["/", "/duong-day-nong", "/van-ban", "/en/"])
def test_a_notice_is_read_from_its_first_moment_until_its_last_and_no_longer(
    office: Office, path: str
) -> None:
    assert add(office).status_code == 303
    clock, instant = [NOW], timedelta(seconds=1)
    wired: Wiring = office.app.extensions["wiring"]
    app = make_app(wired.settings, clock=lambda: clock[0])
    visitor = app.test_client()
    for at, is_shown in (
        (NOW, False),
        (local(17, 10) - instant, False),
        (local(17, 10), True),
        (local(18, 17) - instant, True),
        (local(18, 17), False),
    ):
        clock[0] = at
        # Twice: what is kept in front of the views is asked too.
        for _ in range(2):
            assert (TEXT in visitor.get(path).text) is is_shown, at


def test_a_notice_names_its_field_and_leads_on(office: Office) -> None:
    add(office, starts_time="09:00")
    page = office.visitor().get("/").text
    assert 'href="/hoi-dap?linh-vuc=roads">Hạ tầng đường bộ</a>' in page
    assert '<a href="/van-ban">Xem chi tiết' in page
    assert TEXT not in office.get(Role.CLERK, "/ban-lam-viec")


def test_a_change_and_a_taking_down_show_in_the_very_next_answer(
    office: Office,
) -> None:
    add(office, starts_time="09:00")
    visitor = office.visitor()
    assert TEXT in visitor.get("/").text
    at = f"{NOTICES}/{row(office).id}"
    admin = office.as_(Role.ADMIN)
    changed = {**TYPED, "starts_time": "09:00", "text": "Đã thông đường."}
    saved = post(admin, f"{at}/sua", f"{at}/sua", **changed, version="2")
    assert saved.status_code == 303
    page = visitor.get("/").text
    assert "Đã thông đường." in page
    assert TEXT not in page
    down = post(admin, f"{at}/go", NOTICES, version=str(row(office).version))
    assert down.status_code == 303
    assert "Đã thông đường." not in visitor.get("/").text
    again = post(admin, f"{at}/go", NOTICES, version=str(row(office).version))
    assert again.status_code == 409
    assert "đã được gỡ" in again.text
    with office.reading() as session:
        lines = session.scalars(select(Event).where(Event.subject == "notice"))
        told = [(line.note, line.data["text"]) for line in lines]
    assert told == [
        ("Thêm thông báo", TEXT),
        ("Sửa thông báo", "Đã thông đường."),
        ("Gỡ thông báo", "Đã thông đường."),
    ]


def test_who_comes_second_is_told_and_keeps_what_he_typed(office: Office) -> None:
    add(office)
    at, admin = f"{NOTICES}/{row(office).id}/sua", office.as_(Role.ADMIN)
    first = post(admin, at, at, **{**TYPED, "text": "Lời thứ nhất."}, version="2")
    assert first.status_code == 303
    answer = post(admin, at, at, **{**TYPED, "text": "Lời thứ hai."}, version="2")
    assert answer.status_code == 409
    assert "Lời thứ hai." in answer.text
    assert "Sửa thông báo" in answer.text
    assert row(office).text == "Lời thứ nhất."


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https://site@evil.example",
        "van-ban",
        "http://",
        '/x" onclick="__x()',
        "http://[",
    ],
)
def test_a_link_that_leads_nobody_knows_where_is_refused_and_kept(
    office: Office, link: str
) -> None:
    answer = add(office, link=link)
    assert answer.status_code == 422
    assert "Đường dẫn cần bắt đầu bằng" in answer.text
    assert TEXT in answer.text
    with office.reading() as session:
        assert session.scalars(select(Notice)).all() == []


def test_markup_in_a_notice_is_words(office: Office) -> None:
    add(office, text="<img src=x onerror=__x()> \"&' {{ 7*7 }}", starts_time="09:00")
    page = office.visitor().get("/").text
    assert "&lt;img src=x onerror=__x()&gt;" in page
    assert "<img src=x" not in page
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": ""}, "Mục này cần được điền."),
        ({"text": "x " * 200}, "Không dài quá 300 ký tự."),
        ({"ends_on": "17/12/2019", "ends_time": "10:00"}, "Cần kết thúc sau khi bắt"),
        ({"ends_on": "17/12/2021"}, "không kéo dài quá một năm"),
        ({"starts_time": "25:00"}, "Hãy nhập giờ dạng 08:30."),
        ({"ends_on": "31/02/2020"}, "Hãy nhập ngày dạng"),
        ({"field": "khong-co"}, "Hãy chọn một mục trong danh sách."),
        ({"text": "đảo \u202e chữ"}, "Nội dung"),
    ],
)
def test_a_notice_without_sense_is_refused_in_words(
    office: Office, typed: dict[str, str], told: str
) -> None:
    answer = add(office, **typed)
    assert answer.status_code == 422
    assert told in answer.text
