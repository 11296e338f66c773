"""How Whoosh writes: one segment a commit, merged when they are many."""

import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from whoosh.index import FileIndex
from whoosh.reading import SegmentReader

from search.engines.protocol import Record
from search.engines.whoosh_files import Codec, Files, schema
from search.engines.whoosh_leaf import Leaf

NAME: Final = "MAIN"

_POOL: Final = 1024
"""Megabytes before Whoosh sorts on disk; a batch stays well below."""

_MANY: Final = 8
_MOST_SEGMENTS: Final = 48
_SETTLED: Final = 512
"""Records alive in a segment that is no longer small."""


def create(place: Path) -> None:
    """Make an empty index in an empty directory."""
    FileIndex.create(Files(str(place)), schema(), NAME)


def commit(place: Path, batch: Sequence[Record], removed: Collection[str]) -> None:
    """Make one new segment of records, and take older ones out."""
    index = FileIndex(Files(str(place)), indexname=NAME)
    writer = index.writer(codec=Codec(), limitmb=_POOL)
    try:
        # The last of two records with one key is the one that stands.
        fresh = {record.key: record for record in batch}
        for segment in writer.segments:
            _delete(index.storage, segment, {*removed, *fresh})
        for record in fresh.values():
            writer.add_document(**_fields(record))
        writer.commit(mergetype=_merge_policy)
    except BaseException:
        _abandon(writer)
        raise


def _abandon(writer: Any) -> None:
    """Let go of what a failed writer holds: its files, its lock (M5).

    To cancel means to write once more, which fails on a full disk too.
    """
    with suppress(Exception):
        writer.cancel()
    writer.storage.abandon()
    if not writer.is_closed:
        writer.writelock.release()


def _delete(files: Files, segment: Any, keys: Collection[str]) -> None:
    leaf = Leaf(files, segment)
    for key in keys:
        for number in leaf.postings("key", key)[0]:
            segment.delete_document(number)


def _merge_policy(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge segments of one size once there are many; drop the dead ones.

    Whoosh's own policy lets them pile up. Few are read fast, but to merge
    large ones would make a commit wait, so what has settled is left alone
    until there is far too much of it.
    """
    kept = sorted(
        (segment for segment in segments if segment.doc_count()),
        key=lambda segment: int(segment.doc_count()),
    )
    for group in (*_sizes(kept), kept if len(kept) >= _MOST_SEGMENTS else []):
        if len(group) >= _MANY:
            merged = group[:_MANY]
            for segment in merged:
                writer.add_reader(MergeReader(writer.storage, writer.schema, segment))
            return [segment for segment in kept if segment not in merged]
    return kept


def _sizes(segments: Sequence[Any]) -> list[list[Any]]:
    """Return the segments that have not settled, by order of magnitude."""
    groups: dict[int, list[Any]] = {}
    for segment in segments:
        count = int(segment.doc_count())
        if count < _SETTLED:
            groups.setdefault(count.bit_length() // 3, []).append(segment)
    return list(groups.values())


class MergeReader(SegmentReader):  # type: ignore[misc]  # Whoosh has no types
    """A segment on its way into another, read list by list."""

    def __init__(self, files: Files, schema: Any, segment: Any) -> None:
        super().__init__(files, schema, segment)
        self._leaf = Leaf(files, segment)

    def doc_field_length(self, *_where: object) -> int:
        """Return nothing, without looking for a file that is never there."""
        return 0

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """Yield every posting of a record that is still alive."""
        dead = frozenset(self.segment().deleted_docs())
        for field, token, (numbers, counts) in self._leaf.lists():
            for number, count in zip(numbers, counts, strict=True):
                if number not in dead:
                    yield field, token, number, count, b""


def _fields(record: Record) -> dict[str, object]:
    return {
        "key": (record.key,),
        "exact": record.exact,
        "folded": record.folded,
        "lead": record.lead,
        "number": record.number,
        "mention": record.mention,
        "tag": record.tags,
        "name": record.key.encode(),
        "exact_signs": record.exact_signs.encode(),
        "folded_signs": record.folded_signs.encode(),
        "exact_part_signs": record.exact_part_signs.encode(),
        "folded_part_signs": record.folded_part_signs.encode(),
        "numbers": " ".join(record.number).encode(),
        "payload": zlib.compress(record.payload, 1),
        "parts": record.parts,
        "day": record.day,
        "newness": record.newness,
        "revision": record.revision,
    }
