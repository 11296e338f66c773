"""Not taking a case: why, with what guidance, and what is sealed with it."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import standing
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.handling.declining import Declining, decline, propose_declining
from documents.models import Case
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Decision,
    Outcome,
    OutcomeReason,
    Role,
)
from tests import factories
from tests.factories import People

R, S = OutcomeReason, CaseState
GUIDANCE = "Nội dung này do Công an tỉnh trả lời, xin gửi về số 113."


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    made.state = S.SUBMITTED
    session.flush()
    return made


def told(case: Case, people: People, now: datetime, role: Role) -> dict[str, Any]:
    return {"expected_version": case.version, "by": people[role], "now": now}


@pytest.mark.parametrize(
    ("reason", "kind", "is_sealed"),
    [
        (R.OUT_OF_SCOPE, None, False),
        (R.SPAM, None, False),
        (R.QUESTION, CaseKind.QUESTION, False),
        (R.COMPLAINT, CaseKind.COMPLAINT, False),
        (R.DENUNCIATION, CaseKind.DENUNCIATION, True),
    ],
)
def test_only_a_denunciation_is_sealed(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    reason: OutcomeReason,
    kind: CaseKind | None,
    is_sealed: bool,
) -> None:
    decline(
        session,
        case,
        Declining(reason, GUIDANCE),
        **told(case, people, now, Role.FOCAL),
    )
    session.flush()
    assert (case.state, case.outcome) == (S.DECLINED, Outcome.DECLINED)
    assert (case.kind, case.sealed) == (kind, is_sealed)
    current = case.rounds[-1]
    assert (current.reason, current.reason_text) == (reason, GUIDANCE)


def test_a_clerk_proposes_and_the_focal_officer_decides_in_his_own_words(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    asked = Declining(R.SPAM, "Nội dung quảng cáo, không tiếp nhận.")
    proposal = propose_declining(
        session, case, asked, **told(case, people, now, Role.CLERK)
    )
    assert case.state is S.SUBMITTED
    for role in (Role.CLERK, Role.CVP):
        with pytest.raises(NotAllowed):
            decline(session, case, asked, **told(case, people, now, role))
    mine = Declining(R.OUT_OF_SCOPE, GUIDANCE)
    decline(session, case, mine, **told(case, people, now, Role.FOCAL))
    session.flush()
    assert case.rounds[-1].reason is R.OUT_OF_SCOPE
    assert proposal.decision is Decision.APPROVED
    assert standing.pending(session, case) is None


def test_a_repeated_case_points_to_the_first(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    first = factories.make_case(session, now=now, by=people[Role.CLERK])
    with pytest.raises(Invalid) as refusal:
        decline(
            session,
            case,
            Declining(R.DUPLICATE, GUIDANCE, "DDN-2019-000999"),
            **told(case, people, now, Role.FOCAL),
        )
    assert list(refusal.value.fields) == ["duplicate_of"]
    decline(
        session,
        case,
        Declining(R.DUPLICATE, GUIDANCE, first.code),
        **told(case, people, now, Role.FOCAL),
    )
    assert case.duplicate_of_id == first.id


def test_a_sealed_case_is_not_there_to_be_repeated(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    other = factories.make_case(session, now=now, by=people[Role.CLERK])
    other.state = S.SUBMITTED
    told_of = Declining(R.DENUNCIATION, GUIDANCE)
    decline(session, other, told_of, **told(other, people, now, Role.FOCAL))
    session.flush()
    with pytest.raises(Invalid) as refusal:
        propose_declining(
            session,
            case,
            Declining(R.DUPLICATE, GUIDANCE, other.code),
            **told(case, people, now, Role.CLERK),
        )
    assert list(refusal.value.fields) == ["duplicate_of"]


def test_bad_words_and_reasons_of_other_moves_are_refused(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    for asked, field in (
        (Declining(R.SPAM, "rác"), "guidance"),
        (Declining(R.LONG_AGO, GUIDANCE), "reason"),
    ):
        with pytest.raises(Invalid) as refusal:
            propose_declining(
                session, case, asked, **told(case, people, now, Role.CLERK)
            )
        assert list(refusal.value.fields) == [field]


def test_a_case_that_was_taken_is_not_declined(
    session: Session, people: People, now: datetime
) -> None:
    taken = factories.make_case(session, now=now, by=people[Role.CLERK])
    with pytest.raises(TransitionRefused):
        decline(
            session,
            taken,
            Declining(R.SPAM, GUIDANCE),
            **told(taken, people, now, Role.FOCAL),
        )
