"""Taking a case back: who records it, from where, and with whose words."""

import pytest

from documents.vocabulary import CaseState, Outcome, Role
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
SAID = "Người gửi gọi lại lúc 9 giờ, xin rút vì đường đã sửa."


@pytest.mark.parametrize("state", [S.RECEIVED, S.IN_PROGRESS, S.PENDING_APPROVAL])
def test_a_case_is_taken_back_in_its_senders_words(
    office: Office, state: CaseState
) -> None:
    case = office.case(state)
    answer = office.move(Role.CLERK, case, "withdraw", request=SAID)
    assert answer.status_code == 303
    row = office.row(case)
    assert (row.state, row.outcome) == (S.WITHDRAWN, Outcome.WITHDRAWN)
    assert SAID in office.get(Role.FOCAL, case)


def test_a_padded_request_is_refused_and_kept(office: Office) -> None:
    case = office.case()
    answer = office.move(Role.CLERK, case, "withdraw", request="xin   \u00a0   rút")
    assert answer.status_code == 422
    assert "ít nhất 10 ký tự" in answer.text
    assert office.row(case).state is S.RECEIVED


def test_an_approved_case_is_not_taken_back_nor_by_others(office: Office) -> None:
    approved, received = office.case(S.APPROVED), office.case()
    assert (
        office.move(Role.CLERK, approved, "withdraw", request=SAID).status_code == 409
    )
    for role in (Role.CVP, Role.DIRECTOR):
        answer = office.move(role, received, "withdraw", request=SAID)
        assert answer.status_code == 403, role
    assert office.row(received).state is S.RECEIVED
