"""The letters on the pages of a PDF, and which pages have none."""

import time
from collections.abc import Iterator
from typing import Any, Final

from documents.extract.passage import Passage, Place, PlaceKind
from documents.sandbox import Unreadable

MOST_PAGES: Final = 2_000
MOST_LETTERS: Final = 600_000
"""On one page; a full one has four thousand."""

FEW: Final = 10
"""Letters below which a page counts as blank: a stamp of a scanner is no text."""

_SECONDS: Final = 7.0
"""Of the processor, after which what was read so far is all: the child has ten."""


def opened(content: bytes) -> Any:
    """Return a PDF, opened.

    Raises:
        Unreadable: damaged, or locked.
    """
    # Not at the top: the portal imports what this module's door names.
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            "Không mở được tệp PDF: tệp hỏng hoặc đặt mật khẩu."
        ) from error


def pages(content: bytes, blank: list[int]) -> Iterator[Passage]:
    """Yield the text of each page; the numbers of those without go into `blank`."""
    document = opened(content)
    for place in range(min(len(document), MOST_PAGES)):
        text = _text(document, place)
        if len("".join(text.split())) < FEW:
            blank.append(place + 1)
        yield Passage(Place(PlaceKind.PAGE, place + 1), text)
        if time.process_time() > _SECONDS:
            return


def _text(document: Any, place: int) -> str:
    """Return what stands on a page; a damaged page does not cost the others."""
    import pypdfium2

    try:
        page = document[place]
        words = page.get_textpage()
    except pypdfium2.PdfiumError:
        return ""
    try:
        return "" if words.count_chars() > MOST_LETTERS else str(words.get_text_range())
    finally:
        words.close()
        page.close()
