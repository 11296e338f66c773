"""A2: what domain.md §5.2 forbids below its table, by hand and asked of the domain.

Every form bears the officer's own token, the version that stands and fields that would
do elsewhere; nothing of the database may be another afterwards.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

import pytest
from sqlalchemy import update

from documents import cases
from documents.errors import DomainError
from documents.lifecycles import ASKING, CASE, TERMINAL
from documents.models import OutgoingLetter
from documents.vocabulary import CaseAction, CaseState, Role, Source
from portal.desk.steps import STEPS
from tests.conftest import NOW
from tests.portal.desk.test_deciding import (
    CLOSING,
    DECLINING,
    EXTENSION,
    FINDING,
    OUTSIDE,
    TRANSFER,
    proposed,
    submitted,
)
from tests.portal.desk.test_moves import assignment, drafted
from tests.portal.office import Office, office
from tests.portal.public_site import token_in
from tests.portal.test_security import fingerprint

__all__ = ["office"]

S = CaseState
WHY: Final = "Người gửi gọi lại sáng nay và nói rõ điều này."
REFUSED: Final = {403, 404, 409, 422}
AGAIN: Final = {"reopen", "propose_reopen"}
"""X17, the one way out of an end; a case not taken or taken back has none."""

FORMS: Final[dict[str, dict[str, str]]] = {
    "accept": {"similar": "none"},
    "ask_info": {"question": WHY},
    "supplement": {"answer": WHY},
    "expire": {"reason_text": WHY},
    "decline": DECLINING,
    "submit_result": {},
    "return": {"comment": WHY},
    "approve": {},
    "issue": {"issued_on": "17/12/2019"},
    "enter_reply": {"minutes": WHY},
    "close": {"send_channel": "post", "sent_on": "17/12/2019"},
    "transfer": TRANSFER,
    "close_unresolved": CLOSING,
    "withdraw": {"request": WHY},
    "reopen": {"reason": WHY},
    "extend": EXTENSION,
    "reassign": {"reason": WHY, "lead_unit_id": "4", "handler_id": "1"},
    "reclassify": FINDING,
    "enter_outside": OUTSIDE,
    "recall": {"reason": WHY},
    "correct": {"name": "title", "text": "Trích yếu khác", "reason": WHY},
    "coordinate": {"result": WHY},
    "waive_unit": {"unit_id": "2", "reason": WHY},
    "join_unit": {"unit_id": "4", "reason": WHY},
    "instruct": {"text": WHY},
    "carry_out": {"instruction_id": "1", "result": WHY},
    "take_back": {"instruction_id": "1", "reason": WHY},
    "refuse": {"comment": WHY},
}
"""What each step is sent with; what is proposed takes the form of its decision."""


class Hands:
    """Somebody who writes his requests himself, with the token of his own session."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.tokens = {
            role: token_in(office.get(role, "/duong-day-nong")) for role in Role
        }

    def post(self, role: Role, case: str, action: str, **typed: Any) -> int:
        client = self.office.as_(role)
        form = {"assign": assignment(self.office)} | FORMS
        told = form.get(action.removeprefix("propose_"), drafted(self.office)) | typed
        told |= {
            "csrf_token": self.tokens[role],
            "version": str(self.office.row(case).version),
        }
        return client.post(f"{case}/{action}", data=told).status_code

    def is_refused(self, role: Role, case: str, action: str, **typed: Any) -> None:
        before = fingerprint(self.office)
        status = self.post(role, case, action, **typed)
        assert status in REFUSED, (role, action, status)
        assert fingerprint(self.office) == before, (role, action)


@pytest.fixture
def hands(office: Office) -> Hands:
    return Hands(office)


