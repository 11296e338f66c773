"""The one place where a contact, directive, case or letter becomes a search entry.

Who may find what is decided here, by the entry's audience. A complainant's identity
never gets in: it is sealed, and what could tell it is left out (`attachments`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import contact_sets, letters, outbox, phones, rich_text
from documents.database import Database
from documents.deadlines import local_day
from documents.models import Contact, Directive, OutgoingLetter, SitePage
from documents.vocabulary import ContentState, LetterState
from portal import attached
from portal.answer_entries import answer_entries
from portal.case_entries import STAFF, case_entries, distinct, letter_texts, lines
from search import Entry, Index

BATCH: Final = 200
"""Changes in one durable commit of the index."""

OFFICERS: Final = frozenset({"officers"})
DESK: Final = frozenset({"desk"})
PUBLIC: Final = frozenset({"public"})


@dataclass(frozen=True)
class Difference:
    """A thing the index and the database do not agree on."""

    key: str
    problem: str


def entries(session: Session) -> Iterator[Entry]:
    """Yield an entry of everything that can be found, for a rebuild.

    Memory stays flat: the session forgets each batch once it is read.
    """
    told = iter(list(outbox.revisions(session)))
    while batch := dict(islice(told, BATCH)):
        yield from _load(session, batch).values()
        session.expunge_all()


def drain(database: Database, index: Index) -> int:
    """Bring the index up to the database; return how many changes it took.

    Each batch is one durable commit that carries the cursor, so a process
    killed in between resumes where the index really stands. What is written
    while the last batch is taken is left for the next time.
    """
    done = 0
    while done % BATCH == 0:
        with database.reading() as session:
            changes = outbox.changes_since(session, index.cursor, limit=BATCH)
            if not changes:
                break
            changed = {row.key: row.seq for row in changes}
            found = _load(session, changed)
        index.apply(
            list(found.values()),
            [key for key in changed if key not in found],
            cursor=changes[-1].seq,
        )
        done += len(changed)
    return done


def differences(session: Session, index: Index) -> list[Difference]:
    """Compare the index with the database, key by key, revision by revision."""
    expected = {entry.key: entry.revision for entry in entries(session)}
    held = index.revisions()
    problems = {
        **dict.fromkeys(expected.keys() - held.keys(), "thiếu trong chỉ mục"),
        **dict.fromkeys(held.keys() - expected.keys(), "thừa trong chỉ mục"),
        **{
            key: "chỉ mục giữ bản cũ"
            for key in expected.keys() & held.keys()
            if expected[key] != held[key]
        },
    }
    return [Difference(key, problem) for key, problem in sorted(problems.items())]


def _load(session: Session, changed: dict[str, int]) -> dict[str, Entry]:
    """Return the entries of what can be found among the changed keys."""
    found: dict[str, Entry] = {}
    for kind, load in _LOADERS.items():
        names = [
            key.removeprefix(f"{kind}:")
            for key in changed
            if key.startswith(f"{kind}:")
        ]
        if names:
            made = attached.with_parts(session, kind, load(session, names, changed))
            found |= {entry.key: entry for entry in made}
    return found


def _contacts(
    session: Session, names: Iterable[str], changed: dict[str, int]
) -> Iterator[Entry]:
    wanted = Contact.id.in_([int(name) for name in names])
    for row in session.scalars(select(Contact).where(wanted)):
        if row.state is ContentState.PUBLISHED and _is_held(row):
            key = outbox.contact_key(row)
            yield contact_entry(row, revision=changed[key])


def _is_held(row: Contact) -> bool:
    """Say whether a post is held as far as search was told: it follows the outbox."""
    return row.told_on is None or contact_sets.holds_on(row, row.told_on)


def contact_entry(row: Contact, *, revision: int) -> Entry:
    """Return a published contact's entry: only its public numbers are in it."""
    numbers = [phone.raw for phone in row.phones if phone.public]
    dialled = [phones.read(raw).digits for raw in numbers]
    return Entry(
        key=outbox.contact_key(row),
        kind="contact",
        title=f"{row.position}: {row.name}",
        body=lines("Đường dây nóng, điện thoại liên lạc", *numbers, row.email),
        numbers=distinct([*numbers, *dialled]),
        on=local_day(row.published_at) if row.published_at else None,
        audience=PUBLIC,
        facets={},
        revision=revision,
    )


def _directives(
    session: Session, names: Iterable[str], changed: dict[str, int]
) -> Iterator[Entry]:
    wanted = Directive.id.in_([int(name) for name in names])
    for row in session.scalars(select(Directive).where(wanted)).unique():
        if row.state is ContentState.PUBLISHED:
            key = outbox.directive_key(row)
            yield directive_entry(row, revision=changed[key])


def directive_entry(row: Directive, *, revision: int) -> Entry:
    """Return a published directive's entry; an internal one is for officers."""
    return Entry(
        key=outbox.directive_key(row),
        kind="directive",
        title=directive_title(row),
        body=lines(row.abstract, f"{row.issuer}.", row.body),
        numbers=(row.number,),
        on=row.issued_on,
        audience=PUBLIC if row.is_public else OFFICERS,
        facets={"type": row.kind, "issuer": row.issuer, "state": row.validity.value},
        revision=revision,
    )


def directive_title(row: Directive) -> str:
    """Return how lists name a directive: kind, number, and what it is about."""
    name = f"{row.kind} số {row.number}"
    return f"{name} – {row.abstract}" if row.abstract else name


def _letters(
    session: Session, names: Iterable[str], changed: dict[str, int]
) -> Iterator[Entry]:
    """Yield letters of no case: drafts for the office, issued ones for desks (§6)."""
    wanted = OutgoingLetter.id.in_([int(name) for name in names])
    for row in session.scalars(select(OutgoingLetter).where(wanted)):
        if row.state is LetterState.DISCARDED:
            continue
        is_issued = row.state is LetterState.ISSUED
        yield Entry(
            key=outbox.letter_key(row),
            kind="letter",
            title=letter_title(row),
            body=lines(*letter_texts(row)),
            numbers=distinct([row.printed_number]),
            on=row.issued_on or local_day(row.drafted_at),
            audience=DESK if is_issued else STAFF,
            facets={"state": row.state.value},
            revision=changed[outbox.letter_key(row)],
        )


def letter_title(row: OutgoingLetter) -> str:
    """Return how lists name a letter: kind, number once it has one, its subject."""
    number = f" số {row.printed_number}" if row.printed_number else ""
    return (
        f"{letters.KINDS[row.book].name}{number} – {row.subject or 'chưa có trích yếu'}"
    )


def _pages(
    session: Session, names: Iterable[str], changed: dict[str, int]
) -> Iterator[Entry]:
    """Yield pages: what visitors read for all, the rest for who writes it (§6)."""
    wanted = SitePage.id.in_([int(name) for name in names])
    rows = select(SitePage).where(wanted, SitePage.trashed_at.is_(None))
    for row in session.scalars(rows):
        yield Entry(
            key=outbox.page_key(row),
            kind="page",
            title=row.title,
            body=lines(row.summary, rich_text.plain(row.body), *row.tags),
            numbers=(),
            on=local_day(row.dated_at),
            audience=PUBLIC if row.is_open else STAFF,
            facets={},
            revision=changed[outbox.page_key(row)],
        )


_LOADERS: Final = {
    "contact": _contacts,
    "directive": _directives,
    "case": case_entries,
    "letter": _letters,
    "answer": answer_entries,
    "page": _pages,
}
