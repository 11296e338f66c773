"""A changed calendar lists the cases it would move; the chief of office decides."""

from datetime import date

from documents import calendars
from documents.deadlines import Override
from documents.vocabulary import CaseState, Role
from tests.conftest import NOW
from tests.portal.office import Office, office
from tests.portal.public_site import post

__all__ = ["office"]

MOVED = "/ho-so/tinh-lai-han"
WHY = "Theo thông báo hoán đổi ngày làm việc."


def a_day_off_before(office: Office, due_on: date) -> None:
    told = Override(works=False, name="Nghỉ bù", basis="Công văn 1/VPCP")
    with office.writing() as session:
        calendars.decide_day(
            session, due_on, told, by=office.people[Role.ADMIN], now=NOW
        )


def test_chosen_cases_get_the_new_date_and_the_reason(office: Office) -> None:
    first, second = (office.case(CaseState.IN_PROGRESS) for _ in range(2))
    before = office.row(first).due_on
    assert "Không có hồ sơ nào đổi hạn" in office.get(Role.CVP, MOVED)
    a_day_off_before(office, before)
    page = office.get(Role.CVP, MOVED)
    code = office.row(first).code
    assert code in page
    assert office.row(second).code in page
    assert office.row(first).due_on == before, "nothing moves by itself"
    answer = post(office.as_(Role.CVP), MOVED, MOVED, codes=code, reason=WHY)
    assert answer.status_code == 303
    assert office.row(first).due_on > before
    assert office.row(second).due_on == before
    assert WHY in office.get(Role.FOCAL, first)
    assert code not in office.get(Role.CVP, MOVED)


def test_without_a_case_or_a_reason_nothing_moves_and_the_choice_is_kept(
    office: Office,
) -> None:
    case = office.case(CaseState.IN_PROGRESS)
    before, code = office.row(case).due_on, office.row(case).code
    a_day_off_before(office, before)
    for typed, told in (
        ({"reason": WHY}, "Hãy chọn ít nhất một hồ sơ"),
        ({"codes": code, "reason": "đổi"}, "ít nhất 10 ký tự"),
        ({"codes": "DDN-2019-999999", "reason": WHY}, "Hãy chọn ít nhất một hồ sơ"),
    ):
        answer = post(office.as_(Role.CVP), MOVED, MOVED, **typed)
        assert answer.status_code == 422
        assert told in answer.text
        assert (f'value="{code}" checked' in answer.text) is (code in str(typed))
    assert office.row(case).due_on == before


def test_the_list_of_cases_leads_the_chief_of_office_there_and_nobody_else(
    office: Office,
) -> None:
    for role in (Role.CVP, Role.FOCAL, Role.DIRECTOR, Role.HEAD):
        leads = MOVED in office.get(role, "/ho-so/")
        assert leads is (role is Role.CVP)
        if role is not Role.CVP:
            assert office.as_(role).get(MOVED).status_code == 403