def standing_at(office: Office, state: CaseState) -> str:
    """Make a case that stands here, by the office's own hands."""
    match state:
        case S.SUBMITTED:
            return submitted(office)
        case S.DECLINED:
            case = submitted(office)
            office.move(Role.FOCAL, case, "decline", **DECLINING)
        case S.WITHDRAWN:
            case = office.case(S.IN_PROGRESS)
            office.move(Role.CLERK, case, "withdraw", **FORMS["withdraw"])
        case S.AWAITING_INFO:
            case = office.case(S.IN_PROGRESS)
            office.move(Role.FOCAL, case, "ask_info", **FORMS["ask_info"])
        case S.TRANSFERRED | S.CLOSED_UNRESOLVED:
            move = "transfer" if state is S.TRANSFERRED else "close_unresolved"
            case = proposed(office, move)
            office.move(Role.CVP, case, move)
        case _:
            case = office.case(state)
    assert office.row(case).state is state
    return case


def concerned(action: str) -> set[Role]:
    """Return who may do this somewhere."""
    name = action.removeprefix("propose_")
    table = ASKING if name != action else CASE
    roles = {
        role for row in table.transitions if row.action == name for role in row.roles
    }
    return roles or {Role.CLERK, Role.HANDLER, Role.HEAD, Role.FOCAL, Role.CVP}


def test_every_step_of_the_page_is_tried_here() -> None:
    named = {step.action.removeprefix("propose_") for step in STEPS}
    assert sorted(named) == sorted(FORMS.keys() | {"assign"})


@pytest.mark.parametrize("state", [S.IN_PROGRESS, S.PENDING_APPROVAL, S.APPROVED])
def test_no_reply_is_entered_before_it_is_approved_and_issued(
    office: Office, hands: Hands, state: CaseState
) -> None:
    case = office.case(state)
    for role in (Role.FOCAL, Role.CVP):
        hands.is_refused(role, case, "enter_reply")
    assert office.row(case).answered_at is None


def test_an_approved_case_is_not_closed_without_its_reply(
    office: Office, hands: Hands
) -> None:
    case = office.case(S.APPROVED)
    hands.is_refused(Role.FOCAL, case, "close")
    assert hands.post(Role.CLERK, case, "issue") == 303
    for role in (Role.FOCAL, Role.CVP):
        hands.is_refused(role, case, "close")
    assert hands.post(Role.FOCAL, case, "enter_reply") == 303
    assert hands.post(Role.FOCAL, case, "close") == 303


def test_neither_handler_nor_head_enters_the_reply(
    office: Office, hands: Hands
) -> None:
    case = office.case(S.APPROVED)
    assert hands.post(Role.CLERK, case, "issue") == 303
    for role in set(Role) - {Role.FOCAL, Role.CVP}:
        hands.is_refused(role, case, "enter_reply")


@pytest.mark.parametrize("state", sorted(TERMINAL))
def test_nothing_leads_out_of_an_end_but_reopening(
    office: Office, hands: Hands, state: CaseState
) -> None:
    case = standing_at(office, state)
    before, asked = fingerprint(office), 0
    allowed = {"correct"} | (AGAIN if state not in {S.DECLINED, S.WITHDRAWN} else set())
    for action in [*(step.action for step in STEPS), "du-thao"]:
        for role in sorted(concerned(action)) if action not in allowed else ():
            status = hands.post(role, case, action)
            assert status in REFUSED, (role, action, status)
            asked += 1
    assert asked > 60
    assert fingerprint(office) == before


@pytest.mark.parametrize("state", sorted(CaseState))
def test_an_administrator_moves_nothing_by_hand(
    office: Office, hands: Hands, state: CaseState
) -> None:
    path = standing_at(office, state)
    before = fingerprint(office)
    for action in [*(step.action for step in STEPS), "du-thao", "nguoi-phan-anh"]:
        assert hands.post(Role.ADMIN, path, action) == 403, action
    assert fingerprint(office) == before


def test_nobody_approves_what_he_drafted(office: Office, hands: Hands) -> None:
    case = office.case(S.PENDING_APPROVAL)
    director = office.people[Role.DIRECTOR].officer_id
    with office.writing() as session:
        session.execute(update(OutgoingLetter).values(drafter_id=director))
    hands.is_refused(Role.DIRECTOR, case, "approve")
    assert hands.post(Role.DIRECTOR, case, "return") == 303


