"""Pages of a list and its filters; both stand in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Pages:
    """Where a list stands: `page` of `last`, and how to reach the others."""

    page: int
    last: int
    path: str
    query: Mapping[str, str]

    @property
    def numbers(self) -> list[int]:
        """Return the pages that are offered: the ends, and those beside this one."""
        near = {1, self.page - 1, self.page, self.page + 1, self.last}
        return sorted(number for number in near if 1 <= number <= self.last)

    def url(self, number: int) -> str:
        """Return the address of a page; the first one carries no number."""
        kept = {name: value for name, value in self.query.items() if value}
        if number > 1:
            kept["trang"] = str(number)
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


@dataclass(frozen=True)
class Filter:
    """One choice above a list: a name in the address, and its values.

    `any_of_them` says what nothing chosen means.
    """

    name: str
    label: str
    chosen: str
    choices: tuple[tuple[str, str], ...]
    any_of_them: str = "Tất cả"

    @property
    def told(self) -> str:
        """Say what is chosen, as people read it."""
        label = dict(self.choices).get(self.chosen, self.chosen)
        return f"{self.label.lower()} “{label}”"


def narrowed(filters: Sequence[Filter]) -> str:
    """Say after a count what it was narrowed to; "" for everything."""
    told = ", ".join(filter.told for filter in filters if filter.chosen)
    return f" theo {told}" if told else ""


def page_number(typed: str) -> int:
    """Return a page number out of an address; rubbish is the first page."""
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 1
