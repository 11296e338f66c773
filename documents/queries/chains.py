"""How a directive hangs together with others: a chain, some levels both ways.

What is asked is bounded, however many documents relate to one and whatever goes round
in a circle: each level is one query, each document is met once, where it is nearest.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import Row, Select, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, defer, lazyload

from documents.models import Directive, DirectiveRelation
from documents.queries.content import directive_filter
from documents.viewer import Viewer
from documents.vocabulary import ContentState, DirectiveRelationKind

DEEPEST: Final = 3
"""Levels of a chain in each direction."""

WIDEST: Final = 10
"""Documents of one level; the register itself lists all that relate to one."""

_MOST_READ: Final = (WIDEST + 1) * len(DirectiveRelationKind)

_Asked = Select[Directive, DirectiveRelationKind, int]
_Met = Row[Directive, DirectiveRelationKind, int]

_MOST_SUCCESSORS: Final = 12
"""Documents that each replace the one before, followed to the newest."""


@dataclass(frozen=True)
class Tie:
    """A document of a chain and how it stands to `nearer`, one step to the middle.

    Each of `kinds` is the nearer document's relation above the middle, and this
    document's own below it.
    """

    directive: Directive
    kinds: tuple[DirectiveRelationKind, ...]
    nearer: Directive
    level: int


@dataclass(frozen=True)
class Chain:
    """What a directive goes back to, farthest first, and what came of it.

    `is_cut` says that more documents relate to the directive itself than are here.
    """

    above: tuple[Tie, ...]
    below: tuple[Tie, ...]
    is_cut: bool


@dataclass(frozen=True)
class _Way:
    """A direction: the end of a relation where one stands, and the other end."""

    here: InstrumentedAttribute[int]
    there: InstrumentedAttribute[int]


_UP: Final = _Way(DirectiveRelation.from_id, DirectiveRelation.to_id)
_DOWN: Final = _Way(DirectiveRelation.to_id, DirectiveRelation.from_id)


def chain_of(session: Session, row: Directive, viewer: Viewer | None) -> Chain:
    """Return a directive's chain; what the viewer may not see ends it."""
    met = {row.id}
    above, cut_above = _walk(session, row, viewer, met, _UP)
    below, cut_below = _walk(session, row, viewer, met, _DOWN)
    return Chain(tuple(reversed(above)), tuple(below), cut_above or cut_below)


def _walk(
    session: Session, row: Directive, viewer: Viewer | None, met: set[int], way: _Way
) -> tuple[list[Tie], bool]:
    """Return the ties of a direction, nearest first; whether its first level is cut."""
    found: list[Tie] = []
    near, is_cut = {row.id: row}, False
    for level in range(1, DEEPEST + 1):
        nearest = _nearest(way, viewer, near, met)
        asked = _related(way, viewer).where(DirectiveRelation.id.in_(nearest))
        ties = _ties(session.execute(asked).all(), near, level)
        is_cut = is_cut or (level == 1 and len(ties) > WIDEST)
        near = {tie.directive.id: tie.directive for tie in ties[:WIDEST]}
        if not near:
            break
        found += ties[:WIDEST]
        met.update(near)
    return found, is_cut


def _nearest(
    way: _Way, viewer: Viewer | None, near: Iterable[int], met: Collection[int]
) -> Select[int]:
    """Ask for the relations of each of some documents that were entered last.

    Of one to which thousands relate no more is read than is shown.
    """
    of_each = [
        select(DirectiveRelation.id)
        .join(Directive, way.there == Directive.id)
        .where(way.here == one, way.there.not_in(met), directive_filter(viewer))
        .order_by(DirectiveRelation.id.desc())
        .limit(_MOST_READ)
        .subquery()
        for one in near
    ]
    return select(union_all(*(select(one.c.id) for one in of_each)).subquery().c.id)


def _related(way: _Way, viewer: Viewer | None) -> _Asked:
    """Ask for documents at the other end, each with its relation, newest first."""
    return (
        select(Directive, DirectiveRelation.kind, way.here)
        .join(DirectiveRelation, way.there == Directive.id)
        .where(directive_filter(viewer))
        .options(defer(Directive.body), lazyload(Directive.file))
        .order_by(Directive.issued_on.desc(), Directive.id.desc(), DirectiveRelation.id)
        .limit(_MOST_READ)
    )


def _ties(
    rows: Sequence[_Met],
    near: Mapping[int, Directive],
    level: int,
) -> list[Tie]:
    """Return each document once, with all that ties it to the first one it names."""
    found: dict[int, Tie] = {}
    for directive, kind, nearer_id in rows:
        tie = found.get(directive.id)
        if tie is None:
            found[directive.id] = Tie(directive, (kind,), near[nearer_id], level)
        elif tie.nearer.id == nearer_id:
            found[directive.id] = replace(tie, kinds=(*tie.kinds, kind))
    return list(found.values())


def successor_of(
    session: Session, row: Directive, viewer: Viewer | None, *, on: date
) -> Directive | None:
    """Return the newest document that replaces one, or what replaced it, on a day."""
    met, last = {row.id}, None
    for _ in range(_MOST_SUCCESSORS):
        found = _follower(
            session, last or row, DirectiveRelationKind.REPLACES, viewer, on, met
        )
        if found is None:
            break
        met.add(found.id)
        last = found
    return last


def amended_by(
    session: Session, row: Directive, viewer: Viewer | None, *, on: date
) -> Directive | None:
    """Return the newest document that amends one, and does so on a day."""
    amends = DirectiveRelationKind.AMENDS
    return _follower(session, row, amends, viewer, on, {row.id})


def _follower(
    session: Session,
    row: Directive,
    kind: DirectiveRelationKind,
    viewer: Viewer | None,
    on: date,
    met: set[int],
) -> Directive | None:
    begun = or_(Directive.effective_on.is_(None), Directive.effective_on <= on)
    rows = _related(_DOWN, viewer).where(
        DirectiveRelation.to_id == row.id,
        DirectiveRelation.kind == kind,
        Directive.id.not_in(met),
        Directive.state == ContentState.PUBLISHED,
        begun,
    )
    found = session.execute(rows.limit(1)).first()
    return found[0] if found else None
