"""The office as a test of the domain finds it: one transaction, its people."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from documents.database import Database
from documents.files import FileStore
from tests import factories
from tests.factories import People


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writing() as session:
        yield session


@pytest.fixture
def people(session: Session, now: datetime) -> People:
    factories.make_units(session)
    return factories.make_people(session, now=now)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return factories.store(tmp_path)
