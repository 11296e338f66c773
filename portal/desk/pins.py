"""The PIN with which a sender looks his case up: given at intake, or given again."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from documents import lookups
from documents.errors import Invalid, OutOfDate
from documents.lifecycles import TAKERS
from portal import wiring
from portal.desk import once
from portal.desk.case_page import case_page
from portal.desk.forms import Opened
from portal.desk.moves import opened_case
from portal.desk.panels.pin import PIN, PinForm
from portal.forms import blame, checked, version_in
from portal.security import acting, officers
from portal.trouble import Trouble, overtaken


def add_to(blueprint: Blueprint) -> None:
    """Add the address of giving a PIN to the desk's blueprint."""
    blueprint.post("/ho-so/<code>/ma-tra-cuu")(give_pin)


@officers(*TAKERS)
def give_pin(code: str) -> Response:
    """Give a case a PIN, and show it once."""
    pin = lookups.new_pin()
    kept = lookups.kept(pin, wiring.current().vault)
    opened, form = opened_case(code), PinForm()
    try:
        if not checked(form):
            return _again(opened, form, Trouble(form=form), 422)
        _give(opened, form, kept)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(opened, form, Trouble(form=form), 422)
    except OutOfDate as refusal:
        trouble = overtaken(refusal, form.version, opened.case)
        return _again(opened, form, trouble, 409)
    once.keep(opened.case.code, pin)
    return redirect(url_for("desk.show", code=opened.case.code), 303)


def _give(opened: Opened, form: PinForm, kept: str) -> None:
    lookups.give_anew(
        opened.session,
        opened.case,
        kept,
        form.reason.data or "",
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _again(opened: Opened, form: PinForm, trouble: Trouble, status: int) -> Response:
    page = case_page(
        opened.session, opened.case, trouble=trouble, came_back=(PIN, form)
    )
    return page.render(status=status)
