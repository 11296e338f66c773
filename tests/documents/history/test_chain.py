"""The history: chained as it is committed, and no tampering goes unseen."""

import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from alembic import command
from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    column,
    insert,
    select,
    table,
    text,
    update,
)
from sqlalchemy.exc import DatabaseError

from documents import history
from documents.database import Database, _alembic_config
from documents.history import Anchor, Fault, Line
from documents.models import Event, Unit
from documents.vocabulary import CaseAction, CaseState, EventKind, Role, UnitKind
from tests import factories

RAW = table("event", *(column(one.name) for one in Event.__table__.columns))
NOTE = "Đã vá ổ gà “Km 40” – xong"


def lines(count: int, now: datetime) -> list[Line]:
    return [
        Line(
            "case",
            1 + n % 3,
            EventKind.MOVED,
            now + timedelta(minutes=n),
            action=CaseAction.ASSIGN,
            states=(CaseState.RECEIVED, CaseState.IN_PROGRESS),
            note=f"{NOTE} {n}",
            data={"lead_unit": "KCHT", "n": n, "at": None},
        )
        for n in range(count)
    ]


def write(database: Database, told: list[Line]) -> None:
    with database.writing() as session:
        history.record_many(session, told)
        session.commit()


def verify(database: Database, *anchors: Anchor) -> Fault | None:
    with database.reading() as session:
        _whole, fault = history.verify(session, anchors=anchors)
    return fault


def anchor(database: Database) -> Anchor:
    with database.reading() as session:
        return history.anchor(session)


def tamper(database: Database, act: Callable[[Connection], object]) -> None:
    """Do what somebody does who has the database to himself."""
    with database.engine.begin() as connection:
        if database.is_sqlite:
            for name in ("changed", "removed"):
                connection.exec_driver_sql(f"DROP TRIGGER event_is_never_{name}")
        else:
            connection.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER USER")
        act(connection)
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE event ENABLE TRIGGER USER")


def set_field(number: int, name: str, value: Any) -> Callable[[Connection], object]:
    column_type = Event.__table__.c[name].type
    change = update(RAW).where(RAW.c.id == number)
    value = bindparam("changed", value, type_=column_type)
    return lambda connection: connection.execute(change.values({name: value}))


def remove(which: ColumnElement[bool]) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(RAW.delete().where(which))


CHANGES = {
    "at": lambda row: row.at + timedelta(microseconds=1),
    "subject": lambda _row: "contact",
    "subject_id": lambda row: row.subject_id + 1,
    "kind": lambda _row: EventKind.EDITED,
    "action": lambda _row: "",
    "actor_name": lambda row: row.actor_name + " ",
    "from_state": lambda _row: None,
    "to_state": lambda _row: "received",
    "note": lambda row: row.note.replace("xong", "chưa xong"),
    "data": lambda row: row.data | {"n": 99},
    "salt": lambda _row: "0" * 16,
    "prev_hash": lambda _row: "0" * 63 + "1",
    "hash": lambda _row: "f" * 64,
}


def test_the_history_is_whole_as_it_was_written(
    database: Database, now: datetime
) -> None:
    assert verify(database, anchor(database)) is None
    write(database, lines(5, now))
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        case = factories.make_case(session, now=now, by=people[Role.CLERK])
        factories.advance_to(session, case, CaseState.PENDING_APPROVAL, people, now)
        session.commit()
    assert verify(database, anchor(database)) is None
    assert anchor(database).line > 6


@pytest.mark.parametrize("field", CHANGES)
def test_every_edited_field_is_found_at_its_line(
    database: Database, now: datetime, field: str
) -> None:
    write(database, lines(5, now))
    with database.reading() as session:
        row = session.get_one(Event, 3)
    tamper(database, set_field(3, field, CHANGES[field](row)))
    fault = verify(database)
    assert fault is not None
    assert fault.line == 3
    assert "Dòng 3" in fault.message


