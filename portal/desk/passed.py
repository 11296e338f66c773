"""Directives that were passed on to the officer's unit, as his desk shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from documents import distributions
from documents.models import Distribution
from documents.viewer import Viewer


@dataclass(frozen=True)
class PassedRow:
    """A directive as a line: for what it came, whether it was read, since when."""

    about: str
    url: str
    purpose: str
    is_unread: bool
    sent_at: datetime


def passed_for(session: Session, viewer: Viewer) -> Iterator[PassedRow]:
    """Yield what the officer's unit has to read, or he to carry out."""
    for row in distributions.waiting_for(session, viewer):
        yield _row(row)


def _row(row: Distribution) -> PassedRow:
    one = row.directive
    told = f"{one.kind} số {one.number}"
    return PassedRow(
        about=f"{told} về việc {one.abstract}" if one.abstract else told,
        url=f"{url_for('directives.show', slug=one.slug)}#phan-phoi",
        purpose=row.purpose.label,
        is_unread=row.read_at is None,
        sent_at=row.sent_at,
    )
