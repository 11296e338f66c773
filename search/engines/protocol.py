"""What an engine is asked and what it must answer: tokens in, numbers out.

An engine stores token streams, finds by tokens, and counts. It never sees a
letter of a language, so two engines cannot disagree on Vietnamese; and it
filters by audience itself, so that nothing it counts can leak.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

EXACT: Final = "exact"
FOLDED: Final = "folded"
LEAD: Final = "lead"
NUMBER: Final = "number"
MENTION: Final = "mention"

Stream = Literal["exact", "folded"]

MOST_EXPANSIONS: Final = 64
"""Words that one prefix may stand for (security.md M6)."""


@dataclass(frozen=True)
class Record:
    """An entry as an engine keeps it.

    `exact` and `folded` are streams of tokens, a break between their parts;
    the signs are the same streams, one character a token, for the second
    stage, those of the entry's own parts by themselves. `tags` are what one
    filters by. `payload` and `parts` are opaque.
    """

    key: str
    revision: int
    exact: tuple[str, ...]
    folded: tuple[str, ...]
    exact_signs: str
    folded_signs: str
    exact_part_signs: str
    folded_part_signs: str
    lead: tuple[str, ...]
    number: tuple[str, ...]
    mention: tuple[str, ...]
    tags: tuple[str, ...]
    day: int
    newness: int
    """Greater is newer; no two entries share one, so that pages are stable."""
    payload: bytes
    parts: bytes


@dataclass(frozen=True)
class Term:
    """A token in a field."""

    field: str
    token: str


@dataclass(frozen=True)
class Phrase:
    """Tokens of a stream in this order, next to each other."""

    stream: Stream
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    """Everything must hold; nothing at all holds always."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class AnyOf:
    """Something must hold; nothing at all holds never."""

    nodes: tuple["Node", ...]


Node = Term | Phrase | AllOf | AnyOf


@dataclass(frozen=True)
class Scope:
    """Who asks and within what; tags are groups of which each must be met."""

    tags: tuple[frozenset[str], ...]
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True)
class Wanted:
    """What must hold, what must not, and within which scope."""

    must: Node
    never: AnyOf
    scope: Scope


@dataclass(frozen=True)
class Weight:
    """What a term adds to a first score where it stands, or stands repeatedly.

    Whole numbers, so that every engine comes to the same sum.
    """

    term: Term
    weight: int
    often: bool = False


@dataclass(frozen=True)
class Found:
    """A record found: the engine's own name of it, and its first score."""

    address: object
    score: float


@dataclass(frozen=True)
class Held:
    """What the second stage reads of a record: a stream's signs, its numbers.

    The numbers are left out when they do not matter, for reading takes time; of
    the parts, which may be a book, as many signs are read as were asked for.
    """

    signs: str
    part_signs: str
    numbers: tuple[str, ...]
    newness: int


class Snapshot(Protocol):
    """One sealed generation of an index, open for reading by many threads."""

    def count(self, wanted: Wanted) -> int:
        """Return how many records answer."""

    def frequency(self, term: Term, scope: Scope) -> int:
        """Return how many records of the scope hold a term."""

    def top(
        self, wanted: Wanted, weights: Sequence[Weight], *, limit: int
    ) -> list[Found]:
        """Return the answers of the highest first scores; newer ones first."""

    def newest(self, wanted: Wanted, *, limit: int) -> list[Found]:
        """Return the answers that are newest."""

    def tags(self, wanted: Wanted) -> Mapping[str, int]:
        """Return how many answers carry each tag."""

    def starting(self, field: str, prefix: str, scope: Scope) -> list[str]:
        """Return the scope's commonest MOST_EXPANSIONS tokens that begin so."""

    def held(
        self,
        found: Sequence[Found],
        stream: Stream,
        *,
        with_numbers: bool,
        most_of_parts: int | None = None,
    ) -> list[Held]:
        """Return what the second stage reads of these."""

    def payloads(self, found: Sequence[Found]) -> list[tuple[bytes, bytes]]:
        """Return what was stored for showing these: payload and parts."""

    def revisions(self) -> Iterator[tuple[str, int]]:
        """Yield the key and revision of every record."""

    @property
    def size(self) -> int:
        """Return how many records there are."""


class Engine(Protocol):
    """A maker of inverted indexes in a directory."""

    name: str

    def create(self, place: Path) -> None:
        """Make an empty index in an empty directory."""

    def write(
        self, place: Path, records: Iterable[Record], removed: Collection[str]
    ) -> None:
        """Replace records by key and remove others.

        What is in the directory afterwards will not change.
        """

    def open(self, place: Path, last: Snapshot | None) -> Snapshot:
        """Open a directory that will not change; reuse what `last` knows of it."""

    def is_passing(self, name: str) -> bool:
        """Say whether a file is a lock or the like, no part of the index."""
