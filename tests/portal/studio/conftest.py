"""One portal for all the tests of a file: they share who is signed in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.database import Database
from tests.portal.office import peopled, started
from tests.portal.studio.studio import Studio


@pytest.fixture(scope="module")
def studio(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Studio]:
    folder = tmp_path_factory.mktemp("studio")
    shutil.copyfile(sqlite_template, folder / "portal.sqlite3")
    database = Database(f"sqlite:///{folder / 'portal.sqlite3'}")
    yield peopled(Studio(started(database, folder), folder))
    database.dispose()


@pytest.fixture
def without_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take LibreOffice away: nothing stands on the path of programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
