"""An office that has worked for years: its cases, their history, its index."""

import argparse
import itertools
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bench import corpus
from documents import history
from documents.database import Database
from documents.history import Line
from documents.models import Case, CaseRound, Complainant, Outbox, Unit
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    CaseState,
    Channel,
    ComplainantKind,
    EventKind,
    Field,
    Outcome,
    Role,
    Source,
    Urgency,
)
from search import Entry
from tests import factories
from tests.conftest import NOW
from tests.portal.office import Office, peopled, started

_BATCH: Final = 2_000
_YEARS: Final = 3_600
"""Days over which the cases came."""

_FIRST: Final = 5_000_000
"""What the codes count from: none that the office gives is so high."""

LIFE: Final = (
    (EventKind.MOVED, CaseAction.RECORD, None, CaseState.RECEIVED),
    (EventKind.MOVED, CaseAction.ASSIGN, CaseState.RECEIVED, CaseState.IN_PROGRESS),
    (EventKind.DRAFTED, None, None, None),
    (EventKind.DRAFTED, None, None, None),
    (
        EventKind.MOVED,
        CaseAction.SUBMIT_RESULT,
        CaseState.IN_PROGRESS,
        CaseState.PENDING_APPROVAL,
    ),
    (
        EventKind.MOVED,
        CaseAction.RETURN,
        CaseState.PENDING_APPROVAL,
        CaseState.IN_PROGRESS,
    ),
    (EventKind.DRAFTED, None, None, None),
    (
        EventKind.MOVED,
        CaseAction.APPROVE,
        CaseState.PENDING_APPROVAL,
        CaseState.APPROVED,
    ),
    (EventKind.MOVED, CaseAction.ENTER_REPLY, CaseState.APPROVED, CaseState.REPLIED),
    (EventKind.MOVED, CaseAction.CLOSE, CaseState.REPLIED, CaseState.RESOLVED),
)
"""The lines of a case that went the whole way, ten of them."""


def fill(office: Office, *, count: int, still_open: int, chance: random.Random) -> None:
    """Put so many cases into the database, the open ones among the newest."""
    with office.reading() as session:
        units = list(session.scalars(select(Unit.id).order_by(Unit.id)))
    chosen = set(chance.sample(range(count - 5 * still_open, count), still_open))
    rows = (
        _case(number, entry, units, chance, is_open=number in chosen)
        for number, entry in enumerate(corpus.stream(count))
    )
    while batch := list(itertools.islice(rows, _BATCH)):
        with office.writing() as session:
            _put(session, batch, office)


def _case(
    number: int,
    entry: Entry,
    units: Sequence[int],
    chance: random.Random,
    *,
    is_open: bool,
) -> dict[str, Any]:
    received = NOW - timedelta(days=chance.randrange(40 if is_open else _YEARS))
    assigned = not is_open or chance.random() < 0.7
    state = CaseState.RESOLVED
    if is_open:
        state = CaseState.IN_PROGRESS if assigned else CaseState.RECEIVED
    ended = None if is_open else received + timedelta(days=12)
    return {
        "id": number + 1,
        "code": f"DDN-{received:%Y}-{_FIRST + number}",
        "source": Source.DEPARTMENT,
        "channel": Channel.PHONE,
        "title": entry.title,
        "content": entry.body,
        "location": f"Km {number % 97}, Quốc lộ 51",
        "kind": CaseKind.REPORT,
        "field": chance.choice(list(Field)),
        "urgency": chance.choice(list(Urgency)),
        "state": state,
        "received_at": received,
        "recorded_at": received,
        "lead_unit_id": chance.choice(units) if assigned else None,
        "due_on": (received + timedelta(days=14)).date(),
        "calendar_version": "1",
        "outcome": None if is_open else Outcome.RESOLVED,
        "answered_at": ended,
        "done_at": ended,
        "closed_at": ended,
        "version": 1,
    }


def _put(session: Session, batch: list[dict[str, Any]], office: Office) -> None:
    session.execute(insert(Case), batch)
    session.execute(insert(CaseRound), [_round(row) for row in batch])
    senders = [
        {
            "case_id": row["id"],
            "kind": ComplainantKind.CITIZEN,
            "sealed": factories.VAULT.seal(factories.CANARY, code=row["code"]),
            "has_address": True,
        }
        for row in batch
    ]
    session.execute(insert(Complainant), senders)
    session.execute(
        insert(Outbox),
        [{"key": f"case:{row['code']}", "seq": row["id"]} for row in batch],
    )
    history.record_many(session, _lines(batch, office))


def _round(row: dict[str, Any]) -> dict[str, Any]:
    names = ("received_at", "due_on", "done_at", "closed_at", "outcome")
    told = {name: row[name] for name in names}
    on_time = None if row["done_at"] is None else row["done_at"].date() <= row["due_on"]
    return told | {"case_id": row["id"], "n": 1, "on_time": on_time}


def _lines(batch: list[dict[str, Any]], office: Office) -> Iterator[Line]:
    by = office.people[Role.FOCAL]
    for row in batch:
        at: datetime = row["received_at"]
        for step, (kind, action, before, after) in enumerate(_life(row)):
            when = at + timedelta(hours=step)
            states, note = (before, after), f"Ghi chú bước {step + 1}."
            yield Line("case", row["id"], kind, when, by, action, states, note)


def _life(row: dict[str, Any]) -> Iterator[Any]:
    """Yield what happened to a case; an open one was drafted and drafted."""
    if row["done_at"] is not None:
        yield from LIFE
        return
    began = 1 if row["state"] is CaseState.RECEIVED else 2
    yield from LIFE[:began]
    yield from itertools.repeat(LIFE[2], len(LIFE) - began)


def stock(folder: Path, chosen: argparse.Namespace) -> Office:
    """Return an office that has worked for years, its index up to date."""
    database = Database(f"sqlite:///{folder}/portal.sqlite3")
    database.migrate()
    office = peopled(Office(started(database, folder), folder))
    fill(
        office,
        count=chosen.cases,
        still_open=chosen.open,
        chance=random.Random(chosen.seed),
    )
    with office.writing() as session:
        handler = office.people[Role.HANDLER]
        theirs = Case.lead_unit_id == handler.unit_id, Case.done_at.is_(None)
        some = Case.id % 2 == 0
        session.execute(
            update(Case).where(*theirs, some).values(handler_id=handler.officer_id)
        )
    office.searching.rebuild()
    return office
