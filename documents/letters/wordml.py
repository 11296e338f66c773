"""WordprocessingML, just enough of it. Text becomes markup in `run` and nowhere else.

`Xml` is markup that is already escaped; the type checker keeps plain text out.
"""

from collections.abc import Iterable
from html import escape
from typing import Final, NewType

Xml = NewType("Xml", str)

NOTHING: Final = Xml("")
NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_WHOLE: Final = "<w:cantSplit/>"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def twips(mm: float) -> int:
    """Return a length in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def part(markup: str) -> bytes:
    """Return a part of the package as it is stored."""
    return (_DECLARATION + markup).encode()


def join(markup: Iterable[Xml]) -> Xml:
    """Put pieces of markup one behind the other."""
    return Xml("".join(markup))


def attribute(text: str) -> str:
    """Return text as an attribute's value, quoted."""
    return f'"{escape(text)}"'


def run(text: str, *, bold: bool = False) -> Xml:
    """Return text as a run; spaces stay as they are."""
    properties = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    words = escape(text, quote=False)
    return Xml(f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>')


def paragraph(style: str, content: Xml, *, properties: str = "") -> Xml:
    """Return a paragraph of a style; `properties` are those it has of its own."""
    own = f'<w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
    return Xml(f"<w:p>{own}{content}</w:p>")


def indents(*, left_mm: float, right_mm: float) -> str:
    """Return the property that draws a paragraph in from both sides."""
    left, right = twips(left_mm), twips(right_mm)
    return f'<w:ind w:left="{left}" w:right="{right}" w:firstLine="0"/>'


def field(instruction: str, *, shown: str) -> Xml:
    """Return a field that Word computes; `shown` until it does."""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>'
        for mark in ("begin", "separate", "end")
    ]
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return Xml(f"{marks[0]}{code}{marks[1]}{run(shown)}{marks[2]}")


def picture(relation: str, number: int, *, words: str, side_mm: float) -> Xml:
    """Return a square picture in the line, with its alternative text.

    `relation` leads to its bytes; `number` is its own in the document.
    """
    side = round(side_mm * 36_000)
    extent, said = f'cx="{side}" cy="{side}"', attribute(words)
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    drawn = (
        f'<pic:pic xmlns:pic="{drawing}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="ma-{number}.png" descr={said}/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return Xml(
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"'
        ' distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/><wp:docPr id="{number}" name="Mã {number}"'
        f' descr={said}/><a:graphic xmlns:a="{drawing}/main">'
        f'<a:graphicData uri="{drawing}/picture">{drawn}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def table(columns_mm: Iterable[float], rows: Iterable[Iterable[Xml]]) -> Xml:
    """Return a table without borders or cell margins; its rows never break."""
    return _table(columns_mm, ((_WHOLE, cells) for cells in rows))


def open_table(columns_mm: Iterable[float], rows: Iterable[Iterable[Xml]]) -> Xml:
    """Return the same, but its rows may go on over the page."""
    return _table(columns_mm, (("", cells) for cells in rows))


def grid(
    columns_mm: Iterable[float],
    head: Iterable[Xml],
    rows: Iterable[Iterable[Xml]],
    *,
    margin_mm: float,
) -> Xml:
    """Return a table with lines, its heading repeated on every page."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in sides
    )
    heading = (f"{_WHOLE}<w:tblHeader/>", head)
    return _table(
        columns_mm,
        (heading, *((_WHOLE, cells) for cells in rows)),
        drawn=f"<w:tblBorders>{lines}</w:tblBorders>",
        margin_mm=margin_mm,
    )


def _table(
    columns_mm: Iterable[float],
    rows: Iterable[tuple[str, Iterable[Xml]]],
    *,
    drawn: str = "",
    margin_mm: float = 0,
) -> Xml:
    widths = [twips(width) for width in columns_mm]
    margins = {"top": 0, "left": twips(margin_mm), "bottom": 0}
    sides = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (*margins.items(), ("right", margins["left"]))
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'{drawn}<w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar>'
    )
    body = "".join(_row(widths, cells, kept) for kept, cells in rows)
    return Xml(
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"{body}</w:tbl>"
    )


def _row(widths: list[int], cells: Iterable[Xml], properties: str) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"
