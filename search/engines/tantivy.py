"""The engine for size: tantivy, asked for nothing but tokens and counts.

Its own tokenizers only split ready streams at spaces; its own scores are not
used, so that first scores are the same whole numbers as another engine's.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
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

_HEAP: Final = 64_000_000
_OFTEN: Final = "_often"
"""Field of the tokens that stand in a stream more than once."""

_MOST_TAGS: Final = 65_000
_LOW: Final = 32
_EPOCH: Final = date(2000, 1, 1).toordinal()
_SPAN: Final = 50 * 366
_AGE_SHARE: Final = 0.001
"""What age adds to a first score: less than the step from one to the next, as
long as they stay below a thousand."""


def _schema() -> tantivy.Schema:
    """Return the fields of a record: what is searched, what is looked up."""
    builder = tantivy.SchemaBuilder()
    for stream in ("exact", "folded"):
        builder.add_text_field(stream, tokenizer_name="whitespace")
        builder.add_text_field(
            stream + _OFTEN, tokenizer_name="raw", index_option="basic"
        )
        builder.add_bytes_field(f"{stream}_signs", stored=True)
    for name in ("key", "stamp", "lead", "number", "mention"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tag", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("numbers", stored=True)
    builder.add_bytes_field("payload", stored=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("newness", fast=True)
    builder.add_float_field("age", fast=True)
    return builder.build()


_SCHEMA: Final = _schema()


class TantivySnapshot:
    """One generation, held open."""

    def __init__(self, place: Path) -> None:
        index = tantivy.Index.open(str(place))
        # A generation never changes, so nobody need watch for changes.
        index.config_reader("manual")
        self._searcher = index.searcher()

    @property
    def size(self) -> int:
        """Return how many records there are."""
        return self._searcher.num_docs

    def count(self, wanted: Wanted) -> int:
        """Return how many records answer."""
        return self._count(_wanted(wanted))

    def frequencies(self, terms: Sequence[Term], scope: Scope) -> list[int]:
        """Return how many records of the scope hold each term."""
        within = _scope(scope)
        return [self._count(_all([_term(term), within])) for term in terms]

    def _count(self, query: Query) -> int:
        # The limit cannot be 0; counting is what takes the time.
        found = self._searcher.search(query, limit=1, count=True)
        return int(found.count)  # type: ignore[attr-defined]  # its stub forgot it

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

    def held(self, found: Sequence[Found], stream: Stream) -> list[Held]:
        """Return what the second stage reads of these."""
        addresses = [_address(one) for one in found]
        newness = self._searcher.fast_field_values("newness", addresses)
        documents = map(self._searcher.doc, addresses)
        return [
            Held(
                signs=bytes(document[f"{stream}_signs"][0]).decode(),
                numbers=tuple(bytes(document["numbers"][0]).decode().split()),
                newness=int(new or 0),
            )
            for document, new in zip(documents, newness, strict=True)
        ]

    def payloads(self, found: Sequence[Found]) -> list[bytes]:
        """Return what was stored for showing these."""
        documents = (self._searcher.doc(_address(one)) for one in found)
        return [bytes(document["payload"][0]) for document in documents]

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
                _SCHEMA,
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
        return Query.phrase_query(_SCHEMA, node.stream, list(node.tokens))
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
    return Query.term_query(_SCHEMA, term.field, term.token, index_option="basic")


def _weighted(weight: Weight) -> Query:
    field = weight.term.field + (_OFTEN if weight.least > 1 else "")
    return _term(Term(field, weight.term.token))


class Tantivy:
    """Makes tantivy indexes."""

    name = "tantivy"

    def create(self, place: Path) -> None:
        """Make an empty index in an empty directory."""
        tantivy.Index(_SCHEMA, str(place))

    def write(
        self, place: Path, records: Iterable[Record], removed: Collection[str]
    ) -> None:
        """Replace records by key, remove others, and close every file."""
        with _disk():
            writer = tantivy.Index.open(str(place)).writer(_HEAP, 1)
        try:
            for key in removed:
                writer.delete_documents_by_term("key", key)
            for record in records:
                writer.delete_documents_by_term("key", record.key)
                with _disk():
                    writer.add_document(_document(record))
            with _disk():
                writer.commit()
        finally:
            # Waits for merges too: nothing may write into a sealed directory.
            with _disk():
                writer.wait_merging_threads()

    def open(self, place: Path, last: Snapshot | None) -> Snapshot:  # noqa: ARG002 - a generation opens in a moment
        """Open a directory that will not change."""
        return TantivySnapshot(place)

    def is_passing(self, name: str) -> bool:
        """Say whether a file is a lock or the like, no part of the index."""
        return name.endswith(".lock")


@contextmanager
def _disk() -> Iterator[None]:
    """Call a failure to write by its name; tantivy says ValueError to all."""
    try:
        yield
    except ValueError as error:
        raise OSError(str(error)) from error


def _document(record: Record) -> tantivy.Document:
    document = tantivy.Document()
    for stream, tokens in (("exact", record.exact), ("folded", record.folded)):
        document.add_text(stream, " ".join(tokens))
        for token in _often(tokens):
            document.add_text(stream + _OFTEN, token)
    document.add_bytes("exact_signs", record.exact_signs.encode())
    document.add_bytes("folded_signs", record.folded_signs.encode())
    document.add_text("key", record.key)
    document.add_text("stamp", f"{record.revision} {record.key}")
    for name, values in (
        ("lead", record.lead),
        ("number", record.number),
        ("mention", record.mention),
        ("tag", record.tags),
    ):
        for value in values:
            document.add_text(name, value)
    document.add_bytes("numbers", " ".join(record.number).encode())
    document.add_bytes("payload", record.payload)
    document.add_integer("day", record.day)
    document.add_integer("newness", record.newness)
    document.add_float("age", _age(record.newness))
    return document


def _often(tokens: Sequence[str]) -> list[str]:
    return [token for token, count in Counter(tokens).items() if count > 1]


def _age(newness: int) -> float:
    """Return what tantivy turns, by log2(2 + age), into a factor above one.

    The factor grows with newness. A first score and its factor share the 24
    bits of a float, so days before 2000 get fewer of its steps, and entries
    without a day are told apart by what else their newness holds.
    """
    day, rest = newness >> _LOW, newness % (1 << _LOW) / (1 << _LOW)
    if day >= _EPOCH:
        share = 0.2 + 0.8 * min((day - _EPOCH + rest) / _SPAN, 1.0)
    else:
        share = 0.1 * (day / _EPOCH + (1.0 if day else rest))
    return float(2 ** (1 + _AGE_SHARE * share) - 2)
