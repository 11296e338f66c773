"""How tantivy writes: with one writer that stays, beside the generations it fills.

After a commit tantivy merges segments in the background, where it wrote them; a
generation must never change. So it writes in a directory of its own. What a commit
made is linked into the generation, nobody waits for merges, and what they make is in
the generation after.
"""

import json
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import tantivy

from search.engines.protocol import Record
from search.engines.tantivy_records import document_of
from search.linking import link

META: Final = "meta.json"
WORK: Final = "writing-"
"""How the name begins of a directory a writer works in, beside the generations."""

_MANAGED: Final = ".managed.json"
_HEAP: Final = 64_000_000
_TRIES: Final = 100
_PANIC: Final = "PanicException"


class Work:
    """A writer in its directory, and the state of it that was handed out last."""

    def __init__(self, place: Path) -> None:
        """Begin with the files of a generation; whoever worked here before is out.

        No directory is used twice: a merge that still runs would end in ours.
        """
        for left in place.parent.glob(f"{WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        self._place = Path(tempfile.mkdtemp(prefix=WORK, dir=place.parent))
        names = [path.name for path in place.iterdir() if path.name != META]
        for name in names:
            link(place / name, self._place / name)
        self._handed = (place / META).read_bytes()
        self._write(META, self._handed)
        # What tantivy does not know to be its own it would never remove.
        self._write(_MANAGED, json.dumps([META, *names]).encode())
        self.is_new = not _segments(self._handed)
        with disk():
            self._writer = tantivy.Index.open(str(self._place)).writer(_HEAP, 1)

    def _write(self, name: str, content: bytes) -> None:
        (self._place / name).write_bytes(content)

    def continues(self, place: Path) -> bool:
        """Say whether a generation is what was handed out last, and we still work."""
        is_here = (self._place / META).exists()
        return is_here and (place / META).read_bytes() == self._handed

    def commit(self, records: Iterable[Record], removed: Collection[str]) -> None:
        """Replace records by key and remove others."""
        for key in removed:
            self._writer.delete_documents_by_term("key", key)
        for record in records:
            self._writer.delete_documents_by_term("key", record.key)
            document = document_of(record)
            with disk():
                self._writer.add_document(document)
        with disk():
            self._writer.commit()

    def end(self) -> None:
        """Let merges come to their end; nothing can be written afterwards."""
        with disk():
            self._writer.wait_merging_threads()

    def hand_out(self, place: Path) -> None:
        """Make a generation hold what is committed, and nothing else."""
        for _ in range(_TRIES):
            meta = (self._place / META).read_bytes()
            names = self._names(meta)
            # A merge that ends meanwhile removes what it merged.
            is_whole = self._is_linked(place, names)
            if is_whole and (self._place / META).read_bytes() == meta:
                break
        else:
            raise OSError("segments are merged faster than they can be linked")
        for path in place.iterdir():
            if path.name not in names:
                path.unlink()
        (place / META).write_bytes(meta)
        self._handed = meta

    def _is_linked(self, place: Path, names: Iterable[str]) -> bool:
        """Link files into a generation; say whether all were still there."""
        try:
            for name in names:
                if not (place / name).exists():
                    link(self._place / name, place / name)
        except FileNotFoundError:
            return False
        return True

    def leave(self) -> None:
        """Remove the directory."""
        shutil.rmtree(self._place, ignore_errors=True)

    def _names(self, meta: bytes) -> set[str]:
        """Return the files of the segments that are in force."""
        segments = _segments(meta)
        return {
            path.name
            for path in self._place.iterdir()
            if (found := segments.get(path.name.partition(".")[0])) is not None
            and (path.suffix != ".del" or path.name.endswith(found))
        }


def _segments(meta: bytes) -> dict[str, str]:
    """Return how the files of each segment begin, and its newest deletions' end."""
    return {
        one["segment_id"].replace("-", ""): (
            f".{one['deletes']['opstamp']}.del" if one["deletes"] else "no such file"
        )
        for one in json.loads(meta)["segments"]
    }


@contextmanager
def disk() -> Iterator[None]:
    """Call a failure to write by its name; tantivy says ValueError to all."""
    try:
        yield
    except ValueError as error:
        raise OSError(str(error)) from error
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise OSError(f"tantivy gave up: {error}") from error
        raise
