"""The terms as an administrator keeps them, and the due dates they give."""

import re

from werkzeug.test import TestResponse

from documents.vocabulary import Role
from tests.portal.desk.test_moves import assignment
from tests.portal.office import Office, office
from tests.portal.public_site import post

__all__ = ["office"]

TERMS = "/quan-tri/thoi-han"
QUICK = {
    "step": "resolve",
    "amount": "5",
    "unit": "working_days",
    "source": "",
    "urgency": "quick",
    "kind": "",
    "basis": "Điều 7 Quy chế 3229",
    "valid_from": "01/01/2019",
}


def add(office: Office, **typed: str) -> TestResponse:
    answer = post(office.as_(Role.ADMIN), TERMS, TERMS, **{**QUICK, **typed})
    assert isinstance(answer, TestResponse)
    return answer


def test_a_term_of_the_department_wins_until_it_is_ended(office: Office) -> None:
    def due_of_a_quick_case() -> str:
        case = office.case()
        office.move(Role.FOCAL, case, "assign", **assignment(office))
        return f"{office.row(case).due_on:%d/%m/%Y}"

    by_default = due_of_a_quick_case()
    assert add(office).status_code == 303
    page = office.get(Role.ADMIN, TERMS)
    assert "Điều 7 Quy chế 3229" in page
    assert "5 ngày làm việc" in page
    assert due_of_a_quick_case() != by_default
    found = re.search(rf"{TERMS}/\d+/ket-thuc", page)
    assert found
    post(office.as_(Role.ADMIN), found[0], TERMS)
    assert found[0] not in office.get(Role.ADMIN, TERMS)
    again = post(office.as_(Role.ADMIN), found[0], TERMS)
    assert "đã được kết thúc" in office.get(Role.ADMIN, again.location)


def test_a_term_without_basis_or_sense_is_refused_and_kept(office: Office) -> None:
    answer = add(office, amount="0", basis="")
    assert answer.status_code == 422
    assert 'value="01/01/2019"' in answer.text
    assert "Không được để trống" in answer.text or "Căn cứ" in answer.text
    assert "Cần một số từ 1 đến 400" in add(office, amount="0").text
    assert "Chỉ tính theo giờ cho hồ sơ khẩn" in add(office, unit="hours").text
    assert add(office, amount="mười").status_code == 422
    assert "Quy chế 3229</div>" not in office.get(Role.ADMIN, TERMS)


def test_the_chief_of_office_reads_terms_and_changes_none(office: Office) -> None:
    page = office.get(Role.CVP, TERMS)
    assert "Giải quyết hồ sơ" in page
    assert "Thêm thời hạn" not in page
    assert post(office.as_(Role.CVP), TERMS, "/mat-khau", **QUICK).status_code == 403
    for role in Role:
        if role not in {Role.ADMIN, Role.CVP}:
            assert office.as_(role).get(TERMS).status_code == 403
