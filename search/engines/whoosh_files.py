"""What Whoosh 2.7.4 reads and writes through: files without maps, token fields.

Whoosh maps its files into memory; a file cut short under a map kills the
process that reads it. Here every read is a `pread` that fails like any other.
The field type takes ready tokens and counts them, ten times as fast as
Whoosh's analysis chain, which would only take them apart again.
"""

import os
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.system import IS_LITTLE

from search.analysis import BREAK

_BUFFER: Final = 1 << 12
_BLOCK: Final = 1024


class OpenFile:
    """A file descriptor that closes with its last user."""

    def __init__(self, path: str) -> None:
        self.number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self.size = os.fstat(self.number).st_size

    def __del__(self) -> None:
        os.close(self.number)


class WindowFile(StructFile):  # type: ignore[misc]  # Whoosh has no types
    """A part of an open file, read at its own position."""

    def __init__(self, source: OpenFile, start: int, length: int, name: str) -> None:
        self._source = source
        self._start = start
        self._length = length
        self._name = name
        self._at = 0
        self._ahead = b""
        self._ahead_at = 0
        self.onclose = None
        self.is_real = False
        self.is_closed = False

    @property
    def file(self) -> "WindowFile":
        """Return what Whoosh unpickles from; a reference would be a cycle."""
        return self

    def get(self, position: int, length: int) -> bytes:
        """Return bytes from a place; fewer than asked for are an error."""
        told = os.pread(self._source.number, length, self._start + position)
        if len(told) != length:
            raise EOFError(self._name)
        return told

    def get_array(self, position: int, typecode: str, length: int) -> "array[Any]":
        """Return an array from a place; they are stored high byte first."""
        told: array[Any] = array(typecode)
        told.frombytes(self.get(position, length * told.itemsize))
        if IS_LITTLE:
            told.byteswap()
        return told

    def read(self, length: int = -1) -> bytes:
        """Return the next bytes, at most to the end of the part."""
        room = self._length - self._at
        length = room if length < 0 else min(length, room)
        told = self._ahead[self._at - self._ahead_at :][:length]
        if self._at < self._ahead_at or len(told) < length:
            self._ahead_at = self._at
            self._ahead = os.pread(
                self._source.number,
                min(room, max(length, _BUFFER)),
                self._start + self._at,
            )
            told = self._ahead[:length]
        self._at += len(told)
        return told

    def readline(self) -> bytes:
        """Return the next line, as unpickling a value may ask for one."""
        line = b""
        while chunk := self.read(_BUFFER):
            head, newline, tail = chunk.partition(b"\n")
            line += head + newline
            if newline:
                self._at -= len(tail)
                break
        return line

    def tell(self) -> int:
        """Return the position."""
        return self._at

    def seek(self, position: int, whence: int = os.SEEK_SET) -> None:
        """Move the position."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._length}
        self._at = base[whence] + position

    def subset(self, offset: int, length: int, name: str | None = None) -> "WindowFile":
        """Return a part of this part."""
        return WindowFile(
            self._source, self._start + offset, length, name or self._name
        )

    def close(self) -> None:
        """Forget the file; it closes with its last window."""
        self.is_closed = True


class NewFiles(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A directory that knows what was made in it, and in those inside it.

    Whoosh leaves the files of a failed commit open (security.md M5).
    """

    def __init__(self, place: str, made: list[StructFile] | None = None) -> None:
        super().__init__(place, supports_mmap=False)
        self._made = [] if made is None else made

    def create_file(self, name: str, **kwargs: object) -> StructFile:
        """Make a file."""
        file = super().create_file(name, **kwargs)
        self._made.append(file)
        return file

    def temp_storage(self, name: str | None = None) -> "NewFiles":
        """Make a directory inside this one."""
        return NewFiles(super().temp_storage(name).folder, self._made)

    def abandon(self) -> None:
        """Close every file that was made; what they lack is not wanted any more."""
        for file in self._made:
            with suppress(OSError):
                # The file below the file: one may be closed twice, not the other.
                file.file.close()


class Files(NewFiles):
    """A directory of Whoosh's files, none of them mapped."""

    def open_file(self, name: str, **_kwargs: object) -> WindowFile:
        """Open a file for reading."""
        source = OpenFile(os.path.join(self.folder, name))  # noqa: PTH118 - hot path
        return WindowFile(source, 0, source.size, name)


class Codec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's own format, in large blocks and without lengths.

    We read whole posting lists, so large blocks cost least. To look for the
    lengths of fields that have none would take half of the time of indexing.
    """

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK)


class TokenField(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field of ready tokens; their counts are the postings' weights."""

    scorable = False
    stored = False
    unique = False

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None

    def index(
        self, value: tuple[str, ...], **_kwargs: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each distinct token with its count."""
        counts = Counter(value)
        del counts[BREAK]
        for token, count in counts.items():
            yield token.encode(), count, float(count), b""


NUMBERS: Final = {"day": "i", "newness": "q", "revision": "q"}
TEXTS: Final = (
    "name",
    "exact_signs",
    "folded_signs",
    "exact_part_signs",
    "folded_part_signs",
    "numbers",
    "payload",
    "parts",
)
_ABSENT: Final = -1
"""Whoosh leaves out what equals a column's default; none of ours is this."""


def schema() -> fields.Schema:
    """Return the fields of a record: what is searched, what is looked up."""
    searched = ("key", "exact", "folded", "lead", "number", "mention", "tag")
    told = fields.Schema(**{name: TokenField() for name in searched})
    for name in TEXTS:
        told.add(name, fields.COLUMN(columns.VarBytesColumn()))
    for name, typecode in NUMBERS.items():
        told.add(name, fields.COLUMN(columns.NumericColumn(typecode, _ABSENT)))
    return told
