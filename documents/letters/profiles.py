"""The agencies a letter can come from, read from `profiles.yaml`.

An agency is data: a merged or renamed department is a new profile, and no agency
is named in code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from documents.errors import Invalid
from documents.letters.shipped import shipped

DEFAULT_PROFILE: Final = "sgtvt-brvt"

_FILE: Final = Path(__file__).with_name("profiles.yaml")


@dataclass(frozen=True)
class Profile:
    """One agency: what its letters print of it, how to reach it, its English names."""

    id: str
    parent: str
    name: str
    full_name: str
    code: str
    place: str
    head: str
    address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    english_parent: str = ""
    english_name: str = ""

    @property
    def head_of_agency(self) -> str:
        """Return who decides here, as a decision's authority line names him."""
        return f"{self.head} {self.name}"

    @property
    def superior(self) -> str:
        """Return the body above it in full, as a sentence names it."""
        return " ".join(self.parent.split()).replace("UBND", "Ủy ban nhân dân")

    @property
    def contact(self) -> tuple[str, ...]:
        """Return the lines of the address strip (Phụ lục I, Phần I, Mục III.4)."""
        reached = (
            ("Điện thoại", self.phone),
            ("Fax", self.fax),
            ("Thư điện tử", self.email),
        )
        told = [f"{label}: {value}" for label, value in reached if value]
        where = [f"Địa chỉ: {self.address}"] if self.address else []
        return (*where, *(["; ".join(told)] if told else []))


@cache
def profiles() -> Mapping[str, Profile]:
    """Return every agency's profile by its id."""
    told = shipped(_FILE)
    return {id: Profile(id=id, **fields) for id, fields in told.items()}


def profile(id: str) -> Profile:
    """Return an agency's profile.

    Raises:
        Invalid: there is none of this name; the message lists those there are.
    """
    found = profiles().get(id)
    if found is None:
        known = ", ".join(profiles())
        raise Invalid({"profile": f"Không có cơ quan “{id}”. Các cơ quan: {known}."})
    return found
