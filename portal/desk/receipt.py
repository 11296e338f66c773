"""The receipt slip of a case (phiếu tiếp nhận): what its sender takes along.

Nobody's name stands on it but the officer's who took the case down: it lies on desks
and is read out on the telephone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from flask import Blueprint, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import cases, queries
from documents.errors import NotFound
from documents.models import Case
from documents.vocabulary import CaseState
from portal import db, wiring
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(Page):
    """The slip; `hotline` holds who is called and under which numbers."""

    template: ClassVar[str] = "desk/receipt.html"
    code: str
    matter: str
    location: str
    channel: str
    received_at: datetime
    due_on: date
    taken_by: str
    hotline: tuple[tuple[str, str], ...]
    contacts_url: str
    case_url: str


def add_to(blueprint: Blueprint) -> None:
    """Add the address of the slip to the desk's blueprint."""
    blueprint.get("/ho-so/<code>/phieu-tiep-nhan")(receipt)


@officers(*CASE_ROLES)
def receipt(code: str) -> Response:
    """Show the slip, ready to be printed."""
    session = db.session()
    case = cases.get(session, code, viewer=acting())
    if not has_receipt(case):
        raise NotFound("Hồ sơ này không có phiếu tiếp nhận.")
    return _page(session, case).render()


def has_receipt(case: Case) -> bool:
    """Say whether a case was taken at all, and may lie on paper outside its file."""
    return case.state is not CaseState.SUBMITTED and not case.sealed


def _page(session: Session, case: Case) -> ReceiptPage:
    public_url = wiring.current().settings.public_url
    return ReceiptPage(
        title=f"Phiếu tiếp nhận {case.code}",
        code=case.code,
        matter=case.title,
        location=case.location,
        channel=case.channel.label,
        received_at=case.received_at,
        due_on=case.due_on,
        taken_by=case.recorded_by.full_name if case.recorded_by else "",
        hotline=tuple(_hotline(session)),
        contacts_url=f"{public_url}{url_for('contacts.index')}",
        case_url=url_for("desk.show", code=case.code),
    )


def _hotline(session: Session) -> Iterator[tuple[str, str]]:
    """Yield who answers the hotline, and the numbers that visitors see."""
    for contact in queries.published_contacts(session):
        numbers = [phone.raw for phone in contact.phones if phone.public]
        if numbers:
            yield contact.position, " – ".join(numbers)
