"""The agencies a letter can come from, read from `profiles.yaml`.

An agency is data: a merged or renamed department is a new profile, and no agency
is named in code. What administrators changed of the shipped one stands in the
database (`documents.agency`); a letter's file then carries the profile it was
written with, whole, and keeps it whatever becomes of the agency.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

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
    website: str = ""
    footer: str = ""

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


def profile(told: str | Mapping[str, Any]) -> Profile:
    """Return an agency's profile, by its id or as `filed` gave it.

    Raises:
        Invalid: there is none of this name, and the message lists those there are;
        or what was filed is no profile.
    """
    if isinstance(told, Mapping):
        return _unfiled(told)
    found = profiles().get(told)
    if found is None:
        known = ", ".join(profiles())
        raise Invalid({"profile": f"Không có cơ quan “{told}”. Các cơ quan: {known}."})
    return found


def filed(agency: Profile) -> str | dict[str, str]:
    """Return what a letter's file says of its agency: the id, if it is as shipped."""
    if profiles().get(agency.id) == agency:
        return agency.id
    return asdict(agency)


def profile_id(told: str | Mapping[str, Any]) -> str:
    """Return the id of the agency in a letter's file, however that carries it."""
    return str(told["id"]) if isinstance(told, Mapping) else told


def _unfiled(told: Mapping[str, Any]) -> Profile:
    names = {field.name for field in fields(Profile)}
    if not told.keys() <= names or not all(isinstance(it, str) for it in told.values()):
        raise Invalid({"profile": "Thông tin cơ quan ban hành không đọc được."})
    try:
        return Profile(**told)
    except TypeError as error:
        raise Invalid({"profile": "Thông tin cơ quan ban hành bị thiếu."}) from error
