"""Chains of directives: several levels both ways, bounded, circles or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from documents import directives, queries
from documents.directives import DirectiveFields, RelationFields
from documents.models import Directive, DirectiveRelation
from documents.queries import Tie
from documents.queries.chains import DEEPEST, WIDEST
from documents.vocabulary import (
    ContentAction,
    ContentState,
    DirectiveRelationKind,
    IssuerLevel,
    Role,
)
from tests.factories import People
from tests.portal.desk.test_growth import asked

K = DirectiveRelationKind
FIRST = date(2019, 11, 1)
PLAIN = DirectiveFields("Công văn", "1", "UBND tỉnh", IssuerLevel.PROVINCE, FIRST)

Make = Callable[..., Directive]


@pytest.fixture
def make(session: Session, people: People, now: datetime) -> Make:
    """Give a maker of published directives, each a day newer than the one before."""

    def made(*to: tuple[K, Directive], **told: Any) -> Directive:
        number = session.query(Directive).count() + 1
        fields = replace(
            PLAIN,
            number=f"{number}/UBND",
            issued_on=FIRST + timedelta(days=number),
            relations=tuple(RelationFields(kind, one.id) for kind, one in to),
            **told,
        )
        row = directives.add(session, fields, by=people[Role.CLERK], now=now)
        directives.advance(
            session,
            row,
            ContentAction.PUBLISH,
            expected_version=row.version,
            by=people[Role.CVP],
            now=now,
        )
        return row

    return made


def tie(session: Session, origin: Directive, kind: K, target: Directive) -> None:
    told = {"from_id": origin.id, "kind": kind, "to_id": target.id}
    session.execute(insert(DirectiveRelation).values(**told))


def told(ties: tuple[Tie, ...]) -> list[tuple[str, tuple[K, ...], str, int]]:
    return [(t.directive.number, t.kinds, t.nearer.number, t.level) for t in ties]


def test_a_chain_goes_both_ways_over_several_levels(
    session: Session, make: Make
) -> None:
    base = make()
    plan = make((K.IMPLEMENTS, base))
    here = make((K.IMPLEMENTS, plan), (K.CITES, plan))
    report = make((K.REPLIES_TO, here))
    make((K.CITES, report))
    chain = queries.chain_of(session, here, None)
    assert told(chain.above) == [
        ("1/UBND", (K.IMPLEMENTS,), "2/UBND", 2),
        ("2/UBND", (K.IMPLEMENTS, K.CITES), "3/UBND", 1),
    ]
    assert told(chain.below) == [
        ("4/UBND", (K.REPLIES_TO,), "3/UBND", 1),
        ("5/UBND", (K.CITES,), "4/UBND", 2),
    ]
    assert not chain.is_cut


def test_a_circle_is_gone_round_once(session: Session, make: Make) -> None:
    first, second, third = make(), make(), make()
    for one, other in ((first, second), (second, third), (third, first)):
        tie(session, one, K.REPLACES, other)
    chain = queries.chain_of(session, first, None)
    numbers = [t.directive.number for t in (*chain.above, *chain.below)]
    assert sorted(numbers) == ["2/UBND", "3/UBND"]
    newest = queries.successor_of(session, first, None, on=date(2020, 1, 1))
    assert newest is second


def test_a_chain_costs_the_same_however_many_there_are(
    session: Session, make: Make
) -> None:
    here = make()
    last = here
    for _ in range(DEEPEST + 2):
        last = make((K.IMPLEMENTS, last))
    session.flush()

    def cost() -> int:
        with asked() as statements:
            queries.chain_of(session, here, None)
        return len(statements)

    few = cost()
    for _ in range(WIDEST + 3):
        make((K.CITES, here))
    session.flush()
    assert cost() <= few
    chain = queries.chain_of(session, here, None)
    assert chain.is_cut
    assert [t.level for t in chain.below].count(1) == WIDEST
    assert max(t.level for t in chain.below) <= DEEPEST


def test_the_newest_that_replaces_is_told_not_the_first(
    session: Session, make: Make
) -> None:
    old = make()
    newer = make((K.REPLACES, old))
    newest = make((K.REPLACES, newer))
    coming = make((K.REPLACES, newest), effective_on=date(2020, 6, 1))
    on = date(2020, 1, 1)
    assert queries.successor_of(session, old, None, on=on) is newest
    assert queries.successor_of(session, old, None, on=date(2020, 6, 1)) is coming
    assert queries.successor_of(session, coming, None, on=on) is None
    coming.state = ContentState.ARCHIVED
    session.flush()
    assert queries.successor_of(session, newest, None, on=date(2020, 6, 1)) is None


def test_what_a_visitor_may_not_see_replaces_nothing_for_him(
    session: Session, make: Make, people: People
) -> None:
    old = make()
    hidden = make((K.REPLACES, old), (K.AMENDS, old), is_public=False)
    on = date(2020, 1, 1)
    assert queries.successor_of(session, old, None, on=on) is None
    assert queries.amended_by(session, old, None, on=on) is None
    head = people[Role.HEAD]
    assert queries.successor_of(session, old, head, on=on) is hidden
    assert queries.amended_by(session, old, head, on=on) is hidden
