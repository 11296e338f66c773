"""A portal whose database and index hold as many documents as wanted."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from bench import corpus
from bench.corpus import PUBLIC
from documents.models import Case, Directive, Outbox
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Channel,
    ContentState,
    Field,
    IssuerLevel,
    Outcome,
    Source,
)
from search import Entry
from tests import factories
from tests.faults.harm import start
from tests.portal.public_site import Site

_BATCH: Final = 1_000
_MORNING: Final = time(2, 30, tzinfo=UTC)
_OPEN: Final = 20
"""Of so many cases one is still open, and late; the others were answered."""


def portal(folder: Path, engine: str, count: int) -> Site:
    """Return a portal of this engine with so many cases and directives, indexed."""
    site = start(folder, engine)
    stream = enumerate(corpus.stream(count), start=1)
    while batch := list(itertools.islice(stream, _BATCH)):
        with site.writing() as session:
            session.add_all(_rows(session, batch))
    site.searching.rebuild()
    entries = site.searching.status().entries
    if entries != count:
        raise SystemExit(f"{entries} documents are in the index, not {count}")
    return site


def _rows(session: Session, batch: list[tuple[int, Entry]]) -> Iterator[object]:
    lead = factories.unit(session, "KCHT")
    for number, entry in batch:
        if entry.kind == "case":
            row = _case(entry, is_open=number % _OPEN == 0)
            row.lead_unit = lead
            yield row
            key = f"case:{row.code}"
        else:
            yield _directive(number, entry)
            key = f"directive:{number}"
        yield Outbox(key=key, seq=number)


def _case(entry: Entry, *, is_open: bool) -> Case:
    assert entry.on is not None
    at = datetime.combine(entry.on, _MORNING)
    ended = None if is_open else at
    return Case(
        code=entry.numbers[0],
        source=Source.DEPARTMENT,
        channel=Channel.PHONE,
        title=entry.title,
        content=entry.body,
        kind=CaseKind.REPORT,
        field=Field.ROADS,
        state=CaseState.IN_PROGRESS if is_open else CaseState.RESOLVED,
        outcome=None if is_open else Outcome.RESOLVED,
        answered_at=ended,
        done_at=ended,
        closed_at=ended,
        received_at=at,
        recorded_at=at,
        due_on=entry.on,
        calendar_version="1",
    )


def _directive(number: int, entry: Entry) -> Directive:
    assert entry.on is not None
    at = datetime.combine(entry.on, _MORNING)
    return Directive(
        id=number,
        slug=f"{number}-ubnd-vp",
        kind="Công văn",
        number=entry.numbers[0],
        issuer="UBND tỉnh",
        issuer_level=IssuerLevel.PROVINCE,
        issued_on=entry.on,
        abstract=entry.title,
        body=entry.body,
        is_public=entry.audience == PUBLIC,
        state=ContentState.PUBLISHED,
        published_at=at,
        edited_at=at,
    )
