"""The calendar as an administrator keeps it, and what it does to a due date."""

import re
from datetime import date

from werkzeug.test import TestResponse

from documents.vocabulary import CaseState, Role
from tests.portal.office import Office, office
from tests.portal.public_site import post

__all__ = ["office"]

YEAR = "/quan-tri/lich?nam=2019"
DOUBT = "chưa được quản trị xác nhận"
DAY = {
    "on": "24/12/2019",
    "works": "nghi",
    "name": "Nghỉ bù",
    "basis": "Công văn 1/VPCP ngày 01/12/2019",
}
CALL = {
    "title": "Đèn đường không sáng",
    "content": "Đèn đường trước chợ đã tắt nhiều đêm liền, rất tối.",
    "full_name": "Lý Văn Thử",
    "phone": "0905550199",
    "complainant_kind": "citizen",
    "channel": "phone",
    "source": "department",
}


def sent(office: Office, path: str, **typed: str) -> TestResponse:
    answer = post(office.as_(Role.ADMIN), path, YEAR, **typed)
    assert isinstance(answer, TestResponse)
    return answer


def test_a_year_is_shown_by_months_with_its_holidays_named(office: Office) -> None:
    page = office.get(Role.ADMIN, YEAR)
    assert page.count('class="month"') == 12
    assert "Thứ Hai 02/09/2019: nghỉ lễ, " in page
    assert "Thứ Bảy 04/05/2019: làm bù" in page
    assert 'aria-current="page">Lịch làm việc' in page


def test_a_decided_day_moves_what_comes_in_next_until_it_is_taken_back(
    office: Office,
) -> None:
    def due_of_a_case(about: str, phone: str) -> date:
        told = CALL | {"title": about, "content": about, "phone": phone}
        answer = office.post(Role.CLERK, "/ho-so/moi", **told)
        return office.row(str(answer.location)).due_on

    before = due_of_a_case("Đèn đường trước chợ đã tắt.", "0905550199")
    assert before == date(2019, 12, 31)
    assert sent(office, "/quan-tri/lich", **DAY).status_code == 303
    page = office.get(Role.ADMIN, YEAR)
    assert "24/12/2019: nghỉ lễ, Nghỉ bù" in page
    assert "Công văn 1/VPCP" in page
    due = due_of_a_case("Xe buýt tuyến 06 bỏ bến.", "0905550198")
    assert due == date(2020, 1, 2)
    found = re.search(r"/quan-tri/lich/ngay/\d+/bo", page)
    assert found
    assert sent(office, found[0]).status_code == 303
    assert "24/12/2019: ngày làm việc" in office.get(Role.ADMIN, YEAR)
    assert due_of_a_case("Nắp cống bị vỡ mất nửa.", "0905550197") == before


def test_what_is_wrong_with_a_day_is_told_and_kept(office: Office) -> None:
    answer = sent(office, "/quan-tri/lich", **{**DAY, "on": "31/2/2019", "basis": ""})
    assert answer.status_code == 422
    assert "ngày/tháng/năm" in answer.text
    assert 'value="31/2/2019"' in answer.text
    assert 'value="Nghỉ bù"' in answer.text
    sent(office, "/quan-tri/lich", **DAY)
    twice = sent(office, "/quan-tri/lich", **DAY)
    assert twice.status_code == 422
    assert "đã có quyết định" in twice.text


def test_a_due_date_is_doubtful_until_its_year_is_confirmed(office: Office) -> None:
    case = office.case(CaseState.IN_PROGRESS)
    assert DOUBT in office.get(Role.FOCAL, case)
    for year in (2019, 2020):
        path = f"/quan-tri/lich/{year}/xac-nhan"
        assert sent(office, path).status_code == 303
    assert DOUBT not in office.get(Role.FOCAL, case)
    assert "xác nhận ngày" in office.get(Role.ADMIN, YEAR)


def test_a_year_nobody_lives_in_is_neither_shown_nor_confirmed(office: Office) -> None:
    assert "Lịch làm việc năm 2000" in office.get(Role.ADMIN, "/quan-tri/lich?nam=-9")
    assert "Lịch làm việc năm 2100" in office.get(Role.ADMIN, "/quan-tri/lich?nam=9999")
    assert "Lịch làm việc năm" in office.get(Role.ADMIN, "/quan-tri/lich?nam=xyz")
    answer = sent(office, "/quan-tri/lich/9999/xac-nhan")
    assert "Cần một năm từ" in office.get(Role.ADMIN, str(answer.location))


def test_nobody_else_keeps_the_calendar(office: Office) -> None:
    for role in Role:
        if role is not Role.ADMIN:
            assert office.as_(role).get("/quan-tri/lich").status_code == 403
