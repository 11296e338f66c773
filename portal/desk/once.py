"""A PIN on its way from the answer that gives it to the one page that shows it.

Nobody can read it again afterwards: it waits in its officer's own session, as a
message does, and leaves it with the page. From there it goes onto the slip by POST.
"""

from dataclasses import dataclass
from typing import Final

from flask import session, url_for
from wtforms import HiddenField

from documents import lookups
from portal.forms import PortalForm

_KEPT: Final = "pins"


class SlipForm(PortalForm):
    """The PIN that its clerk has before him, to be printed."""

    pin = HiddenField()


@dataclass(frozen=True)
class Once:
    """What is told of a new PIN, and the form that prints it."""

    told: str
    pin: str
    url: str


def keep(code: str, pin: str) -> None:
    """Keep the PIN of a case until its page is shown."""
    session[_KEPT] = {**session.get(_KEPT, {}), code: pin}


def take(code: str) -> Once | None:
    """Return what there is to tell of a case's new PIN, and forget it."""
    kept = dict(session.get(_KEPT, {}))
    pin = kept.pop(code, "")
    if not pin:
        return None
    session[_KEPT] = kept
    url = url_for("desk.receipt_with_pin", code=code)
    return Once(lookups.shown_once(pin), pin, url)
