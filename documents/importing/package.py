"""The zip around an .xlsx, looked at before anything in it is unpacked.

What no workbook has is refused with a sentence (security.md M13, T14, T18).
"""

import zlib
from pathlib import Path
from typing import Final
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from documents.importing.columns import WrongFile
from documents.importing.encodings import CHUNK

MOST_PARTS: Final = 2_000
LARGEST_TOTAL: Final = 1 << 30
"""Bytes of all parts, unpacked: a million long rows, read in a stream."""

LARGEST_RATIO: Final = 200

BROKEN: Final = "Tệp .xlsx hỏng hoặc bị cắt cụt. Hãy mở bằng Excel, lưu lại rồi gửi."

_SMALL: Final = 1 << 20
_OLE: Final = b"\xd0\xcf\x11\xe0"
_NEEDED: Final = ("[Content_Types].xml", "xl/workbook.xml")
_LARGE: Final = "Tệp khi giải nén quá lớn. Hãy chia thành nhiều tệp."
_MACROS: Final = "Tệp có chứa macro. Hãy lưu lại dưới dạng .xlsx không có macro."
_DOCTYPE: Final = "Tệp có khai báo DOCTYPE, không phải tệp bảng tính thông thường."
_FAILURES: Final = (
    BadZipFile, zlib.error, RuntimeError, EOFError, OSError, NotImplementedError,
    ValueError,
)  # fmt: skip


def must_be_safe(path: Path) -> None:
    """Refuse what is no workbook, or one that was made to harm.

    Raises:
        WrongFile: the words say why.
    """
    try:
        with ZipFile(path) as package:
            _check(package.infolist())
            for part in package.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_doctype(package, part)
    except _FAILURES as error:
        raise WrongFile(_told(path)) from error


def _told(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(len(_OLE))
    if head == _OLE:
        return (
            "Tệp Excel đời cũ (.xls) hoặc có mật khẩu. Hãy lưu lại dưới dạng .xlsx"
            " không có mật khẩu."
        )
    return BROKEN


def _check(parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if any("vbaproject" in name.lower() for name in names):
        raise WrongFile(_MACROS)
    if len(names) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_TOTAL:
        raise WrongFile(_LARGE)
    if any(map(_swollen, parts)):
        raise WrongFile(_LARGE)
    if len(names) != len(set(names)) or not set(_NEEDED) <= set(names):
        raise WrongFile(BROKEN)


def _swollen(part: ZipInfo) -> bool:
    packed = max(part.compress_size, 1)
    return part.file_size > _SMALL and part.file_size / packed > LARGEST_RATIO


class _Begun(Exception):
    """The first element has come: no document type can follow."""


def _refuse_doctype(package: ZipFile, part: ZipInfo) -> None:
    """Read a part up to its first element; entities are declared before it."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = _begun
    try:
        with package.open(part) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by place
    except _Begun:
        return
    except expat.ExpatError as error:
        raise WrongFile(BROKEN) from error


def _doctype(*_: object) -> None:
    raise WrongFile(_DOCTYPE)


def _begun(*_: object) -> None:
    raise _Begun
