"""What stands on the paper: text with the look it has in effect, not as written."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

BLACK: Final = "000000"


@dataclass(frozen=True)
class Look:
    """How letters look: fonts in use, points, colour as RRGGBB.

    `spacing` is points added to each letter, `scale` how wide letters are drawn.
    """

    fonts: frozenset[str] = frozenset()
    size: float = 10
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = BLACK
    spacing: float = 0
    scale: float = 1


@dataclass(frozen=True)
class Run:
    """A stretch of text of one look; `text` is what is shown, `typed` what is kept."""

    typed: str
    look: Look
    capitals: bool = False

    @property
    def text(self) -> str:
        """Return the letters as they are printed."""
        return self.typed.upper() if self.capitals else self.typed


@dataclass(frozen=True)
class Shape:
    """How a paragraph stands: millimetres across, points down, lines as a factor.

    `ruled` says that a line stands above or below it, as wide as the paragraph.
    """

    align: str = "left"
    left: float = 0
    right: float = 0
    first_line: float = 0
    before: float = 0
    after: float = 0
    line: float = 1
    exact: bool = False
    snug: bool = False
    ruled: bool = False


@dataclass(frozen=True)
class Cell:
    """Where in a table: which table, row and column, and the cell around that.

    `room` is how wide its text may be, None where the file leaves that open.
    """

    table: int
    row: int
    column: int
    around: "Cell | None" = None
    room: float | None = None


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, its place in the file's order counted from 1.

    `drawn` is how long the level lines are that are drawn in it, in millimetres.
    """

    place: int
    runs: tuple[Run, ...]
    shape: Shape
    cell: Cell | None = None
    boxed: bool = False
    label: str = ""
    section: int = 0
    drawn: tuple[float, ...] = ()

    @cached_property
    def text(self) -> str:
        """Return what is printed, an automatic number in front."""
        return self.label + "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Edge:
    """A header or footer: its text, and how its page number stands, if it has one."""

    text: str = ""
    numbered: bool = False
    align: str = "left"
    size: float = 0


@dataclass(frozen=True)
class Section:
    """A stretch of pages of one size, lengths in millimetres."""

    width: float = 210
    height: float = 297
    margins: dict[str, float] = field(default_factory=dict)
    first_differs: bool = False
    counts_anew: bool = False
    headers: dict[str, Edge] = field(default_factory=dict)
    footers: dict[str, Edge] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """A file opened: its paragraphs in order and its sections.

    `styled` says whether looks and shapes are known; of a PDF only words are.
    """

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    styled: bool = True
