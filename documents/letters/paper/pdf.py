"""From a text PDF to `Paper`: lines by where they stand, joined into paragraphs.

A PDF knows neither paragraphs nor tables: columns are told by the place of the
nation's name above and of "Nơi nhận" below. Of looks only the place is known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from documents.letters.paper.gaps import is_blank
from documents.letters.paper.model import Cell, Look, Paper, Paragraph, Run, Shape
from documents.sandbox import Unreadable
from documents.text import clean, fold

MOST_PAGES: Final = 200
MOST_LETTERS: Final = 600_000

_NATION: Final = "cong hoa xa hoi"
_COPIES: Final = re.compile(r"noi nhan\s*:?$")
_APPENDIX: Final = re.compile(r"phu luc\b.{0,12}$")
_OPENS: Final = re.compile(
    r"\s*(?:[-–+•]\s|\d{1,2}(?:\.\d{1,2})*\.\s|[a-zđ]\)\s|[IVX]+\.\s|Điều \d)"
)
_FOLIO: Final = re.compile(r"[-– ]*\d{1,3}[-– ]*$")
_WIDE_GAP: Final = 18
"""Points without a letter inside a line: two columns, not two words."""

_COLUMN: Final = 60
_ACROSS: Final = 0.55
_INDENT: Final = 9
_SLACK: Final = 12
_NEARLY: Final = 2
_HANGING: Final = 30
_WIDEST_MARGIN: Final = 60
_SHORT_OF_FULL: Final = 0.15
"""The share of the page by which a full line may end before the margin."""


class Scanned(Unreadable):
    """A PDF that opens but holds pictures of text only."""


@dataclass(frozen=True)
class _Line:
    """A stretch of letters on one baseline, in points from the lower left."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    width: float
    column: tuple[int, int] | None = None

    @property
    def plain(self) -> str:
        return fold(self.text).strip()


def pdf(content: bytes) -> Paper:
    """Return what stands in a PDF that holds text.

    Raises:
        Unreadable: it is no PDF, is locked, too long, or a scan without text.
    """
    # Not at the top: loading the library takes longer than reading a .docx does.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            "Không mở được tệp PDF: tệp hỏng hoặc đặt mật khẩu."
        ) from error
    if len(document) > MOST_PAGES:
        raise Unreadable(f"Tệp PDF dài quá {MOST_PAGES} trang.")
    pages = [list(_lines(document, place)) for place in range(len(document))]
    found = [line for lines in pages for line in _without_folio(lines)]
    if not found:
        raise Scanned("Tệp PDF không có lớp chữ (bản quét), không đọc được.")
    held = _joined(_ended(_headed(found)))
    return Paper(tuple(_paragraphs(held)), (), styled=False)


def _lines(document: Any, place: int) -> Iterator[_Line]:
    page = document[place]
    words = page.get_textpage()
    count = words.count_chars()
    if count > MOST_LETTERS:
        raise Unreadable("Tệp PDF có quá nhiều chữ.")
    text = words.get_text_range()
    whole = len(text) == count
    held: list[tuple[str, float, float, float]] = []
    for at in range(count):
        char = text[at] if whole else words.get_text_range(at, 1)
        if char in "\r\n":
            yield from _split(held, place, page.get_width())
            held = []
        else:
            left, bottom, right, _ = words.get_charbox(at)
            held.append((char, left, right, bottom))
    yield from _split(held, place, page.get_width())


def _split(
    letters: Sequence[tuple[str, float, float, float]], page: int, width: float
) -> Iterator[_Line]:
    """Return a line, or its sides where a wide gap parts it."""
    shown = [at for at, letter in enumerate(letters) if letter[0].strip()]
    text = "".join(letter[0] for letter in letters)
    cuts = [
        after
        for before, after in pairwise(shown)
        if abs(letters[after][1] - letters[before][2]) > _WIDE_GAP
        and not is_blank(text[: before + 1], text[after:])
    ]
    for start, end in pairwise([0, *cuts, len(letters)]):
        part = letters[start:end]
        text = clean("".join(letter[0] for letter in part)).strip()
        seen = [letter for letter in part if letter[0].strip()]
        if text:
            yield _Line(
                text,
                page,
                left=seen[0][1],
                right=seen[-1][2],
                bottom=min(letter[3] for letter in seen),
                width=width,
            )


