"""The typed body of a letter as paragraphs with a level and bold runs.

A clerk types plainly: a blank line ends a paragraph; "1.", "a)", "-" open one of
their level; **two asterisks** make bold; lines of "| a | b |" make a table, its
first row the heading. Numbers and letters stay as typed, for
Word's own lists count a, b, c, d, e where Vietnamese counts a, b, c, d, đ
(letter-format.md §3.7).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

END: Final = "./."
"""What closes the text of every letter (Phụ lục I, templates 1.1 to 1.10)."""

WIDEST_TABLE: Final = 20
"""Columns; more do not fit a page."""

_BOLD: Final = "**"
_CLOSING: Final = (".", ";", ":", ",", "!", "?", "…")
_WRAPPED: Final = range(60, 101)
_ROW: Final = re.compile(r"\|.*(?<!\\)\|")
_BETWEEN_CELLS: Final = re.compile(r"(?<!\\)\|")
_RULE: Final = re.compile(r"\|(?: ?:?-{3,}:? ?\|)+")


class Level(Enum):
    """What opens a paragraph; a line of any other beginning is text."""

    TABLE = re.compile(r"\|.*\n")
    CHAPTER = re.compile(r"(?:(?:Phần|Chương) [IVX]+|(?:Mục|Tiểu mục) \d{1,2})$")
    SECTION = re.compile(r"[IVX]+\. ")
    ARTICLE = re.compile(r"Điều \d+\.(?: |$)")
    CLAUSE = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\. ")
    POINT = re.compile(r"[a-zđ]\) ")
    DASH = re.compile(r"[-–+•] ")
    TEXT = re.compile("")


@dataclass(frozen=True)
class Span:
    """A stretch of text, bold or not."""

    text: str
    bold: bool = False


Cell = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph, or a table with its `rows`.

    A title is a numbered line without a closing mark, or what stands under the
    number of a chapter.
    """

    level: Level
    spans: tuple[Span, ...]
    title: bool = False
    rows: tuple[tuple[Cell, ...], ...] = ()

    @property
    def text(self) -> str:
        """Return its words without the emphasis."""
        return "".join(span.text for span in self.spans)


def blocks(body: str, *, end: str = END) -> tuple[Block, ...]:
    """Return the paragraphs and tables of a clean body, its end closed with `end`."""
    paragraphs = list(_paragraphs(body))
    if end:
        paragraphs[-1:] = [text for last in paragraphs[-1:] for text in _closed(last)]
    found: list[Block] = []
    for block in map(_block, paragraphs):
        if block.spans:
            found.append(_under(found[-1:], block))
    return tuple(found)


def widest_table(body: str) -> int:
    """Return how many columns the widest table of a body has."""
    if "|" not in body:
        return 0
    tables = (block.rows for block in blocks(body) if block.rows)
    return max((len(rows[0]) for rows in tables), default=0)


def line_spans(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Return where each paragraph or table of typed lines begins and ends."""
    start = None
    for place, line in enumerate(lines):
        goes_on = start is not None and line and _goes_on(lines[place - 1], line)
        if start is not None and not goes_on:
            yield start, place
            start = None
        if line and start is None:
            start = place
    if start is not None:
        yield start, len(lines)


def typed_paragraphs(body: str) -> Iterator[str]:
    """Yield the paragraphs and tables of a body as they were typed, markup and all."""
    lines = [" ".join(typed.split()) for typed in body.split("\n")]
    return ("\n".join(lines[start:end]) for start, end in line_spans(lines))


def _paragraphs(body: str) -> Iterator[str]:
    """Join the lines of a paragraph by spaces, the rows of a table by line ends."""
    return (_whole(text.split("\n")) for text in typed_paragraphs(body))


def _whole(lines: Sequence[str]) -> str:
    between = "\n" if _ROW.fullmatch(lines[0]) else " "
    return between.join(lines)


def _goes_on(above: str, line: str) -> bool:
    """Say whether a margin, not the typist, broke the line above.

    A form's text area breaks no lines, so Enter there means a new paragraph; a
    file typed in an editor is broken at 60 to 100 characters.
    """
    if _ROW.fullmatch(above) or _ROW.fullmatch(line):
        return bool(_ROW.fullmatch(above) and _ROW.fullmatch(line))
    if _level(line.lstrip("*")) is not Level.TEXT:
        return False
    broken_by_margin = len(above) in _WRAPPED and not above.endswith(_CLOSING)
    return line[0].islower() or broken_by_margin


def _closed(paragraph: str) -> list[str]:
    """Put the end mark behind a paragraph, beneath a table."""
    if _level(paragraph) is Level.TABLE:
        return [paragraph, END]
    paired = paragraph.count(_BOLD) % 2 == 0
    bold = _BOLD if paired and paragraph.endswith(_BOLD) else ""
    bare = paragraph.removesuffix(bold)
    if bare.endswith(END):
        return [paragraph]
    return [f"{bare.rstrip(' .;,:')}{bold}{END}"]


def _block(paragraph: str) -> Block:
    if _level(paragraph) is Level.TABLE:
        return _table(paragraph)
    spans = tuple(_spans(paragraph))
    text = "".join(span.text for span in spans)
    level = _level(text)
    numbered = level not in (Level.CHAPTER, Level.DASH, Level.TEXT)
    title = numbered and not text.endswith(_CLOSING)
    if level is Level.SECTION and not title:
        level = Level.TEXT
    return Block(level, spans, title=title)


def _under(above: list[Block], block: Block) -> Block:
    """Make a line the title of the chapter whose number stands above it."""
    numbers = [it for it in above if it.level is Level.CHAPTER and not it.title]
    plain = block.level is Level.TEXT and not block.text.endswith(_CLOSING)
    return (
        replace(block, level=Level.CHAPTER, title=True) if numbers and plain else block
    )


def _table(paragraph: str) -> Block:
    """Read rows of cells; each row gets as many as the longest has."""
    head, *rest = paragraph.split("\n")
    lines = [head, *rest[1:]] if _RULE.fullmatch(rest[0]) else [head, *rest]
    typed = [_BETWEEN_CELLS.split(line)[1:-1] for line in lines]
    width = max(map(len, typed))
    rows = tuple(
        tuple(_cell(text) for text in (*row, *[""] * (width - len(row))))
        for row in typed
    )
    shown = Span(" ".join(lines).replace(_BOLD, ""))
    return Block(Level.TABLE, (shown,), rows=rows)


def _cell(typed: str) -> Cell:
    return tuple(_spans(typed.strip().replace("\\|", "|")))


def _level(text: str) -> Level:
    return next(level for level in Level if level.value.match(text))


def _spans(paragraph: str) -> Iterator[Span]:
    """Split at pairs of asterisks; one without a partner is text."""
    parts = paragraph.split(_BOLD)
    if len(parts) % 2 == 0:
        parts[-2:] = [_BOLD.join(parts[-2:])]
    for place, part in enumerate(parts):
        if part:
            yield Span(part, bold=place % 2 == 1)
