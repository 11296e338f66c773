"""Why a form came back: its errors, what others changed, what was typed."""

from dataclasses import dataclass
from typing import Final

from portal.forms import PortalForm


@dataclass(frozen=True)
class Trouble:
    """What a page tells of a form that came back."""

    form: PortalForm | None = None
    message: str = ""
    changed: tuple[str, ...] = ()
    typed: tuple[tuple[str, str], ...] = ()


NO_TROUBLE: Final = Trouble()
