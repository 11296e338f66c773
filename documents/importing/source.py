"""A file of past cases: what it is, and its rows in a stream."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath
from typing import Any, Final

from documents.importing import book, lines
from documents.importing.columns import WrongFile
from documents.importing.encodings import Bytes, codec_of, look
from documents.importing.raw import Raw

AHEAD: Final = ("openpyxl",)
"""What is loaded before a file is looked at (`documents.sandbox`)."""

_ZIP: Final = b"PK\x03\x04"
_ZIPS: Final = (_ZIP, b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = b"\xd0\xcf\x11\xe0"
_PDF: Final = b"%PDF-"

_UNKNOWN: Final = "Chỉ nhận tệp .csv, .xlsx hoặc .jsonl. Hãy lưu lại theo một loại đó."
_EMPTY: Final = "Tệp rỗng. Hãy kiểm tra lại tệp đã chọn."


class Kind(StrEnum):
    """A kind of file that can be read."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"


_SUFFIXES: Final = {
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".xlsx": Kind.XLSX,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
}


@dataclass(frozen=True)
class Source:
    """A file that can be read: known by its bytes, with the columns it has.

    `line_count` is about how many it has, for telling how far one is.
    """

    path: Path
    kind: Kind
    sha256: str
    line_count: int
    codec: str = ""
    layout: lines.Layout | None = None
    sheet: book.Sheet | None = None
    unused: tuple[str, ...] = ()

    def rows(self) -> Iterator[Raw]:
        """Yield the rows from the first; memory stays flat.

        Raises:
            WrongFile: the file is damaged further down.
        """
        if self.sheet is not None:
            return book.book_rows(self.path, self.sheet)
        if self.layout is not None:
            return lines.csv_rows(self.path, self.codec, self.layout)
        return lines.json_rows(self.path, self.codec)


def open_source(path: Path, *, name: str) -> Source:
    """Return the file as rows can be read of it.

    Raises:
        WrongFile: another kind of file, an unsafe or damaged one, or no heading.
        OSError: it cannot be opened.
    """
    told = look(path)
    kind = _kind_of(told, name)
    if kind is Kind.XLSX:
        sheet = book.sheet_of(path)
        unused = sheet.heading.unused
        return Source(
            path, kind, told.sha256, sheet.last_line, sheet=sheet, unused=unused
        )
    codec = codec_of(told)
    if kind is Kind.CSV:
        layout = lines.layout_of(path, codec)
        unused = layout.heading.unused
        return Source(path, kind, told.sha256, told.lines, codec, layout, unused=unused)
    unused = lines.json_heading(path, codec)
    return Source(path, kind, told.sha256, told.lines, codec, unused=unused)


def pieces(path: Path, name: str) -> Iterator[Any]:
    """Yield what the child tells: of the file first, then its rows (`reading`)."""
    source = open_source(path, name=name)
    yield [source.sha256, source.line_count, source.unused]
    for raw in source.rows():
        faults = [(fault.column, fault.message) for fault in raw.faults]
        yield [raw.line, raw.cells, faults, raw.from_1904]


def _kind_of(told: Bytes, name: str) -> Kind:
    """Return the kind that the name says, when the bytes agree."""
    suffix = PurePath(name.casefold()).suffix
    kind = _SUFFIXES.get(suffix)
    if told.size == 0:
        raise WrongFile(_EMPTY)
    if kind is None:
        raise WrongFile(_UNKNOWN)
    is_zip = told.head.startswith(_ZIPS)
    if kind is Kind.XLSX and not is_zip and not told.head.startswith(_OLE):
        raise WrongFile("Tệp mang tên .xlsx nhưng không phải tệp Excel. Hãy lưu lại.")
    if kind is not Kind.XLSX and (is_zip or told.head.startswith((_OLE, _PDF))):
        raise WrongFile(
            f"Tệp mang tên {suffix} nhưng bên trong là loại khác. Hãy đổi đúng đuôi"
            " tệp hoặc lưu lại."
        )
    return kind
