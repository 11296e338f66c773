"""Plain text out of bytes whose encoding nobody has written down.

Unicode tells itself. Of the one-byte encodings, one is believed only when what it
gives is Vietnamese, word by word, and no other gives as much.
"""

import codecs
from typing import Final

from documents.extract import legacy
from documents.sandbox import Unreadable
from documents.text import nfc

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT: Final = 20_000
_MANY_NULS: Final = 0.3
"""Of the upper bytes of UTF-16; letters of other languages have other ones."""

_REFUSAL: Final = (
    "Không nhận ra bảng mã của tệp văn bản. Hãy lưu lại bằng mã UTF-8 rồi gửi lại."
)
_BINARY: Final = "Tệp mang tên .txt nhưng không phải văn bản thuần."
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b\x1a")
_MOST_CONTROLS: Final = 0.01


def decoded(content: bytes) -> str:
    """Return the text.

    Raises:
        Unreadable: its encoding cannot be told.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    unmarked = _unmarked_utf16(content)
    if unmarked:
        return _strictly(content, unmarked)
    _refuse_binary(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(_REFUSAL) from error


def _unmarked_utf16(content: bytes) -> str:
    """Return which of the two it is, by where the zeros of Latin letters stand."""
    sample = content[:_LOOKED_AT]
    half = max(1, len(sample) // 2)
    if len(content) % 2:
        return ""
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _MANY_NULS and not even:
        return "utf-16-le"
    if even > _MANY_NULS and not odd:
        return "utf-16-be"
    return ""


def _refuse_binary(content: bytes) -> None:
    sample = content[:_LOOKED_AT]
    controls = sum(byte in _CONTROLS for byte in sample)
    if controls > _MOST_CONTROLS * len(sample):
        raise Unreadable(_BINARY)


def _one_byte(content: bytes) -> str:
    # What a code page leaves undefined makes a word that is none.
    windows = nfc(content.decode("cp1258", errors="replace"))
    if legacy.is_vietnamese(windows):
        return windows
    told = content.decode("latin-1")
    mend = legacy.mending(told)
    if mend is None:
        raise Unreadable(_REFUSAL)
    return mend(told)
