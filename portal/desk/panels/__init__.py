"""The sections of a case's page that only show something, each a row of `PANELS`.

A section that takes a form as well has its address in a module of its own beside this
package, which shows the page again with the form that came back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from portal.desk.forms import Opened
from portal.desk.panels.backlog import BACKLOG
from portal.desk.panels.course import PAPERS, TOLD
from portal.desk.panels.files import FILES
from portal.desk.panels.links import LINKS
from portal.desk.panels.merged import MERGED
from portal.desk.panels.orders import ORDERS
from portal.desk.panels.panel import Panel, Place
from portal.desk.panels.pin import PIN
from portal.desk.panels.publication import PUBLICATION
from portal.desk.panels.seen import SEEN
from portal.desk.panels.sender import SENDER
from portal.desk.panels.talk import TALK
from portal.forms import PortalForm

__all__ = ["PANELS", "CameBack", "Panel", "Place", "Shown", "shown"]

PANELS: Final = (
    SEEN,
    FILES,
    SENDER,
    ORDERS,
    *TOLD,
    MERGED,
    TALK,
    PAPERS,
    LINKS,
    PIN,
    PUBLICATION,
    BACKLOG,
)
"""Every section, in the order in which its column shows them."""

CameBack = tuple[Panel, PortalForm]
"""A section whose form was not taken, and the form as it was typed."""


@dataclass(frozen=True)
class Shown:
    """A section as the page shows it: its template gets `shown`."""

    template: str
    shown: Any


def shown(
    opened: Opened, place: Place, *, came_back: CameBack | None = None
) -> Iterator[Shown]:
    """Yield the sections of a column that have something to show."""
    for panel in PANELS:
        if panel.place is place:
            mine = came_back is not None and came_back[0] is panel
            form = came_back[1] if came_back is not None and mine else None
            view = panel.read(opened, form)
            if view is not None:
                yield Shown(panel.template, view)