def test_an_edited_actor_is_found(database: Database, now: datetime) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        factories.make_case(session, now=now, by=people[Role.CLERK])
        session.commit()
    other = people[Role.HEAD].officer_id
    tamper(database, set_field(1, "actor_id", other))
    fault = verify(database)
    assert fault is not None
    assert fault.line == 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_deleted_line_is_found(
    database: Database, now: datetime, number: int
) -> None:
    write(database, lines(5, now))
    tamper(database, remove(RAW.c.id == number))
    fault = verify(database)
    assert fault is not None
    assert fault.line == number + 1
    assert "không nối tiếp" in fault.message


def test_a_line_slipped_in_is_found(database: Database, now: datetime) -> None:
    write(database, lines(5, now))

    def slip_in(connection: Connection) -> None:
        row = connection.execute(select(Event.__table__).where(Event.id == 5)).one()
        copied = row._asdict() | {"id": 6, "note": "Chưa hề có"}
        connection.execute(insert(Event).values(copied))

    tamper(database, slip_in)
    fault = verify(database)
    assert fault is not None
    assert fault.line == 6


def test_two_swapped_lines_are_found(database: Database, now: datetime) -> None:
    write(database, lines(5, now))

    def swap(connection: Connection) -> None:
        for old, new in ((2, 100), (4, 2), (100, 4)):
            connection.execute(update(RAW).where(RAW.c.id == old).values(id=new))

    tamper(database, swap)
    fault = verify(database)
    assert fault is not None
    assert fault.line == 2


def test_a_cut_off_tail_is_found_by_an_anchor(
    database: Database, now: datetime
) -> None:
    write(database, lines(5, now))
    kept = anchor(database)
    tamper(database, remove(RAW.c.id > 3))
    fault = verify(database, kept)
    assert fault is not None
    assert fault.line == 4
    assert "bị cắt" in fault.message
    tamper_again = verify(database, Anchor(2, kept.hash))
    assert tamper_again is not None
    assert tamper_again.line == 2


def test_a_tail_written_anew_is_found_by_an_anchor(
    database: Database, now: datetime
) -> None:
    write(database, lines(5, now))
    kept = anchor(database)
    tamper(database, remove(RAW.c.id > 2))
    write(database, lines(3, now + timedelta(days=1)))
    assert verify(database) is None
    fault = verify(database, kept)
    assert fault is not None
    assert fault.line == 5
    assert "viết lại" in fault.message


def test_any_single_tampering_is_found(
    sqlite_database: Database, now: datetime
) -> None:
    """Three hundred of them, each on the history as it was."""
    database = sqlite_database
    write(database, lines(12, now))
    kept = anchor(database)
    order = random.Random(20191217)  # noqa: S311 - a choice, not a secret
    with database.reading() as session:
        rows = {row.id: row for row in session.scalars(select(Event))}
    tamper(database, lambda _connection: None)
    for _ in range(300):
        number = order.choice(list(rows))
        field = order.choice(list(CHANGES))
        act = order.choice(
            [
                set_field(number, field, CHANGES[field](rows[number])),
                set_field(number, "id", order.choice([0, -1, 13, 99])),
                remove(RAW.c.id == number),
                remove(RAW.c.id >= number),
            ]
        )
        with database.engine.connect() as connection:
            act(connection)
            connection.commit()
        assert verify(database, kept) is not None, (number, field)
        with database.engine.begin() as connection:
            connection.execute(RAW.delete())
            connection.execute(
                insert(Event),
                [
                    {c.name: getattr(row, c.name) for c in Event.__table__.columns}
                    for row in rows.values()
                ],
            )
    assert verify(database, kept) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", "hôm qua"),
        ("at", "2019-12-17 09:30:00+07:00"),
        ("data", "không phải JSON"),
        ("data", json.dumps([1])),
        ("note", b"\xff"),
        ("hash", b"\x00"),
    ],
)
def test_a_value_that_cannot_be_read_is_found(
    sqlite_database: Database, now: datetime, field: str, value: object
) -> None:
    write(sqlite_database, lines(3, now))
    change = update(RAW).where(RAW.c.id == 2).values({field: value})
    tamper(sqlite_database, lambda connection: connection.execute(change))
    fault = verify(sqlite_database)
    assert fault is not None
    assert fault.line == 2


