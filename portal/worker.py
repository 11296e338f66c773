"""Background work: one indexer and one reader of files a machine.

As threads of `./run`, or as `flask worker`.
"""

import logging
import signal
import threading
import time
from types import FrameType
from typing import Final

from sqlalchemy.orm import Session

from documents import attachments, marking
from documents.attachments import Outcome, Task
from documents.importing import runs, taking
from documents.importing.reading import reading
from documents.importing.taking import Tools
from documents.models import ImportRun, Officer
from documents.officers import viewer_of
from documents.sandbox import Unreadable
from documents.viewer import Viewer
from portal.holding import Sweeping
from portal.import_files import ImportFiles
from portal.searching import POLL, Searching
from portal.wiring import Wiring

log = logging.getLogger(__name__)

LOOK: Final = 1.0
"""Seconds between two looks for files that wait to be read."""

_GONE: Final = "Tệp đã tải lên không còn trên máy chủ. Hãy tải lại."


INSPECTION: Final = 6 * 3600.0
"""Seconds between two readings of every byte of the index, which may rot on a disk."""

REST: Final = 3
"""How long the indexer rests among many writes, in turns of the length of its last."""

LONGEST_REST: Final = 0.25
"""Seconds by which a document written meanwhile is found later at most."""

LONGEST_PAUSE: Final = 5.0
"""Seconds between two tries while something fails, such as a full disk."""


class Trouble:
    """Failures in a row: told in full once, and tried again after longer pauses."""

    def __init__(self, what: str, stopping: threading.Event) -> None:
        self._what = what
        self._stopping = stopping
        self._count = 0

    def over(self) -> None:
        """Say that a turn went well."""
        if self._count:
            log.warning("%s turn went well after %d failures", self._what, self._count)
        self._count = 0

    def pause(self, error: Exception) -> None:
        """Tell of a failure, and wait; whatever went wrong may be mended then."""
        self._count += 1
        if self._count == 1:
            log.error("%s turn failed", self._what, exc_info=error)
        else:
            log.warning("%s turn failed again: %s", self._what, error)
        self._stopping.wait(min(POLL * 2 ** min(self._count, 10), LONGEST_PAUSE))


class Indexer:
    """Keeps the index in step until told to stop; waits while another does."""

    def __init__(self, searching: Searching, *, inspection: float = INSPECTION) -> None:
        self.searching = searching
        self._inspection = inspection
        self._inspected = time.monotonic()
        self._stopping = threading.Event()
        self._trouble = Trouble("indexer", self._stopping)

    def run(self) -> None:
        """Work until stopped; no failure of disk or database ends it."""
        while not self._stopping.is_set():
            try:
                with self.searching.as_the_indexer() as mine:
                    self._work(mine=mine)
            except Exception as error:  # noqa: BLE001 - it is told by Trouble
                self._trouble.pause(error)

    def _work(self, *, mine: bool) -> None:
        while mine and not self._stopping.is_set():
            begun = time.monotonic()
            self.searching.catch_up()
            self._trouble.over()
            self._rest(time.monotonic() - begun)
            if time.monotonic() - self._inspected > self._inspection:
                self.searching.inspect()
                self._inspected = time.monotonic()
            self.searching.watch()
        if not mine:
            self.searching.wait()

    def _rest(self, worked: float) -> None:
        """Let others work while they write more than one turn takes.

        A turn costs nearly the same for one document as for many.
        """
        if self.searching.is_behind:
            self._stopping.wait(min(REST * worked, LONGEST_REST))

    def stop(self) -> None:
        """End after the batch at hand."""
        self._stopping.set()
        self.searching.wake()


class Reader:
    """Reads stored files for search, one after the other, until told to stop.

    Each file is claimed in the database first, so that readers of several machines
    do not read it twice; a claim that a killed reader leaves runs out. Beside that it
    forgets what forms held that nobody sent again.
    """

    def __init__(self, wired: Wiring) -> None:
        self._wired = wired
        self._with_scans = wired.settings.reads_scans
        self._held = Sweeping(wired.settings.data_dir)
        self._stopping = threading.Event()
        self._trouble = Trouble("reader", self._stopping)

    def run(self) -> None:
        """Work until stopped; no failure of disk or database ends it."""
        is_prepared = False
        while not self._stopping.is_set():
            try:
                is_prepared = is_prepared or self._prepare()
                self._held.look(self._wired.clock())
                is_busy = self.read_one()
                self._trouble.over()
            except Exception as error:  # noqa: BLE001 - it is told by Trouble
                self._trouble.pause(error)
            else:
                self._stopping.wait(0 if is_busy else LOOK)

    def read_one(self) -> bool:
        """Read the next file, if one is due; say whether one was."""
        task = self._claimed()
        if task is None:
            return False
        self._keep(task, attachments.read(task, store=self._wired.store))
        return True

    def _prepare(self) -> bool:
        """Let what this release reads better be read again."""
        with self._wired.database.writing() as session, session.begin():
            attachments.read_again(
                session, now=self._wired.clock(), with_scans=self._with_scans
            )
        return True

    def _claimed(self) -> Task | None:
        now = self._wired.clock()
        with self._wired.database.reading() as session:
            if not attachments.is_due(session, now=now):
                return None
        with self._wired.database.writing() as session, session.begin():
            return attachments.begun(session, now=now, with_scans=self._with_scans)

    def _keep(self, task: Task, outcome: Outcome) -> None:
        wired = self._wired
        with wired.database.writing() as session, session.begin():
            attachments.finish(
                session, task, outcome, vault=wired.vault, now=wired.clock()
            )
        wired.search.wake()

    def stop(self) -> None:
        """End after the file at hand."""
        self._stopping.set()


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


def start_reader(wired: Wiring) -> Reader:
    """Read files in this process; the thread ends with it."""
    reader = Reader(wired)
    threading.Thread(target=reader.run, name="reader", daemon=True).start()
    return reader


def start_thread(searching: Searching) -> Indexer:
    """Index in this process; the thread ends with it."""
    indexer = Indexer(searching)
    threading.Thread(target=indexer.run, name="indexer", daemon=True).start()
    return indexer


def run_process(searching: Searching) -> None:
    """Index until SIGTERM or SIGINT: the body of `flask worker`."""
    indexer = Indexer(searching)

    def end(_signal: int, _frame: FrameType | None) -> None:
        indexer.stop()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    indexer.run()
