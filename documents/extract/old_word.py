""".doc files, through catdoc: a program in C, so it gets a child that may do little."""

import shutil
from typing import Final

from documents import sandbox
from documents.extract import legacy
from documents.extract.passage import PlaceKind, Text, bounded, grouped
from documents.sandbox import Unreadable
from documents.text import clean

MISSING: Final = "Máy chủ chưa cài catdoc nên không đọc được tệp .doc."


def program() -> str | None:
    """Return where catdoc is, None if it is not."""
    return shutil.which("catdoc")


def read(content: bytes) -> Text:
    """Return the text of a .doc.

    Raises:
        Unreadable: there is no catdoc, it failed, or took too much.
    """
    catdoc = program()
    if catdoc is None:
        raise Unreadable(MISSING)
    told = sandbox.run_program((catdoc, "-d", "utf-8", "-w"), content)
    text = told.decode("utf-8", errors="replace")
    mend = legacy.mending(text)
    text = clean(mend(text) if mend else text)
    lines = enumerate(text.splitlines(), start=1)
    return bounded(grouped(lines, PlaceKind.PARAGRAPH))
