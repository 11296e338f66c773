"""The text of a stranger's file, passage by passage, each with its place.

.docx, .xlsx, .pdf and .txt are parsed in the warm sandbox, .doc by catdoc, scans by
tesseract when that is wanted; every one of them is a child process with little
memory, time and output (security.md T14, T18). Nothing here knows the database.
"""

from typing import Final

from documents import sandbox
from documents.extract import ocr, old_word
from documents.extract.formats import Format, format_of, told_format
from documents.extract.passage import (
    LONGEST,
    Passage,
    Place,
    PlaceKind,
    Text,
)
from documents.sandbox import Unreadable

__all__ = [
    "LONGEST",
    "VERSION",
    "Passage",
    "Place",
    "PlaceKind",
    "Text",
    "Unreadable",
    "extract",
    "ocr",
    "old_word",
]

VERSION: Final = 1
"""Raised with every change of what is read out of a file: all are read again."""

_WORDLESS: Final = frozenset({"image", "audio", "video"})

_HERE: Final = "documents.extract.reading:text_here"


def extract(content: bytes, *, name: str, media_type: str, scans: bool = False) -> Text:
    """Return the text of a file; without passages when there is none to read.

    `scans` lets pages without letters be looked at, if tesseract is there. Pictures,
    sounds and films have none.

    Raises:
        Unreadable: of a kind that is not read, damaged, locked, unsafe or too heavy.
    """
    if media_type.partition("/")[0] in _WORDLESS:
        return Text()
    kind = format_of(content, name=name, media_type=media_type)
    if kind is Format.DOC:
        return old_word.read(content)
    told = sandbox.run(_HERE, told_format(kind) + content)
    text = Text.of(told)
    return ocr.with_scans(text, content) if scans and text.blank_pages else text
