"""One segment of a Whoosh index as sets of bits.

Whoosh's own matchers step through postings one by one in Python. A posting
list is read here whole, as one integer with a bit a record: then "and" is
`&`, and a count is `bit_count`, whatever the number of records.
"""

from array import array
from collections.abc import Iterator
from functools import cached_property, reduce
from itertools import accumulate, compress, islice
from operator import or_
from typing import Any, Final

from whoosh import columns, formats
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher
from whoosh.filedb.structfile import BufferFile
from whoosh.reading import TermNotFound

from search.engines.bits import bits_of
from search.engines.protocol import Scope
from search.engines.whoosh_files import NUMBERS, Files

_MOST_BITS: Final = 1 << 27
"""Records in the posting lists kept: 32 MB a segment, at the very most."""

_MOST_SCOPES: Final = 64
_MOST_SCANNED: Final = 1000

Postings = tuple[tuple[int, ...], tuple[float, ...]]


class Blocks(W3LeafMatcher):  # type: ignore[misc]  # Whoosh has no types
    """A posting list, read block by block instead of posting by posting."""

    def postings(self) -> Postings:
        """Return the records and how often the token stands in each."""
        ids: list[int] = []
        counts: list[float] = []
        while self.is_active():
            self._read_data()
            steps, weights, _ = self._data
            ids.extend(accumulate(steps))
            if not isinstance(weights, tuple):
                weights = (weights or 1.0,) * len(steps)
            counts.extend(weights)
            self._next_block()
        return tuple(ids), tuple(counts)


class Texts(columns.VarBytesColumn.Reader):  # type: ignore[misc]  # Whoosh has no types
    """A column of values, of which one may want only the first bytes."""

    def first(self, number: int, most: int | None) -> bytes:
        """Return a value, or no more than so many bytes of it."""
        length = self._lengths[number]
        if not length:
            return b""
        if most is not None:
            length = min(length, most)
        told: bytes = self._dbfile.get(self._basepos + self._offsets[number], length)
        return told


class Leaf:
    """A segment's postings and columns. They never change, but for deletions."""

    def __init__(self, files: Files, segment: Any) -> None:
        self.name: str = segment.segment_id()
        self.count: int = segment.doc_count_all()
        self._segment = segment
        self._storage = segment.open_compound_file(files)
        self._terms = segment.codec().terms_reader(self._storage, segment)
        self._posts = segment.open_file(self._storage, W3Codec.POSTS_EXT)
        self._format = formats.Existence()
        self._bits: dict[tuple[str, str], tuple[int, int]] = {}
        self._scopes: dict[Scope, int] = {}
        self._texts: dict[str, Texts] = {}

    def postings(self, field: str, token: str) -> Postings:
        """Return the records that hold a token, and how often each does."""
        try:
            info = self._terms.term_info(field, token.encode())
        except TermNotFound:
            return (), ()
        return self._read(info)

    def lists(self) -> Iterator[tuple[str, bytes, Postings]]:
        """Yield every field, token and posting list."""
        for (field, token), info in self._terms.items():
            yield field, token, self._read(info)

    def _read(self, info: Any) -> Postings:
        # Whoosh forgets to take the length out of what it unpacked.
        offset, (length,) = info.extent()
        raw = BufferFile(self._posts.get(offset, length))
        return Blocks(raw, 0, length, self._format).postings()

    def bits(self, field: str, token: str, *, often: bool = False) -> int:
        """Return the records that hold a token, or hold it twice or more."""
        known = self._bits.get((field, token))
        if known is None:
            numbers, counts = self.postings(field, token)
            repeated = compress(numbers, map((1.0).__lt__, counts))
            known = bits_of(numbers, self.count), bits_of(repeated, self.count)
            if len(self._bits) * self.count >= _MOST_BITS:
                self._bits.clear()
            self._bits[field, token] = known
        return known[often]

    def within(self, scope: Scope) -> int:
        """Return the records of a scope, the deleted ones among them."""
        known = self._scopes.get(scope)
        if known is None:
            known = (1 << self.count) - 1
            for group in scope.tags:
                known &= reduce(or_, (self.bits("tag", tag) for tag in group), 0)
            if scope.since is not None or scope.until is not None:
                known &= self._between(scope.since or 1, scope.until)
            if len(self._scopes) >= _MOST_SCOPES:
                self._scopes.clear()
            self._scopes[scope] = known
        return known

    def _between(self, since: int, until: int | None) -> int:
        last = until if until is not None else max(self.days, default=0)
        dated = (n for n, day in enumerate(self.days) if since <= day <= last)
        return bits_of(dated, self.count)

    def starting(self, field: str, prefix: str) -> dict[str, int]:
        """Return tokens of a field that begin so, and how many hold each.

        Of very many, as a year of case codes, only the first are looked at.
        """
        return dict(islice(self._from(field, prefix), _MOST_SCANNED))

    def _from(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        begin = prefix.encode()
        for (name, token), info in self._terms.items_from(field, begin):
            if name != field or not token.startswith(begin):
                return
            yield token.decode(), info.doc_frequency()

    @cached_property
    def tags(self) -> list[str]:
        """Return every tag any record carries."""
        return [tag for tag, _ in self._from("tag", "")]

    @cached_property
    def days(self) -> "array[int]":
        """Return the day of each record."""
        return self._numbers("day")

    @cached_property
    def newness(self) -> "array[int]":
        """Return the newness of each record."""
        return self._numbers("newness")

    @cached_property
    def revisions(self) -> "array[int]":
        """Return the revision of each record."""
        return self._numbers("revision")

    def _numbers(self, name: str) -> "array[int]":
        file = self._storage.open_file(W3Codec.column_filename(self._segment, name))
        told: array[int] = file.get_array(0, NUMBERS[name], self.count)
        return told

    def text(self, name: str, number: int, most: int | None = None) -> bytes:
        """Return a stored value of a record, or its first bytes."""
        column = self._texts.get(name)
        if column is None:
            file_name = W3Codec.column_filename(self._segment, name)
            length = self._storage.file_length(file_name)
            file = self._storage.open_file(file_name)
            column = Texts(file, 0, length, self.count)
            self._texts[name] = column
        return column.first(number, most)
