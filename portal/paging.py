"""Pages of a list, with the address of each; filters stay in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Pages:
    """Where a list stands: `page` of `last`, and how to reach the others."""

    page: int
    last: int
    path: str
    query: Mapping[str, str]

    def url(self, number: int) -> str:
        """Return the address of a page; the first one carries no number."""
        kept = {name: value for name, value in self.query.items() if value}
        if number > 1:
            kept["trang"] = str(number)
        return f"{self.path}?{urlencode(kept)}" if kept else self.path


def page_number(typed: str) -> int:
    """Return a page number out of an address; rubbish is the first page."""
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 1
