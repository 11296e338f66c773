"""What every test may ask for: a clock that stands still and an empty database.

`database` runs a test twice, on SQLite and on PostgreSQL; `sqlite_database` is
for tests whose subject lies above the database.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest

from documents.database import Database
from tests import postgres

NOW = datetime(2019, 12, 17, 2, 30, tzinfo=UTC)
"""Tuesday 17 December 2019, 09:30 in Ho Chi Minh City: an ordinary morning."""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "portal.sqlite3"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.dispose()
    return path


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "portal.sqlite3"
    shutil.copyfile(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.dispose()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give a server: the one named in the environment, or one of our own."""
    given = os.environ.get("PORTAL_TEST_DATABASE_URL")
    with nullcontext(given) if given else postgres.running() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_new(postgres_url: str) -> Iterator[Callable[[str | None], str]]:
    """Give a function that makes a database, optionally from a template."""
    admin = postgres_url.replace("+psycopg", "")
    names = (f"portal_{os.getpid()}_{n}" for n in count())
    made: list[str] = []

    def create(template: str | None = None) -> str:
        made.append(next(names))
        with psycopg.connect(admin, autocommit=True) as connection:
            source = f' TEMPLATE "{template}"' if template else ""
            connection.execute(f'CREATE DATABASE "{made[-1]}"{source}'.encode())
        return made[-1]

    yield create
    with psycopg.connect(admin, autocommit=True) as connection:
        for name in made:
            connection.execute(
                f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode()
            )


@pytest.fixture(scope="session")
def postgres_template(
    postgres_url: str, postgres_new: Callable[[str | None], str]
) -> str:
    name = postgres_new(None)
    database = Database(postgres.on_server(postgres_url, name))
    database.migrate()
    database.dispose()
    return name


@pytest.fixture
def postgres_database(
    postgres_url: str, postgres_template: str, postgres_new: Callable[[str | None], str]
) -> Iterator[Database]:
    database = Database(
        postgres.on_server(postgres_url, postgres_new(postgres_template))
    )
    yield database
    database.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found
