"""How Whoosh writes: one segment a commit, merged when they are many."""

from collections.abc import Collection, Sequence
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

_MOST_SEGMENTS: Final = 12


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
    finally:
        # A writer that failed would keep the lock in this process (M5).
        if not writer.is_closed:
            writer.cancel()


def _delete(files: Files, segment: Any, keys: Collection[str]) -> None:
    leaf = Leaf(files, segment)
    for key in keys:
        for number in leaf.postings("key", key)[0]:
            segment.delete_document(number)


def _merge_policy(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge the smallest segments once there are many; drop the dead ones.

    Whoosh's own policy lets them pile up. Few are read fast, but to merge the
    large ones would make a commit wait.
    """
    kept = sorted(
        (segment for segment in segments if segment.doc_count()),
        key=lambda segment: segment.doc_count(),
        reverse=True,
    )
    if len(kept) < _MOST_SEGMENTS:
        return kept
    for segment in kept[_MOST_SEGMENTS // 2 :]:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return kept[: _MOST_SEGMENTS // 2]


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
        "numbers": " ".join(record.number).encode(),
        "payload": record.payload,
        "day": record.day,
        "newness": record.newness,
        "revision": record.revision,
    }
