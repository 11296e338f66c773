"""Directives that were passed on to the officer's unit, as his desk shows them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import distributions, queries
from documents.models import Distribution
from documents.viewer import Viewer

MOST: Final = 15
"""Directives on a desk; the list of all of them has a page of its own."""


@dataclass(frozen=True)
class PassedRow:
    """A directive as a line: for what it came, whether it was read, since when."""

    about: str
    url: str
    purpose: str
    is_unread: bool
    due_on: date | None
    is_late: bool
    sent_at: datetime


@dataclass(frozen=True)
class Passed:
    """Some of what waits, the oldest first; `is_cut` says that there is more."""

    rows: tuple[PassedRow, ...]
    is_cut: bool
    all_url: str


def passed_for(session: Session, viewer: Viewer, *, today: date) -> Passed:
    """Return what the officer's unit has to read, or he to carry out."""
    found = distributions.waiting_for(session, viewer, most=MOST + 1)
    shown = found[:MOST]
    due = queries.due_days(session, {row.directive_id for row in shown})
    return Passed(
        rows=tuple(_row(row, due.get(row.directive_id), today) for row in shown),
        is_cut=len(found) > MOST,
        all_url=url_for("directives.follow"),
    )


def _row(row: Distribution, due_on: date | None, today: date) -> PassedRow:
    one = row.directive
    told = f"{one.kind} số {one.number}"
    return PassedRow(
        about=f"{told} về việc {one.abstract}" if one.abstract else told,
        url=f"{url_for('directives.show', slug=one.slug)}#phan-phoi",
        purpose=row.purpose.label,
        is_unread=row.read_at is None,
        due_on=due_on if distributions.is_due(row) else None,
        is_late=distributions.is_late(row, due_on, today),
        sent_at=row.sent_at,
    )
