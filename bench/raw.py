"""The engines as they come: their own analysis, parser, scores and snippets.

They know no audience, no rescoring and nothing of Vietnamese; they are here to
be stood beside the door.
"""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, Protocol

import tantivy
from tantivy import Filter, Occur, SnippetGenerator, TextAnalyzerBuilder, Tokenizer
from whoosh import fields, qparser, query
from whoosh.index import create_in

from search import Entry

Asker = Callable[[str], object]

HITS: Final = 10


class Raw(Protocol):
    """An engine by itself: how to ask it, and documents it took in a second."""

    rate: float

    def every(self, typed: str) -> object:
        """Answer with what holds every word."""

    def some(self, typed: str) -> object:
        """Answer with what holds any word."""

    def newest(self, typed: str) -> object:
        """Answer with the newest cases that hold every word."""


def _text(entry: Entry) -> str:
    return f"{entry.title}\n{' '.join(entry.numbers)}\n{entry.body}"


def _day(entry: Entry) -> int:
    return entry.on.toordinal() if entry.on else 0


class RawWhoosh:
    """Whoosh as its quick start shows it."""

    def __init__(self, folder: Path, entries: Iterable[Entry]) -> None:
        schema = fields.Schema(
            key=fields.ID(stored=True),
            text=fields.TEXT(stored=True),
            day=fields.NUMERIC(sortable=True),
            kind=fields.ID,
        )
        folder.mkdir()
        index = create_in(str(folder), schema)
        start, count = time.perf_counter(), 0
        writer = index.writer(limitmb=256)
        for entry in entries:
            count += 1
            writer.add_document(
                key=entry.key, text=_text(entry), kind=entry.kind, day=_day(entry)
            )
        writer.commit()
        self.rate = count / (time.perf_counter() - start)
        self._searcher = index.searcher()
        self._every = qparser.QueryParser("text", schema)
        self._some = qparser.QueryParser("text", schema, group=qparser.OrGroup)

    def every(self, typed: str) -> object:
        """Answer with what holds every word."""
        return self._ask(self._every, typed)

    def some(self, typed: str) -> object:
        """Answer with what holds any word."""
        return self._ask(self._some, typed)

    def newest(self, typed: str) -> object:
        """Answer with the newest cases that hold every word."""
        newest = {"sortedby": "day", "reverse": True}
        return self._ask(
            self._every, typed, filter=query.Term("kind", "case"), **newest
        )

    def _ask(self, parser: qparser.QueryParser, typed: str, **more: object) -> object:
        found = self._searcher.search(parser.parse(typed), limit=HITS, **more)
        return [hit.highlights("text") for hit in found]


class RawTantivy:
    """tantivy as its documentation shows it, split at spaces and in lower case."""

    def __init__(self, folder: Path, entries: Iterable[Entry]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        builder.add_text_field("text", stored=True, tokenizer_name="words")
        builder.add_text_field("kind", tokenizer_name="raw")
        builder.add_integer_field("day", fast=True)
        folder.mkdir()
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.register_tokenizer(
            "words",
            TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).build(),
        )
        start, count = time.perf_counter(), 0
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        for entry in entries:
            count += 1
            writer.add_document(
                tantivy.Document(
                    key=entry.key, text=_text(entry), kind=entry.kind, day=_day(entry)
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        self.rate = count / (time.perf_counter() - start)
        self._index.reload()
        self._searcher = self._index.searcher()

    def every(self, typed: str) -> object:
        """Answer with what holds every word."""
        return self._ask(self._parse(typed, every=True))

    def some(self, typed: str) -> object:
        """Answer with what holds any word."""
        return self._ask(self._parse(typed, every=False))

    def newest(self, typed: str) -> object:
        """Answer with the newest cases that hold every word."""
        cases = tantivy.Query.term_query(self._schema, "kind", "case")
        both = [(Occur.Must, self._parse(typed, every=True)), (Occur.Must, cases)]
        return self._ask(tantivy.Query.boolean_query(both), order_by_field="day")

    def _parse(self, typed: str, *, every: bool) -> tantivy.Query:
        parsed, _ = self._index.parse_query_lenient(
            typed, ["text"], conjunction_by_default=every
        )
        return parsed

    def _ask(self, asked: tantivy.Query, **more: str) -> object:
        found = self._searcher.search(asked, limit=HITS, **more)  # type: ignore[arg-type]
        snippets = SnippetGenerator.create(self._searcher, asked, self._schema, "text")
        return [
            snippets.snippet_from_doc(self._searcher.doc(address)).to_html()
            for _, address in found.hits
        ]


RAW: Final[dict[str, Callable[[Path, Iterable[Entry]], Raw]]] = {
    "whoosh": RawWhoosh,
    "tantivy": RawTantivy,
}