def test_no_letter_signed_outside_is_taken_without_its_file_and_another_officer(
    office: Office, hands: Hands
) -> None:
    case = office.case(S.IN_PROGRESS)
    for role in Role:
        hands.is_refused(role, case, "enter_outside")
        hands.is_refused(role, case, "propose_enter_outside")
    scan = (io.BytesIO(b"%PDF-1.7"), "da-ky.pdf")
    for role in set(Role) - {Role.FOCAL}:
        hands.is_refused(role, case, "propose_enter_outside", signed_file=scan)
        scan = (io.BytesIO(b"%PDF-1.7"), "da-ky.pdf")
    assert (
        hands.post(Role.FOCAL, case, "propose_enter_outside", signed_file=scan) == 303
    )
    for role in set(Role) - {Role.CVP, Role.DIRECTOR}:
        hands.is_refused(role, case, "enter_outside")
    assert office.row(case).answered_at is None
    assert hands.post(Role.CVP, case, "enter_outside") == 303
    assert office.row(case).state is S.REPLIED


@pytest.mark.parametrize("agency", ["", " ", "\u00a0" * 9, "Sở GTVT", "SGTVT", "..."])
def test_no_case_is_sent_away_without_an_agency(
    office: Office, hands: Hands, agency: str
) -> None:
    case = office.case(S.IN_PROGRESS)
    hands.is_refused(Role.FOCAL, case, "propose_transfer", agency=agency)
    for role in (Role.CVP, Role.DIRECTOR):
        hands.is_refused(role, case, "transfer")
        hands.is_refused(role, case, "propose_transfer")
    assert hands.post(Role.FOCAL, case, "propose_transfer") == 303
    hands.is_refused(Role.FOCAL, case, "transfer")
    assert hands.post(Role.CVP, case, "transfer") == 303


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"province_report": "128/BC-SGTVT"},
        {"province_report_on": "17/12/2019"},
        {"province_report": "   ", "province_report_on": "17/12/2019"},
        {"province_report": "128/BC-SGTVT", "province_report_on": "18/12/2019"},
    ],
)
def test_a_case_of_the_province_is_not_closed_before_the_province_is_told(
    office: Office, hands: Hands, typed: dict[str, str]
) -> None:
    told = {"source": Source.PROVINCE, "external_ref": "PA-2019-77"}
    case = office.case(S.REPLIED, **told)
    for role in (Role.FOCAL, Role.CVP):
        hands.is_refused(role, case, "close", **typed)
    done = {"province_report": "128/BC-SGTVT", "province_report_on": "17/12/2019"}
    assert hands.post(Role.FOCAL, case, "close", **done) == 303


def beside_the_table(state: CaseState) -> Iterator[tuple[CaseAction, Role]]:
    """Yield every move that no row gives a role here."""
    open_here = {
        (row.action, role)
        for row in CASE.transitions
        if row.wired and state in row.sources
        for role in row.roles
    }
    for action in CaseAction:
        for role in Role:
            if (action, role) not in open_here:
                yield action, role


@pytest.mark.parametrize("state", sorted(CaseState))
def test_the_domain_itself_refuses_what_no_row_allows(
    office: Office, state: CaseState
) -> None:
    code = standing_at(office, state).removeprefix("/ho-so/")
    before = fingerprint(office)
    with office.writing() as session:
        case = cases.get(session, code, viewer=office.people[Role.DIRECTOR])
        for action, role in beside_the_table(state):
            told: dict[str, Any] = {"expected_version": case.version, "now": NOW}
            with pytest.raises(DomainError):
                cases.advance(
                    session,
                    case,
                    action,
                    by=office.people[role],
                    change=lambda: pytest.fail("what it brings was written"),
                    **told,
                )
        assert case.state is state
    assert fingerprint(office) == before
