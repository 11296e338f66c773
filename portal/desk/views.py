"""Addresses of the desk and of cases: reading. Moves are in `moves`."""

from typing import Final

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from documents import cases, queries
from documents.vocabulary import Role
from portal import db, wiring
from portal.desk import pages
from portal.desk.due import local_day
from portal.security import EVERYBODY, acting, officers

blueprint = Blueprint("desk", __name__)

CASE_ROLES: Final = tuple(role for role in Role if role is not Role.ADMIN)
"""Who works on cases; an administrator sees none (domain.md §6)."""


@blueprint.get("/ban-lam-viec")
@officers(*EVERYBODY)
def index() -> Response:
    """Show what waits for the officer who looks."""
    if acting().role is Role.ADMIN:
        return pages.AdminDeskPage(title="Bàn làm việc").render()
    wired = wiring.current()
    today, session = local_day(wired.clock()), db.session()
    figures = queries.desk_figures(session, acting(), today=today)
    return pages.DeskPage(
        title="Bàn làm việc",
        tallies=(
            pages.Tally(figures.open, "Đang mở", url_for("desk.listing"), "blue"),
            pages.Tally(
                figures.due_today, "Đến hạn hôm nay", url_for("desk.listing"), "yellow"
            ),
            pages.Tally(figures.overdue, "Quá hạn", url_for("desk.listing"), "red"),
        ),
        queue=tuple(
            pages.row_of(case, wired.calendar, today=today)
            for case in queries.waiting_for(session, acting())
        ),
        may_record=acting().role in {Role.CLERK, Role.FOCAL},
    ).render()


@blueprint.get("/ho-so/")
@officers(*CASE_ROLES)
def listing() -> Response:
    """Show the cases the officer may see."""
    return index()


@blueprint.get("/ho-so/<code>")
@officers(*CASE_ROLES)
def show(code: str) -> Response:
    """Show one case."""
    cases.get(db.session(), code, viewer=acting())
    return index()
