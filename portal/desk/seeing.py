"""The note that an officer has seen a case: an address, and every form he sends."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import cases, unread
from portal import db
from portal.desk.moves import opened_case
from portal.desk.panels.seen import SeenForm
from portal.forms import version_in
from portal.security import CASE_ROLES, acting, officers

_ITSELF = "desk.see"


def add_to(blueprint: Blueprint) -> None:
    """Add the address to the desk's blueprint, and note what its forms show."""
    blueprint.post("/ho-so/<code>/da-xem")(see)
    blueprint.before_request(_note)


@officers(*CASE_ROLES)
def see(code: str) -> Response:
    """Note up to which line the officer has seen a case; a script wants no page."""
    opened = opened_case(code)
    line = version_in(SeenForm().line)
    unread.mark(opened.session, opened.case, by=acting(), line=line)
    if "quiet" in request.form:
        return Response(status=204)
    return redirect(url_for("desk.show", code=opened.case.code), 303)


def _note() -> None:
    """Note that whoever sends a form of a case has seen the case.

    A form that is refused takes the note back with everything else it wrote.
    """
    code = (request.view_args or {}).get("code")
    if code is None or request.method in db.SAFE or request.endpoint == _ITSELF:
        return
    session, viewer = db.session(), acting()
    unread.mark(session, cases.get(session, code, viewer=viewer), by=viewer)
