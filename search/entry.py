"""The values that cross the door: what goes in, what comes out, what goes wrong.

Nothing here knows a language or an engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

MOST_PER_PAGE: Final = 100


class SearchError(Exception):
    """The index cannot be used: damaged, locked, unsafe, or of another make.

    Whoever meets it sets the index aside and builds it anew; nothing in an
    index is worth keeping, for the database holds it all.
    """


class DamagedError(SearchError):
    """Something of the index is missing, or is not as it was sealed."""


class UnsafeError(SearchError):
    """Others than this account may write into the index."""


class ForeignError(SearchError):
    """The index is another engine's, or was made by other rules."""


class BusyError(SearchError):
    """Another process is writing, and did not stop in time."""


@dataclass(frozen=True)
class Part:
    """A piece of an entry that stands by itself, such as a page of a file."""

    key: str
    title: str
    text: str


@dataclass(frozen=True)
class FoundPart:
    """The part of an entry in which a question was answered."""

    key: str
    title: str


@dataclass(frozen=True)
class Entry:
    """A thing that can be found, by whom, and what narrows a search to it.

    Its `parts` are found as the body is, by the same audience.
    """

    key: str
    kind: str
    title: str
    body: str
    numbers: tuple[str, ...] = ()
    on: date | None = None
    audience: frozenset[str] = frozenset()
    facets: Mapping[str, str] = field(default_factory=dict)
    revision: int = 0
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A thing found; `snippet` is escaped HTML whose only tag is `<mark>`.

    `part` is the one the snippet was taken from, None when it is the body's.
    """

    key: str
    kind: str
    title: str
    snippet: str
    score: float
    part: FoundPart | None = None


@dataclass(frozen=True)
class Results:
    """One page of hits, and what the same audience would find in all.

    `facets` counts every hit, not only this page's. `relaxed` says that
    nothing holds all the words, so these hold some of them.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    suggestion: str = ""
    relaxed: bool = False
    page: int = 1


@dataclass(frozen=True)
class Status:
    """What the index says of itself."""

    engine: str
    analyzer: int
    generation: int
    cursor: int
    entries: int
    size: int
    """Bytes on disk."""