def test_the_database_refuses_to_change_or_remove_a_line(
    database: Database, now: datetime
) -> None:
    write(database, lines(2, now))
    for change in (update(RAW).values(note=""), RAW.delete()):
        with (
            database.engine.begin() as connection,
            pytest.raises(DatabaseError, match="history is never changed"),
        ):
            connection.execute(change)
    assert verify(database) is None


def test_a_migration_that_makes_the_table_anew_leaves_it_guarded(
    sqlite_database: Database, now: datetime
) -> None:
    write(sqlite_database, lines(1, now))
    tamper(sqlite_database, lambda _connection: None)
    sqlite_database.migrate()
    with (
        sqlite_database.engine.begin() as connection,
        pytest.raises(DatabaseError, match="history is never changed"),
    ):
        connection.execute(RAW.delete())


def test_the_chain_has_the_order_of_the_commits(
    database: Database, now: datetime
) -> None:
    def act(seed: int) -> None:
        for n in range(6):
            with database.writing() as session:
                session.add(
                    Unit(code=f"{seed}-{n}", name="x", kind=UnitKind.DIVISION, place=1)
                )
                history.record_many(session, lines(2, now))
                if n % 3 == 2:
                    session.rollback()
                else:
                    session.commit()

    with ThreadPoolExecutor(8) as pool:
        doing = [pool.submit(act, seed) for seed in range(8)]
        assert [done.exception() for done in doing] == [None] * 8
    found = anchor(database)
    assert found.line == 8 * 4 * 2
    assert verify(database, found) is None


def test_what_is_rolled_back_leaves_no_gap(database: Database, now: datetime) -> None:
    write(database, lines(1, now))
    with database.writing() as session:
        history.record_many(session, lines(3, now))
        session.rollback()
        history.record_many(session, lines(1, now))
        with session.begin_nested() as savepoint:
            history.record_many(session, lines(2, now))
            savepoint.rollback()
        history.record_many(session, lines(1, now))
        session.commit()
    assert anchor(database).line == 3
    assert verify(database, anchor(database)) is None


def test_many_lines_are_written_in_their_order(
    database: Database, now: datetime
) -> None:
    told = lines(2_500, now)
    with database.writing() as session:
        history.record_many(session, iter(told))
        session.commit()
    with database.reading() as session:
        notes = session.scalars(select(Event.note).order_by(Event.id)).all()
    assert notes == [line.note for line in told]
    assert verify(database, anchor(database)) is None


def test_a_line_keeps_what_was_told_and_not_what_became_of_it(
    database: Database, now: datetime
) -> None:
    values: dict[Any, Any] = {"phones": ["1"], 10: "mười", 9: "chín"}
    with database.writing() as session:
        history.record_many(
            session, [Line("contact", 1, EventKind.EDITED, now, data=values)]
        )
        values["phones"].append("2")
        session.commit()
    with database.reading() as session:
        data = session.scalars(select(Event.data)).one()
    assert data == {"phones": ["1"], "9": "chín", "10": "mười"}
    assert verify(database) is None


def test_what_was_written_before_there_was_a_chain_is_chained(
    database: Database, now: datetime
) -> None:
    write(database, lines(1_205, now))
    before = anchor(database)
    config = _alembic_config()
    with database.engine.connect() as connection:
        connection.commit()
        with database._tables_may_move(connection):
            config.attributes["connection"] = connection
            command.downgrade(config, "0007_case_work")
            connection.execute(text("DELETE FROM event WHERE id = 7"))
    database.migrate()
    after = anchor(database)
    assert (after.line, after.hash != before.hash) == (before.line, True)
    assert verify(database, after) is None
    write(database, lines(2, now))
    assert verify(database, after) is None
