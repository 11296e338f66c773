"""Text out of a file, in the child of the sandbox; nothing here fetches or writes."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from documents.extract import legacy, pdf, plain, sheets
from documents.extract.formats import Format
from documents.extract.passage import Passage, PlaceKind, Text, bounded, grouped
from documents.letters import paper
from documents.text import clean

AHEAD: Final = ("pypdfium2", "openpyxl", "documents.extract.sheets")
"""What the functions below load late, for the warm process to load once."""


def text_here(given: bytes) -> dict[str, Any]:
    """Return the text of a file as data; the first line says what it is."""
    head, _, content = given.partition(b"\n")
    return _READERS[Format(json.loads(head)["format"])](content).data()


def _docx(content: bytes) -> Text:
    lines = ((one.place, _typed(one)) for one in paper.docx(content).paragraphs)
    return bounded(_cleaned(grouped(lines, PlaceKind.PARAGRAPH)))


def _typed(paragraph: paper.Paragraph) -> str:
    text = "".join(run.text for run in paragraph.runs)
    return f"{paragraph.label} {text}" if paragraph.label else text


def _pdf(content: bytes) -> Text:
    blank: list[int] = []
    read = bounded(_cleaned(pdf.pages(content, blank)))
    return replace(read, blank_pages=tuple(blank))


def _txt(content: bytes) -> Text:
    lines = enumerate(plain.decoded(content).splitlines(), start=1)
    return bounded(_cleaned(grouped(lines, PlaceKind.LINE)))


def _xlsx(content: bytes) -> Text:
    return bounded(_cleaned(sheets.passages(content)))


def _cleaned(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield passages in Unicode, whatever font they were typed for."""
    mend: Callable[[str], str] | None = None
    for passage in passages:
        mend = mend or legacy.mending(passage.text)
        text = mend(passage.text) if mend else passage.text
        yield replace(passage, text=clean(text))


_READERS: Final[Mapping[Format, Callable[[bytes], Text]]] = {
    Format.DOCX: _docx,
    Format.PDF: _pdf,
    Format.TXT: _txt,
    Format.XLSX: _xlsx,
}
