"""The section that tells what leaders want done about a case, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from documents import standing
from documents.models import Instruction
from portal import wiring
from portal.desk.forms import Opened
from portal.desk.instructions import ForWhom, for_whom
from portal.desk.panels.panel import Panel, Place
from portal.forms import PortalForm


@dataclass(frozen=True)
class OrderView:
    """An instruction, how it stands, and its answer, or why it was taken back."""

    text: str
    by: str
    at: datetime
    due_on: date | None
    waits: ForWhom
    result: str
    answered: str
    answered_at: datetime | None
    taken_back_at: datetime | None
    taken_back_why: str


def _orders(opened: Opened, _form: PortalForm | None) -> tuple[OrderView, ...] | None:
    rows = standing.instructions(opened.session, opened.case)
    return tuple(_order(one, opened.today) for one in rows) or None


def _order(one: Instruction, today: date) -> OrderView:
    answered = one.answered_by
    return OrderView(
        text=one.text,
        by=f"{one.by.position} {one.by.full_name}".strip(),
        at=one.at,
        due_on=one.due_on,
        waits=for_whom(one, wiring.current().calendar, today=today),
        result=one.result,
        answered=answered.full_name if answered else "",
        answered_at=one.answered_at,
        taken_back_at=one.taken_back_at,
        taken_back_why=one.taken_back_why,
    )


ORDERS: Final = Panel(Place.TOLD, "desk/panels/orders.html", _orders)
