"""Addresses that move a case: the steps of its page, its draft, its sender."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import cases, identities
from documents.deadlines import local_day
from documents.errors import Invalid, OutOfDate
from documents.vault import Identity
from portal import attaching, db, wiring
from portal.desk import steps
from portal.desk.case_page import Sealed, case_page, sealed_of
from portal.desk.forms import Opened, StepForm, UnsealForm
from portal.desk.steps import Step
from portal.forms import blame, checked
from portal.security import CASE_ROLES, acting, officers
from portal.trouble import Trouble, overtaken


def add_to(blueprint: Blueprint) -> None:
    """Add the moves to the desk's blueprint."""
    blueprint.post("/ho-so/<code>/nguoi-phan-anh")(unseal)
    blueprint.post("/ho-so/<code>/<action>")(advance)


@officers(*CASE_ROLES)
def advance(code: str, action: str) -> Response:
    """Make a move, or show the case again with what stands in its way."""
    step, opened = steps.named(action), opened_case(code)
    form = step.form()
    form.offer(opened)
    try:
        steps.must_be_open(step, opened, form)
        if not checked(form):
            return _again(opened, step, form)
        steps.take(step, opened, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(opened, step, form)
    except OutOfDate as refusal:
        return _conflict(opened, step, form, refusal)
    flash(step.done, "success")
    return redirect(url_for("desk.show", code=opened.case.code), 303)


def opened_case(code: str) -> Opened:
    """Return the case of an address as the officer at work opens it."""
    session = db.session()
    case = cases.get(session, code, viewer=acting())
    return Opened(session, case, local_day(wiring.current().clock()))


def _again(opened: Opened, step: Step, form: StepForm) -> Response:
    page = case_page(
        opened.session,
        opened.case,
        failed=(step, form),
        trouble=Trouble(form=form),
    )
    return page.render(status=422)


def _conflict(
    opened: Opened, step: Step, form: StepForm, refusal: OutOfDate
) -> Response:
    """Keep what was typed; sending it again is then done knowingly."""
    trouble = overtaken(refusal, form.version, opened.case)
    attaching.hold(form)
    page = case_page(
        opened.session,
        opened.case,
        failed=(step, form),
        trouble=trouble,
    )
    return page.render(status=409)


@officers(*CASE_ROLES)
def unseal(code: str) -> Response:
    """Show who sent the case on this answer only; that it was seen is kept."""
    opened, form = opened_case(code), UnsealForm()
    sealed = replace(sealed_of(opened.session, opened.case, acting()), form=form)
    if not checked(form):
        return _sealed(opened, sealed, status=422)
    try:
        identity = _unsealed(opened, form)
    except Invalid as refusal:
        blame(form, refusal)
        return _sealed(opened, sealed, status=422)
    return _sealed(opened, replace(sealed, identity=identity), status=200)


def _unsealed(opened: Opened, form: UnsealForm) -> Identity:
    wired = wiring.current()
    return identities.unseal(
        opened.session,
        opened.case,
        reason=form.reason.data or "",
        vault=wired.vault,
        by=acting(),
        now=wired.clock(),
    )


def _sealed(opened: Opened, sealed: Sealed, *, status: int) -> Response:
    page = case_page(opened.session, opened.case, sealed=sealed)
    return page.render(status=status)
