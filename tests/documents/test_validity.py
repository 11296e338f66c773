"""Directives come into force and out of it by themselves when their day has come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import directives, history
from documents.deadlines import local_day
from documents.directives import DirectiveFields, RelationFields
from documents.models import Directive, Outbox
from documents.vocabulary import (
    ContentAction,
    DirectiveForce,
    DirectiveRelationKind,
    IssuerLevel,
    Role,
    Validity,
)
from tests.factories import People

V = Validity
DAY = timedelta(days=1)
PLAIN = DirectiveFields(
    "Quyết định", "1/QĐ", "UBND tỉnh", IssuerLevel.PROVINCE, date(2016, 11, 14)
)

Make = Callable[..., Directive]


@pytest.fixture
def make(session: Session, people: People, now: datetime) -> Make:
    def made(*, public: bool = True, **told: Any) -> Directive:
        typed = replace(PLAIN, **told)
        row = directives.add(session, typed, by=people[Role.CLERK], now=now)
        if public:
            move(session, row, ContentAction.PUBLISH, people, now)
        return row

    return made


def move(
    session: Session,
    row: Directive,
    action: ContentAction,
    people: People,
    now: datetime,
) -> None:
    directives.advance(
        session,
        row,
        action,
        expected_version=row.version,
        by=people[Role.CVP],
        now=now,
    )


@pytest.mark.parametrize(
    ("told", "before", "on_the_day"),
    [
        ({"effective_on": date(2020, 1, 1)}, V.NOT_YET, V.IN_FORCE),
        ({"expires_on": date(2020, 1, 1)}, V.IN_FORCE, V.EXPIRED),
        (
            {"effective_on": date(2020, 1, 1), "force": DirectiveForce.PARTLY},
            V.NOT_YET,
            V.PARTLY,
        ),
        ({"force": DirectiveForce.EXPIRED}, V.EXPIRED, V.EXPIRED),
        ({"force": DirectiveForce.PARTLY}, V.PARTLY, V.PARTLY),
    ],
)
def test_a_document_holds_by_its_days(
    make: Make, told: dict[str, Any], before: Validity, on_the_day: Validity
) -> None:
    row = make(**told)
    assert row.validity is row.validity_on(date(2019, 12, 31)) is before
    assert row.validity_on(date(2020, 1, 1)) is on_the_day


def test_the_day_is_told_once_and_nobody_is_out_of_date(
    session: Session, make: Make, now: datetime
) -> None:
    today = local_day(now)
    row = make(effective_on=today + DAY, expires_on=today + 3 * DAY)
    version, seq = row.version, _revision(session, row)
    assert not directives.is_due(session, now=now)
    assert directives.is_due(session, now=now + DAY)
    assert directives.turn(session, now=now + DAY) == 1
    assert (row.validity, row.turns_on) == (V.IN_FORCE, today + 3 * DAY)
    assert _revision(session, row) > seq
    assert history.of(session, row)[-1].note == (
        "Đến ngày: Chưa có hiệu lực → Còn hiệu lực"
    )
    assert row.version == version
    assert not directives.is_due(session, now=now + DAY)
    # The machine was off on the day itself.
    assert directives.turn(session, now=now + 9 * DAY) == 1
    assert (row.validity, row.turns_on) == (V.EXPIRED, None)


def test_what_replaces_another_ends_it_when_it_takes_effect(
    session: Session, make: Make, people: People, now: datetime
) -> None:
    today = local_day(now)
    old = make()
    related = (RelationFields(DirectiveRelationKind.REPLACES, old.id),)
    new = make(public=False, number="2/QĐ", effective_on=today + DAY, relations=related)
    assert (old.validity, old.turns_on) == (V.IN_FORCE, None)
    seq = _revision(session, old)
    move(session, new, ContentAction.PUBLISH, people, now)
    assert (old.replaced_on, old.validity) == (today + DAY, V.IN_FORCE)
    assert _revision(session, old) > seq
    directives.turn(session, now=now + DAY)
    assert (old.validity, new.validity) == (V.EXPIRED, V.IN_FORCE)
    move(session, new, ContentAction.ARCHIVE, people, now + DAY)
    assert (old.validity, old.replaced_on) == (V.IN_FORCE, None)


def _revision(session: Session, row: Directive) -> int:
    key = f"directive:{row.id}"
    found = session.scalar(select(Outbox.seq).where(Outbox.key == key))
    assert found is not None
    return found
