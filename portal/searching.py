"""The open search index: asked by pages, kept in step by one indexer a machine.

The database is the truth. An index that is missing is made anew; one that is
damaged, unsafe or of an older make is set aside first. Until it stands `ask`
answers None and the page searches the database itself (portal.find).
"""

import fcntl
import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Final

from documents import outbox
from documents.database import Database
from portal import indexing
from portal.index_place import MEMORY, manifest_key, place_of
from search import Index, Results, SearchError, Status, open_index

log = logging.getLogger(__name__)

POLL: Final = 0.4
"""Seconds between two looks at everything: the index, the outbox, a wish."""

GLANCE: Final = 0.02
"""Seconds between two looks for a commit of another process, which cost little."""

ENGINES: Final = frozenset({"whoosh", "tantivy"})
LARGEST_WHOOSH: Final = 20_000
"""Entries up to which the embedded engine is quick (design.md §5)."""

MOST_SET_ASIDE: Final = 2
"""Damaged indexes kept for whoever asks why; each may be as large as the index."""


class Searching:
    """The index of this process, and what the indexer does to it."""

    def __init__(
        self,
        url: str,
        *,
        data_dir: Path,
        secret: str,
        database: Database,
        clock: Callable[[], datetime],
    ) -> None:
        self.database = database
        self._clock = clock
        self.engine, self.place = place_of(url, data_dir)
        self._key = manifest_key(secret)
        self._state_dir = data_dir / "index"
        self._index: Index | None = None
        self._before: Index | None = None
        self._opening = threading.Lock()
        self._woken = threading.Event()
        self._followed = 0

    def ask(
        self,
        query: str,
        *,
        audience: Collection[str],
        kinds: Collection[str] | None = None,
        facets: Mapping[str, Collection[str]] | None = None,
        since: date | None = None,
        until: date | None = None,
        sort: str = "relevance",
        page: int = 1,
        per_page: int = 20,
    ) -> Results | None:
        """Ask the index; None when it cannot answer and is being made anew."""
        try:
            index = self._open()
            if not index.cursor:
                index = self._former() or index
            if not index.cursor:
                return None
            return index.search(
                query,
                audience=audience,
                kinds=kinds,
                facets=facets,
                since=since,
                until=until,
                sort=sort,
                page=page,
                per_page=per_page,
            )
        except (SearchError, OSError) as error:
            self._give_up(error)
            return None

    @property
    def cursor(self) -> int:
        """Return the revision the index has followed the database to; 0 if none."""
        try:
            return self._open().cursor
        except (SearchError, OSError):
            return 0

    def status(self) -> Status:
        """Return the index's own account of itself; raises SearchError."""
        return self._open().status()

    def wake(self) -> None:
        """Tell the indexer of this process that something was committed."""
        self._woken.set()

    def wait(self) -> None:
        """Sleep until woken, or until it is time to look again."""
        self._woken.wait(POLL)
        self._woken.clear()

    def watch(self) -> None:
        """Sleep as `wait` does, but not beyond a commit. Only for the indexer."""
        until = time.monotonic() + POLL
        while time.monotonic() < until and not self._woken.wait(GLANCE):
            if self.is_behind:
                break
        self._woken.clear()

    @property
    def is_behind(self) -> bool:
        """Say whether more has been committed since the last turn began."""
        return self._newest() != self._followed

    def _newest(self) -> int:
        return int(self.database.ask(outbox.NEWEST))

    def want_rebuild(self) -> None:
        """Leave word for the indexer, in whatever process, to start anew."""
        if self.place is not None:
            self._state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._wish.touch(mode=0o600)
        self._woken.set()

    @property
    def rebuild_wanted(self) -> bool:
        """Say whether word was left."""
        return self.place is not None and self._wish.exists()

    @contextmanager
    def as_the_indexer(self) -> Iterator[bool]:
        """Hold the machine's lock; yields False when another process holds it.

        The kernel lets the lock go with the process, so a killed indexer
        leaves nothing behind.
        """
        if self.place is None:
            yield True
            return
        self._state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(
            self._state_dir / "indexer.lock", os.O_RDWR | os.O_CREAT, 0o600
        )
        try:
            yield _locked(handle)
        finally:
            os.close(handle)

    def catch_up(self) -> int:
        """Follow the outbox, starting anew when needed. Only for the indexer.

        Returns how many changes were taken.
        """
        self._followed = self._newest()
        try:
            if self.rebuild_wanted or self._must_start_anew():
                return self.rebuild()
            return indexing.drain(self.database, self._open())
        except SearchError as error:
            self._give_up(error)
            return self.rebuild()

    def rebuild(self) -> int:
        """Make the index anew from the database. Only for the indexer.

        A whole one answers until the new one stands; a damaged one is set aside.
        """
        try:
            self._open().verify()
        except SearchError as error:
            self._set_aside(error)
        return self._rebuild(self._open())

    def inspect(self) -> None:
        """Read every file again; of a damaged index a new one is made at the next turn.

        An index that is open is trusted as long as its files keep size and time.
        """
        try:
            self._open().verify()
        except SearchError as error:
            self._give_up(error)

    def set_aside(self) -> list[Path]:
        """Return the damaged indexes that are kept, the newest last."""
        if self.place is None:
            return []
        return sorted(self.place.parent.glob(f"{self.place.name}.damaged-*"))

    def _rebuild(self, index: Index) -> int:
        with self.database.reading() as session:
            cursor = outbox.revision(session.connection())
            index.rebuild(indexing.entries(session), cursor=cursor)
        if self.place is not None:
            self._wish.unlink(missing_ok=True)
        return cursor

    def differences(self) -> list[indexing.Difference]:
        """Compare the index with the database; raises SearchError."""
        index = self._open()
        with self.database.reading() as session:
            return indexing.differences(session, index)

    @property
    def _wish(self) -> Path:
        return self._state_dir / "rebuild-wanted"

    def _open(self) -> Index:
        with self._opening:
            if self._index is None:
                place = MEMORY if self.place is None else str(self.place)
                self._index = open_index(f"{self.engine}:{place}", key=self._key)
            return self._index

    def _former(self) -> Index | None:
        """Return the index of the engine used before, while ours is first made.

        It may be behind: what it finds is looked up in the database, as ever.
        """
        if self.place is None or self.place.name != self.engine:
            return None
        with self._opening:
            for engine in sorted(ENGINES - {self.engine}):
                place = self.place.with_name(engine)
                if self._before is None and place.is_dir():
                    self._before = open_index(f"{engine}:{place}", key=self._key)
            return self._before

    def _must_start_anew(self) -> bool:
        """Say whether following would not do: a new index, or a newer one.

        A cursor beyond the database means that the database was restored.
        """
        cursor, newest = self._open().cursor, self._newest()
        return cursor > newest or (not cursor and newest > indexing.BATCH)

    def _set_aside(self, error: SearchError) -> None:
        """Move a damaged index away under a name that tells when (security.md R14)."""
        with self._opening:
            self._index = None
        if self.place is None or not os.path.lexists(self.place):
            return
        kept = self.place.with_name(
            f"{self.place.name}.damaged-{self._clock():%Y%m%dT%H%M%SZ}"
        )
        _remove(kept)
        self.place.rename(kept)
        log.error("search index set aside as %s: %s", kept.name, error)
        for older in self.set_aside()[:-MOST_SET_ASIDE]:
            _remove(older)

    def _give_up(self, error: Exception) -> None:
        log.warning("search index not usable: %s", error)
        with self._opening:
            self._index = None
        try:
            self.want_rebuild()
        except OSError as refusal:
            # On a read-only disk the portal still answers, from the database.
            log.warning("no rebuild possible: %s", refusal.strerror)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _remove(path: Path) -> None:
    """Remove what was set aside, were it a link or a file."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
