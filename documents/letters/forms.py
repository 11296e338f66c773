"""The forms a letter can take, read from `forms.yaml`: NĐ 30/2020 and TT 01/2011.

Lengths are millimetres, sizes and gaps are points. Sizes are the example column of
the decree's own table (Phụ lục I, Mục V), the only ones at which this agency's
header fits two columns (letter-format.md §2.4).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final

from documents.letters.kinds import Kind
from documents.letters.letter import Appendix, Letter
from documents.letters.shipped import shipped

_FILE: Final = Path(__file__).with_name("forms.yaml")
_GROUPS: Final = ("page", "small_page", "sizes", "lengths")


class PageNumber(Enum):
    """Where the page number stands, from the second page on."""

    TOP_CENTRE = "top_centre"
    BOTTOM_RIGHT = "bottom_right"


@dataclass(frozen=True)
class Measure:
    """What we print, what the rule allows, and where it is written.

    One that is not verified stands for custom, or was written from memory.
    """

    value: float
    source: str
    within: tuple[float, float] | None = None
    verified: bool = True


@dataclass(frozen=True)
class Page:
    """A sheet and its margins."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    edge: float

    @property
    def text_width(self) -> float:
        """Return what the side margins leave."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Return what the margins above and below leave."""
        return self.height - self.top - self.bottom

    @property
    def turned(self) -> "Page":
        """Return the same sheet on its side."""
        return replace(self, width=self.height, height=self.width)

    @property
    def lies(self) -> bool:
        """Say whether the sheet is wider than high."""
        return self.width > self.height


@dataclass(frozen=True)
class Sizes:
    """Type sizes of the components, in points."""

    agency: int
    nation: int
    motto: int
    number: int
    date: int
    about: int
    heading: int
    body: int
    table: int
    signature: int
    recipients_label: int
    recipients: int
    stamp: int
    address: int
    appendix: int
    page_number: int


@dataclass(frozen=True)
class Lengths:
    """Indents, columns and gaps; gaps are points, `line` is lines, a share a share."""

    line: float
    first_line: float
    paragraph_gap: float
    rule_share: float
    about_gap: float
    header_left: float
    footer_left: float
    address_left: float
    signature_space: float
    number_gap: float
    heading_gap: float
    address_gap: float
    authority_gap: float
    signature_gap: float
    stamp_gap: float
    cell_gap: float
    cell_margin: float


@dataclass(frozen=True, eq=False)
class Form:
    """One regulation on the form of letters, in force from `since` on.

    `measures` holds every measure by its place in the file, such as `sizes.body`,
    with its source; the other fields are their values.
    """

    id: str
    title: str
    since: date
    page_number: PageNumber
    bases_italic: bool
    bases_end: str
    small_paper: frozenset[str]
    page: Page
    small_page: Page
    sizes: Sizes
    lengths: Lengths
    measures: Mapping[str, Measure]

    def page_of(self, kind: Kind) -> Page:
        """Return the sheet that letters of a kind are printed on."""
        return self.small_page if kind.id in self.small_paper else self.page

    def page_of_appendix(self, appendix: Appendix) -> Page:
        """Return the sheet of an appendix: whole, whatever the letter is on."""
        return self.page.turned if appendix.landscape else self.page


def _forms() -> Iterator[Form]:
    told = shipped(_FILE)
    for id, fields in told.items():
        groups = {group: _measures(fields.pop(group)) for group in _GROUPS}
        values = {
            group: {name: found.value for name, found in measures.items()}
            for group, measures in groups.items()
        }
        page = Page(**values["page"])
        yield Form(
            **fields
            | {
                "id": id,
                "page_number": PageNumber(fields["page_number"]),
                "small_paper": frozenset(fields["small_paper"]),
                "page": page,
                "small_page": replace(page, **values["small_page"]),
                "sizes": Sizes(**{n: round(v) for n, v in values["sizes"].items()}),
                "lengths": Lengths(**values["lengths"]),
                "measures": {
                    f"{group}.{name}": found
                    for group, measures in groups.items()
                    for name, found in measures.items()
                },
            }
        )


def _measures(rows: Mapping[str, Any]) -> dict[str, Measure]:
    return {
        name: Measure(
            value=row["is"],
            source=row["source"],
            within=tuple(row["within"]) if "within" in row else None,
            verified=row.get("verified", True),
        )
        for name, row in rows.items()
    }


FORMS: Final = {form.id: form for form in _forms()}
"""Oldest first; a successor of the decree is one more entry of the file."""

TT01: Final = FORMS["tt01"]
ND30: Final = FORMS["nd30"]


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
