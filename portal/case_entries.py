"""A case as a search entry: all that was told of it, and never who told it.

What a complainant is called is sealed and not read here; a sealed case has no entry.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from documents import outbox
from documents.deadlines import local_day
from documents.models import Case, OutgoingLetter, PastReply, Reply, UnitResult
from documents.vocabulary import LetterState
from search import Entry

STAFF: Final = frozenset({"staff"})

_Part = TypeVar("_Part", UnitResult, OutgoingLetter, Reply, PastReply)


@dataclass(frozen=True)
class _Parts:
    """What belongs to a case beside its own row."""

    results: list[UnitResult]
    written: list[OutgoingLetter]
    replies: list[Reply]
    past: list[PastReply]


def case_entries(
    session: Session, names: Iterable[str], changed: dict[str, int]
) -> Iterator[Entry]:
    """Yield the entries of cases, by their codes; `changed` has their revisions."""
    wanted = select(Case).where(Case.code.in_(list(names)))
    rows = session.scalars(wanted.options(selectinload(Case.units))).unique().all()
    ids = [row.id for row in rows]
    results = _of_cases(session, UnitResult, ids)
    written = _of_cases(session, OutgoingLetter, ids)
    replies = _of_cases(session, Reply, ids)
    past = _of_cases(session, PastReply, ids)
    for row in rows:
        if row.sealed:  # in no index (domain.md §12): what it had there is dropped
            continue
        kept = _kept(written[row.id])
        parts = _Parts(results[row.id], kept, replies[row.id], past[row.id])
        yield _entry(row, parts, revision=changed[outbox.case_key(row)])


def _kept(written: list[OutgoingLetter]) -> list[OutgoingLetter]:
    return [row for row in written if row.state is not LetterState.DISCARDED]


def _entry(row: Case, parts: _Parts, *, revision: int) -> Entry:
    """Return a case's entry, for those whose desk it may lie on."""
    unit = row.lead_unit.code if row.lead_unit else ""
    others = [one.unit.code for one in row.coordinating]
    facets = {
        "state": row.state.value,
        "field": row.field.value if row.field else "",
        "unit": unit,
        "source": row.source.value,
    }
    return Entry(
        key=outbox.case_key(row),
        kind="case",
        title=row.title,
        body=lines(*_texts(row, parts)),
        numbers=distinct(_numbers(row, parts)),
        on=local_day(row.received_at),
        audience=STAFF | {f"unit:{code}" for code in (unit, *others) if code},
        facets={name: value for name, value in facets.items() if value},
        revision=revision,
    )


def _texts(row: Case, parts: _Parts) -> Iterator[str]:
    yield from (row.content, row.location)
    yield from (result.text for result in parts.results)
    yield from (one.result for one in row.units)
    for letter in parts.written:
        yield from letter_texts(letter)
    yield from (reply.minutes for reply in parts.replies)
    yield from (reply.text for reply in parts.past)


def _numbers(row: Case, parts: _Parts) -> Iterator[str]:
    yield from (row.code, row.external_ref)
    yield from (letter.printed_number for letter in parts.written)
    yield from (reply.province_report for reply in parts.replies)
    yield from (reply.number for reply in parts.past)


def letter_texts(letter: OutgoingLetter) -> tuple[str, str]:
    """Return what a letter is about, and its words."""
    return letter.subject, str(letter.content.get("body") or "")


def lines(*texts: str) -> str:
    """Return texts as the body of an entry."""
    return "\n".join(text for text in texts if text)


def distinct(numbers: Iterable[str]) -> tuple[str, ...]:
    """Return numbers as an entry has them, each once."""
    return tuple(dict.fromkeys(number for number in numbers if number))


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
