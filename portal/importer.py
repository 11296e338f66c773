"""Background work of imports: uploaded files of past cases are taken in."""

import threading
from typing import Final

from sqlalchemy.orm import Session

from documents import marking
from documents.importing import runs, taking
from documents.importing.reading import reading
from documents.importing.taking import Tools
from documents.models import ImportRun, Officer
from documents.officers import viewer_of
from documents.sandbox import Unreadable
from documents.viewer import Viewer
from portal.failures import Trouble
from portal.import_files import ImportFiles
from portal.wiring import Wiring

LOOK: Final = 1.0
"""Seconds between two looks for files that wait to be taken in."""

_GONE: Final = "Tệp đã tải lên không còn trên máy chủ. Hãy tải lại."


class Importer:
    """Takes uploaded files of past cases in, one after the other, until told to stop.

    One that was killed in the middle of a file goes on where that stood; of two on
    one machine, one waits. Between files it marks the cases that stood before there
    were marks, so that they too are found to be like others.
    """

    def __init__(self, wired: Wiring) -> None:
        self._wired = wired
        self._files = ImportFiles(wired.settings.data_dir)
        self._marked = 0
        self._stopping = threading.Event()
        self._trouble = Trouble("importer", self._stopping)

    def run(self) -> None:
        """Work until stopped; no failure of disk or database ends it."""
        is_tidy = False
        while not self._stopping.is_set():
            try:
                is_tidy = is_tidy or self._tidy()
                is_busy = self.take_one() or self.mark_some()
                self._trouble.over()
            except Exception as error:  # noqa: BLE001 - it is told by Trouble
                self._trouble.pause(error)
            else:
                self._stopping.wait(0 if is_busy else LOOK)

    def take_one(self) -> bool:
        """Take the next uploaded file in, if one waits; say whether one did."""
        database = self._wired.database
        with database.reading() as session:
            run = runs.due(session)
            by = self._by(session, run) if run else None
        if run is None:
            return False
        with self._files.alone() as mine:
            if not mine:
                return False
            self._take(run, by)
        return True

    def mark_some(self) -> bool:
        """Mark the next cases that stood before; say whether there were any."""
        database, vault = self._wired.database, self._wired.vault
        with database.reading() as session:
            waiting = marking.unmarked(session, since=self._marked)
        if not waiting:
            return False
        with database.writing() as session, session.begin():
            marking.mark_old(session, waiting, vault)
        self._marked = waiting[-1]
        return True

    def _tidy(self) -> bool:
        """Remove what a killed process left of files that are taken in."""
        with self._wired.database.reading() as session:
            left = runs.over_of(session, self._files.names())
        for kept in left:
            self._files.remove(kept)
        return True

    def _by(self, session: Session, run: ImportRun) -> Viewer | None:
        """Return who started a run, as the history names him."""
        if run.begun_by_id is None:
            return None
        return viewer_of(session.get_one(Officer, run.begun_by_id))

    def _take(self, run: ImportRun, by: Viewer | None) -> None:
        wired = self._wired
        tools, now = Tools(wired.vault, wired.calendar), wired.clock()
        try:
            with reading(self._files.path(run.file)) as read:
                for _ in taking.take(
                    wired.database, read, tools, by=by, now=now, run_id=run.id
                ):
                    wired.search.wake()
                    if self._stopping.is_set():
                        return
        except (Unreadable, OSError) as fault:
            self._give_up(run, fault)
        self._files.remove(run.file)

    def _give_up(self, run: ImportRun, fault: Exception) -> None:
        """Note a file that cannot even be begun with."""
        said = fault.message if isinstance(fault, Unreadable) else _GONE
        database, now = self._wired.database, self._wired.clock()
        with database.writing() as session, session.begin():
            if not runs.is_over(session, run.id):
                runs.go_on(session, run.id)
                runs.end(session, run.id, now=now, fault=said)

    def stop(self) -> None:
        """End after the batch at hand."""
        self._stopping.set()


def start_importer(wired: Wiring) -> Importer:
    """Take files in in this process; the thread ends with it."""
    importer = Importer(wired)
    threading.Thread(target=importer.run, name="importer", daemon=True).start()
    return importer
