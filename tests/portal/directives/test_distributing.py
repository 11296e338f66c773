"""Passing a directive on, on its page and on the desks of those who get it."""

import re

import pytest
from sqlalchemy import select

from documents import directives
from documents.models import Directive, Unit
from documents.vocabulary import ContentAction, Role
from tests.conftest import NOW
from tests.portal.office import Office, office
from tests.portal.public_site import draft

__all__ = ["office"]

NOTE = "Báo cáo trước buổi giao ban"


@pytest.fixture
def path(office: Office) -> str:
    with office.writing() as session:
        row = draft(session, office.people)
        by = office.people[Role.CVP]
        version = row.version
        directives.advance(
            session,
            row,
            ContentAction.PUBLISH,
            expected_version=version,
            by=by,
            now=NOW,
        )
        return f"/van-ban/{row.slug}"


def pass_on(office: Office, path: str, *codes: str, purpose: str = "carry_out") -> None:
    with office.reading() as session:
        chosen = select(Unit.id).where(Unit.code.in_(codes))
        units = [str(number) for number in session.scalars(chosen)]
    answer = office.post(
        Role.CLERK, f"{path}/phan-phoi", units=units, purpose=purpose, note=NOTE
    )
    assert answer.status_code == 303, answer.text


def test_the_unit_that_has_not_read_is_listed_for_who_passed_it_on(
    office: Office, path: str
) -> None:
    pass_on(office, path, "VP", "KCHT", "VTPT", "TTr")
    assert office.post(Role.HANDLER, f"{path}/da-doc").status_code == 303
    for role in (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR):
        page = office.get(role, path)
        assert "Chưa đọc: 3 đơn vị" in page
        assert "Văn phòng Sở; Thanh tra Sở; Phòng Quản lý vận tải" in page


def test_a_unit_finds_it_on_its_desk_reads_it_and_says_what_it_did(
    office: Office, path: str
) -> None:
    pass_on(office, path, "KCHT", "VTPT")
    assert f"{path}#phan-phoi" in office.get(Role.HANDLER, "/ban-lam-viec")
    page = office.get(Role.HEAD, path)
    assert NOTE in page
    assert "Phòng Quản lý vận tải" not in page
    assert office.post(Role.HEAD, f"{path}/da-doc").status_code == 303
    assert "Chờ ghi kết quả" in office.get(Role.HEAD, "/ban-lam-viec")
    assert path not in office.get(Role.HANDLER, "/ban-lam-viec")
    short = office.post(Role.HEAD, f"{path}/da-thuc-hien", result="Xong")
    assert short.status_code == 422
    assert "Xong" in short.text
    done = "Đã quán triệt tại cuộc họp giao ban."
    assert (
        office.post(Role.HEAD, f"{path}/da-thuc-hien", result=done).status_code == 303
    )
    assert path not in office.get(Role.HEAD, "/ban-lam-viec")
    assert done in office.get(Role.CVP, path)


def test_nothing_of_it_is_shown_to_visitors_or_taken_from_who_may_not(
    office: Office, path: str
) -> None:
    pass_on(office, path, "KCHT")
    page = office.visitor().get(path).text
    assert "Phân phối" not in page
    assert "Chuyển đến đơn vị" not in page
    for role, action, status in (
        (Role.HEAD, "phan-phoi", 403),
        (Role.ADMIN, "da-doc", 403),
        (Role.DIRECTOR, "da-doc", 404),
        (Role.HANDLER, "da-thuc-hien", 403),
    ):
        typed = {"result": "Đã làm xong mọi việc được giao."}
        assert office.post(role, f"{path}/{action}", **typed).status_code == status


def test_what_was_sent_to_the_wrong_unit_is_taken_back_unless_it_was_read(
    office: Office, path: str
) -> None:
    pass_on(office, path, "KCHT", "VTPT")
    page = office.get(Role.CLERK, path)
    rows = dict(re.findall(r'name="rows" value="(\d+)"><label[^>]*>([^<(]*?) \(', page))
    assert sorted(rows.values()) == [
        "Phòng Quản lý kết cấu hạ tầng",
        "Phòng Quản lý vận tải",
    ]
    (wrong,) = (number for number, name in rows.items() if "vận tải" in name)
    (right,) = rows.keys() - {wrong}
    assert office.post(Role.HEAD, f"{path}/da-doc").status_code == 303
    why = "Chuyển nhầm đơn vị, không liên quan."
    back = f"{path}/thu-hoi-phan-phoi"
    for typed, said in (
        ({"rows": [wrong], "why": "nhầm"}, "ít nhất 10 ký tự"),
        ({"rows": [right], "why": why}, "Đã đọc, không thu hồi được"),
        ({"why": why}, "Mục này cần được điền"),
        ({"rows": ["9" * 30], "why": why}, "Hãy chọn ít nhất một đơn vị"),
    ):
        answer = office.post(Role.CLERK, back, **typed)
        assert answer.status_code == 422
        assert said in answer.text
        assert str(typed["why"]) in answer.text
        ticked = re.findall(r'name="rows" value="(\d+)" checked', answer.text)
        assert ticked == [one for one in typed.get("rows", ()) if one == wrong]
    assert office.post(Role.HEAD, back, rows=[wrong], why=why).status_code == 403
    assert office.post(Role.CLERK, back, rows=[wrong], why=why).status_code == 303
    page = office.get(Role.CLERK, path)
    assert why in page
    assert "Thu hồi từ đơn vị chưa đọc" not in page


def test_a_choice_of_no_unit_or_the_same_one_twice_is_told_on_the_page(
    office: Office, path: str
) -> None:
    answer = office.post(Role.FOCAL, f"{path}/phan-phoi", purpose="inform", note=NOTE)
    assert answer.status_code == 422
    assert NOTE in answer.text
    pass_on(office, path, "KCHT")
    with office.reading() as session:
        unit = str(session.scalars(select(Unit.id).where(Unit.code == "KCHT")).one())
    again = {"units": [unit], "purpose": "carry_out"}
    answer = office.post(Role.FOCAL, f"{path}/phan-phoi", **again)
    assert answer.status_code == 422
    assert "Đã chuyển (thực hiện) đến: Phòng Quản lý kết cấu hạ tầng" in answer.text
    with office.reading() as session:
        assert session.scalars(select(Directive.version)).one() > 0
