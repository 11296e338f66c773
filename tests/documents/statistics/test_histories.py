"""A8: whatever way a thousand cases go, the figures balance, join and stay."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.database import Database
from documents.files import FileStore
from documents.models import Case
from documents.statistics import Cut, Period, Row, Statistics, statistics
from documents.statistics.cuts import UNNAMED
from documents.vocabulary import Role
from tests.conftest import NOW
from tests.documents.handling.life.office import Office
from tests.documents.statistics.histories import Oracle, live, seeded, split
from tests.factories import CALENDAR

Noted = tuple[Period, Cut, Statistics]

MANY = 1_000
FEW = 60


def seen(office: Office, period: Period, cut: Cut = Cut.UNIT) -> Statistics:
    (director, *_) = office.of(Role.DIRECTOR)
    return statistics(office.session, director, period, cut, calendar=CALENDAR)


def lived(session: Session, files: FileStore, cases: int) -> tuple[Office, list[Noted]]:
    """Let cases live; note down the figures of what is over, again and again."""
    chance = seeded(8)
    noted: list[Noted] = []
    office, began = None, None
    for step, office in enumerate(live(session, files, cases=cases, chance=chance)):
        began = began or office.today
        if step % (cases // 2) == cases // 3 and office.today > began:
            last = office.today - timedelta(1)
            period = Period(began + (last - began) // 3, last)
            cut = chance.choice(list(Cut))
            noted.append((period, cut, seen(office, period, cut)))
    assert office is not None
    return office, noted


def check(session: Session, files: FileStore, cases: int) -> None:
    office, noted = lived(session, files, cases)
    assert len(noted) > 8
    _stayed(office, noted)
    _joined(office)
    _agree(office)


def _stayed(office: Office, noted: list[Noted]) -> None:
    """Look that nothing that came later has changed what was noted down."""
    compared = 0
    for period, cut, before in noted:
        after = seen(office, period, cut)
        assert after.total == before.total, period
        # What is sealed meanwhile has left its row for the one without a name.
        if _unnamed(after) == _unnamed(before):
            compared += 1
            assert after.rows == before.rows, (period, cut)
    assert compared


def _unnamed(found: Statistics) -> list[Row]:
    return [row for row in found.rows if row.label == UNNAMED]


def _joined(office: Office) -> None:
    """Look that what is open at the end of a period is what the next begins with."""
    last = office.today
    for number in range(3):
        chance = seeded(number)
        cut = chance.choice(list(Cut))
        told = [seen(office, one, cut) for one in split(NOW.date(), last, chance)]
        assert told[0].total.carried == 0
        for one, following in pairwise(told):
            assert one.total.open == following.total.carried
        whole = seen(office, Period(NOW.date(), last), cut).total
        for name in ("sent", "received", "resolved", "transferred", "other"):
            assert sum(getattr(one.total, name) for one in told) == getattr(whole, name)


def _agree(office: Office) -> None:
    """Look that the lines of the history tell the same."""
    channel = select(Case.id).where(Case.channel == "web_form")
    oracle = Oracle.of(office.session, {*office.session.scalars(channel)})
    for number in range(2):
        for period in split(NOW.date(), office.today, seeded(number)):
            total = seen(office, period).total
            told = oracle.figures(period)
            assert {name: getattr(total, name) for name in told} == told
    whole = seen(office, Period(NOW.date(), office.today)).total
    assert whole.is_balanced
    if len(office.cases) < MANY:
        return
    assert min(whole.resolved, whole.guided, whole.refused, whole.again) > 0


@pytest.mark.timeout(600)
def test_the_figures_of_a_thousand_random_histories_balance_join_and_stay(
    sqlite_database: Database, files: FileStore
) -> None:
    with sqlite_database.writing() as session:
        check(session, files, MANY)


@pytest.mark.timeout(600)
def test_the_databases_count_alike(session: Session, files: FileStore) -> None:
    check(session, files, FEW)
