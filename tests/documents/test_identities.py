"""Who sent a case is looked at by few, for a reason, and it is written down."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, identities
from documents.errors import Invalid, NotFound
from documents.models import Case, IdentityAccess
from documents.vault import Identity
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Role
from tests import factories
from tests.factories import CANARY, VAULT, People

WHY = "Gọi lại để hỏi rõ vị trí."


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, case, people, now)
    return case


def unseal(
    session: Session, case: Case, by: Viewer, now: datetime, reason: str = ""
) -> Identity:
    return identities.unseal(session, case, reason=reason, vault=VAULT, by=by, now=now)


def accesses(session: Session) -> list[tuple[int, str]]:
    rows = session.scalars(select(IdentityAccess).order_by(IdentityAccess.id))
    return [(row.officer_id, row.reason) for row in rows]


def test_the_office_looks_by_duty_and_is_written_down(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    for role in (Role.FOCAL, Role.CVP, Role.DIRECTOR):
        assert not identities.needs_reason(people[role])
        assert unseal(session, case, people[role], now) == CANARY
        who, why = accesses(session)[-1]
        assert who == people[role].officer_id
        assert role.label in why


def test_others_say_why_or_see_nothing(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    for role in (Role.CLERK, Role.HEAD, Role.HANDLER):
        assert identities.needs_reason(people[role])
        with pytest.raises(Invalid) as refusal:
            unseal(session, case, people[role], now, "tò mò")
        assert list(refusal.value.fields) == ["reason"]
    assert accesses(session) == []
    assert unseal(session, case, people[Role.HEAD], now, WHY) == CANARY
    assert accesses(session) == [(people[Role.HEAD].officer_id, WHY)]


def test_looking_stands_in_the_history_and_changes_nothing_else(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    version = case.version
    unseal(session, case, people[Role.HANDLER], now, WHY)
    event = history.of(session, case)[-1]
    assert (event.kind, event.note) == (EventKind.UNSEALED, WHY)
    assert case.version == version


def test_an_administrator_and_another_unit_find_no_case_to_look_at(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    stranger = factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="stranger"
    )
    assert not identities.may_unseal(people[Role.ADMIN])
    for viewer in (people[Role.ADMIN], stranger):
        with pytest.raises(NotFound):
            unseal(session, case, viewer, now, WHY)
    assert accesses(session) == []
