"""The typed body of a letter as paragraphs with a level and bold runs.

A clerk types plainly: a blank line ends a paragraph; "1.", "a)", "-" open one of
their level; **two asterisks** make bold. Numbers and letters stay as typed, for
Word's own lists count a, b, c, d, e where Vietnamese counts a, b, c, d, đ
(letter-format.md §3.7).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

END: Final = "./."
"""What closes the text of every letter (Phụ lục I, templates 1.1 to 1.10)."""

_BOLD: Final = "**"
_CLOSING: Final = (".", ";", ":", ",", "!", "?", "…")
_WRAPPED: Final = range(60, 101)


class Level(Enum):
    """What opens a paragraph; a line of any other beginning is text."""

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


@dataclass(frozen=True)
class Block:
    """A paragraph. A title is a numbered line without a closing mark."""

    level: Level
    spans: tuple[Span, ...]
    title: bool = False

    @property
    def text(self) -> str:
        """Return its words without the emphasis."""
        return "".join(span.text for span in self.spans)


def blocks(body: str) -> tuple[Block, ...]:
    """Return the paragraphs of a clean body, its end closed with `./.`."""
    paragraphs = list(_paragraphs(body))
    paragraphs[-1:] = [_closed(last) for last in paragraphs[-1:]]
    return tuple(block for block in map(_block, paragraphs) if block.spans)


def _paragraphs(body: str) -> Iterator[str]:
    held: list[str] = []
    for line in (" ".join(typed.split()) for typed in body.split("\n")):
        if held and not (line and _goes_on(held[-1], line)):
            yield " ".join(held)
            held = []
        if line:
            held.append(line)
    if held:
        yield " ".join(held)


def _goes_on(above: str, line: str) -> bool:
    """Say whether a margin, not the typist, broke the line above.

    A form's text area breaks no lines, so Enter there means a new paragraph; a
    file typed in an editor is broken at 60 to 100 characters.
    """
    if _level(line.lstrip("*")) is not Level.TEXT:
        return False
    broken_by_margin = len(above) in _WRAPPED and not above.endswith(_CLOSING)
    return line[0].islower() or broken_by_margin


def _closed(paragraph: str) -> str:
    paired = paragraph.count(_BOLD) % 2 == 0
    bold = _BOLD if paired and paragraph.endswith(_BOLD) else ""
    bare = paragraph.removesuffix(bold)
    if bare.endswith(END):
        return paragraph
    return f"{bare.rstrip(' .;,:')}{bold}{END}"


def _block(paragraph: str) -> Block:
    spans = tuple(_spans(paragraph))
    text = "".join(span.text for span in spans)
    level = _level(text)
    title = level not in (Level.DASH, Level.TEXT) and not text.endswith(_CLOSING)
    if level is Level.SECTION and not title:
        level = Level.TEXT
    return Block(level, spans, title=title)


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
