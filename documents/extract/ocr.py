"""Scanned pages, through tesseract: drawn in the sandbox, read in a bound child.

Slow and never quite right, so only where a setting wants it; a page that fails is
left out, and no file takes longer than SECONDS.
"""

import json
import shutil
import subprocess
import time
import zlib
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from documents import sandbox
from documents.extract.passage import Passage, Place, PlaceKind, Text, bounded
from documents.extract.pictures import LARGEST
from documents.sandbox import Unreadable
from documents.text import clean

MOST_PAGES: Final = 20
SECONDS: Final = 60
"""For all pages of a file together."""

LANGUAGE: Final = "vie"

_HERE: Final = "documents.extract.pictures:page_here"
_PATIENCE: Final = 20
"""For one page, and for tesseract to say which languages it has."""


def program() -> str | None:
    """Return where tesseract is, None if it is not."""
    return shutil.which("tesseract")


def available() -> bool:
    """Say whether Vietnamese scans can be read here."""
    tesseract = program()
    return tesseract is not None and LANGUAGE in _languages(tesseract)


@cache
def _languages(tesseract: str) -> frozenset[str]:
    told = subprocess.run(  # noqa: S603 - the program found and our own words
        [tesseract, "--list-langs"],
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    return frozenset(told.stdout.decode(errors="replace").split())


def with_scans(text: Text, content: bytes) -> Text:
    """Return a PDF's text with that of its blank pages; as it is without tesseract."""
    if not available():
        return text
    until = time.monotonic() + SECONDS
    read = [
        Passage(Place(PlaceKind.PAGE, page), found)
        for page, found in _pages(text, content, until)
    ]
    passages = sorted((*text.passages, *read), key=lambda one: one.place.number)
    return bounded(passages, text.blank_pages)


def _pages(text: Text, content: bytes, until: float) -> Iterator[tuple[int, str]]:
    for page in islice(text.blank_pages, MOST_PAGES):
        left = until - time.monotonic()
        if left <= 1:
            return
        try:
            yield page, _read(content, page, seconds=min(left, _PATIENCE))
        except Unreadable:
            continue


def _read(content: bytes, page: int, *, seconds: float) -> str:
    head = json.dumps({"page": page}).encode() + b"\n"
    drawn = sandbox.run(_HERE, head + content)
    width, height = int(drawn["width"]), int(drawn["height"])
    if not 0 < width * height <= LARGEST:
        raise Unreadable("Trang quét quá lớn.")
    unpack = zlib.decompressobj()
    grey = unpack.decompress(b64decode(drawn["grey"]), width * height)
    picture = b"P5 %d %d 255\n" % (width, height) + grey
    told = sandbox.run_program(
        (str(program()), "stdin", "stdout", "-l", LANGUAGE, "--dpi", "200"),
        picture,
        seconds=seconds,
    )
    return clean(told.decode("utf-8", errors="replace"))
