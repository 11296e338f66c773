"""The index: written by one, asked by many, always at a whole generation.

`Index` joins the parts: the store keeps generations safe, an engine counts
tokens, `search.searching` answers.
"""

import shutil
import tempfile
import threading
import weakref
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from search import analysis, records
from search.engines.protocol import Engine, Snapshot
from search.engines.tantivy import Tantivy
from search.engines.whoosh import Whoosh
from search.entry import (
    DamagedError,
    Entry,
    ForeignError,
    Results,
    SearchError,
    Status,
)
from search.searching import Asked, answer
from search.store import Seal, Store

MEMORY: Final = ":memory:"

_ENGINES: Final[Mapping[str, type[Engine]]] = {"whoosh": Whoosh, "tantivy": Tantivy}
_TRIES: Final = 5
_PANIC: Final = "PanicException"
"""How a panic in Rust arrives: it is no Exception, and cannot be imported."""


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
        in_memory = path == MEMORY
        if in_memory:
            # Engines keep files; these go when the last reference to us goes.
            path = tempfile.mkdtemp(prefix="index-")
            weakref.finalize(self, shutil.rmtree, path, ignore_errors=True)
        self._store = Store(
            Path(path),
            key=key,
            passing=engine.is_passing,
            durable=not in_memory,
        )
        self._refreshing = threading.Lock()
        self._held: _Held | None = None
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
        if isinstance(audience, str):
            raise TypeError("an audience is several names, not the letters of one")
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
        last = self._held.snapshot if self._held else None
        self._store.publish(
            Seal(
                engine=self._engine.name,
                analyzer=analysis.VERSION,
                generation=generation,
                cursor=cursor,
                entries=self._engine.open(place, last).size,
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
        if seal is None:
            return
        try:
            self._store.verify(seal, afresh=True)
        except FileNotFoundError as error:
            raise DamagedError("files are missing from the index") from error

    def _current(self) -> tuple[Seal | None, Snapshot | None]:
        """Return the generation in force, verified and open."""
        held, signature = self._held, self._store.signature()
        if held is not None and held.signature == signature:
            if self._is_intact(held.seal):
                return held.seal, held.snapshot
            # Swept away by the next commit, or tampered with?
            if self._store.signature() == signature:
                raise DamagedError("the index was changed from outside")
        with self._refreshing:
            held = self._refresh()
        return (held.seal, held.snapshot) if held else (None, None)

    def _is_intact(self, seal: Seal) -> bool:
        try:
            return self._store.is_intact(seal)
        except FileNotFoundError:
            return False

    def _refresh(self) -> "_Held | None":
        for _ in range(_TRIES):
            signature = self._store.signature()
            if self._held and self._held.signature == signature:
                return self._held
            seal = self._store.seal()
            if seal is None or signature is None:
                if self._held is not None:
                    raise DamagedError("the index is gone")
                return None
            self._check(seal)
            try:
                self._held = _Held(signature, seal, self._open(seal))
            except FileNotFoundError:
                # The writer has moved on while we were opening: look again.
                continue
            return self._held
        raise DamagedError("files are missing from the index")

    def _open(self, seal: Seal) -> Snapshot:
        self._store.verify(seal)
        last = self._held.snapshot if self._held else None
        with _damage():
            return self._engine.open(self._store.directory(seal), last)

    def _check(self, seal: Seal) -> None:
        if seal.engine != self._engine.name:
            raise ForeignError("the index belongs to another engine")
        if seal.analyzer != analysis.VERSION:
            raise ForeignError("the index was made by other rules of analysis")


@dataclass(frozen=True)
class _Held:
    """An open generation, replaced as one."""

    signature: tuple[int, int, int]
    seal: Seal
    snapshot: Snapshot


@contextmanager
def _damage() -> Iterator[None]:
    """Call whatever an engine stumbles over damage, but not a failing disk.

    Nine classes of exception were counted for one flipped bit (security.md M2).
    """
    try:
        yield
    except (SearchError, OSError):
        raise
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == _PANIC:
            name = type(error).__name__
            raise DamagedError(f"the index is damaged: {name}") from error
        raise
