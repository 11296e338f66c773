"""A typed table as a table of Word: columns by their text, the heading repeated."""

import re
from typing import Final

from documents.letters.body import Cell
from documents.letters.forms import Form
from documents.letters.metrics import Face, width_mm
from documents.letters.wordml import NOTHING, Xml, grid, join, paragraph, run

_ROOM: Final = 4.0
"""Millimetres of a column that no word may take: its margins, and a little air."""

_SHORT_HEAD: Final = 30.0
_FIGURE: Final = re.compile(r"[\d.,:/%+–-]*")
_KEEP_NEXT: Final = "<w:keepNext/>"

Rows = tuple[tuple[Cell, ...], ...]


def drawn(rows: Rows, form: Form, *, within: float, stays: bool) -> Xml:
    """Return a table as wide as the text; `stays` keeps its end with what follows."""
    head, *body = rows
    figures = [_is_figures(column) for column in _columns(tuple(body))]
    styles = ["BangSo" if narrow else "BangChu" for narrow in figures]
    made = grid(
        widths(rows, size=form.sizes.table, within=within),
        (_paragraph("BangTieuDe", cell) for cell in head),
        (
            [
                _paragraph(style, cell, stays=stays and place == len(body))
                for style, cell in zip(styles, row, strict=True)
            ]
            for place, row in enumerate(body, start=1)
        ),
        margin_mm=form.lengths.cell_margin,
    )
    return join((paragraph("TruocBang", NOTHING), made))


def widths(rows: Rows, *, size: int, within: float) -> list[float]:
    """Share a width out among columns.

    Each has its longest word first, and a short heading on one line; what is left
    goes to the columns by how much more they have to say, so that a column of figures
    stays narrow.
    """
    columns = _columns(rows)
    words = [max(_longest_word(cell, size) for cell in column) for column in columns]
    heads = [min(_width(cell, size), _SHORT_HEAD) for cell in rows[0]]
    least = list(map(max, words, heads))
    if sum(least) >= within:
        least = words
    whole = [max(_width(cell, size) for cell in column) for column in columns]
    if sum(least) >= within:
        return [width * within / sum(least) for width in least]
    hunger = [want - need for want, need in zip(whole, least, strict=True)]
    spare, asked = within - sum(least), sum(hunger)
    if asked == 0:
        return [need + spare / len(least) for need in least]
    return [
        need + spare * more / asked for need, more in zip(least, hunger, strict=True)
    ]


def _columns(rows: Rows) -> list[tuple[Cell, ...]]:
    return list(zip(*rows, strict=True))


def _is_figures(column: tuple[Cell, ...]) -> bool:
    return all(_FIGURE.fullmatch(_text(cell)) for cell in column)


def _text(cell: Cell) -> str:
    return "".join(span.text for span in cell)


def _width(cell: Cell, size: int) -> float:
    return _ROOM + width_mm(_text(cell), size=size, face=Face.BOLD)


def _longest_word(cell: Cell, size: int) -> float:
    words = _text(cell).split()
    return _ROOM + max(
        (width_mm(word, size=size, face=Face.BOLD) for word in words), default=0
    )


def _paragraph(style: str, cell: Cell, *, stays: bool = False) -> Xml:
    return paragraph(
        style,
        join(run(span.text, bold=span.bold) for span in cell),
        properties=_KEEP_NEXT if stays else NOTHING,
    )
