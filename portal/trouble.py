"""Why a form came back: its errors, what others changed, what was typed."""

from dataclasses import dataclass
from typing import Final, Protocol

from wtforms import HiddenField

from documents.errors import OutOfDate
from portal import db
from portal.forms import PortalForm


@dataclass(frozen=True)
class Trouble:
    """What a page tells of a form that came back."""

    form: PortalForm | None = None
    message: str = ""
    changed: tuple[str, ...] = ()
    typed: tuple[tuple[str, str], ...] = ()


NO_TROUBLE: Final = Trouble()


class Standing(Protocol):
    """What carries the version that stands."""

    @property
    def version(self) -> int:
        """Return it."""


def overtaken(refusal: OutOfDate, seen: HiddenField, row: Standing) -> Trouble:
    """Tell what others did to a row; sending its form again is then done knowingly.

    `seen` is the form's version, which becomes the one that stands now.
    """
    db.refused()
    seen.data = str(row.version)
    return Trouble(message=refusal.message, changed=refusal.changed)
