"""Which bytes a file is, and how its letters are written; one pass, little memory."""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from documents.extract import legacy
from documents.importing.columns import WrongFile
from documents.text import nfc

CHUNK: Final = 1 << 16
_SAMPLE: Final = 1 << 18
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MANY_NULS: Final = 0.3
_FEW_NULS: Final = 0.01

_UNKNOWN: Final = (
    "Không nhận ra bảng mã của tệp. Hãy mở tệp bằng Excel, chọn Lưu dưới dạng"
    " “CSV UTF-8”, rồi gửi lại."
)
_BINARY: Final = (
    "Tệp không phải văn bản. Hãy gửi tệp .csv, .jsonl hoặc .xlsx đúng như tên của nó."
)


@dataclass(frozen=True)
class Bytes:
    """A file known by its content: hash, size, first bytes, and what is not UTF-8."""

    sha256: str
    size: int
    lines: int
    head: bytes
    strange: bytes

    @property
    def is_utf8(self) -> bool:
        """Say whether all of it is UTF-8."""
        return not self.strange


def look(path: Path) -> Bytes:
    """Read a file through once."""
    digest, size, lines, head, strange = hashlib.sha256(), 0, 0, b"", b""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            lines += chunk.count(b"\n")
            head = head or chunk
            if not strange and not _decodes(decoder, chunk):
                strange = b"\n".join(
                    line for line in chunk.splitlines() if not line.isascii()
                ) + stream.read(_SAMPLE)
                stream.seek(size)
    if not strange and not _decodes(decoder, b"", final=True):
        strange = head[-16:]
    return Bytes(digest.hexdigest(), size, lines, head, strange)


def _decodes(
    decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False
) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def codec_of(told: Bytes) -> str:
    """Return the codec a text file is read with.

    Latin-1 stands for the fonts of before Unicode: their rows are turned back later.

    Raises:
        WrongFile: no text, or in an encoding that nobody can tell.
    """
    for mark, codec in _MARKS:
        if told.head.startswith(mark):
            return codec
    wide = _unmarked_utf16(told.head)
    if wide:
        return wide
    if told.head.count(0) > _FEW_NULS * len(told.head):
        raise WrongFile(_BINARY)
    return "utf-8" if told.is_utf8 else _one_byte(told.strange)


def _unmarked_utf16(head: bytes) -> str:
    """Return which of the two it is, by where the zeros of Latin letters stand."""
    half = max(1, len(head) // 2)
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > _MANY_NULS and not even:
        return "utf-16-le"
    return "utf-16-be" if even > _MANY_NULS and not odd else ""


def _one_byte(sample: bytes) -> str:
    """Return the code page under which the letters are Vietnamese."""
    windows = nfc(sample.decode("cp1258", errors="replace"))
    latin = sample.decode("latin-1")
    for least in (5, 1):
        if legacy.is_vietnamese(windows, least=least):
            return "cp1258"
        if any(
            legacy.is_vietnamese(way(latin), least=least)
            for way in legacy.WAYS.values()
        ):
            return "latin-1"
    raise WrongFile(_UNKNOWN)
