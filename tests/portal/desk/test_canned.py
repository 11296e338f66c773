"""Canned replies on their pages: the list, writing one, what others changed."""

import re
from typing import Any

from documents.models import CannedReply
from documents.vocabulary import Role
from tests.factories import unit
from tests.portal.desk.test_growth import asked
from tests.portal.office import Office, office
from tests.portal.workbench.register import CITED, TOLD, enter

__all__ = ["office"]

WHOLE = "/ho-so/mau-tra-loi"
TYPED = {"title": "Đã tiếp nhận", "body": "Sở đã nhận.", "field": "", "unit_id": ""}


def keep(office: Office, role: Role = Role.FOCAL, **told: Any) -> str:
    """Write a canned reply on the page, return its address."""
    answer = office.post(role, f"{WHOLE}/moi", **TYPED | told)
    assert answer.status_code == 303, answer.text
    with office.reading() as session:
        newest = session.query(CannedReply).order_by(CannedReply.id.desc()).first()
        assert newest is not None
        return f"{WHOLE}/{newest.id}"


def test_the_office_writes_one_and_who_drafts_reads_it(office: Office) -> None:
    path = keep(office)
    for role in (Role.HANDLER, Role.CLERK, Role.DIRECTOR):
        listed = office.get(role, WHOLE)
        assert "Đã tiếp nhận" in listed
        assert "Thêm mẫu trả lời" not in listed
        assert "Lưu mẫu trả lời" not in office.get(role, path)
        assert office.post(role, path, title="x", body="y").status_code == 403
    assert "Lưu mẫu trả lời" in office.get(Role.CVP, path)
    assert office.as_(Role.ADMIN).get(WHOLE).status_code == 403


def test_an_unknown_field_comes_back_by_name_with_what_was_typed(
    office: Office,
) -> None:
    answer = office.post(
        Role.FOCAL, f"{WHOLE}/moi", **TYPED | {"body": "Gửi {họ tên} ở đây."}
    )
    assert answer.status_code == 422
    assert "Không có trường “{họ tên}”" in answer.text
    assert "Gửi {họ tên} ở đây." in answer.text


def test_a_head_writes_for_his_own_unit_only(office: Office) -> None:
    page = office.get(Role.HEAD, f"{WHOLE}/moi")
    offered = re.findall(r'<option[^>]* value="(\d*)"', page.split('id="unit_id"')[1])
    with office.reading() as session:
        own, other = unit(session, "KCHT").id, unit(session, "VTPT").id
    assert offered == [str(own)]
    keep(office, Role.HEAD, unit_id=str(own))
    typed = {"title": "Khác", "body": "Sở đã nhận.", "field": ""}
    for unit_id in ("", str(other)):
        answer = office.post(Role.HEAD, f"{WHOLE}/moi", unit_id=unit_id, **typed)
        assert answer.status_code in {403, 422}
    assert office.get(Role.FOCAL, WHOLE).count("canned__title") == 1


def test_the_later_of_two_editors_keeps_his_text_and_sees_what_changed(
    office: Office,
) -> None:
    path = keep(office)
    typed = TYPED | {"version": "1"}
    first = office.post(Role.CVP, path, **typed | {"body": "Lời của Chánh."})
    assert first.status_code == 303
    answer = office.post(Role.FOCAL, path, **typed | {"body": "Lời của đầu mối."})
    assert answer.status_code == 409
    assert "Lời của đầu mối." in answer.text
    assert "Sửa nội dung" in answer.text
    assert "Lời của Chánh." in office.get(Role.HANDLER, WHOLE)


def test_one_that_is_retired_leaves_the_list_and_can_come_back(office: Office) -> None:
    path = keep(office)
    office.post(Role.FOCAL, f"{path}/thoi-dung", version="1")
    assert "Đã tiếp nhận" not in office.get(Role.HANDLER, WHOLE)
    assert "Đã tiếp nhận" in office.get(Role.HANDLER, f"{WHOLE}?tinh-trang=thoi-dung")
    page = office.get(Role.FOCAL, path)
    assert "đã thôi dùng từ 09:30 17/12/2019" in page
    assert "Lưu mẫu trả lời" not in page
    office.post(Role.FOCAL, f"{path}/dung-lai", version="2")
    assert "Đã tiếp nhận" in office.get(Role.HANDLER, WHOLE)
    assert "Dùng lại" in office.get(Role.HANDLER, path)


def test_one_that_cites_a_replaced_document_is_flagged_in_the_list(
    office: Office,
) -> None:
    enter(office)
    keep(office, body=CITED)
    assert TOLD in office.get(Role.FOCAL, WHOLE)


def test_the_list_asks_no_more_for_more_of_them(office: Office) -> None:
    enter(office)

    def cost() -> int:
        office.get(Role.FOCAL, WHOLE)
        with asked() as statements:
            office.get(Role.FOCAL, WHOLE)
        return len(statements)

    keep(office, body=CITED)
    few = cost()
    for number in range(6):
        keep(office, title=f"Mẫu trả lời {number}", body=CITED)
    assert cost() == few
