"""More time: until when, asked before it is too late, granted by whom, how often."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.handling.extending import MoreTime, extend, propose_extension
from documents.models import Case, Extension
from documents.vocabulary import CaseState, Role
from tests import factories
from tests.factories import CALENDAR, People

S = CaseState
WHY = "Nhà thầu chờ thảm nhựa vì mưa kéo dài."
DUE = date(2019, 12, 31)
"""Ten working days after NOW; the next ones are 2, 3, 6, 7 and 8 January."""


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, made, people, now)
    assert made.due_on == DUE
    return made


class Asked:
    """A case, and what is asked and granted for it."""

    def __init__(
        self, session: Session, people: People, now: datetime, case: Case
    ) -> None:
        self.session, self.people, self.now, self.case = session, people, now, case

    def propose(self, on: date, role: Role = Role.HEAD, why: str = WHY) -> None:
        asked, told = MoreTime(on, why), self.told(role)
        propose_extension(self.session, self.case, asked, calendar=CALENDAR, **told)

    def grant(self, role: Role = Role.CVP) -> None:
        extend(self.session, self.case, calendar=CALENDAR, **self.told(role))
        self.session.flush()

    def told(self, role: Role) -> dict[str, Any]:
        version = self.case.version
        return {"expected_version": version, "by": self.people[role], "now": self.now}


@pytest.fixture
def asked(session: Session, people: People, now: datetime, case: Case) -> Asked:
    return Asked(session, people, now, case)


@pytest.mark.parametrize("role", [Role.FOCAL, Role.HANDLER, Role.HEAD])
def test_a_granted_extension_keeps_the_first_due_date(
    session: Session, people: People, asked: Asked, role: Role
) -> None:
    asked.propose(date(2020, 1, 8), role)
    assert asked.case.due_on == DUE
    asked.grant()
    current = asked.case.rounds[-1]
    assert asked.case.due_on == current.due_on == date(2020, 1, 8)
    assert (current.original_due_on, asked.case.state) == (DUE, S.IN_PROGRESS)
    row = session.scalars(select(Extension)).one()
    assert (row.old_due_on, row.new_due_on) == (DUE, date(2020, 1, 8))
    assert (row.asked_by_id, row.granted_by_id) == (
        people[role].officer_id,
        people[Role.CVP].officer_id,
    )


def test_the_second_one_is_a_leaders_and_there_is_no_third(asked: Asked) -> None:
    asked.propose(date(2020, 1, 8))
    asked.grant()
    asked.propose(date(2020, 1, 15))
    with pytest.raises(TransitionRefused, match="Lãnh đạo Sở"):
        asked.grant(Role.CVP)
    asked.grant(Role.DIRECTOR)
    assert asked.case.rounds[-1].original_due_on == DUE
    with pytest.raises(TransitionRefused, match="đã gia hạn 2 lần"):
        asked.propose(date(2020, 1, 16))


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (DUE, "phải sau hạn hiện nay 31/12/2019"),
        (date(2020, 1, 9), "muộn nhất là 08/01/2020"),
        (date(2020, 1, 4), "ngày làm việc"),
        (date(2020, 1, 1), "ngày làm việc"),
    ],
)
def test_a_day_that_cannot_be_granted_is_refused_in_words(
    asked: Asked, on: date, told: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        asked.propose(on)
    assert told in refusal.value.fields["due_on"]


def test_who_asks_says_why(asked: Asked) -> None:
    with pytest.raises(Invalid) as refusal:
        asked.propose(date(2020, 1, 8), why="chờ nhà thầu .............")
    assert "reason" in refusal.value.fields


def test_it_is_asked_before_the_case_is_due_though_it_may_be_granted_later(
    asked: Asked,
) -> None:
    asked.now += timedelta(days=14)
    asked.propose(date(2020, 1, 8))
    asked.now += timedelta(days=2)
    asked.grant()
    assert asked.case.due_on == date(2020, 1, 8)
    asked.now += timedelta(days=30)
    with pytest.raises(TransitionRefused, match="quá hạn"):
        asked.propose(date(2020, 2, 28))


def test_another_unit_and_the_clerk_ask_for_nothing(
    session: Session, people: People, now: datetime, asked: Asked
) -> None:
    stranger = factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="stranger"
    )
    asked.people = {**people, Role.HEAD: stranger}
    with pytest.raises(NotFound):
        asked.propose(date(2020, 1, 8))
    with pytest.raises(NotAllowed):
        asked.propose(date(2020, 1, 8), Role.CLERK)
