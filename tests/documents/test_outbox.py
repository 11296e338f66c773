"""The outbox: whoever follows the revisions misses nothing, whoever writes."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from documents import outbox
from documents.database import Database
from documents.models import Outbox
from documents.vocabulary import Role
from tests import factories

KEYS = [f"case:DDN-2019-{n:06}" for n in range(1, 6)]


def announce(database: Database, *keys: str) -> None:
    with database.writing() as session:
        for key in keys:
            outbox.announce(session, key)
        session.commit()


def follow(database: Database, cursor: int, *, limit: int = 100) -> list[Outbox]:
    with database.reading() as session:
        return outbox.changes_since(session, cursor, limit=limit)


def revisions(database: Database) -> dict[str, int]:
    with database.reading() as session:
        return dict(outbox.revisions(session))


def revision(database: Database) -> int:
    with database.reading() as session:
        return outbox.revision(session.connection())


def test_the_newest_change_has_the_highest_revision(database: Database) -> None:
    assert revision(database) == 0
    announce(database, KEYS[0], KEYS[1])
    announce(database, KEYS[0])
    assert revisions(database) == {KEYS[1]: 2, KEYS[0]: 3}
    assert revision(database) == 3


def test_what_is_rolled_back_was_never_announced(database: Database) -> None:
    announce(database, KEYS[0])
    with database.writing() as session:
        outbox.announce(session, KEYS[0])
        outbox.announce(session, KEYS[1])
    assert revisions(database) == {KEYS[0]: 1}
    announce(database, KEYS[2])
    assert revision(database) == 2


def test_a_follower_reads_on_where_it_stopped(database: Database) -> None:
    announce(database, *KEYS)
    first = follow(database, 0, limit=2)
    assert [(row.key, row.seq) for row in first] == [(KEYS[0], 1), (KEYS[1], 2)]
    announce(database, KEYS[0])
    rest = follow(database, first[-1].seq)
    assert [row.key for row in rest] == [*KEYS[2:], KEYS[0]]
    assert follow(database, rest[-1].seq) == []


def test_a_follower_misses_nothing_while_many_write(database: Database) -> None:
    seen, cursor = dict[str, int](), 0

    def write(seed: int) -> None:
        order = random.Random(seed)  # noqa: S311 - a shuffle, not a secret
        for _ in range(8):
            with database.writing() as session:
                outbox.announce(session, order.choice(KEYS))
                time.sleep(order.random() / 500)
                session.commit()

    with ThreadPoolExecutor(6) as pool:
        writers = [pool.submit(write, seed) for seed in range(6)]
        while not all(w.done() for w in writers) or follow(database, cursor):
            for row in follow(database, cursor):
                assert row.seq > cursor
                seen[row.key], cursor = row.seq, row.seq
        assert [writer.exception() for writer in writers] == [None] * 6
    assert seen == revisions(database)
    assert cursor == 48


def test_cases_taken_down_at_once_each_have_a_code_and_a_revision(
    database: Database, now: datetime
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        clerk = factories.make_officer(session, Role.CLERK, now=now)
        session.commit()

    def take_down(_call: int) -> str:
        with database.writing() as session:
            case = factories.make_case(session, now=now, by=clerk)
            session.commit()
            return outbox.case_key(case)

    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(take_down, range(12)))
    assert sorted(keys) == [f"case:DDN-2019-{n:06}" for n in range(1, 13)]
    assert sorted(revisions(database).items(), key=lambda item: item[1]) == [
        (key, seq) for seq, key in enumerate(sorted(keys), start=1)
    ]
