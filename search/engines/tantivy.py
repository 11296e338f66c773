"""The engine for size: tantivy, asked for nothing but tokens and counts.

Its own tokenizers only split ready streams at spaces; its own scores are not
used, so that first scores are the same whole numbers as another engine's.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import tantivy
from tantivy import DocAddress, FieldType, Occur, Query

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
from search.engines.tantivy_records import OFTEN, SCHEMA
from search.engines.tantivy_writer import Work

_MOST_COUNTS: Final = 1 << 16
_MOST_TAGS: Final = 65_000


class TantivySnapshot:
    """One generation, held open."""

    def __init__(self, place: Path) -> None:
        index = tantivy.Index.open(str(place))
        # A generation never changes, so nobody need watch for changes.
        index.config_reader("manual")
        self._searcher = index.searcher()
        self._counts: dict[Wanted | tuple[Term, Scope], int] = {}

    @property
    def size(self) -> int:
        """Return how many records there are."""
        return self._searcher.num_docs

    def count(self, wanted: Wanted) -> int:
        """Return how many records answer."""
        return self._count(wanted, lambda: _wanted(wanted))

    def frequency(self, term: Term, scope: Scope) -> int:
        """Return how many records of the scope hold a term."""
        return self._count((term, scope), lambda: _all([_term(term), _scope(scope)]))

    def _count(
        self, asked: Wanted | tuple[Term, Scope], query: Callable[[], Query]
    ) -> int:
        known = self._counts.get(asked)
        if known is None:
            # The limit cannot be 0; counting is what takes the time.
            found = self._searcher.search(query(), limit=1, count=True)
            known = int(found.count)  # type: ignore[attr-defined]  # its stub forgot it
            if len(self._counts) >= _MOST_COUNTS:
                self._counts.clear()
            self._counts[asked] = known
        return known

    def top(
        self, wanted: Wanted, weights: Sequence[Weight], *, limit: int
    ) -> list[Found]:
        """Return the answers of the highest first scores; newer ones first."""
        scored = [
            (Occur.Should, Query.const_score_query(_weighted(one), float(one.weight)))
            for one in weights
            if one.weight
        ]
        # What only must hold adds one, for a product with age must not be zero.
        must = Query.const_score_query(_wanted(wanted), 1.0)
        query = Query.boolean_query([(Occur.Must, must), *scored])
        found = self._searcher.search(
            query, limit=limit, count=False, weight_by_field="age"
        )
        return [Found(address, score) for score, address in found.hits]

    def newest(self, wanted: Wanted, *, limit: int) -> list[Found]:
        """Return the answers that are newest."""
        found = self._searcher.search(
            _wanted(wanted), limit=limit, count=False, order_by_field="newness"
        )
        return [Found(address, 0.0) for _, address in found.hits]

    def tags(self, wanted: Wanted) -> Mapping[str, int]:
        """Return how many answers carry each tag."""
        counted = self._searcher.aggregate(
            _wanted(wanted), {"tags": {"terms": {"field": "tag", "size": _MOST_TAGS}}}
        )
        return {one["key"]: one["doc_count"] for one in counted["tags"]["buckets"]}

    def starting(self, field: str, prefix: str, scope: Scope) -> list[str]:
        """Return the commonest MOST_EXPANSIONS tokens that begin so."""
        found = self._searcher.terms_with_prefix(
            field, prefix, filter_query=_scope(scope)
        )
        return [token for token, count in found if count][:MOST_EXPANSIONS]

    def held(
        self,
        found: Sequence[Found],
        stream: Stream,
        *,
        with_numbers: bool,
        most_of_parts: int | None = None,
    ) -> list[Held]:
        """Return what the second stage reads of these."""
        addresses = [_address(one) for one in found]
        newness = self._searcher.fast_field_values("newness", addresses)
        return [
            Held(
                signs=_stored(document, f"{stream}_signs").decode(),
                part_signs=_stored(document, f"{stream}_part_signs").decode()[
                    :most_of_parts
                ],
                numbers=(
                    tuple(_stored(document, "numbers").decode().split())
                    if with_numbers
                    else ()
                ),
                newness=int(new or 0),
            )
            for document, new in zip(
                map(self._searcher.doc, addresses), newness, strict=True
            )
        ]

    def payloads(self, found: Sequence[Found]) -> list[tuple[bytes, bytes]]:
        """Return what was stored for showing these: payload and parts."""
        documents = (self._searcher.doc(_address(one)) for one in found)
        return [
            (_stored(document, "payload"), _stored(document, "parts"))
            for document in documents
        ]

    def revisions(self) -> Iterator[tuple[str, int]]:
        """Yield the key and revision of every record."""
        stamps = self._searcher.terms_with_prefix(
            "stamp", "", filter_query=Query.all_query()
        )
        for stamp, count in stamps:
            revision, _, key = stamp.partition(" ")
            if count:
                yield key, int(revision)


def _address(found: Found) -> DocAddress:
    address = found.address
    assert isinstance(address, DocAddress)  # noqa: S101 - our own, handed back
    return address


def _stored(document: tantivy.Document, name: str) -> bytes:
    """Return what is stored in a field; nothing in one that was left out."""
    value = document.get_first(name)
    return b"" if value is None else bytes(value)


def _wanted(wanted: Wanted) -> Query:
    clauses = [(Occur.Must, _node(wanted.must)), (Occur.Must, _scope(wanted.scope))]
    clauses += [(Occur.MustNot, _node(node)) for node in wanted.never.nodes]
    return Query.boolean_query(clauses)


def _scope(scope: Scope) -> Query:
    groups = [
        _any([_term(Term("tag", tag)) for tag in sorted(group)]) for group in scope.tags
    ]
    if scope.since is not None or scope.until is not None:
        groups.append(
            Query.range_query(
                SCHEMA,
                "day",
                FieldType.Integer,
                lower_bound=scope.since or 1,
                upper_bound=scope.until,
            )
        )
    return _all(groups)


def _node(node: Node) -> Query:
    if isinstance(node, Term):
        return _term(node)
    if isinstance(node, Phrase):
        return Query.phrase_query(SCHEMA, node.stream, list(node.tokens))
    parts = [_node(part) for part in node.nodes]
    if isinstance(node, AllOf):
        return _all(parts)
    return _any(parts)


def _all(queries: list[Query]) -> Query:
    if not queries:
        return Query.all_query()
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _any(queries: list[Query]) -> Query:
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _term(term: Term) -> Query:
    return Query.term_query(SCHEMA, term.field, term.token, index_option="basic")


def _weighted(weight: Weight) -> Query:
    field = weight.term.field + (OFTEN if weight.often else "")
    return _term(Term(field, weight.term.token))


class Tantivy:
    """Makes tantivy indexes."""

    name = "tantivy"

    def __init__(self) -> None:
        self._work: Work | None = None

    def create(self, place: Path) -> None:
        """Make an empty index in an empty directory."""
        tantivy.Index(SCHEMA, str(place))

    def write(
        self, place: Path, records: Iterable[Record], removed: Collection[str]
    ) -> None:
        """Replace records by key and remove others; merge later."""
        work, self._work = self._work, None
        if work is None or not work.continues(place):
            # Of two writers only one may work, so the first must go first.
            del work
            work = Work(place)
        try:
            work.commit(records, removed)
            if work.is_new:
                work.end()
            work.hand_out(place)
        except BaseException:
            # What a full disk cut short shall not go on filling it.
            work.leave()
            raise
        if work.is_new:
            work.leave()
        else:
            self._work = work

    def open(self, place: Path, last: Snapshot | None) -> Snapshot:  # noqa: ARG002 - a generation opens in a moment
        """Open a directory that will not change."""
        return TantivySnapshot(place)

    def is_passing(self, name: str) -> bool:
        """Say whether a file is a lock or the like, no part of the index."""
        return name.endswith(".lock")
