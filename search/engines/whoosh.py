"""The embedded engine: Whoosh 2.7.4, kept to what it does well.

It stores, merges and looks up. It parses no query, analyses no text, takes no
lock that matters, and its files are opened only after the manifest vouched for
them (search.store), because it unpickles what it reads.
"""

import heapq
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, Final

from whoosh.index import TOC

from search.analysis import signs
from search.engines.bits import bits_of, descending, numbers_of, sums
from search.engines.protocol import (
    MOST_EXPANSIONS,
    AllOf,
    Found,
    Held,
    Node,
    Phrase,
    Record,
    Scope,
    Snapshot,
    Stream,
    Term,
    Wanted,
    Weight,
)
from search.engines.whoosh_files import Files
from search.engines.whoosh_leaf import Leaf
from search.engines.whoosh_writer import NAME, commit, create

_BATCH: Final = 5000
"""Records in one segment of a rebuild, which bounds its memory."""

_BATCH_WORDS: Final = 1_000_000
"""Words in one segment of a rebuild: what is attached may be long."""

_SIGN_BYTES: Final = 4
"""Bytes of a sign, at most."""

_MOST_ANSWERED: Final = 64

Address = tuple[Leaf, int]


class WhooshSnapshot:
    """One generation, as segments with the records still alive in each."""

    def __init__(self, place: Path, last: "WhooshSnapshot | None") -> None:
        files = Files(str(place))
        known = {leaf.name: leaf for leaf, _ in last.leaves} if last else {}
        self.leaves: list[tuple[Leaf, int]] = []
        self._answered: dict[Wanted, list[tuple[Leaf, int]]] = {}
        for segment in TOC.read(files, NAME).segments:
            leaf = known.get(segment.segment_id()) or Leaf(files, segment)
            dead = bits_of(segment.deleted_docs(), leaf.count)
            self.leaves.append((leaf, ((1 << leaf.count) - 1) & ~dead))

    @property
    def size(self) -> int:
        """Return how many records there are."""
        return sum(alive.bit_count() for _, alive in self.leaves)

    def count(self, wanted: Wanted) -> int:
        """Return how many records answer."""
        return sum(bits.bit_count() for _, bits in self._answers(wanted))

    def frequency(self, term: Term, scope: Scope) -> int:
        """Return how many records of the scope hold a term."""
        return sum(
            (leaf.bits(term.field, term.token) & leaf.within(scope) & alive).bit_count()
            for leaf, alive in self.leaves
        )

    def top(
        self, wanted: Wanted, weights: Sequence[Weight], *, limit: int
    ) -> list[Found]:
        """Return the answers of the highest first scores; newer ones first."""
        scored: list[tuple[int, int, Leaf, int]] = []
        for leaf, bits in self._answers(wanted):
            room = limit
            for score, members in descending(bits, _planes(leaf, bits, weights)):
                newness = leaf.newness
                scored += [
                    (score, newness[number], leaf, number)
                    for number in numbers_of(members)
                ]
                room -= members.bit_count()
                if room <= 0:
                    break
        best = heapq.nlargest(limit, scored, key=lambda one: one[:2])
        return [Found((leaf, number), score) for score, _, leaf, number in best]

    def newest(self, wanted: Wanted, *, limit: int) -> list[Found]:
        """Return the answers that are newest."""
        dated = [
            (leaf.newness[number], leaf, number)
            for leaf, bits in self._answers(wanted)
            for number in numbers_of(bits)
        ]
        best = heapq.nlargest(limit, dated, key=lambda one: one[0])
        return [Found((leaf, number), 0.0) for _, leaf, number in best]

    def tags(self, wanted: Wanted) -> Mapping[str, int]:
        """Return how many answers carry each tag."""
        counts: defaultdict[str, int] = defaultdict(int)
        for leaf, bits in self._answers(wanted):
            for tag in leaf.tags if bits else ():
                if count := (leaf.bits("tag", tag) & bits).bit_count():
                    counts[tag] += count
        return counts

    def starting(self, field: str, prefix: str, scope: Scope) -> list[str]:
        """Return the scope's commonest MOST_EXPANSIONS tokens that begin so."""
        overall: Counter[str] = Counter()
        for leaf, _ in self.leaves:
            overall.update(leaf.starting(field, prefix))
        # To count within a scope takes reading; the rarest need not be read.
        likely = [token for token, _ in overall.most_common(2 * MOST_EXPANSIONS)]
        counts = {token: self.frequency(Term(field, token), scope) for token in likely}
        found = sorted(likely, key=lambda token: (-counts[token], token))
        return [token for token in found if counts[token]][:MOST_EXPANSIONS]

    def held(
        self,
        found: Sequence[Found],
        stream: Stream,
        *,
        with_numbers: bool,
        most_of_parts: int | None = None,
    ) -> list[Held]:
        """Return what the second stage reads of these."""
        column, attached = f"{stream}_signs", f"{stream}_part_signs"
        most = None if most_of_parts is None else most_of_parts * _SIGN_BYTES
        return [
            Held(
                signs=leaf.text(column, number).decode(),
                part_signs=leaf.text(attached, number, most).decode(errors="ignore")[
                    :most_of_parts
                ],
                numbers=_numbers(leaf, number) if with_numbers else (),
                newness=leaf.newness[number],
            )
            for leaf, number in map(_address, found)
        ]

    def payloads(self, found: Sequence[Found]) -> list[tuple[bytes, bytes]]:
        """Return what was stored for showing these: payload and parts."""
        return [
            (zlib.decompress(leaf.text("payload", number)), leaf.text("parts", number))
            for leaf, number in map(_address, found)
        ]

    def revisions(self) -> Iterator[tuple[str, int]]:
        """Yield the key and revision of every record."""
        for leaf, alive in self.leaves:
            for number in numbers_of(alive):
                yield leaf.text("name", number).decode(), leaf.revisions[number]

    def _answers(self, wanted: Wanted) -> list[tuple[Leaf, int]]:
        """Return the answers in each segment; one question asks several times."""
        known = self._answered.get(wanted)
        if known is None:
            known = [
                (leaf, _answer_bits(leaf, alive, wanted)) for leaf, alive in self.leaves
            ]
            if len(self._answered) >= _MOST_ANSWERED:
                self._answered.clear()
            self._answered[wanted] = known
        return known


