"""A file that somebody sent, looked at in a child process before anything is kept.

An image is drawn anew: where it was taken, by which device, and whatever else its
file carried beside the picture stays outside.
"""

import hashlib
from base64 import b64decode
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from documents import sandbox
from documents.case_files import formats
from documents.case_files.formats import FileRefused, Format, Shown, format_of
from documents.sandbox import Unreadable
from documents.text import clean, one_line

LARGEST: Final = 10_000_000
"""Bytes of one file."""

LONGEST_NAME: Final = 120

_DRAWING: Final = "documents.extract.drawing"
_UNNAMED: Final = "tệp"


@dataclass(frozen=True)
class Found:
    """A file that can be kept, as it is kept; `name` is only what people call it."""

    content: bytes
    name: str
    format: Format
    pages: int = 0

    @property
    def sha256(self) -> str:
        """Return the digest that a kept file is known by."""
        return hashlib.sha256(self.content).hexdigest()


def look(content: bytes, *, name: str) -> Found:
    """Look at a file.

    Raises:
        FileRefused: empty, too large, damaged, or of no kind that is taken.
    """
    if not content:
        raise FileRefused("Tệp trống; hãy chọn lại đúng tệp.")
    if len(content) > LARGEST:
        size = f"{LARGEST // 1_000_000} MB"
        raise FileRefused(f"Tệp lớn hơn {size}; hãy giảm dung lượng rồi gửi lại.")
    kind = format_of(content, name=name)
    pages = 0
    if kind.shown is Shown.AS_IMAGE:
        content, kind = _drawn_anew(content)
        pages = 1
    elif kind.shown is Shown.BY_PAGES:
        pages = int(_asked("pdf_here", content)["pages"])
    return Found(content, _called(name, kind), kind, pages)


def _drawn_anew(content: bytes) -> tuple[bytes, Format]:
    told = _asked("image_here", content)
    kind = formats.PNG if told["is_png"] else formats.JPEG
    return b64decode(told["image"]), kind


def _asked(function: str, content: bytes) -> dict[str, str]:
    try:
        told: dict[str, str] = sandbox.run(f"{_DRAWING}:{function}", content)
    except Unreadable as refusal:
        raise FileRefused(refusal.message) from refusal
    return told


def _called(name: str, kind: Format) -> str:
    """Return a file's name without its folders, ending as its kind does."""
    plain = one_line(clean(name)).replace("\\", "/").rsplit("/", 1)[-1]
    stem = PurePosixPath(plain).stem.strip(". ")[:LONGEST_NAME] or _UNNAMED
    return f"{stem}.{kind.suffix}"
