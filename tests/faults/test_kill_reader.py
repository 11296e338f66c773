"""kill -9 of whoever reads attached files, in the middle of one (security.md R1)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from documents.attachments import LEASE, MOST_TRIES
from documents.database import Database
from documents.models import FileText
from documents.vocabulary import TextState
from portal.app import create_app
from portal.config import Settings
from portal.wiring import Wiring
from portal.worker import Reader
from tests import factories
from tests.conftest import NOW
from tests.documents.attachments.readers import FELL, FileDesk
from tests.documents.extract.samples import OLD_WORD, docx

ROOT = Path(__file__).parents[2]
READER = """
import sys
from datetime import datetime
from portal.app import create_app
from portal.config import load
from portal.worker import Reader
now = datetime.fromisoformat(sys.argv[1])
Reader(create_app(load(), clock=lambda: now).extensions["wiring"]).run()
"""


def until(true: Callable[[], bool]) -> None:
    """Wait for what another process does; the test's own limit ends it."""
    while not true():
        time.sleep(0.02)


class Place:
    """A data directory whose catdoc never comes to an end."""

    def __init__(self, folder: Path) -> None:
        self.started = folder / "started"
        programs = folder / "bin"
        programs.mkdir(parents=True)
        hanging = programs / "catdoc"
        hanging.write_text(f"#!/bin/sh\necho x >> {self.started}\nexec sleep 8\n")
        hanging.chmod(0o755)
        self.environment = {
            "PORTAL_DATA_DIR": str(folder / "data"),
            "PORTAL_SECRET_KEY": factories.SECRET,
        }
        self.path = f"{programs}:{os.defpath}"

    def wired(self, *, later: int = 0) -> Wiring:
        now = NOW + later * LEASE
        settings = Settings.from_environment(self.environment)
        app = create_app(settings, clock=lambda: now)
        wired: Wiring = app.extensions["wiring"]
        return wired

    def reads_until_killed(self, *, later: int) -> None:
        before = self.times_started()
        process = subprocess.Popen(
            [sys.executable, "-c", READER, (NOW + later * LEASE).isoformat()],
            cwd=ROOT,
            env={
                **os.environ,
                **self.environment,
                "PATH": self.path,
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
            stderr=subprocess.DEVNULL,
        )
        until(lambda: self.times_started() > before)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def times_started(self) -> int:
        return len(self.started.read_bytes()) if self.started.exists() else 0


def test_what_a_killed_reader_left_is_read_later_and_not_for_ever(
    tmp_path: Path,
) -> None:
    place = Place(tmp_path)
    wired = place.wired()
    wired.database.migrate()
    old, new = _files(wired)
    for turn in range(MOST_TRIES):
        place.reads_until_killed(later=turn)
        assert _state(wired.database, old) is TextState.WAITING
    reader = Reader(place.wired(later=MOST_TRIES))
    while reader.read_one():
        pass
    assert _state(wired.database, old) is TextState.UNREADABLE
    assert _state(wired.database, new) is TextState.READ
    with wired.database.reading() as session:
        assert FELL in repr(session.get_one(FileText, new).passages)


def _files(wired: Wiring) -> tuple[str, str]:
    """Attach a file that no reader survives, and one behind it."""
    with wired.database.writing() as session, session.begin():
        factories.make_units(session)
        people = factories.make_people(session, now=NOW)
        desk = FileDesk(session, people, wired.store, NOW)
        old = desk.keep(OLD_WORD.read_bytes(), "cũ.doc", "application/msword")
        new = desk.keep(docx(FELL), "mới.docx")
        desk.directive(old)
        desk.directive(new, "2/UBND")
        return old.id, new.id


def _state(database: Database, file_id: str) -> TextState:
    with database.reading() as session:
        return session.get_one(FileText, file_id).state
