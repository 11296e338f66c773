"""The receipt slip of a case (phiếu tiếp nhận): what its sender takes along.

Nobody's name stands on it but the officer's who took the case down: it lies on desks
and is read out on the telephone. Printed right after the case was taken down, it bears
the PIN as well; nobody can print that later.
"""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import cases, lookups
from documents.errors import NotFound
from documents.lifecycles import TAKERS
from documents.models import Case
from documents.vocabulary import CaseState
from portal import db, wiring
from portal.desk.once import SlipForm
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.slip import Slip, slip_of


@dataclass(frozen=True, kw_only=True)
class ReceiptPage(Page):
    """The slip, and the way back to its case."""

    template: ClassVar[str] = "desk/receipt.html"
    slip: Slip
    case_url: str


def add_to(blueprint: Blueprint) -> None:
    """Add the address of the slip to the desk's blueprint."""
    blueprint.get("/ho-so/<code>/phieu-tiep-nhan")(receipt)
    blueprint.post("/ho-so/<code>/phieu-tiep-nhan")(receipt_with_pin)


@officers(*CASE_ROLES)
def receipt(code: str) -> Response:
    """Show the slip, ready to be printed."""
    return _page(db.session(), _case(code)).render()


@officers(*TAKERS)
def receipt_with_pin(code: str) -> Response:
    """Show the slip with the PIN that the officer has just given; later, without."""
    session, case, pin = db.session(), _case(code), SlipForm().pin.data or ""
    wired = wiring.current()
    if not lookups.is_just_given(
        session, case, pin, wired.vault, by=acting(), now=wired.clock()
    ):
        return redirect(url_for("desk.receipt", code=case.code), 303)
    return _page(session, case, pin=pin).render()


def _case(code: str) -> Case:
    """Return a case that has a slip.

    Raises:
        NotFound: it has none, or is not the officer's to see.
    """
    case = cases.get(db.session(), code, viewer=acting())
    if not has_receipt(case):
        raise NotFound("Hồ sơ này không có phiếu tiếp nhận.")
    return case


def has_receipt(case: Case) -> bool:
    """Say whether a case was taken at all, and may lie on paper outside its file."""
    return case.state is not CaseState.SUBMITTED and not case.sealed


def _page(session: Session, case: Case, *, pin: str = "") -> ReceiptPage:
    return ReceiptPage(
        title=f"Phiếu tiếp nhận {case.code}",
        slip=slip_of(session, case, pin=pin),
        case_url=url_for("desk.show", code=case.code),
    )