def _address(found: Found) -> Address:
    address: Any = found.address
    leaf, number = address
    return leaf, number


def _numbers(leaf: Leaf, number: int) -> tuple[str, ...]:
    return tuple(leaf.text("numbers", number).decode().split())


def _answer_bits(leaf: Leaf, alive: int, wanted: Wanted) -> int:
    within = leaf.within(wanted.scope) & alive
    if not within:
        return 0
    answers = _node_bits(leaf, wanted.must, within)
    return answers & ~_node_bits(leaf, wanted.never, answers)


def _node_bits(leaf: Leaf, node: Node, within: int) -> int:
    """Return which of the records within answer to a node."""
    if isinstance(node, Term):
        return leaf.bits(node.field, node.token) & within
    if isinstance(node, Phrase):
        return _phrase_bits(leaf, node, within)
    if isinstance(node, AllOf):
        for part in node.nodes:
            # What is left gets less and less; of nothing, nothing need be read.
            within = within and _node_bits(leaf, part, within)
        return within
    return reduce(or_, (_node_bits(leaf, part, within) for part in node.nodes), 0)


def _phrase_bits(leaf: Leaf, phrase: Phrase, within: int) -> int:
    """Return the records that hold the tokens in a row: look into the streams."""
    terms = AllOf(tuple(Term(phrase.stream, token) for token in phrase.tokens))
    sought = signs(phrase.tokens).encode()
    column, attached = f"{phrase.stream}_signs", f"{phrase.stream}_part_signs"
    return bits_of(
        (
            number
            for number in numbers_of(_node_bits(leaf, terms, within))
            if sought in leaf.text(column, number)
            or sought in leaf.text(attached, number)
        ),
        leaf.count,
    )


def _planes(leaf: Leaf, bits: int, weights: Sequence[Weight]) -> list[int]:
    return sums(
        (leaf.bits(one.term.field, one.term.token, often=one.often) & bits, one.weight)
        for one in weights
    )


class Whoosh:
    """Makes Whoosh indexes. One segment a commit, merged when they are many."""

    name = "whoosh"

    def create(self, place: Path) -> None:
        """Make an empty index in an empty directory."""
        create(place)

    def write(
        self, place: Path, records: Iterable[Record], removed: Collection[str]
    ) -> None:
        """Replace records by key, remove others, and close every file."""
        gone = set(removed)
        batch: list[Record] = []
        words = 0
        for record in records:
            batch.append(record)
            words += len(record.exact)
            if len(batch) == _BATCH or words >= _BATCH_WORDS:
                commit(place, batch, gone)
                batch, gone, words = [], set(), 0
        if batch or gone:
            commit(place, batch, gone)

    def open(self, place: Path, last: Snapshot | None) -> Snapshot:
        """Open a directory that will not change; reuse what `last` knows of it."""
        return WhooshSnapshot(place, last if isinstance(last, WhooshSnapshot) else None)

    def is_passing(self, name: str) -> bool:
        """Say whether a file is a lock or the like, no part of the index."""
        return name.endswith("LOCK")
