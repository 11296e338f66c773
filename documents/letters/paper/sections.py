"""Pages: their size, margins, headers and footers, and where the number stands."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from documents.letters.paper.archive import DOCUMENT, Archive
from documents.letters.paper.looks import Styles, look, shape_properties
from documents.letters.paper.markup import on, value
from documents.letters.paper.model import Edge, Section

_MM: Final = 25.4 / 1440
_PAGE: Final = re.compile(r"\bPAGE\b")
_SIDES: Final = ("top", "bottom", "left", "right", "header", "footer", "gutter")
_LETTER_SIZE: Final = (12240, 15840)
"""What Word takes when a section names no size (ISO 29500-1, 17.6.13)."""


def sections(body: Element, archive: Archive, styles: Styles) -> tuple[Section, ...]:
    """Return the sections in order; a file that names none has one."""
    parts = dict(archive.related(DOCUMENT, "header"))
    parts |= dict(archive.related(DOCUMENT, "footer"))
    edges = {id: _edge(archive.part(name), styles) for id, name in parts.items()}
    found: list[Section] = []
    for element in body.iter("w|sectPr"):
        before = found[-1] if found else Section()
        found.append(_section(element, edges, before))
    return tuple(found) or (Section(),)


def _section(element: Element, edges: dict[str, Edge], before: Section) -> Section:
    size, margins = element.find("w|pgSz"), element.find("w|pgMar")
    width, height = (
        _mm(size, name) or default * _MM
        for name, default in zip(("w", "h"), _LETTER_SIZE, strict=True)
    )
    return Section(
        width=width,
        height=height,
        margins={side: abs(_mm(margins, side)) for side in _SIDES},
        first_differs=bool(on(element, "w|titlePg")),
        counts_anew=value(element, "w|pgNumType", "w|start") == "1",
        # A section without a header of its own carries on the one before.
        headers=before.headers | dict(_edges(element, "w|headerReference", edges)),
        footers=before.footers | dict(_edges(element, "w|footerReference", edges)),
    )


def _edges(
    element: Element, tag: str, edges: dict[str, Edge]
) -> Iterator[tuple[str, Edge]]:
    for reference in element.findall(tag):
        found = edges.get(reference.get("r|id", ""))
        if found:
            yield reference.get("w|type", "default"), found


def _edge(part: Element | None, styles: Styles) -> Edge:
    if part is None:
        return Edge()
    text = "\n".join(filter(None, map(_words, part.iter("w|p"))))
    for paragraph in part.iter("w|p"):
        if _PAGE.search(_instructions(paragraph)):
            align = _align(paragraph, styles)
            return Edge(text, numbered=True, align=align, size=_size(paragraph, styles))
    return Edge(text)


def _words(paragraph: Element) -> str:
    return "".join(found.text or "" for found in paragraph.iter("w|t"))


def _instructions(paragraph: Element) -> str:
    simple = [found.get("w|instr", "") for found in paragraph.iter("w|fldSimple")]
    return " ".join(
        [*simple, "".join(found.text or "" for found in paragraph.iter("w|instrText"))]
    )


def _align(paragraph: Element, styles: Styles) -> str:
    """Return how the number stands: by its frame, its tabs, or its paragraph."""
    own = paragraph.find("w|pPr")
    framed = value(own, "w|framePr", "w|xAlign")
    if framed:
        return framed
    tabs = sum(1 for run in paragraph.iter("w|r") for _ in run.iter("w|tab"))
    # The header and footer styles have a stop in the middle and one at the right.
    if tabs:
        return "center" if tabs == 1 else "right"
    shape = styles.shape(value(own, "w|pStyle"), table=None, own=shape_properties(own))
    return shape.align


def _size(paragraph: Element, styles: Styles) -> float:
    style = value(paragraph.find("w|pPr"), "w|pStyle")
    for run in paragraph.iter("w|r"):
        if run.find("w|instrText") is not None or run.find("w|t") is not None:
            own = run.find("w|rPr")
            character = value(own, "w|rStyle")
            told = {
                **styles.effective(style, table=None, character=character),
                **styles.run_properties(own),
            }
            return look(told, "").size
    return 0


def _mm(element: Element | None, name: str) -> float:
    given = "" if element is None else element.get(f"w|{name}", "")
    try:
        return float(given) * _MM
    except ValueError:
        return 0
