"""Searching without an index: every word, in a few columns, marks or none.

Used only while the index is being made anew. Simple on purpose, and bounded:
of the cases it reads the newest few thousand.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import outbox, queries
from documents.deadlines import HANOI
from documents.models import Case, Contact, ContactPhone, Directive, OutgoingLetter
from documents.text import fold
from documents.viewer import Viewer
from documents.vocabulary import ContentState, LetterState
from portal.indexing import letter_title

MOST_CASES: Final = 20_000
MOST_WORDS: Final = 12

_PUBLISHED: Final = ContentState.PUBLISHED
_Row = tuple[str, date | None, str]


@dataclass(frozen=True)
class Answer:
    """One page of keys, newest first, and how many there are in all."""

    keys: list[str]
    total: int
    page: int


def search(
    session: Session,
    query: str,
    viewer: Viewer | None,
    *,
    kinds: Collection[str] | None = None,
    since: date | None = None,
    until: date | None = None,
    page: int = 1,
    per_page: int = 20,
) -> Answer:
    """Return what holds every word of the query and may be seen."""
    words = fold(query[:200]).replace('"', " ").split()[:MOST_WORDS]
    found = [
        (on or date.min, key)
        for key, on, text in _rows(session, viewer)
        if words
        and (not kinds or key.partition(":")[0] in kinds)
        and (since is None or (on is not None and on >= since))
        and (until is None or (on is not None and on <= until))
        and _holds(fold(text), words)
    ]
    found.sort(reverse=True)
    page = min(max(1, page), max(1, -(-len(found) // per_page)))
    window = found[(page - 1) * per_page : page * per_page]
    return Answer([key for _, key in window], len(found), page)


def _holds(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _rows(session: Session, viewer: Viewer | None) -> Iterator[_Row]:
    yield from _contact_rows(session)
    yield from _directive_rows(session, viewer)
    if viewer is not None:
        yield from _case_rows(session, viewer)
        yield from _letter_rows(session, viewer)


def _contact_rows(session: Session) -> Iterator[_Row]:
    public = (
        select(Contact.id, Contact.position, Contact.name, Contact.email)
        .add_columns(ContactPhone.raw)
        .outerjoin(
            ContactPhone, (ContactPhone.contact_id == Contact.id) & ContactPhone.public
        )
        .where(Contact.state == _PUBLISHED)
    )
    texts: dict[int, str] = {}
    for contact_id, *parts in session.execute(public):
        told = " ".join(part for part in parts if part)
        texts[contact_id] = f"{texts.get(contact_id, 'đường dây nóng')} {told}"
    return ((f"contact:{number}", None, text) for number, text in texts.items())


def _directive_rows(session: Session, viewer: Viewer | None) -> Iterator[_Row]:
    rows = select(
        Directive.id,
        Directive.issued_on,
        Directive.kind,
        Directive.number,
        Directive.issuer,
        Directive.abstract,
    ).where(Directive.state == _PUBLISHED)
    if viewer is None:
        rows = rows.where(Directive.is_public)
    for number, on, *parts in session.execute(rows):
        yield f"directive:{number}", on, " ".join(parts)


def _case_rows(session: Session, viewer: Viewer) -> Iterator[_Row]:
    rows = (
        select(
            Case.code, Case.received_at, Case.external_ref, Case.title, Case.location
        )
        .where(queries.visible_cases(viewer))
        .order_by(Case.id.desc())
        .limit(MOST_CASES)
    )
    for code, at, *parts in session.execute(rows):
        yield f"case:{code}", at.astimezone(HANOI).date(), " ".join([code, *parts])


def _letter_rows(session: Session, viewer: Viewer) -> Iterator[_Row]:
    rows = (
        select(OutgoingLetter)
        .outerjoin(OutgoingLetter.case)
        .where(OutgoingLetter.case_id.is_(None), queries.visible_letters(viewer))
        .where(OutgoingLetter.state != LetterState.DISCARDED)
        .order_by(OutgoingLetter.id.desc())
        .limit(MOST_CASES)
    )
    for row in session.scalars(rows):
        text = f"{letter_title(row)} {row.symbol}"
        yield outbox.letter_key(row), row.issued_on, text
