"""A whole list in parts of bounded size: what is in a part never moves to another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func
from sqlalchemy.orm import InstrumentedAttribute, Session

PART: Final = 5_000
"""Keys of a part; the list of parts leaves out those of which nothing is shown."""


@dataclass(frozen=True)
class Part:
    """A part that holds something: its number from 1, and its newest change."""

    number: int
    changed_at: datetime | None


@dataclass(frozen=True)
class Address:
    """What the address of a thing is made of, and when it was published last."""

    name: str
    changed_at: datetime | None


def parts(
    session: Session,
    query: Select[Any],
    key: InstrumentedAttribute[int],
    changed: InstrumentedAttribute[datetime | None],
) -> list[Part]:
    """Return the parts into which what a query finds falls, by its whole keys."""
    number = (key - 1) // PART + 1
    told = query.with_only_columns(number, func.max(changed))
    rows = session.execute(told.group_by(number).order_by(number))
    return [Part(number, changed_at) for number, changed_at in rows]


def addresses(
    session: Session,
    query: Select[Any],
    key: InstrumentedAttribute[int],
    told: tuple[InstrumentedAttribute[str], InstrumentedAttribute[datetime | None]],
    *,
    part: int,
) -> list[Address]:
    """Return the addresses of one part of what a query finds, the oldest first."""
    last = part * PART
    rows = query.with_only_columns(*told).where(key > last - PART, key <= last)
    return [Address(*row) for row in session.execute(rows.order_by(key))]
