"""What a section of a case's page is."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from portal.desk.forms import Opened
from portal.forms import PortalForm


class Place(Enum):
    """Where a section stands: above all, in what is told, after that, or beside it."""

    TOP = "top"
    TOLD = "told"
    LATER = "later"
    ABOUT = "about"


@dataclass(frozen=True)
class Panel:
    """A section: where it stands, its template, and what that is given as `shown`.

    `read` gets the case and the section's form if that came back; None as its answer
    leaves the section out.
    """

    place: Place
    template: str
    read: Callable[[Opened, PortalForm | None], Any]
