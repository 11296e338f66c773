"""Correcting an ended case: one field, its old value kept, nothing else moved (X21)."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import history
from documents.ending import end
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.files import FileStore
from documents.handling import correcting
from documents.models import Case
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    CaseState,
    Field,
    Outcome,
    OutcomeReason,
    Role,
    Source,
    Urgency,
)
from tests import factories
from tests.factories import People

S = CaseState
WHY = "Ghi nhầm khi nhập, đã đối chiếu với băng ghi âm."


@pytest.fixture
def case(session: Session, people: People, now: datetime, files: FileStore) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    return factories.advance_to(session, made, S.RESOLVED, people, now, files=files)


def correct(
    session: Session,
    case: Case,
    name: str,
    value: str,
    reason: str = WHY,
    **told: Any,
) -> None:
    version = case.version
    correcting.correct(
        session, case, name, value, reason, expected_version=version, **told
    )


VALUES = [
    ("title", "  Ổ gà   trên đường 30/4 ", "Ổ gà trên đường 30/4"),
    ("location", "Km 41", "Km 41"),
    ("external_ref", "T-78", "T-78"),
    ("kind", "petition", CaseKind.PETITION),
    ("field", "safety", Field.SAFETY),
    ("urgency", "quick", Urgency.QUICK),
]


@pytest.mark.parametrize(("name", "typed", "kept"), VALUES)
@pytest.mark.parametrize("role", [Role.FOCAL, Role.CVP])
def test_one_field_is_put_right_and_its_old_value_kept(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    role: Role,
    name: str,
    typed: str,
    kept: object,
) -> None:
    before = {c.key: getattr(case, c.key) for c in Case.__table__.columns}
    correct(session, case, name, typed, by=people[role], now=now)
    session.flush()
    after = {c.key: getattr(case, c.key) for c in Case.__table__.columns}
    changed = {key for key in after if after[key] != before[key]}
    assert changed == {name, "version"}
    assert after[name] == kept
    event = history.of(session, case)[-1]
    assert event.action == CaseAction.CORRECT
    assert (event.from_state, event.to_state) == ("resolved", "resolved")
    assert event.data == {
        "field": name,
        "old": str(before[name]),
        "new": str(kept),
        "reason": WHY,
    }
    assert WHY in event.note


def test_the_history_tells_a_correction_in_words(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    correct(session, case, "field", "other", by=people[Role.FOCAL], now=now)
    told = history.of(session, case)[-1].note
    assert told == f"Lĩnh vực: Hạ tầng đường bộ → Khác. Lý do: {WHY}"
    correct(session, case, "location", "Km 40", by=people[Role.FOCAL], now=now)
    told = history.of(session, case)[-1].note
    assert told.startswith("Địa điểm: (để trống) → Km 40.")


@pytest.mark.parametrize(
    ("name", "value", "reason", "place"),
    [
        ("title", " ", WHY, "value"),
        ("title", "d" * 301, WHY, "value"),
        ("title", "Ổ gà trên Quốc lộ 51", WHY, "value"),
        ("location", "", WHY, "value"),
        ("kind", "denunciation", WHY, "value"),
        ("kind", "complaint", WHY, "value"),
        ("kind", "", WHY, "value"),
        ("field", "roads", WHY, "value"),
        ("field", "sky", WHY, "value"),
        ("urgency", "soon", WHY, "value"),
        ("urgency", "quick", "nhầm", "reason"),
        ("state", "received", WHY, "name"),
        ("content", "Nội dung khác.", WHY, "name"),
        ("", "", WHY, "name"),
    ],
)
def test_what_cannot_stand_is_not_taken(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    name: str,
    value: str,
    reason: str,
    place: str,
) -> None:
    before = len(history.of(session, case))
    with pytest.raises(Invalid) as refusal:
        correct(session, case, name, value, reason, by=people[Role.FOCAL], now=now)
    assert list(refusal.value.fields) == [place]
    assert len(history.of(session, case)) == before


def test_a_case_of_the_province_keeps_a_reference(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    told = {"source": Source.PROVINCE, "external_ref": "T-77"}
    case = factories.make_case(session, now=now, by=people[Role.CLERK], **told)
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    with pytest.raises(Invalid, match="cần mã số"):
        correct(session, case, "external_ref", "", by=people[Role.FOCAL], now=now)
    correct(session, case, "external_ref", "T-78", by=people[Role.FOCAL], now=now)
    assert case.external_ref == "T-78"


def test_an_unnamed_senders_case_stays_about_what_can_be_looked_at(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK], anonymous=True)
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    with pytest.raises(Invalid, match="ẩn danh"):
        correct(session, case, "field", "conduct", by=people[Role.CVP], now=now)
    correct(session, case, "field", "safety", by=people[Role.CVP], now=now)
    assert case.field is Field.SAFETY


def declined(session: Session, case: Case, kind: CaseKind, now: datetime) -> Case:
    """Leave a case as one that was guided elsewhere is left."""
    reason = OutcomeReason(kind.value)
    end(case, Outcome.DECLINED, now=now, text="Đã hướng dẫn.", reason=reason)
    case.state, case.kind = S.DECLINED, kind
    case.sealed = kind is CaseKind.DENUNCIATION
    session.flush()
    return case


def test_a_sealed_case_is_not_told_anew_and_a_complaint_stays_one(
    session: Session, people: People, now: datetime
) -> None:
    sealed, guided = (
        declined(
            session,
            factories.make_case(session, now=now, by=people[Role.CLERK]),
            k,
            now,
        )
        for k in (CaseKind.DENUNCIATION, CaseKind.COMPLAINT)
    )
    with pytest.raises(TransitionRefused, match="niêm phong"):
        correct(session, sealed, "title", "Tên khác", by=people[Role.CVP], now=now)
    with pytest.raises(NotFound):
        correct(session, sealed, "title", "Tên khác", by=people[Role.CLERK], now=now)
    with pytest.raises(Invalid, match="đính chính"):
        correct(session, guided, "kind", "report", by=people[Role.CVP], now=now)
    correct(session, guided, "location", "Km 40", by=people[Role.CVP], now=now)
    assert (guided.state, guided.location) == (S.DECLINED, "Km 40")


def test_only_ended_cases_are_corrected_and_by_the_office(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    for role in (Role.CLERK, Role.HEAD, Role.HANDLER, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            correct(session, case, "title", "Tên khác", by=people[role], now=now)
    for state in (S.RECEIVED, S.IN_PROGRESS, S.REPLIED):
        going = factories.make_case(session, now=now, by=people[Role.CLERK])
        factories.advance_to(session, going, state, people, now, files=files)
        with pytest.raises(TransitionRefused):
            correct(session, going, "title", "Tên khác", by=people[Role.CVP], now=now)
