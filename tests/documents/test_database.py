"""The schema, and what a transaction may do."""

import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Enum, inspect, select, text
from sqlalchemy.exc import DatabaseError, OperationalError

from documents import history, standing
from documents.database import (
    Database,
    Queue,
    _alembic_config,
    _Turns,
    wait_turn,
)
from documents.history import Line
from documents.models import Base, FileText, LetterVersion, OutgoingLetter, Unit
from documents.vocabulary import CaseState, EventKind, Role, TextState, UnitKind
from tests import factories

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def unit(code: str) -> Unit:
    return Unit(code=code, name=code, kind=UnitKind.DIVISION, place=1)


def test_the_migrations_make_exactly_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []
    assert database.is_current()


def test_the_database_takes_every_value_of_every_vocabulary(database: Database) -> None:
    """What `compare_metadata` does not compare: what each enumeration may hold."""
    found = inspect(database.engine)
    for table in Base.metadata.sorted_tables:
        checks = {
            str(one["name"]): one["sqltext"]
            for one in found.get_check_constraints(table.name)
        }
        for column in table.columns:
            if isinstance(column.type, Enum):
                check = checks[f"ck_{table.name}_{column.type.name}"]
                missing = [it for it in column.type.enums if f"'{it}'" not in check]
                assert missing == [], f"{table.name}.{column.name}"


def test_every_migration_goes_down_and_up_again(database: Database) -> None:
    config = _alembic_config()
    with database.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        connection.commit()
    assert not database.is_current()
    database.migrate()
    assert database.is_current()


def test_a_reading_session_cannot_write(database: Database) -> None:
    with database.reading() as session:
        session.add(unit("A"))
        with pytest.raises(DatabaseError):
            session.flush()
    with database.writing() as session:
        session.add(unit("B"))
        session.commit()
    with database.reading() as session:
        assert session.scalars(select(Unit.code)).all() == ["B"]


def test_sqlite_is_durable_and_keeps_its_promises(sqlite_database: Database) -> None:
    with sqlite_database.reading() as session:
        for pragma, expected in (
            ("journal_mode", "wal"),
            ("synchronous", 2),
            ("foreign_keys", 1),
        ):
            assert session.scalar(text(f"PRAGMA {pragma}")) == expected


def test_reading_then_writing_never_fails_under_load(database: Database) -> None:
    failures: list[Exception] = []

    def add(n: int) -> None:
        try:
            for m in range(5):
                with database.writing() as session:
                    session.scalars(select(Unit)).all()
                    session.add(unit(f"{n}-{m}"))
                    session.commit()
        except DatabaseError as error:
            failures.append(error)

    threads = [threading.Thread(target=add, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        count = len(session.scalars(select(Unit)).all())
    assert (failures, count) == ([], 60)


def test_writers_go_in_the_order_in_which_they_came(database: Database) -> None:
    told: list[int] = []

    def write(n: int) -> None:
        with database.writing() as session:
            session.add(unit(f"{n}"))
            wait_turn(session, Queue.OUTBOX)
            told.append(n)
            time.sleep(0.05)
            session.commit()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    with database.writing() as first:
        first.add(unit("first"))
        wait_turn(first, Queue.OUTBOX)
        for thread in threads:
            thread.start()
            # Long enough to have asked, however slow the machine.
            time.sleep(0.2)
        first.commit()
    for thread in threads:
        thread.join()
    assert told == list(range(6))


def test_who_gave_up_waiting_takes_no_turn_with_him(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.database.BUSY_TIMEOUT", 50)
    impatient = Database(sqlite_database.url)
    with impatient.writing() as first, impatient.writing() as second:
        first.add(unit("first"))
        first.flush()
        second.add(unit("second"))
        with pytest.raises(OperationalError):
            second.flush()
        first.commit()
    for n in range(2):
        with impatient.writing() as session:
            session.add(unit(f"{n}"))
            session.commit()
    with impatient.reading() as session:
        assert len(session.scalars(select(Unit)).all()) == 3
    impatient.dispose()


def test_a_turn_is_not_given_to_who_gave_up_waiting_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("documents.database.BUSY_TIMEOUT", 1)
    turns = _Turns()
    assert turns._take()
    assert not turns._take()
    turns._give_on()
    assert turns._take()


def test_a_turn_that_comes_at_the_last_moment_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was given on after the waiting ended and before the list was looked at."""
    turns = _Turns()

    class LateGate:
        def acquire(self, *, timeout: float = 0) -> bool:
            if timeout:
                turns._give_on()
            return not timeout

        def release(self) -> None:
            """Let through, too late to be seen."""

    assert turns._take()
    monkeypatch.setattr("documents.database.Lock", LateGate)
    assert turns._take()
    turns._give_on()
    assert turns._take()


def test_tables_are_made_anew_without_losing_a_row(
    database: Database, tmp_path: Path
) -> None:
    """Rows that point to each other, down to the first tables and up again."""
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=NOW)
        case = factories.make_case(session, now=NOW, by=people[Role.CLERK])
        files = factories.store(tmp_path)
        factories.advance_to(
            session, case, CaseState.RESOLVED, people, NOW, files=files
        )
        session.commit()
        number = standing.reply_letter(session, case).printed_number
    config = _alembic_config()
    with database.engine.connect() as connection:
        connection.commit()
        with database._tables_may_move(connection):
            config.attributes["connection"] = connection
            command.downgrade(config, "0002_register_entries")
    database.migrate()
    with database.reading() as session:
        letter = session.scalars(select(OutgoingLetter)).one()
        assert letter.printed_number == number
        assert letter.case is not None
        assert session.scalars(select(LetterVersion.content)).all() == [letter.content]
        waiting = session.scalars(select(FileText)).one()
        assert (waiting.file_id, waiting.state) == (letter.file_id, TextState.WAITING)


def test_the_history_takes_lines_of_every_kind(database: Database) -> None:
    with database.writing() as session:
        lines = [Line("case", 1, kind, NOW) for kind in EventKind]
        history.record_many(session, lines)
        session.commit()
