"""The address that marks a case for the backlog, or takes a mark back (§8)."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import backlog
from documents.errors import Invalid, OutOfDate
from portal import wiring
from portal.desk.case_page import case_page
from portal.desk.forms import Opened
from portal.desk.moves import opened_case
from portal.desk.panels.backlog import BACKLOG, MarkForm
from portal.forms import blame, checked, version_in
from portal.security import CASE_ROLES, acting, officers
from portal.trouble import Trouble, overtaken


def add_to(blueprint: Blueprint) -> None:
    """Add the address to the desk's blueprint."""
    blueprint.post("/ho-so/<code>/ton-dong")(backlog_mark)


@officers(*CASE_ROLES)
def backlog_mark(code: str) -> Response:
    """Set a mark or take it back, or show the case with what stands in its way."""
    opened, form = opened_case(code), MarkForm()
    form.offer(opened)
    if not checked(form):
        return _again(opened, form, Trouble(form=form), status=422)
    try:
        _mark(opened, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(opened, form, Trouble(form=form), status=422)
    except OutOfDate as refusal:
        told = overtaken(refusal, form.version, opened.case)
        return _again(opened, form, told, status=409)
    flash("Đã bỏ dấu." if form.takes_back else "Đã đánh dấu hồ sơ.", "success")
    return redirect(url_for("desk.show", code=opened.case.code), 303)


def _mark(opened: Opened, form: MarkForm) -> None:
    verb = backlog.unmark if form.takes_back else backlog.mark
    verb(
        opened.session,
        opened.case,
        form.marking(),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _again(
    opened: Opened, form: MarkForm, trouble: Trouble, *, status: int
) -> Response:
    page = case_page(
        opened.session, opened.case, trouble=trouble, came_back=(BACKLOG, form)
    )
    return page.render(status=status)
