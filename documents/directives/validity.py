"""Whether directives are in force, as days pass and others replace them.

Readers are answered by the clock (`Directive.validity_on`); here what keeps copies is
told that the day has come: kept pages, and the search index.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents import history, outbox
from documents.deadlines import local_day
from documents.history import Line
from documents.models import Directive, DirectiveRelation
from documents.vocabulary import ContentState, DirectiveRelationKind, EventKind

_AT_ONCE: Final = 200
"""Directives that turn in one transaction."""


def replaced_by(directive: Directive) -> set[int]:
    """Return the ids of what a directive replaces."""
    replaces = DirectiveRelationKind.REPLACES
    return {one.to_id for one in directive.relations if one.kind is replaces}


def settle(
    session: Session, directive: Directive, replaced: Collection[int] = (), *, on: date
) -> None:
    """Work out anew whether a directive holds, and what it replaces; announce them.

    `replaced` is what it replaced before it was changed.
    """
    session.flush()
    others = {*replaced, *replaced_by(directive)}
    rows = session.scalars(select(Directive).where(Directive.id.in_(others)))
    changed = [directive, *(row for row in rows.unique() if row is not directive)]
    for row in changed:
        _work_out(session, row, on)
    outbox.announce_many(session, [outbox.directive_key(row) for row in changed])


def _work_out(session: Session, row: Directive, on: date) -> None:
    begins = func.min(func.coalesce(Directive.effective_on, Directive.issued_on))
    row.replaced_on = session.scalar(
        select(begins)
        .join(DirectiveRelation, DirectiveRelation.from_id == Directive.id)
        .where(
            DirectiveRelation.to_id == row.id,
            DirectiveRelation.kind == DirectiveRelationKind.REPLACES,
            Directive.state == ContentState.PUBLISHED,
        )
    )
    row.validity = row.validity_on(on)
    days = (row.effective_on, row.expires_on, row.replaced_on)
    row.turns_on = min((day for day in days if day and day > on), default=None)


def is_due(session: Session, *, now: datetime) -> bool:
    """Say whether a day has come of which nobody was told; costs next to nothing."""
    found = select(Directive.id).where(Directive.turns_on <= local_day(now)).limit(1)
    return session.scalar(found) is not None


def turn(session: Session, *, now: datetime) -> int:
    """Tell of directives whose day has come, some at a time; return how many.

    Nobody who has one of them open is out of date: its version stays.
    """
    today = local_day(now)
    due = select(Directive).where(Directive.turns_on <= today).order_by(Directive.id)
    rows = session.scalars(due.limit(_AT_ONCE)).unique().all()
    lines = []
    for row in rows:
        before = row.validity
        _work_out(session, row, today)
        if row.validity is not before:
            lines.append(_line(row, f"{before.label} → {row.validity.label}", now))
    history.record_many(session, lines)
    outbox.announce_many(session, [outbox.directive_key(row) for row in rows])
    return len(rows)


def _line(row: Directive, told: str, now: datetime) -> Line:
    note = f"Đến ngày: {told}"
    return Line(Directive.__tablename__, row.id, EventKind.EDITED, now, note=note)
