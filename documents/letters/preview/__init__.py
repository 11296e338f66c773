"""A letter of our own as the pages it will be on paper: PDF, and images.

`pages` and `pdf` take the .docx that `render` made and are the only door: `render`
gives the same bytes for the same letter, so a page's address need only name the
letter and the page. Whoever asks for one page after the other renders again and gets
them from what is kept, under the sha256 of the bytes; another process makes its own.

For our own letters: a stranger's file is not opened here. Where LibreOffice is not
installed, `available` says so and the letter is shown as HTML.
"""

import atexit
import os
from hashlib import sha256
from typing import Final

from documents.letters.preview.failure import PreviewFailed
from documents.letters.preview.kept import Kept
from documents.letters.preview.office import SECONDS, Office, program
from documents.letters.preview.picture import MOST_PAGES, pictures

__all__ = ["MOST_PAGES", "WIDTH", "PreviewFailed", "available", "pages", "pdf"]

WIDTH: Final = 900
"""Pixels; A4 is then 1,273 high."""

_MOST_PDF: Final = 8 * 1024 * 1024
_MOST_PAGES: Final = 16 * 1024 * 1024
"""Bytes of images: the pages of thirty letters, or of one very long one."""


class _Studio:
    """What one process has for showing letters."""

    def __init__(self) -> None:
        self.office = Office()
        self.printed = Kept[bytes](most=_MOST_PDF, weigh=len)
        self.drawn = Kept[tuple[bytes, ...]](most=_MOST_PAGES, weigh=_bytes_of)


def available() -> bool:
    """Say whether LibreOffice is installed here."""
    return program() is not None


def pdf(content: bytes) -> bytes:
    """Return a .docx that we rendered as PDF.

    Raises:
        PreviewFailed: there is no LibreOffice, it failed, or took too long.
    """
    key = sha256(content).digest()
    convert = _studio.office.pdf
    return _studio.printed.get(key, lambda: convert(content), seconds=SECONDS)


def pages(content: bytes, *, width: int = WIDTH) -> tuple[bytes, ...]:
    """Return a PNG of each page of a .docx that we rendered.

    Raises:
        PreviewFailed: as of `pdf`, or there are more than `MOST_PAGES`.
    """
    key = (sha256(content).digest(), width)
    return _studio.drawn.get(
        key, lambda: pictures(pdf(content), width=width), seconds=SECONDS
    )


def _bytes_of(drawn: tuple[bytes, ...]) -> int:
    return sum(map(len, drawn))


def _forked() -> None:
    """Leave the profile to the process this one is a copy of."""
    global _studio
    _studio = _Studio()


_studio = _Studio()
os.register_at_fork(after_in_child=_forked)
atexit.register(lambda: _studio.office.close())