def _without_folio(lines: list[_Line]) -> list[_Line]:
    """Leave out the number of a later page: it stands alone, above or below all."""
    ends = {pick(line.bottom for line in lines) for pick in (min, max) if lines}
    return [
        line
        for line in lines
        if line.page == 0
        or line.bottom not in ends
        or not _FOLIO.match(line.text)
        or any(abs(line.bottom - x.bottom) < _INDENT for x in lines if x is not line)
    ]


def _headed(lines: list[_Line]) -> list[_Line]:
    """Put the lines of the masthead into two columns."""
    nation = next((x for x in lines[:30] if _NATION in x.plain), None)
    if nation is None:
        return lines
    middle = nation.left - 4
    crossing = [
        x.bottom
        for x in lines
        if x.page == 0
        and x.left < middle - 4
        and x.right > middle + 4
        and x.bottom < nation.bottom
    ]
    floor = max(crossing, default=0)
    return [
        replace(x, column=(1, int(x.left >= middle)))
        if x.page == 0 and x.bottom > floor + 2
        else x
        for x in lines
    ]


def _ended(lines: list[_Line]) -> list[_Line]:
    """Put the lines from "Nơi nhận" on into two columns."""
    label = next((x for x in lines if _COPIES.match(x.plain)), None)
    if label is None:
        return lines
    found, ended = [], False
    for x in lines:
        below = x.page > label.page or (
            x.page == label.page and x.bottom <= label.bottom + _INDENT
        )
        ended = ended or (below and bool(_APPENDIX.match(x.plain)))
        column = (2, int(x.left - label.left > _COLUMN))
        # The address strip at the foot of the page reaches across both.
        across = column == (2, 0) and x.right - label.left > _ACROSS * x.width
        inside = below and not ended and not across
        found.append(replace(x, column=column) if inside else x)
    return found


def _joined(lines: list[_Line]) -> list[list[_Line]]:
    """Return paragraphs: lines that a margin broke are put together."""
    left, right = _margins(lines)
    found: list[list[_Line]] = []
    for line in lines:
        above = found[-1] if found else []
        if above and _goes_on(above, line, left=left, right=right):
            above.append(line)
        else:
            found.append([line])
    return found


def _margins(lines: list[_Line]) -> tuple[float, float]:
    """Return where the text begins and ends; a short letter fills no line."""
    left = min((line.left for line in lines), default=0)
    right = max(line.right for line in lines)
    return left, max(right, lines[0].width - _WIDEST_MARGIN)


def _goes_on(above: list[_Line], line: _Line, *, left: float, right: float) -> bool:
    first, last = above[0], above[-1]
    if line.column != last.column or _OPENS.match(line.text):
        return False
    if line.column:
        return _list_goes_on(last, line)
    if line.left < left + _INDENT:
        return last.right > right - _SHORT_OF_FULL * line.width
    # A list that hangs: its items' further lines stand under the first words.
    hangs = _NEARLY < line.left - first.left < _HANGING and bool(
        _OPENS.match(first.text)
    )
    return hangs and not last.text.endswith((";", ".", ":"))


def _list_goes_on(above: _Line, line: _Line) -> bool:
    """Say whether a copy's name took a second line."""
    listed = above.text.startswith(("-", "–", "+")) or line.column == (1, 0)
    open_end = not above.text.endswith((";", ".", ":"))
    return line.column == (2, 0) and listed and open_end


def _paragraphs(held: list[list[_Line]]) -> Iterator[Paragraph]:
    left, right = _margins([line for lines in held for line in lines])
    for place, lines in enumerate(held, start=1):
        first = lines[0]
        text = " ".join(line.text for line in lines)
        uneven = (first.left - left) - (right - first.right)
        centred = len(lines) == 1 and abs(uneven) < 2 * _SLACK
        yield Paragraph(
            place=place,
            runs=(Run(text, Look()),),
            shape=Shape(align="center" if centred else "left"),
            cell=Cell(first.column[0], 0, first.column[1]) if first.column else None,
        )
