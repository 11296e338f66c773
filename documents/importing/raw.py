"""A row as it stands in a file, before anybody asks what it means."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_CELL = 40_000
"""Characters; what is longer is cut here and refused where it is read."""


@dataclass(frozen=True)
class Fault:
    """Why a row is not taken: in which column ("" is the row), and what to do."""

    column: str
    message: str


@dataclass(frozen=True)
class Raw:
    """The cells of a row by the names of their columns, and its line in the file."""

    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    from_1904: bool = False


def broken(line: int, message: str) -> Raw:
    """Return a row that could not even be taken apart."""
    return Raw(line, faults=(Fault("", message),))
