"""What is taken as a file of a case, told by its bytes; its name says nothing.

Pages and drawings that a browser would run (HTML, SVG) are none of it, nor is what
carries macros (security.md T15).
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from documents.errors import DomainError


class FileRefused(DomainError):
    """A file that is not kept; the message says what to do instead."""


class Shown(Enum):
    """How a page can show a file."""

    AS_IMAGE = "image"
    BY_PAGES = "pages"
    NOT = "not"


@dataclass(frozen=True)
class Format:
    """A kind of file: its ending, its media type, its name in words."""

    suffix: str
    media_type: str
    label: str
    shown: Shown = Shown.NOT
    is_recording: bool = False


Read = Callable[[bytes], Format]
"""Looks further into a file whose beginning does not tell enough."""

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
JPEG: Final = Format("jpg", "image/jpeg", "ảnh JPG", Shown.AS_IMAGE)
PNG: Final = Format("png", "image/png", "ảnh PNG", Shown.AS_IMAGE)
WEBP: Final = Format("webp", "image/webp", "ảnh WebP", Shown.AS_IMAGE)
HEIC: Final = Format("heic", "image/heic", "ảnh HEIC", Shown.AS_IMAGE)
PDF: Final = Format("pdf", "application/pdf", "tệp PDF", Shown.BY_PAGES)
DOCX: Final = Format("docx", f"{_OFFICE}.wordprocessingml.document", "tệp Word")
XLSX: Final = Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "tệp Excel")
DOC: Final = Format("doc", "application/msword", "tệp Word đời cũ")
TXT: Final = Format("txt", "text/plain", "tệp văn bản thuần")
MP3: Final = Format("mp3", "audio/mpeg", "ghi âm MP3", is_recording=True)
M4A: Final = Format("m4a", "audio/mp4", "ghi âm M4A", is_recording=True)
MP4: Final = Format("mp4", "video/mp4", "video MP4", is_recording=True)

FORMATS: Final = (JPEG, PNG, WEBP, HEIC, PDF, DOCX, XLSX, DOC, TXT, MP3, M4A, MP4)
ACCEPTED: Final = ",".join((".jpeg", ".heif", *(f".{one.suffix}" for one in FORMATS)))
"""What a browser's dialog offers first; the bytes decide."""

TAKEN: Final = (
    "ảnh (JPG, PNG, WebP, HEIC), PDF, Word, Excel, văn bản .txt, MP3, M4A, MP4"
)

_LOOKED_AT: Final = 65_536
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD: Final = "WordDocument".encode("utf-16-le")
_OLD_MACROS: Final = "_VBA_PROJECT".encode("utf-16-le")
_HEIC: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
)
_AVIF: Final = b"avif"
_VIDEO: Final = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash"}
    | {b"M4V ", b"MSNV", b"qt  "}
)
_SOUND: Final = frozenset({b"M4A ", b"M4B "})
_MARKUP: Final = re.compile(
    rb"\s*<(!doctype|\?xml|html|head|body|script|svg)", re.IGNORECASE
)
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def format_of(content: bytes, *, name: str) -> Format:
    """Return what a file is.

    Raises:
        FileRefused: nothing that is taken.
    """
    for mark, found in _MARKS:
        if mark.match(content):
            return found if isinstance(found, Format) else found(content)
    if name.casefold().endswith(".txt") and _is_text(content):
        return TXT
    raise FileRefused(f"Loại tệp này không nhận được; chỉ nhận {TAKEN}.")


def format_named(media_type: str) -> Format:
    """Return the kind that a kept file is of."""
    return next(one for one in FORMATS if one.media_type == media_type)


def _packed(content: bytes) -> Format:
    """Look at the archive's list only: nothing is unpacked here."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileRefused("Tệp hỏng, không mở được; hãy gửi lại tệp khác.") from error
    if any(name.endswith("vbaProject.bin") for name in names):
        raise FileRefused("Tệp có macro; hãy lưu lại dạng .docx, .xlsx rồi gửi.")
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return XLSX
    raise FileRefused("Không nhận tệp nén; hãy giải nén rồi gửi từng tệp.")


def _old(content: bytes) -> Format:
    if _OLD_MACROS in content:
        raise FileRefused("Tệp có macro; hãy lưu lại dạng .docx, .xlsx rồi gửi.")
    if _ENCRYPTED in content:
        raise FileRefused("Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi gửi lại.")
    if _OLD_WORD in content:
        return DOC
    raise FileRefused(f"Tệp đời cũ này không nhận được; chỉ nhận {TAKEN}.")


def _film(content: bytes) -> Format:
    brand = content[8:12]
    if brand in _HEIC:
        return HEIC
    if brand == _AVIF:
        raise FileRefused(
            "Ảnh AVIF không nhận được; hãy chụp màn hình ảnh đó, hoặc gửi lại dạng JPG."
        )
    if brand in _SOUND:
        return M4A
    if brand in _VIDEO:
        return MP4
    raise FileRefused(f"Loại tệp này không nhận được; chỉ nhận {TAKEN}.")


def _is_text(content: bytes) -> bool:
    looked_at = content[:_LOOKED_AT]
    if looked_at.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return _CONTROL.search(looked_at) is None and _MARKUP.match(looked_at) is None


def _mark(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


_MARKS: Final[tuple[tuple[re.Pattern[bytes], Format | Read], ...]] = (
    (_mark(rb"\xff\xd8\xff"), JPEG),
    (_mark(rb"\x89PNG\r\n\x1a\n"), PNG),
    (_mark(rb"RIFF.{4}WEBP"), WEBP),
    (_mark(rb".{0,1019}%PDF-"), PDF),
    (_mark(rb"PK"), _packed),
    (_mark(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _old),
    (_mark(rb".{4}ftyp"), _film),
    (_mark(rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"), MP3),
)
"""How a file begins, and what it then is, or who looks further."""
