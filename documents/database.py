"""The database: engines, transactions and the schema's version.

SQLite runs in WAL with full synchronisation; a transaction that will write
says so at its first statement (BEGIN IMMEDIATE), because a read that upgrades
its lock fails at once under concurrency. The writers of one process take turns
before they ask for that lock: SQLite lets a writer that waits for it sleep, and
whoever comes while it sleeps goes first. PostgreSQL needs none of this.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from threading import Lock
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

MIGRATIONS: Final = Path(__file__).parent.parent / "migrations"
BUSY_TIMEOUT: Final = 5_000
"""Milliseconds a writer waits for another before the page says "busy"."""

_TURN: Final = "portal-has-the-turn"

HISTORY_STAYS: Final = tuple(
    f"CREATE TRIGGER IF NOT EXISTS event_is_never_{done} BEFORE {verb} ON event"
    " BEGIN SELECT RAISE(ABORT, 'the history is never changed'); END"
    for done, verb in (("changed", "UPDATE"), ("removed", "DELETE"))
)
"""What makes SQLite refuse to change a line of the history."""


class Database:
    """One database, and the two kinds of transaction the portal knows."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _engine(url, is_sqlite=self.is_sqlite)
        self._writer = self.engine.execution_options(writes=True)
        self._reader = self.engine.execution_options(writes=False)
        self._known = False

    def reading(self) -> Session:
        """Return a session whose transaction the database keeps read-only."""
        return Session(self._reader, expire_on_commit=False)

    def writing(self) -> Session:
        """Return a session that holds the write lock from its first statement."""
        return Session(self._writer, expire_on_commit=False)

    def only_read(self, session: Session) -> None:
        """Let the next transactions of a writing session be read-only."""
        session.bind = self._reader

    def migrate(self) -> None:
        """Bring the schema to the newest revision."""
        config = _alembic_config()
        with self._writer.connect() as connection, self._tables_may_move(connection):
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            self._keep_history(connection)

    def _keep_history(self, connection: Connection) -> None:
        """Refuse changes of the history again: SQLite drops what stood on a table.

        A migration that makes the table anew loses its triggers there.
        """
        if self.is_sqlite:
            for statement in HISTORY_STAYS:
                connection.exec_driver_sql(statement)

    @contextmanager
    def _tables_may_move(self, connection: Connection) -> Iterator[None]:
        """Let a migration make tables anew that others point to.

        SQLite changes a constraint by making the table anew; what points to it is
        checked at the end instead of at every step.

        Raises:
            IntegrityError: a row points to nothing now.
        """
        if not self.is_sqlite:
            with connection.begin():
                yield
            return
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - it has just been connected
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                yield
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise IntegrityError(
                        "PRAGMA foreign_key_check", None, ValueError(broken)
                    )
        finally:
            driver.execute("PRAGMA foreign_keys = ON")

    def is_current(self) -> bool:
        """Say whether the schema is exactly the one this code knows."""
        heads = set(ScriptDirectory.from_config(_alembic_config()).get_heads())
        with self._reader.connect() as connection:
            return set(MigrationContext.configure(connection).get_current_heads()) == (
                heads
            )

    def is_known(self) -> bool:
        """Say the same, asking the database only until it is so."""
        self._known = self._known or self.is_current()
        return self._known

    def ask(self, question: str) -> Any:
        """Return one value, outside any session: for what every page asks.

        Raises:
            OperationalError: the database cannot answer now.
        """
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(question)
            return (cursor.fetchone() or (None,))[0]
        except self.engine.dialect.loaded_dbapi.Error as error:
            raise OperationalError(question, {}, error) from error
        finally:
            connection.close()

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


class Queue(IntEnum):
    """What transactions do one after the other; the numbers mean nothing.

    OUTBOX is also the history's: a transaction writes both.
    """

    OUTBOX = 7_240_119
    SIGN_IN = 7_240_120
    ACCOUNTS = 7_240_121
    DIRECTIVES = 7_240_122
    BOOKS = 7_240_123
    DIGESTS = 7_240_124
    LOOKUP = 7_240_125
    SENDING = 7_240_126
    PAGES = 7_240_127


def wait_turn(session: Session, queue: Queue) -> None:
    """Let the transactions that wait in one queue go one after the other.

    On PostgreSQL the turn lasts to the end of the transaction; on SQLite the
    one writer has it already.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(:queue)"), {"queue": queue.value}
        )


def _alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s")
    return config


def _engine(url: str, *, is_sqlite: bool) -> Engine:
    if not is_sqlite:
        engine = create_engine(url, pool_pre_ping=True)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT / 1000})
    event.listen(engine, "connect", _connect_sqlite)
    turns = _Turns()
    event.listen(engine, "begin", turns.begin)
    event.listen(engine.pool, "checkin", turns.end)
    return engine


def _connect_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions of its own: _begin_sqlite does.
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT}",
    ):
        connection.execute(f"PRAGMA {pragma}")


class _Turns:
    """Lets the writers of a process go one after the other, as they came."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._is_taken = False
        self._waiting: deque[Lock] = deque()

    def begin(self, connection: Connection) -> None:
        """Begin a transaction; one that writes waits for its turn first.

        Raises:
            OperationalError: somebody else holds the lock for too long.
        """
        writes = connection.get_execution_options().get("writes", True)
        told = connection.connection.record_info
        assert told is not None  # noqa: S101 - it comes from the pool
        if writes and not told.get(_TURN):
            # Who waits too long goes on: SQLite then says that it is locked.
            told[_TURN] = self._take()
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    def end(self, _connection: Any, record: Any) -> None:
        """Give the turn on once a connection is back in the pool."""
        if record.record_info.pop(_TURN, False):
            self._give_on()

    def _take(self) -> bool:
        """Wait for the turn; say whether it came in time."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            gate = Lock()
            gate.acquire()
            self._waiting.append(gate)
        if gate.acquire(timeout=BUSY_TIMEOUT / 1000):
            return True
        with self._guard:
            if gate not in self._waiting:
                return True
            self._waiting.remove(gate)
            return False

    def _give_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("writes", True):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
