"""Searching without an index: every word, in a few columns, marks or none.

Used while the index is being made anew, and for what no index holds: which cases
are late today. Simple on purpose, and bounded: of the cases it reads the newest few
thousand.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from documents import outbox, queries
from documents.deadlines import local_day
from documents.models import (
    Case,
    Contact,
    ContactPhone,
    Directive,
    OutgoingLetter,
    SitePage,
    Unit,
)
from documents.text import fold
from documents.viewer import Viewer
from documents.vocabulary import ContentState, LetterState
from portal import wiring
from portal.indexing import letter_title

MOST_CASES: Final = 20_000
MOST_ANSWERS: Final = 1_000
MOST_PAGES: Final = 1_000
MOST_WORDS: Final = 12

_PUBLISHED: Final = ContentState.PUBLISHED
_TOLD: Final = (
    Case.code,
    Case.received_at,
    Case.due_on,
    Case.state,
    Case.field,
    Case.source,
    Unit.code,
    Case.external_ref,
    Case.title,
    Case.location,
)
"""What is read of a case; of late ones, which are few, the content too."""


@dataclass(frozen=True)
class _Row:
    """A thing, what it says, and what it can be narrowed by."""

    key: str
    on: date | None
    text: str
    facets: Mapping[str, str] = field(default_factory=dict)
    due_on: date | None = None

    @property
    def order(self) -> tuple[int, date, str]:
        """Return what the row is sorted by, greatest first: late ones, then newest."""
        late_by = -self.due_on.toordinal() if self.due_on else 0
        return late_by, self.on or date.min, self.key


@dataclass(frozen=True)
class Narrowing:
    """What the answers must be, beside holding the words."""

    kinds: Collection[str] = ()
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    overdue_on: date | None = None
    """Only open cases whose due date is before this day."""

    def admits(self, row: _Row) -> bool:
        """Say whether a row is within."""
        if self.kinds and row.key.partition(":")[0] not in self.kinds:
            return False
        if self.since and (row.on is None or row.on < self.since):
            return False
        if self.until and (row.on is None or row.on > self.until):
            return False
        return all(row.facets.get(name) in told for name, told in self.facets.items())

    @property
    def is_nothing(self) -> bool:
        """Say whether everything is admitted."""
        days = self.since or self.until or self.overdue_on
        return not (self.kinds or self.facets or days)


@dataclass(frozen=True)
class Answer:
    """One page of keys, and how many there are in all."""

    keys: list[str]
    total: int
    page: int


def search(
    session: Session,
    query: str,
    viewer: Viewer | None,
    *,
    only: Narrowing | None = None,
    page: int = 1,
    per_page: int = 20,
) -> Answer:
    """Return what holds every word of the query and may be seen, newest first.

    Late cases come latest first. No words but a narrowing ask for all that is within.
    """
    only = only or Narrowing()
    words = fold(query[:200]).replace('"', " ").split()[:MOST_WORDS]
    found = [
        row
        for row in _rows(session, viewer, only, with_words=bool(words))
        if (words or not only.is_nothing)
        and only.admits(row)
        and (not words or _holds(fold(row.text), words))
    ]
    found.sort(key=lambda row: row.order, reverse=True)
    page = min(max(1, page), max(1, -(-len(found) // per_page)))
    window = found[(page - 1) * per_page : page * per_page]
    return Answer([row.key for row in window], len(found), page)


def _holds(text: str, words: list[str]) -> bool:
    return all(
        word[1:] not in text if _is_excluded(word) else word in text for word in words
    )


def _is_excluded(word: str) -> bool:
    return len(word) > 1 and word[0] in "-–−" and word[1].isalnum()


def _rows(
    session: Session, viewer: Viewer | None, only: Narrowing, *, with_words: bool
) -> Iterator[_Row]:
    if only.overdue_on is None:
        yield from _contact_rows(session)
        yield from _directive_rows(session, viewer)
        yield from _answer_rows(session)
        yield from _page_rows(session, viewer)
    if viewer is not None:
        with_content = with_words and only.overdue_on is not None
        yield from _case_rows(
            session, viewer, only.overdue_on, with_content=with_content
        )
    if viewer is not None and only.overdue_on is None:
        yield from _letter_rows(session, viewer)


def _contact_rows(session: Session) -> Iterator[_Row]:
    public = (
        select(Contact.id, Contact.position, Contact.name, Contact.email)
        .add_columns(ContactPhone.raw)
        .outerjoin(
            ContactPhone, (ContactPhone.contact_id == Contact.id) & ContactPhone.public
        )
        .where(queries.is_shown(Contact.told_on))
    )
    texts: dict[int, str] = {}
    for contact_id, *parts in session.execute(public):
        told = " ".join(part for part in parts if part)
        texts[contact_id] = f"{texts.get(contact_id, 'đường dây nóng')} {told}"
    return (_Row(f"contact:{number}", None, text) for number, text in texts.items())


def _directive_rows(session: Session, viewer: Viewer | None) -> Iterator[_Row]:
    rows = (
        select(
            Directive.id,
            Directive.issued_on,
            Directive.kind,
            Directive.number,
            Directive.issuer,
            Directive.abstract,
        )
        .add_columns(Directive.validity)
        .where(Directive.state == _PUBLISHED)
    )
    if viewer is None:
        rows = rows.where(Directive.is_public)
    for number, on, kind, symbol, issuer, abstract, valid in session.execute(rows):
        yield _Row(
            f"directive:{number}",
            on,
            f"{kind} {symbol} {issuer} {abstract}",
            {"type": kind, "issuer": issuer, "state": valid.value},
        )


def _answer_rows(session: Session) -> Iterator[_Row]:
    for row in queries.newest_answers(session, MOST_ANSWERS):
        field = row.case.field
        yield _Row(
            f"answer:{row.case.code}",
            local_day(row.released_at) if row.released_at else None,
            f"{row.case.code} {row.title}",
            {"field": field.value if field else ""},
        )


def _page_rows(session: Session, viewer: Viewer | None) -> Iterator[_Row]:
    newest = select(SitePage.id).order_by(SitePage.id.desc()).limit(MOST_PAGES)
    now, ids = wiring.current().clock(), session.scalars(newest)
    for row in queries.pages_among(session, ids, viewer, now=now):
        text = f"{row.title} {row.summary} {row.body}"
        yield _Row(outbox.page_key(row), local_day(row.dated_at), text)


def _case_rows(
    session: Session, viewer: Viewer, overdue_on: date | None, *, with_content: bool
) -> Iterator[_Row]:
    """Yield cases by the columns that tell: as objects they would take far longer."""
    rows = (
        select(*_TOLD, Case.content if with_content else literal(""))
        .outerjoin(Case.lead_unit)
        .where(queries.visible_cases(viewer))
        .order_by(Case.id.desc())
        .limit(MOST_CASES)
    )
    if overdue_on is not None:
        rows = rows.where(queries.is_late(overdue_on))
    for code, at, due_on, state, field_, source, unit, *texts in session.execute(rows):
        yield _Row(
            f"case:{code}",
            local_day(at),
            " ".join([code, *texts]),
            {
                "state": state.value,
                "field": field_.value if field_ else "",
                "unit": unit or "",
                "source": source.value,
            },
            due_on=due_on if overdue_on else None,
        )


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
        state = {"state": row.state.value}
        yield _Row(outbox.letter_key(row), row.issued_on, text, state)
