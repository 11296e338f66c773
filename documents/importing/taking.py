"""Taking a file in, or trying it out: batch by batch, each with its report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from documents import queries
from documents.database import Database
from documents.deadlines import Calendar, local_day
from documents.importing import keeping, runs
from documents.importing.keeping import Run, Settling, Told
from documents.importing.making import Maker
from documents.importing.reading import Reading
from documents.importing.rows import Judged, Reader
from documents.importing.terms import Units
from documents.models import ImportRun
from documents.sandbox import Unreadable
from documents.vault import Vault
from documents.viewer import Viewer

BATCH: Final = 500
"""Rows in one transaction: few enough that nobody else waits long for his."""


@dataclass(frozen=True)
class Tools:
    """What cases are made with."""

    vault: Vault
    calendar: Calendar


def take(
    database: Database,
    read: Reading,
    tools: Tools,
    *,
    by: Viewer | None,
    now: datetime,
    from_line: int | None = None,
    run_id: int | None = None,
) -> Iterator[list[Told]]:
    """Take a file in; each report comes when its batch is kept for good.

    A run that was killed goes on behind the last of its batches; `run_id` is one
    that was uploaded and waits.

    Raises:
        Unreadable: the file is damaged further down; what was kept stays.
        TransitionRefused: another process is at the same file.
    """
    with database.writing() as session, session.begin():
        if run_id is None:
            begun = runs.begin(
                session, read.sha256, from_line=from_line, by=by, now=now
            )
        else:
            begun = runs.go_on(session, run_id)
        number, place = begun.id, begun.place
    by_id = by.officer_id if by else None
    maker = Maker(tools.vault, tools.calendar, by_id=by_id, now=now)
    run, settling = Run(number, maker, by, now), Settling(is_dry=False)
    try:
        for batch in _batches(database, read, since=place, now=now):
            with database.writing() as session, session.begin():
                told = keeping.keep(session, run, batch, settling=settling, since=place)
            place = batch[-1].line
            yield told
    except Unreadable as refusal:
        _end(database, number, now=now, fault=refusal.message)
        raise
    _end(database, number, now=now)


def _end(database: Database, run_id: int, *, now: datetime, fault: str = "") -> None:
    with database.writing() as session, session.begin():
        runs.end(session, run_id, now=now, fault=fault)


def try_out(
    database: Database, read: Reading, *, now: datetime, from_line: int | None = None
) -> Iterator[list[Told]]:
    """Report what would become of a file, keeping nothing.

    Raises:
        Unreadable: the file is damaged further down.
    """
    settling, since = Settling(is_dry=True), (from_line or 1) - 1
    for batch in _batches(database, read, since=since, now=now):
        with database.reading() as session:
            settled = settling.settle(session, batch)
        yield keeping.told_of(settled, is_dry=True)


def unfinished(database: Database, sha256: str) -> ImportRun | None:
    """Return the run of a file that was killed, if there is one."""
    with database.reading() as session:
        return runs.standing(session, sha256)


def _batches(
    database: Database, read: Reading, *, since: int, now: datetime
) -> Iterator[list[Judged]]:
    today = local_day(now)
    with database.reading() as session:
        reader = Reader(Units.of(queries.units(session), today=today), today=today)
    # Rows that are done are read too: they tell in which font the file was typed.
    rows: Iterable[Judged] = map(reader.read, read.rows)
    left = (row for row in rows if row.line > since)
    while batch := list(islice(left, BATCH)):
        yield batch
