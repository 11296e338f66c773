"""The department's own terms: with a basis, ended by a day, never changed."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import calendars, history, rules
from documents.deadlines import due_of_case
from documents.errors import Invalid, NotAllowed, NotFound
from documents.models import Event
from documents.rules import NewRule
from documents.vocabulary import Role, Source, TermUnit, TimedStep, Urgency
from tests import factories
from tests.factories import People

FROM = date(2019, 12, 1)
TOLD = NewRule(
    TimedStep.RESOLVE,
    7,
    TermUnit.WORKING_DAYS,
    FROM,
    basis="Quyết định 12/QĐ-SGTVT",
    urgency=Urgency.NORMAL,
)


def add(session: Session, people: People, now: datetime, told: NewRule = TOLD) -> int:
    return rules.add(session, told, by=people[Role.ADMIN], now=now).id


def test_a_new_case_is_due_by_the_departments_rule(
    session: Session, people: People, now: datetime
) -> None:
    add(session, people, now)
    calendar = calendars.current(session)
    due = due_of_case(calendar, now, Urgency.NORMAL)
    assert (due.due_on, due.basis) == (date(2019, 12, 26), TOLD.basis)
    assert calendar.version != factories.CALENDAR.version


def test_a_rule_for_the_provinces_cases_leaves_the_others(
    session: Session, people: People, now: datetime
) -> None:
    add(session, people, now, replace(TOLD, amount=5, source=Source.PROVINCE))
    calendar = calendars.current(session)
    ours = due_of_case(calendar, now, Urgency.NORMAL, source=Source.DEPARTMENT)
    theirs = due_of_case(calendar, now, Urgency.NORMAL, source=Source.PROVINCE)
    assert (ours.due_on, theirs.due_on) == (date(2019, 12, 31), date(2019, 12, 24))


def test_an_ended_rule_holds_to_its_last_day(
    session: Session, people: People, now: datetime
) -> None:
    number = add(session, people, now)
    admin, last = people[Role.ADMIN], date(2019, 12, 16)
    rules.end(session, number, last_day=last, by=admin, now=now)
    due = due_of_case(calendars.current(session), now, Urgency.NORMAL)
    assert due.due_on == date(2019, 12, 31)
    with pytest.raises(Invalid):
        rules.end(session, number, last_day=last, by=admin, now=now)
    other = add(session, people, now)
    with pytest.raises(Invalid):
        rules.end(session, other, last_day=date(2019, 11, 30), by=admin, now=now)
    with pytest.raises(NotFound):
        rules.end(session, 999, last_day=last, by=admin, now=now)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"basis": " "}, "basis"),
        ({"amount": 0}, "amount"),
        ({"amount": 401}, "amount"),
        ({"unit": TermUnit.HOURS}, "unit"),
        ({"unit": TermUnit.HOURS, "urgency": Urgency.URGENT, "amount": 25}, "unit"),
        ({"directive_id": 999}, "directive_id"),
    ],
)
def test_a_rule_that_says_nothing_usable_is_refused(
    session: Session,
    people: People,
    now: datetime,
    wrong: dict[str, object],
    field: str,
) -> None:
    with pytest.raises(Invalid) as refusal:
        add(session, people, now, replace(TOLD, **wrong))  # type: ignore[arg-type]  # told by name
    assert field in refusal.value.fields


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_only_administrators_keep_rules(
    session: Session, people: People, now: datetime, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        rules.add(session, TOLD, by=people[role], now=now)
    with pytest.raises(NotAllowed):
        rules.end(session, 1, last_day=FROM, by=people[role], now=now)


def test_what_was_added_and_ended_stands_in_the_history(
    session: Session, people: People, now: datetime
) -> None:
    number = add(session, people, now)
    rules.end(session, number, last_day=FROM, by=people[Role.ADMIN], now=now)
    asked = select(Event).where(Event.subject == "sla_rule").order_by(Event.id)
    added, ended = session.scalars(asked)
    assert (added.data["amount"], added.data["valid_to"]) == (7, None)
    assert ended.data["valid_to"] == "2019-12-01"
    assert history.verify(session)[1] is None
