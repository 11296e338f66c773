"""Rows of cases that cannot be: the database itself refuses them, by name."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents.models import (
    Base,
    Case,
    CaseComment,
    CaseRound,
    CaseUnit,
    Extension,
    Instruction,
    Pause,
    Proposal,
)
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    CaseState,
    Decision,
    Outcome,
    OutcomeReason,
    Role,
)
from tests import factories
from tests.conftest import NOW
from tests.factories import People

S = CaseState
DAY = date(2019, 12, 17)


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    return factories.make_case(session, now=now, by=people[Role.CLERK])


IMPOSSIBLE_CASES: list[tuple[str, dict[str, Any]]] = [
    ("open_iff_not_done", {"state": S.DECLINED}),
    (
        "outcome_fits_state",
        {"state": S.TRANSFERRED, "done_at": NOW, "outcome": Outcome.DECLINED},
    ),
    ("sealed_case_is_declined", {"sealed": True}),
    ("denunciation_sealed", {"kind": CaseKind.DENUNCIATION}),
    ("returned_from_zero", {"returned_count": -1}),
    ("another_is_parent", {"parent_id": Case.id}),
    ("duplicate_of_another", {"duplicate_of_id": Case.id}),
]

IMPOSSIBLE_ROUNDS: list[tuple[str, dict[str, Any]]] = [
    (
        "transferred_to_an_agency",
        {"done_at": NOW, "outcome": Outcome.TRANSFERRED, "agency": "UBND huyện"},
    ),
    (
        "ended_for_a_reason",
        {
            "done_at": NOW,
            "outcome": Outcome.NO_RESOLUTION,
            "reason": OutcomeReason.LONG_AGO,
        },
    ),
    (
        "ended_for_a_reason",
        {"done_at": NOW, "outcome": Outcome.DECLINED, "reason_text": "không rõ"},
    ),
    ("withdrawn_on_request", {"done_at": NOW, "outcome": Outcome.WITHDRAWN}),
    ("paused_from_zero", {"paused_days": -1}),
    ("due_only_moves_on", {"original_due_on": date(2030, 1, 1)}),
]


@pytest.mark.parametrize(("name", "values"), IMPOSSIBLE_CASES)
def test_an_impossible_case_is_refused(
    session: Session, case: Case, name: str, values: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=f"ck_case_{name}"), session.begin_nested():
        session.execute(update(Case).where(Case.id == case.id).values(values))


@pytest.mark.parametrize(("name", "values"), IMPOSSIBLE_ROUNDS)
def test_an_impossible_round_is_refused(
    session: Session, case: Case, name: str, values: dict[str, Any]
) -> None:
    rounds = update(CaseRound).where(CaseRound.case_id == case.id)
    refused = pytest.raises(IntegrityError, match=f"ck_case_round_{name}")
    with refused, session.begin_nested():
        session.execute(rounds.values(values))


def add(session: Session, row: Base) -> None:
    with session.begin_nested():
        session.add(row)


def work_of(case: Case, people: People, session: Session) -> dict[str, Base]:
    """Return rows around a case, each impossible for the reason it is named by."""
    focal, cvp = people[Role.FOCAL].officer_id, people[Role.CVP].officer_id
    unit, here = factories.unit(session, "VTPT").id, {"case_id": case.id, "round": 1}
    pause = {**here, "asked_by_id": focal, "since": DAY, "expires_on": DAY}
    more = {**here, "reason": "chờ vật tư", "asked_by_id": focal, "at": NOW}
    asked = {**here, "action": CaseAction.TRANSFER, "content": {}, "proposed_at": NOW}
    told = {"case_id": case.id, "text": "Kiểm tra ngay.", "at": NOW, "by_id": cvp}
    said = {"case_id": case.id, "key": "a", "at": NOW, "by_id": focal}
    done = {"result": "Đã xong.", "answered_at": NOW}
    decided = {"decision": Decision.APPROVED, "decided_at": NOW}
    return {
        "ck_case_unit_settled_by_result_or_waiver": CaseUnit(
            **here, unit_id=unit, due_on=DAY, result="đã xong"
        ),
        "ck_pause_asks_something": Pause(**pause, asked_from=S.RECEIVED, question=""),
        "ck_pause_asked_before_the_reply": Pause(
            **pause, asked_from=S.APPROVED, question="Ở đâu?"
        ),
        "ck_extension_later_than_before": Extension(
            **more, old_due_on=DAY, new_due_on=DAY, granted_by_id=cvp
        ),
        "ck_extension_granted_by_another": Extension(
            **more,
            old_due_on=DAY,
            new_due_on=date(2019, 12, 20),
            granted_by_id=focal,
        ),
        "ck_proposal_approved_by_another": Proposal(
            **asked, **decided, proposed_by_id=focal, decided_by_id=focal
        ),
        "ck_proposal_decided_by_somebody": Proposal(
            **asked, **decided, proposed_by_id=focal
        ),
        "ck_instruction_says_something": Instruction(**{**told, "text": ""}),
        "ck_instruction_answered_by_somebody": Instruction(**told, **done),
        "ck_instruction_answered_by_another": Instruction(
            **told, **done, answered_by_id=cvp
        ),
        "ck_case_comment_says_something_or_withdrawn": CaseComment(**said, text=""),
    }


def test_impossible_work_around_a_case_is_refused(
    session: Session, people: People, case: Case
) -> None:
    for name, row in work_of(case, people, session).items():
        with pytest.raises(IntegrityError, match=name):
            add(session, row)


def test_one_question_and_one_proposal_wait_at_a_time(
    session: Session, people: People, case: Case
) -> None:
    focal, here = people[Role.FOCAL].officer_id, {"case_id": case.id, "round": 1}

    def pause() -> Pause:
        asked = {"asked_by_id": focal, "since": DAY, "expires_on": DAY}
        return Pause(**here, **asked, asked_from=S.RECEIVED, question="Ở đâu?")

    def proposal() -> Proposal:
        asked = {"content": {}, "proposed_at": NOW, "proposed_by_id": focal}
        return Proposal(**here, **asked, action=CaseAction.TRANSFER)

    for make in (pause, proposal):
        add(session, make())
        with pytest.raises(IntegrityError):
            add(session, make())
