"""What every test may ask for: a clock that stands still and an empty database.

`database` runs a test twice, on SQLite and on PostgreSQL; `sqlite_database` is
for tests whose subject lies above the database.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

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
def postgres_own(postgres_url: str) -> Iterator[str]:
    """Give this process a database of its own; its tests take turns in it."""
    with postgres.new_database(postgres_url, f"portal_{os.getpid()}") as url:
        database = Database(url)
        database.migrate()
        database.dispose()
        yield url


@pytest.fixture
def postgres_database(postgres_own: str) -> Iterator[Database]:
    database = Database(postgres_own)
    yield database
    database.dispose()
    postgres.empty(postgres_own)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest) -> Database:
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found
