"""From a .docx to `Paper`: paragraphs in reading order, wherever they stand.

Tables may be nested; what stands in a text box is taken once, though Word writes it
twice; deleted and hidden text is not there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from documents.letters.paper.archive import DOCUMENT, Archive
from documents.letters.paper.looks import (
    Properties,
    Styles,
    look,
    shape_properties,
)
from documents.letters.paper.markup import value
from documents.letters.paper.measures import cell_sides, lengths, room
from documents.letters.paper.model import Cell, Paper, Paragraph, Run
from documents.letters.paper.numbering import Numbering
from documents.letters.paper.sections import sections
from documents.sandbox import Unreadable

_MARKS: Final = {"w|tab": "\t", "w|ptab": "\t", "w|cr": "\n", "w|noBreakHyphen": "-"}
_GONE: Final = frozenset({"w|del", "w|moveFrom", "w|rPr", "w|pPr", "w|instrText"})
_DRAWN: Final = frozenset({"w|drawing", "w|pict", "w|object"})
_ALTERNATIVES: Final = "mc|AlternateContent"


@dataclass(frozen=True)
class _Place:
    """What surrounds a paragraph."""

    cell: Cell | None = None
    table_style: str | None = None
    boxed: bool = False


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._tables = self._section = self._place = 0

    def paragraphs(self, parent: Element, place: _Place) -> Iterator[Paragraph]:
        """Return what stands in a body, a cell or a box, in order."""
        for child in _chosen(parent):
            if child.tag == "w|p":
                yield from self._paragraph(child, place)
            elif child.tag == "w|tbl":
                yield from self._table(child, place)
            elif child.tag not in _GONE:
                yield from self.paragraphs(child, place)

    def _table(self, table: Element, place: _Place) -> Iterator[Paragraph]:
        number = self._tables = self._tables + 1
        properties = table.find("w|tblPr")
        style = value(properties, "w|tblStyle")
        own = cell_sides(properties)
        sides = self._styles.sides(style) if own is None else own
        for row, line in enumerate(_found(table, "w|tr")):
            for column, cell in enumerate(_found(line, "w|tc")):
                at = Cell(number, row, column, place.cell, room(cell, sides))
                inside = replace(place, cell=at, table_style=style)
                yield from self.paragraphs(cell, inside)

    def _paragraph(self, element: Element, place: _Place) -> Iterator[Paragraph]:
        own = element.find("w|pPr")
        style = value(own, "w|pStyle")
        given = shape_properties(own)
        listed = {**self._styles.numbering(style), **given}
        label, indents = self._numbering.next(listed)
        drawn: list[Element] = []
        runs = tuple(self._runs(element, style, place, drawn))
        for box in (box for drawing in drawn for box in _boxes(drawing)):
            yield from self.paragraphs(box, replace(place, boxed=True))
        self._place += 1
        framed = own is not None and own.find("w|framePr") is not None
        shown = any(run.typed.strip() for run in runs)
        yield Paragraph(
            place=self._place,
            runs=runs,
            shape=self._styles.shape(
                style, table=place.table_style, own={**indents, **given}
            ),
            cell=place.cell,
            boxed=place.boxed or framed,
            label=label if shown else "",
            section=self._section,
            drawn=tuple(length for drawing in drawn for length in lengths(drawing)),
        )
        if own is not None and own.find("w|sectPr") is not None:
            self._section += 1

    def _runs(
        self,
        parent: Element,
        style: str | None,
        place: _Place,
        drawn: list[Element],
    ) -> Iterator[Run]:
        for child in _chosen(parent):
            if child.tag == "w|r":
                yield from self._run(child, style, place, drawn)
            elif child.tag not in _GONE:
                yield from self._runs(child, style, place, drawn)

    def _run(
        self,
        element: Element,
        style: str | None,
        place: _Place,
        drawn: list[Element],
    ) -> Iterator[Run]:
        text = "".join(_typed(element, drawn))
        own = element.find("w|rPr")
        inherited = self._styles.effective(
            style, table=place.table_style, character=value(own, "w|rStyle")
        )
        told: Properties = {**inherited, **self._styles.run_properties(own)}
        if text and not told.get("hidden"):
            yield Run(text, look(told, text), capitals=told.get("capitals", False))


def docx(content: bytes) -> Paper:
    """Return what stands on the paper of a .docx.

    Raises:
        Unreadable: it is no .docx, or not a safe one.
    """
    archive = Archive(content)
    document = archive.part(DOCUMENT)
    body = None if document is None else document.find("w|body")
    if document is None or body is None:
        raise Unreadable("Đây không phải tệp .docx (thiếu phần nội dung Word).")
    styles = Styles(_related(archive, "styles"), _related(archive, "theme"))
    reader = _Reader(styles, Numbering(_related(archive, "numbering")))
    paragraphs = tuple(reader.paragraphs(body, _Place()))
    return Paper(paragraphs, sections(body, archive, styles))


def _related(archive: Archive, kind: str) -> Element | None:
    found = archive.related(DOCUMENT, kind)
    return archive.part(found[0][1]) if found else None


def _chosen(parent: Element) -> Iterator[Element]:
    """Return the children; of what is written in two ways only the first."""
    for child in parent:
        if child.tag == _ALTERNATIVES:
            chosen = child.find("mc|Choice")
            fallback = child.find("mc|Fallback")
            yield from () if chosen is None else (chosen,)
            if chosen is None and fallback is not None:
                yield fallback
        else:
            yield child


def _found(parent: Element, tag: str) -> Iterator[Element]:
    """Return rows or cells, also those wrapped in a content control."""
    for child in _chosen(parent):
        if child.tag == tag:
            yield child
        elif child.tag in {"w|sdt", "w|sdtContent", "w|ins", "w|customXml"}:
            yield from _found(child, tag)


def _typed(run: Element, drawn: list[Element]) -> Iterator[str]:
    for child in _chosen(run):
        if child.tag == "w|t":
            yield child.text or ""
        elif child.tag == "w|br":
            yield "\n" if child.get("w|type", "textWrapping") != "page" else ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag in _DRAWN or child.tag.startswith("mc|"):
            drawn.append(child)


def _boxes(drawn: Element) -> Iterable[Element]:
    """Return the text boxes in a drawing, none twice."""
    for child in _chosen(drawn):
        if child.tag == "w|txbxContent":
            yield child
        else:
            yield from _boxes(child)
