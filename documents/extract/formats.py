"""What kind of file it is: by its bytes, its name only where bytes do not tell."""

import json
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from documents.sandbox import Unreadable

_PDF_MARK: Final = b"%PDF-"
_PDF_HEAD: Final = 1024
"""How far into a PDF its mark may stand, as its readers agree."""

_ZIP: Final = b"PK"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF: Final = b"{\\rtf"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")
_SHEET: Final = "spreadsheetml"
_TEXT: Final = "text/plain"


class Format(StrEnum):
    """A kind of file whose text can be read."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"
    TXT = "txt"
    DOC = "doc"


def format_of(content: bytes, *, name: str, media_type: str) -> Format:
    """Return what a file is.

    Raises:
        Unreadable: nothing that can be read.
    """
    suffix = PurePath(name.casefold()).suffix
    if _PDF_MARK in content[:_PDF_HEAD]:
        return Format.PDF
    if content.startswith(_ZIP):
        is_sheet = suffix == ".xlsx" or _SHEET in media_type
        return Format.XLSX if is_sheet else Format.DOCX
    if content.startswith(_OLE):
        return _old(content, suffix)
    if content.startswith(_RTF):
        return Format.DOC
    if suffix == ".txt" or media_type.startswith(_TEXT):
        return Format.TXT
    raise Unreadable("Chưa đọc được nội dung của loại tệp này.")


def _old(content: bytes, suffix: str) -> Format:
    if _ENCRYPTED in content:
        raise Unreadable("Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if _WORD in content:
        return Format.DOC
    if suffix == ".xls":
        raise Unreadable("Tệp Excel đời cũ (.xls). Hãy lưu lại dưới dạng .xlsx.")
    raise Unreadable("Chưa đọc được nội dung của loại tệp này.")


def told_format(kind: Format) -> bytes:
    """Return the line that tells the child what follows."""
    return json.dumps({"format": kind.value}).encode() + b"\n"
