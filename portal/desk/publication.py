"""Addresses of what visitors read of a case: beside the original, released, gone."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import publications
from documents.errors import Invalid, OutOfDate
from documents.lifecycles import PREPARERS, PUBLICATION_STAFF, RELEASERS
from documents.vocabulary import PublicationAction, Role
from portal import wiring
from portal.desk.case_page import case_page
from portal.desk.forms import Opened
from portal.desk.moves import opened_case
from portal.desk.panels.publication import PUBLICATION
from portal.desk.publication_forms import OptForm, PublicForm, WhyForm
from portal.desk.publication_page import comparison_of, publication_page
from portal.forms import MoveForm, blame, checked, version_in
from portal.security import acting, officers
from portal.trouble import Trouble, overtaken

_A = PublicationAction
_STAFF = tuple(sorted(PUBLICATION_STAFF))


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of publication to the desk's blueprint."""
    blueprint.get("/ho-so/<code>/cong-khai")(publication)
    blueprint.post("/ho-so/<code>/cong-khai")(prepare)
    blueprint.post("/ho-so/<code>/cong-khai/duyet")(release)
    blueprint.post("/ho-so/<code>/cong-khai/tra-lai")(keep_private)
    blueprint.post("/ho-so/<code>/cong-khai/go-bo")(take_down)
    blueprint.post("/ho-so/<code>/dong-y-cong-khai")(say_no)


@officers(*_STAFF)
def publication(code: str) -> Response:
    """Show the text for everybody beside the original."""
    return publication_page(opened_case(code)).render()


@officers(*sorted(PREPARERS))
def prepare(code: str) -> Response:
    """Keep the text, or show it again with what still tells of somebody."""
    opened, form = opened_case(code), PublicForm()
    try:
        _check(opened, form, _A.PREPARE)
        form.offer(comparison_of(opened).findings(form.words()))
        if not checked(form):
            return _again(opened, form)
        _prepare(opened, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(opened, form)
    except OutOfDate as refusal:
        return _conflict(opened, form, refusal)
    return _done(opened, "Đã gửi bản công khai để duyệt đăng.")


def _prepare(opened: Opened, form: PublicForm) -> None:
    publications.prepare(
        opened.session,
        opened.case,
        form.words(),
        kept=form.kept.data or (),
        kept_why=form.kept_why.data or "",
        vault=wiring.current().vault,
        **_told(form),
    )


@officers(*sorted(RELEASERS))
def release(code: str) -> Response:
    """Let everybody read it."""
    opened, form = opened_case(code), MoveForm()
    vault = wiring.current().vault
    try:
        publications.release(opened.session, opened.case, vault=vault, **_told(form))
    except OutOfDate as refusal:
        return _conflict(opened, form, refusal)
    return _done(opened, "Đã công khai. Người dân xem được ngay.")


@officers(*sorted(RELEASERS))
def keep_private(code: str) -> Response:
    """Send the text back to who prepared it."""
    done = "Đã trả lại bản công khai kèm lý do."
    return _with_reason(code, publications.keep_private, _A.KEEP_PRIVATE, done)


@officers(*sorted({*RELEASERS, Role.FOCAL}))
def take_down(code: str) -> Response:
    """Take the text away from the public."""
    done = "Đã gỡ khỏi trang công khai và tìm kiếm."
    return _with_reason(code, publications.take_down, _A.TAKE_DOWN, done)


def _with_reason(
    code: str, verb: Callable[..., None], action: PublicationAction, done: str
) -> Response:
    opened, form = opened_case(code), WhyForm()
    try:
        _check(opened, form, action)
        if not checked(form):
            return _again(opened, form)
        verb(opened.session, opened.case, form.why.data or "", **_told(form))
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(opened, form)
    except OutOfDate as refusal:
        return _conflict(opened, form, refusal)
    return _done(opened, done)


@officers(*_STAFF)
def say_no(code: str) -> Response:
    """Write down whether the sender wants nothing of it published."""
    opened, form = opened_case(code), OptForm()
    try:
        if not checked(form):
            return _case_again(opened, form, Trouble(form=form), 422)
        _say_no(opened, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _case_again(opened, form, Trouble(form=form), 422)
    except OutOfDate as refusal:
        return _stale(opened, form, refusal)
    flash("Đã ghi nhận ý kiến của người gửi về việc công khai.", "success")
    return redirect(url_for("desk.show", code=opened.case.code), 303)


def _say_no(opened: Opened, form: OptForm) -> None:
    opted_out, note = bool(form.opted_out.data), form.note.data or ""
    told = _told(form)
    publications.say_no(opened.session, opened.case, note, opted_out=opted_out, **told)


def _stale(opened: Opened, form: OptForm, refusal: OutOfDate) -> Response:
    trouble = overtaken(refusal, form.version, opened.case)
    return _case_again(opened, form, trouble, 409)


def _case_again(
    opened: Opened, form: OptForm, trouble: Trouble, status: int
) -> Response:
    page = case_page(
        opened.session, opened.case, trouble=trouble, came_back=(PUBLICATION, form)
    )
    return page.render(status=status)


def _check(opened: Opened, form: MoveForm, action: PublicationAction) -> None:
    publications.must_be_open(
        opened.session,
        opened.case,
        action,
        expected_version=version_in(form.version),
        by=acting(),
    )


def _told(form: MoveForm) -> dict[str, Any]:
    return {
        "expected_version": version_in(form.version),
        "by": acting(),
        "now": wiring.current().clock(),
    }


def _again(opened: Opened, form: MoveForm) -> Response:
    trouble = Trouble(form=form)
    return publication_page(opened, came_back=form, trouble=trouble).render(status=422)


def _conflict(opened: Opened, form: MoveForm, refusal: OutOfDate) -> Response:
    """Keep what was typed; sending it again is then done knowingly."""
    trouble = overtaken(refusal, form.version, opened.case)
    return publication_page(opened, came_back=form, trouble=trouble).render(status=409)


def _done(opened: Opened, told: str) -> Response:
    flash(told, "success")
    return redirect(url_for("desk.publication", code=opened.case.code), 303)
