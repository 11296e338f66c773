"""A case that is a complaint or denunciation: asked four questions, guided, sealed."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import queries, seeing, standing
from documents.errors import Invalid, NotAllowed
from documents.handling.reclassifying import (
    CHECKLIST,
    Finding,
    propose_reclassifying,
    reclassify,
)
from documents.models import Case
from documents.queries import CaseFilter
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Outcome,
    OutcomeReason,
    Role,
)
from tests import factories
from tests.factories import People

S = CaseState
GUIDANCE = "Ông, bà gửi đơn đến Thanh tra Sở theo Luật Tố cáo 2018."
ANSWERS = dict.fromkeys(CHECKLIST, False)
FOUND = {
    CaseKind.COMPLAINT: ANSWERS | {"asks_to_reconsider": True},
    CaseKind.DENUNCIATION: ANSWERS | {"accuses": True},
}


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    return factories.make_case(session, now=now, by=people[Role.CLERK])


def told(case: Case, people: People, now: datetime, role: Role) -> dict[str, Any]:
    return {"expected_version": case.version, "by": people[role], "now": now}


@pytest.mark.parametrize("state", [S.RECEIVED, S.IN_PROGRESS])
@pytest.mark.parametrize("kind", list(FOUND))
def test_either_is_guided_ended_and_sealed(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    kind: CaseKind,
    state: CaseState,
) -> None:
    factories.advance_to(session, case, state, people, now)
    found = Finding(kind, FOUND[kind], GUIDANCE)
    asked = propose_reclassifying(
        session, case, found, **told(case, people, now, Role.FOCAL)
    )
    assert asked.content["checklist"] == FOUND[kind]
    assert not case.sealed
    reclassify(session, case, **told(case, people, now, Role.CVP))
    session.flush()
    current = case.rounds[-1]
    assert (case.state, case.kind, case.sealed) == (S.DECLINED, kind, True)
    assert (case.outcome, current.reason) == (
        Outcome.DECLINED,
        OutcomeReason(kind.value),
    )
    assert current.reason_text == GUIDANCE
    readers = {role for role in Role if seeing.can_see(case, people[role])}
    assert readers == {Role.FOCAL, Role.CVP, Role.DIRECTOR}
    for role in Role:
        listed = queries.case_list(session, people[role], only=CaseFilter())
        assert case not in listed.rows


def test_a_leader_does_not_agree_for_the_chief_of_office(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    kind = CaseKind.DENUNCIATION
    found = Finding(kind, FOUND[kind], GUIDANCE)
    propose_reclassifying(session, case, found, **told(case, people, now, Role.FOCAL))
    for role in (Role.DIRECTOR, Role.FOCAL, Role.CLERK):
        with pytest.raises(NotAllowed):
            reclassify(session, case, **told(case, people, now, role))
    assert (case.state, case.sealed) == (S.RECEIVED, False)


@pytest.mark.parametrize(
    ("kind", "answers", "guidance", "field"),
    [
        (CaseKind.COMPLAINT, FOUND[CaseKind.DENUNCIATION], GUIDANCE, "kind"),
        (CaseKind.DENUNCIATION, FOUND[CaseKind.COMPLAINT], GUIDANCE, "kind"),
        (CaseKind.REPORT, FOUND[CaseKind.COMPLAINT], GUIDANCE, "kind"),
        (
            CaseKind.COMPLAINT,
            FOUND[CaseKind.COMPLAINT] | {"only_reports": True},
            GUIDANCE,
            "only_reports",
        ),
        (
            CaseKind.COMPLAINT,
            {"asks_to_reconsider": True, "accuses": False, "only_reports": False},
            GUIDANCE,
            "asks_the_law",
        ),
        (CaseKind.COMPLAINT, FOUND[CaseKind.COMPLAINT], "gửi đơn nhé", "guidance"),
    ],
)
def test_the_answers_must_bear_the_finding_out(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    kind: CaseKind,
    answers: dict[str, bool],
    guidance: str,
    field: str,
) -> None:
    with pytest.raises(Invalid) as refusal:
        propose_reclassifying(
            session,
            case,
            Finding(kind, answers, guidance),
            **told(case, people, now, Role.FOCAL),
        )
    assert list(refusal.value.fields) == [field]
    assert standing.pending(session, case) is None
