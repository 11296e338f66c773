"""Background work: one indexer a machine, as a thread or as `flask worker`."""

import logging
import signal
import threading
from types import FrameType

from portal.searching import Searching

log = logging.getLogger(__name__)


class Indexer:
    """Keeps the index in step until told to stop; waits while another does."""

    def __init__(self, searching: Searching) -> None:
        self.searching = searching
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work until stopped; no failure of disk or database ends it."""
        while not self._stopping.is_set():
            try:
                with self.searching.as_the_indexer() as mine:
                    self._work(mine=mine)
            except Exception:
                # Whatever went wrong, a later turn may find it mended.
                log.exception("indexer turn failed")
                self.searching.wait()

    def _work(self, *, mine: bool) -> None:
        while mine and not self._stopping.is_set():
            self.searching.catch_up()
            self.searching.wait()
        if not mine:
            self.searching.wait()

    def stop(self) -> None:
        """End after the batch at hand."""
        self._stopping.set()
        self.searching.wake()


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
