"""Directives looked up by their numbers, for who keeps the register."""

from typing import Final

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, defer, lazyload

from documents.models import Directive
from documents.text import same_number

_LAST: Final = "\U0010ffff"
"""A character behind every other one, in the order that numbers are kept in."""


def directives_numbered(session: Session, typed: str) -> list[Directive]:
    """Return the documents of a number, however it is spelled, or of an address."""
    named = or_(Directive.number_key == same_number(typed), Directive.slug == typed)
    rows = _told(named).order_by(Directive.issued_on, Directive.id)
    return list(session.scalars(rows))


def directives_beginning(session: Session, typed: str, most: int) -> list[Directive]:
    """Return some of the documents whose numbers begin as typed, in their order."""
    begun = same_number(typed)
    if not begun:
        return []
    key = Directive.number_key
    begins = and_(key >= begun, key < begun + _LAST)
    rows = _told(begins).order_by(key, Directive.id)
    return list(session.scalars(rows.limit(most)))


def _told(wanted: ColumnElement[bool]) -> Select[Directive]:
    """Ask for documents that do not lie in the trash, as lists tell of them."""
    rows = select(Directive).where(wanted, Directive.trashed_at.is_(None))
    return rows.options(defer(Directive.body), lazyload(Directive.file))
