"""Background work: one indexer and one reader of files a machine.

As threads of `./run`, or as `flask worker`.
"""

import signal
import threading
import time
from datetime import date
from types import FrameType
from typing import Final

from documents import attachments, contacts, directives, pages
from documents.attachments import Outcome, Task
from documents.deadlines import local_day
from portal.failures import Trouble
from portal.holding import Sweeping
from portal.searching import Searching
from portal.wiring import Wiring

LOOK: Final = 1.0
"""Seconds between two looks for files that wait to be read."""

INSPECTION: Final = 6 * 3600.0
"""Seconds between two readings of every byte of the index, which may rot on a disk."""

REST: Final = 3
"""How long the indexer rests among many writes, in turns of the length of its last."""

LONGEST_REST: Final = 0.25
"""Seconds by which a document written meanwhile is found later at most."""


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


class Turning:
    """Tells search, once on every day, who begins in a post and who left it."""

    def __init__(self, wired: Wiring) -> None:
        self._wired = wired
        self._told_on: date | None = None

    def look(self) -> None:
        """Tell it, if a new day has come; what the portal shows looks itself."""
        wired, now = self._wired, self._wired.clock()
        if self._told_on == local_day(now):
            return
        with wired.database.writing() as session, session.begin():
            told = contacts.tell_turns(session, now=now)
        self._told_on = local_day(now)
        if told:
            wired.search.wake()


class Reader:
    """Reads stored files for search, one after the other, until told to stop.

    Each file is claimed in the database first, so that readers of several machines
    do not read it twice; a claim that a killed reader leaves runs out. Beside that it
    forgets what forms held that nobody sent again, tells search of a new day, and of
    directives whose day has come, and announces pages at their minute.
    """

    def __init__(self, wired: Wiring) -> None:
        self._wired = wired
        self._with_scans = wired.settings.reads_scans
        self._held = Sweeping(wired.settings.data_dir)
        self._turning = Turning(wired)
        self._stopping = threading.Event()
        self._trouble = Trouble("reader", self._stopping)

    def run(self) -> None:
        """Work until stopped; no failure of disk or database ends it."""
        is_prepared = False
        while not self._stopping.is_set():
            try:
                is_prepared = is_prepared or self._prepare()
                self._held.look(self._wired.clock())
                self._turning.look()
                self.turn()
                is_busy = self.read_one()
                self._trouble.over()
            except Exception as error:  # noqa: BLE001 - it is told by Trouble
                self._trouble.pause(error)
            else:
                self._stopping.wait(0 if is_busy else LOOK)

    def turn(self) -> None:
        """Let directives and pages follow the clock: their day or minute has come."""
        wired, now = self._wired, self._wired.clock()
        for noun in (directives, pages):
            with wired.database.reading() as session:
                if not noun.is_due(session, now=now):
                    continue
            with wired.database.writing() as session, session.begin():
                noun.turn(session, now=now)
            wired.search.wake()

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
