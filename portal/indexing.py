"""The one place where a contact, directive, case or letter becomes a search entry.

Who may find what is decided here, by the entry's audience. A complainant's identity
never gets in: it is sealed, and what could tell it is left out (`attachments`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import letters, outbox, phones
from documents.database import Database
from documents.deadlines import local_day
from documents.models import Case, Contact, Directive, OutgoingLetter, Reply, UnitResult
from documents.vocabulary import ContentState, LetterState
from portal import attached
from search import Entry, Index

BATCH: Final = 200
"""Changes in one durable commit of the index."""

OFFICERS: Final = frozenset({"officers"})
DESK: Final = frozenset({"desk"})
STAFF: Final = frozenset({"staff"})
PUBLIC: Final = frozenset({"public"})

_Part = TypeVar("_Part", UnitResult, OutgoingLetter, Reply)


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
    killed in between resumes where the index really stands.
    """
    done = 0
    while True:
        with database.reading() as session:
            changes = outbox.changes_since(session, index.cursor, limit=BATCH)
            if not changes:
                return done
            changed = {row.key: row.seq for row in changes}
            found = _load(session, changed)
        index.apply(
            list(found.values()),
            [key for key in changed if key not in found],
            cursor=changes[-1].seq,
        )
        done += len(changed)


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
        if row.state is ContentState.PUBLISHED:
            key = outbox.contact_key(row)
            yield contact_entry(row, revision=changed[key])


def contact_entry(row: Contact, *, revision: int) -> Entry:
    """Return a published contact's entry: only its public numbers are in it."""
    numbers = [phone.raw for phone in row.phones if phone.public]
    dialled = [phones.read(raw).digits for raw in numbers]
    return Entry(
        key=outbox.contact_key(row),
        kind="contact",
        title=f"{row.position}: {row.name}",
        body=_lines("Đường dây nóng, điện thoại liên lạc", *numbers, row.email),
        numbers=_distinct([*numbers, *dialled]),
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
        body=_lines(row.abstract, f"{row.issuer}.", row.body),
        numbers=(row.number,),
        on=row.issued_on,
        audience=PUBLIC if row.is_public else OFFICERS,
        facets={"type": row.kind, "issuer": row.issuer, "state": row.force.value},
        revision=revision,
    )


def directive_title(row: Directive) -> str:
    """Return how lists name a directive: kind, number, and what it is about."""
    name = f"{row.kind} số {row.number}"
    return f"{name} – {row.abstract}" if row.abstract else name


def _cases(
    session: Session, names: Iterable[str], changed: dict[str, int]
) -> Iterator[Entry]:
    rows = (
        session.scalars(select(Case).where(Case.code.in_(list(names)))).unique().all()
    )
    ids = [row.id for row in rows]
    results = _of_cases(session, UnitResult, ids)
    written = _of_cases(session, OutgoingLetter, ids)
    replies = _of_cases(session, Reply, ids)
    for row in rows:
        if row.sealed:  # in no index (domain.md §12): what it had there is dropped
            continue
        yield case_entry(
            row,
            results=results[row.id],
            written=_kept(written[row.id]),
            replies=replies[row.id],
            revision=changed[outbox.case_key(row)],
        )


def _kept(written: list[OutgoingLetter]) -> list[OutgoingLetter]:
    return [row for row in written if row.state is not LetterState.DISCARDED]


def case_entry(
    row: Case,
    *,
    results: list[UnitResult],
    written: list[OutgoingLetter],
    replies: list[Reply],
    revision: int,
) -> Entry:
    """Return a case's entry, for those whose desk it may lie on."""
    unit = row.lead_unit.code if row.lead_unit else ""
    told = [text for letter in written for text in _letter_texts(letter)]
    return Entry(
        key=outbox.case_key(row),
        kind="case",
        title=row.title,
        body=_lines(
            row.content,
            row.location,
            *(result.text for result in results),
            *told,
            *(reply.minutes for reply in replies),
        ),
        numbers=_distinct(
            [
                row.code,
                row.external_ref,
                *(letter.printed_number for letter in written),
                *(reply.province_report for reply in replies),
            ]
        ),
        on=local_day(row.received_at),
        audience=frozenset({"staff", f"unit:{unit}"} if unit else {"staff"}),
        facets=_present(
            state=row.state.value,
            field=row.field.value if row.field else "",
            unit=unit,
            source=row.source.value,
        ),
        revision=revision,
    )


def _letter_texts(letter: OutgoingLetter) -> tuple[str, str]:
    return letter.subject, str(letter.content.get("body") or "")


def _of_cases(
    session: Session, model: type[_Part], ids: list[int]
) -> defaultdict[int, list[_Part]]:
    found: defaultdict[int, list[_Part]] = defaultdict(list)
    for row in session.scalars(
        select(model).where(model.case_id.in_(ids)).order_by(model.id)
    ):
        if row.case_id is not None:
            found[row.case_id].append(row)
    return found


def _present(**facets: str) -> dict[str, str]:
    return {name: value for name, value in facets.items() if value}


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _distinct(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for number in numbers if number))


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
            body=_lines(*_letter_texts(row)),
            numbers=_distinct([row.printed_number]),
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


_LOADERS: Final = {
    "contact": _contacts,
    "directive": _directives,
    "case": _cases,
    "letter": _letters,
}
