"""The zip around an .xlsx, looked at before anything in it is unpacked.

Its parts are streamed, so that a large workbook costs time and no memory; what no
workbook has is refused with a sentence (security.md M13, T14, T18).
"""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from documents.importing.columns import WrongFile
from documents.importing.encodings import CHUNK

MOST_PARTS: Final = 2_000
LARGEST_TOTAL: Final = 1 << 30
"""Bytes of all parts, unpacked: a million long rows, read in a stream."""

LARGEST_RATIO: Final = 200
LARGEST_SMALL_PART: Final = 4 << 20
"""Of a part that is read whole: the list of sheets, the relations."""

_SMALL: Final = 1 << 20
_OLE: Final = b"\xd0\xcf\x11\xe0"
_NEEDED: Final = ("[Content_Types].xml", "xl/workbook.xml")
_BROKEN: Final = "Tệp .xlsx hỏng hoặc bị cắt cụt. Hãy mở bằng Excel, lưu lại rồi gửi."
_LARGE: Final = "Tệp khi giải nén quá lớn. Hãy chia thành nhiều tệp."
_MACROS: Final = "Tệp có chứa macro. Hãy lưu lại dưới dạng .xlsx không có macro."
_FAILURES: Final = (
    BadZipFile, zlib.error, RuntimeError, EOFError, OSError, NotImplementedError,
)  # fmt: skip


class Package:
    """The parts of a workbook; a context that closes the file."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = ZipFile(path)
        except (*_FAILURES, ValueError) as error:
            raise WrongFile(_told(path)) from error
        try:
            _check(self._zip.infolist())
        except WrongFile:
            self._zip.close()
            raise
        self._parts = {part.filename: part for part in self._zip.infolist()}

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def small(self, name: str) -> bytes:
        """Return a part whole.

        Raises:
            WrongFile: it is larger than such a part ever is.
        """
        part = self._parts.get(name)
        if part is None or part.file_size > LARGEST_SMALL_PART:
            raise WrongFile(_BROKEN)
        return b"".join(self.stream(name))

    def stream(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece.

        Raises:
            WrongFile: it is damaged, or locked.
        """
        try:
            with self._zip.open(self._parts[name]) as stream:
                while chunk := stream.read(CHUNK):
                    yield chunk
        except (*_FAILURES, KeyError) as error:
            raise WrongFile(_BROKEN) from error


def _told(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(len(_OLE))
    if head == _OLE:
        return (
            "Tệp Excel đời cũ (.xls) hoặc có mật khẩu. Hãy lưu lại dưới dạng .xlsx"
            " không có mật khẩu."
        )
    return _BROKEN


def _check(parts: list[ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if any("vbaproject" in name.lower() for name in names):
        raise WrongFile(_MACROS)
    if len(names) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_TOTAL:
        raise WrongFile(_LARGE)
    if any(map(_swollen, parts)):
        raise WrongFile(_LARGE)
    if len(names) != len(set(names)) or not set(_NEEDED) <= set(names):
        raise WrongFile(_BROKEN)


def _swollen(part: ZipInfo) -> bool:
    packed = max(part.compress_size, 1)
    return part.file_size > _SMALL and part.file_size / packed > LARGEST_RATIO
