"""The forms a letter can take, as data: NĐ 30/2020 and, before it, TT 01/2011.

Lengths are millimetres, sizes are points. Sizes are the example column of the
decree's own table (Phụ lục I, Mục V), the only ones at which this agency's header
fits two columns (letter-format.md §2.4).
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from documents.letters.letter import Letter


class PageNumber(Enum):
    """Where the page number stands, from the second page on."""

    TOP_CENTRE = "top_centre"
    BOTTOM_RIGHT = "bottom_right"


@dataclass(frozen=True)
class Page:
    """A4 upright with the margins of Phụ lục I, Phần I, Mục I."""

    width: float = 210
    height: float = 297
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15
    edge: float = 10

    @property
    def text_width(self) -> float:
        """Return what the side margins leave."""
        return self.width - self.left - self.right


@dataclass(frozen=True)
class Sizes:
    """Type sizes of the components (Phụ lục I, Mục V)."""

    agency: int = 12
    nation: int = 12
    motto: int = 13
    number: int = 13
    date: int = 13
    about: int = 12
    heading: int = 14
    body: int = 14
    signature: int = 14
    recipients_label: int = 12
    recipients: int = 11
    stamp: int = 13
    page_number: int = 13


@dataclass(frozen=True)
class Form:
    """One regulation on the form of letters, in force from `since` on."""

    id: str
    title: str
    since: date
    page_number: PageNumber
    bases_italic: bool
    bases_end: str
    small_paper: frozenset[str] = frozenset()
    page: Page = field(default_factory=Page)
    sizes: Sizes = field(default_factory=Sizes)
    header_columns: tuple[float, float] = (66, 99)
    footer_columns: tuple[float, float] = (70, 95)
    first_line: float = 12.7
    signature_space: float = 27


TT01: Final = Form(
    id="tt01",
    title="Thông tư 01/2011/TT-BNV",
    since=date(2011, 1, 19),
    page_number=PageNumber.BOTTOM_RIGHT,
    bases_italic=False,
    bases_end=",",
    small_paper=frozenset({"phieu-chuyen"}),
)
ND30: Final = Form(
    id="nd30",
    title="Nghị định 30/2020/NĐ-CP",
    since=date(2020, 3, 5),
    page_number=PageNumber.TOP_CENTRE,
    bases_italic=True,
    bases_end=".",
)

FORMS: Final = {form.id: form for form in (TT01, ND30)}
"""Oldest first; a successor of the decree is one more row."""


def form_of(letter: Letter, *, on: date | None = None) -> Form:
    """Return the form in force at the letter's date, else at `on`, else the newest.

    A blank day is read as the month's last: a draft of March 2020 will be issued
    under the decree. Letters before the circular take the circular's form.
    """
    day = letter.dated.latest if letter.dated else on
    found = TT01
    for form in FORMS.values():
        if day is None or form.since <= day:
            found = form
    return found
