"""The text of a file as a value: passages and their places, bounded in size."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Self

LONGEST: Final = 2_000_000
"""Bytes of UTF-8 that are kept of one file."""

MOST_PASSAGES: Final = 4_000
LONG_ENOUGH: Final = 1_500
"""Characters after which lines without pages begin a passage of their own."""

_MOST_TOLD: Final = 3_500_000
"""Bytes of JSON: what the sandbox lets out is not much more."""


class PlaceKind(StrEnum):
    """What a file is divided into."""

    PAGE = "page"
    SHEET = "sheet"
    PARAGRAPH = "paragraph"
    LINE = "line"


@dataclass(frozen=True)
class Place:
    """Where a passage begins: a page, a row of a sheet, a paragraph, a line."""

    kind: PlaceKind
    number: int
    name: str = ""

    @property
    def told(self) -> str:
        """Return the place in words."""
        match self.kind:
            case PlaceKind.PAGE:
                return f"trang {self.number}"
            case PlaceKind.SHEET:
                return f"trang tính “{self.name}”, dòng {self.number}"
            case PlaceKind.PARAGRAPH:
                return f"đoạn {self.number}"
            case PlaceKind.LINE:
                return f"dòng {self.number}"


@dataclass(frozen=True)
class Passage:
    """A stretch of a file's text."""

    place: Place
    text: str


@dataclass(frozen=True)
class Text:
    """What was read of a file.

    `is_cut` says that there was more than is kept; `blank_pages` are the pages of a
    PDF on which no letter stands, such as scanned ones.
    """

    passages: tuple[Passage, ...] = ()
    is_cut: bool = False
    blank_pages: tuple[int, ...] = field(default=())

    @property
    def whole(self) -> str:
        """Return all of it, a line after each passage."""
        return "\n".join(passage.text for passage in self.passages)

    def data(self) -> dict[str, Any]:
        """Return it as data that JSON can carry."""
        return {
            "passages": [
                [one.place.kind.value, one.place.number, one.place.name, one.text]
                for one in self.passages
            ],
            "is_cut": self.is_cut,
            "blank_pages": list(self.blank_pages),
        }

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        """Return it from what `data` gave."""
        return cls(
            tuple(
                Passage(Place(PlaceKind(kind), number, name), text)
                for kind, number, name, text in told["passages"]
            ),
            told["is_cut"],
            tuple(told["blank_pages"]),
        )


def bounded(passages: Iterable[Passage], blank_pages: Iterable[int] = ()) -> Text:
    """Return as many of the passages as are kept; the rest is not even read."""
    kept: list[Passage] = []
    room, told = LONGEST, _MOST_TOLD
    for passage in passages:
        room -= len(passage.text.encode())
        told -= len(json.dumps([passage.place.name, passage.text]))
        if room < 0 or told < 0 or len(kept) == MOST_PASSAGES:
            return Text(tuple(kept), is_cut=True, blank_pages=tuple(blank_pages))
        if passage.text.strip():
            kept.append(passage)
    return Text(tuple(kept), blank_pages=tuple(blank_pages))


def grouped(
    lines: Iterable[tuple[int, str]], kind: PlaceKind, name: str = ""
) -> Iterator[Passage]:
    """Yield numbered lines as passages, each long enough to look at."""
    first, held, length = 0, list[str](), 0
    for number, line in lines:
        if not line.strip():
            continue
        first = first if held else number
        for piece in _pieces(line):
            held.append(piece)
            length += len(piece)
            if length >= LONG_ENOUGH:
                yield Passage(Place(kind, first, name), "\n".join(held))
                first, held, length = number, [], 0
    if held:
        yield Passage(Place(kind, first, name), "\n".join(held))


def _pieces(line: str) -> Iterator[str]:
    """Cut a line that is itself a text, between words where there are any."""
    while len(line) > 2 * LONG_ENOUGH:
        cut = line.rfind(" ", LONG_ENOUGH, 2 * LONG_ENOUGH)
        cut = cut if cut > 0 else 2 * LONG_ENOUGH
        yield line[:cut]
        line = line[cut:]
    yield line
