"""The index: written by one, asked by many, always at a whole generation.

`Index` joins the parts: the store keeps generations safe, an engine counts
tokens, `search.searching` answers.
"""

import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from search import analysis, records
from search.engines.protocol import Engine, Snapshot
from search.engines.tantivy import Tantivy
from search.engines.whoosh import Whoosh
from search.entry import Entry, Results, SearchError, Status
from search.searching import Asked, answer
from search.store import Seal, Store

MEMORY: Final = ":memory:"

_ENGINES: Final[Mapping[str, type[Engine]]] = {"whoosh": Whoosh, "tantivy": Tantivy}
_TRIES: Final = 5


def open_index(url: str, key: bytes | None = None) -> "Index":
    """Open the index at `engine:path`, or make one; raises SearchError.

    `key` seals the manifest, so that nobody without it can pass off files of
    their own. `engine::memory:` lives as long as the object does.
    """
    name, _, path = url.partition(":")
    if name not in _ENGINES or not path:
        raise SearchError(f"no such index: {url}")
    return Index(_ENGINES[name](), path, key=key or b"")


class Index:
    """One index. Every method may be called from any thread."""

    def __init__(self, engine: Engine, path: str, *, key: bytes) -> None:
        self._engine = engine
        self._temporary = None
        if path == MEMORY:
            self._temporary = tempfile.TemporaryDirectory(prefix="index-")
            path = f"{self._temporary.name}/index"
        self._store = Store(
            Path(path),
            key=key,
            passing=engine.is_passing,
            durable=self._temporary is None,
        )
        self._refreshing = threading.Lock()
        self._signature: tuple[int, int, int] | None = None
        self._seal: Seal | None = None
        self._snapshot: Snapshot | None = None
        self._current()

    def search(
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
    ) -> Results:
        """Return one page of what the audience may find; raises SearchError.

        `sort` is "relevance" or "newest". Whatever was typed gives results, if
        only empty ones; a page beyond the last is the last.
        """
        asked = Asked(
            query,
            audience=frozenset(audience),
            kinds=None if kinds is None else frozenset(kinds),
            facets={name: frozenset(values) for name, values in (facets or {}).items()},
            since=since,
            until=until,
            newest_first=sort == "newest",
            page=page,
            per_page=per_page,
        )
        _, snapshot = self._current()
        if snapshot is None:
            return Results()
        with _damage():
            return answer(snapshot, asked)

    def update(self, entries: Iterable[Entry]) -> None:
        """Put entries in, in place of older ones, in one durable commit."""
        self.apply(entries, ())

    def remove(self, keys: Iterable[str]) -> None:
        """Take entries out, in one durable commit."""
        self.apply((), keys)

    def apply(
        self,
        entries: Iterable[Entry],
        removed_keys: Iterable[str],
        cursor: int | None = None,
    ) -> None:
        """Put in, take out and move the cursor, in one durable commit."""
        with self._store.writing():
            last, _ = self._current()
            with self._store.draft(last) as (generation, place):
                if last is None:
                    self._engine.create(place)
                kept = last.cursor if last else 0
                self._commit(
                    generation,
                    place,
                    entries,
                    removed=tuple(removed_keys),
                    cursor=kept if cursor is None else cursor,
                )

    def rebuild(self, entries: Iterable[Entry], cursor: int = 0) -> None:
        """Make the index anew beside the old one, which answers until the end.

        Nothing of the old one is read, so a damaged one may be rebuilt.
        """
        with self._store.writing(), self._store.draft(None) as (generation, place):
            self._engine.create(place)
            self._commit(generation, place, entries, removed=(), cursor=cursor)

    def _commit(
        self,
        generation: int,
        place: Path,
        entries: Iterable[Entry],
        *,
        removed: Collection[str],
        cursor: int,
    ) -> None:
        self._engine.write(place, map(records.record_of, entries), removed)
        self._store.publish(
            Seal(
                engine=self._engine.name,
                analyzer=analysis.VERSION,
                generation=generation,
                cursor=cursor,
                entries=self._engine.open(place, self._snapshot).size,
                files={},
            )
        )

    @property
    def cursor(self) -> int:
        """Return the last cursor committed; 0 when the index is new."""
        seal, _ = self._current()
        return seal.cursor if seal else 0

    def revisions(self) -> dict[str, int]:
        """Return the revision of every entry, by key."""
        _, snapshot = self._current()
        with _damage():
            return dict(snapshot.revisions()) if snapshot else {}

    def status(self) -> Status:
        """Return what the index says of itself."""
        seal, _ = self._current()
        return Status(
            engine=self._engine.name,
            analyzer=analysis.VERSION,
            generation=seal.generation if seal else 0,
            cursor=seal.cursor if seal else 0,
            entries=seal.entries if seal else 0,
            size=seal.size if seal else 0,
        )

    def verify(self) -> None:
        """Read every file again and compare it with its seal; raises SearchError."""
        seal, _ = self._current()
        if seal is not None:
            self._store.forget()
            self._store.verify(seal)

    def _current(self) -> tuple[Seal | None, Snapshot | None]:
        """Return the generation in force, verified and open."""
        signature, seal = self._store.signature(), self._seal
        snapshot = self._snapshot
        if seal is None or signature != self._signature:
            with self._refreshing:
                return self._refresh()
        if not self._is_intact(seal):
            raise SearchError("the index was changed from outside")
        return seal, snapshot

    def _is_intact(self, seal: Seal) -> bool:
        try:
            return self._store.is_intact(seal)
        except FileNotFoundError:
            # A newer generation may have taken its place a moment ago.
            return self._store.signature() not in {None, self._signature}

    def _refresh(self) -> tuple[Seal | None, Snapshot | None]:
        for _ in range(_TRIES):
            signature = self._store.signature()
            seal = self._store.seal()
            if seal is None:
                if self._seal is not None:
                    raise SearchError("the index is gone")
                return None, None
            self._check(seal)
            try:
                self._store.verify(seal)
                place = self._store.directory(seal)
                with _damage():
                    snapshot = self._engine.open(place, self._snapshot)
            except FileNotFoundError:
                # The writer has moved on while we were opening: look again.
                continue
            self._signature, self._seal, self._snapshot = signature, seal, snapshot
            return seal, snapshot
        raise SearchError("files are missing from the index")

    def _check(self, seal: Seal) -> None:
        if seal.engine != self._engine.name:
            raise SearchError("the index belongs to another engine")
        if seal.analyzer != analysis.VERSION:
            raise SearchError("the index was made by other rules of analysis")


@contextmanager
def _damage() -> Iterator[None]:
    """Call whatever an engine stumbles over damage, but not a failing disk.

    Nine classes of exception were counted for one flipped bit (security.md M2).
    """
    try:
        yield
    except (SearchError, OSError):
        raise
    except Exception as error:
        raise SearchError(f"the index is damaged: {type(error).__name__}") from error
