"""What is new on a case since its viewer looked last, and the note that he has seen it.

Reading never writes: the page's script sends the form by itself once it is looked at;
without script there is the button.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import url_for
from wtforms import HiddenField

from documents import history, queries
from portal.desk.forms import Opened
from portal.desk.panels.panel import Panel, Place
from portal.forms import PortalForm
from portal.security import acting


class SeenForm(PortalForm):
    """Up to which line of the history the page told everything."""

    line = HiddenField()


@dataclass(frozen=True)
class NewLine:
    """A line of the history that another officer wrote."""

    title: str
    who: str
    at: datetime


@dataclass(frozen=True)
class News:
    """The newest lines; none of them are told to who opens the case first."""

    rows: tuple[NewLine, ...]
    line: int
    url: str


def _news(opened: Opened, _form: PortalForm | None) -> News | None:
    session, case, viewer = opened.session, opened.case, acting()
    lines = queries.new_lines(session, case, viewer)
    if not lines:
        return None
    told = lines if queries.has_opened(session, case, viewer) else ()
    return News(
        rows=tuple(NewLine(history.title(one), one.actor_name, one.at) for one in told),
        line=lines[-1].id,
        url=url_for("desk.see", code=case.code),
    )


SEEN: Final = Panel(Place.TOP, "desk/panels/seen.html", _news)
