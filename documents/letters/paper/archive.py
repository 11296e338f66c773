"""The zip around a .docx or .xlsx: looked at before anything in it is unpacked.

Entries, sizes, ratios and names are read from the directory alone; what a letter
never has is refused with a sentence (security.md M13, T14, T15).
"""

import posixpath
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile, ZipInfo

from documents.letters.paper.markup import tree
from documents.sandbox import Unreadable

MOST_ENTRIES: Final = 2_000
LARGEST_TOTAL: Final = 100 * 1024 * 1024
LARGEST_RATIO: Final = 100
LARGEST_PART: Final = 40 * 1024 * 1024
DOCUMENT: Final = "word/document.xml"

_SMALL: Final = 1024 * 1024
"""Below this a ratio says nothing: a short part of equal rows packs very well."""

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_END: Final = b"PK\x05\x06"
_LONGEST_END: Final = 22 + 0xFFFF
_TYPES: Final = "[Content_Types].xml"
_RELATION: Final = "rel|Relationship"


@dataclass(frozen=True)
class Office:
    """What a file of an office program is called, and the part it must have."""

    program: str
    suffix: str
    document: str


WORD: Final = Office("Word", ".docx", DOCUMENT)
EXCEL: Final = Office("Excel", ".xlsx", "xl/workbook.xml")


class Archive:
    """The parts of a .docx or .xlsx, each read when it is asked for.

    Raises:
        Unreadable: the file is none, or no safe one.
    """

    def __init__(self, content: bytes, kind: Office = WORD) -> None:
        _look_at(content, kind)
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Unreadable("Tệp hỏng hoặc bị cắt cụt, không mở được.") from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        _check(self._zip.infolist(), kind)
        if b"macroEnabled" in self.content(_TYPES):
            raise Unreadable(_macros(kind))

    @property
    def names(self) -> list[str]:
        """Return the names of all parts."""
        return list(self._entries)

    def part(self, name: str) -> Element | None:
        """Return a part as a tree, None when there is none of that name."""
        return tree(self.content(name)) if name in self._entries else None

    def related(self, source: str, kind: str) -> list[tuple[str, str]]:
        """Return (id, part) of each relation of a kind; those outside are no parts."""
        folder, name = posixpath.split(source)
        relations = self.part(f"{folder}/_rels/{name}.rels")
        found = relations.iter(_RELATION) if relations is not None else ()
        return [
            (row.get("Id", ""), _inside(folder, row.get("Target", "")))
            for row in found
            if row.get("Type", "").endswith(f"/{kind}")
            and row.get("TargetMode") != "External"
        ]

    def content(self, name: str) -> bytes:
        """Return the bytes of a part."""
        entry = self._entries[name]
        if entry.file_size > LARGEST_PART:
            raise Unreadable(_LARGE)
        try:
            return self._zip.read(entry)
        except (BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
            raise Unreadable("Tệp hỏng hoặc đặt mật khẩu, không mở được.") from error
        except NotImplementedError as error:
            raise Unreadable("Tệp nén theo cách không hỗ trợ.") from error


_LARGE: Final = "Tệp khi giải nén quá lớn, không phải một văn bản thông thường."


def _macros(kind: Office) -> str:
    return (
        f"Tệp có chứa macro ({kind.suffix[:-1]}m)."
        f" Hãy lưu lại dưới dạng {kind.suffix} không có macro."
    )


def _look_at(content: bytes, kind: Office) -> None:
    """Refuse by the first and the last bytes, before a directory is built."""
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise Unreadable("Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if content.startswith(_OLE):
        raise Unreadable(
            f"Đây là tệp {kind.program} đời cũ ({kind.suffix[:-1]})."
            f" Hãy lưu lại dưới dạng {kind.suffix}."
        )
    if not content.startswith(b"PK"):
        raise Unreadable(f"Đây không phải tệp {kind.suffix}.")
    end = content.rfind(_END, max(0, len(content) - _LONGEST_END))
    if end < 0:
        raise Unreadable("Tệp hỏng hoặc bị cắt cụt, không mở được.")
    if int.from_bytes(content[end + 10 : end + 12], "little") > MOST_ENTRIES:
        raise Unreadable(_LARGE)


def _check(entries: list[ZipInfo], kind: Office) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_ENTRIES or len(names) != len(set(names)):
        raise Unreadable(_LARGE)
    if any(map(_astray, names)):
        raise Unreadable("Tệp có đường dẫn bất thường bên trong, không mở.")
    if sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise Unreadable(_LARGE)
    if any(map(_swollen, entries)):
        raise Unreadable(_LARGE)
    if any("vbaproject" in name.lower() for name in names):
        raise Unreadable(_macros(kind))
    if any(name not in names for name in (_TYPES, kind.document)):
        raise Unreadable(
            f"Đây không phải tệp {kind.suffix} (thiếu phần nội dung {kind.program})."
        )


def _astray(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or ":" in parts[0]


def _swollen(entry: ZipInfo) -> bool:
    packed = max(entry.compress_size, 1)
    return entry.file_size > _SMALL and entry.file_size / packed > LARGEST_RATIO


def _inside(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
