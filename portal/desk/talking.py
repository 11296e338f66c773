"""Addresses of what officers write to each other about a case."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import comments
from documents.comments import Note
from documents.errors import Invalid
from portal import wiring
from portal.desk.case_page import case_page
from portal.desk.forms import Opened
from portal.desk.moves import opened_case
from portal.desk.panels.talk import TALK, CommentForm
from portal.forms import blame, checked
from portal.security import CASE_ROLES, acting, officers


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of comments to the desk's blueprint."""
    blueprint.post("/ho-so/<code>/trao-doi")(say)
    blueprint.post("/ho-so/<code>/trao-doi/<int:comment_id>/thu-lai")(take_back)


@officers(*CASE_ROLES)
def say(code: str) -> Response:
    """Add a comment; the same form sent twice adds one."""
    opened, form = opened_case(code), CommentForm()
    if not checked(form):
        return _again(opened, form)
    try:
        _said(opened, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(opened, form)
    return redirect(_address(opened), 303)


def _said(opened: Opened, form: CommentForm) -> None:
    note = Note(form.text.data or "", form.content_key() or "")
    now = wiring.current().clock()
    comments.write(opened.session, opened.case, note, by=acting(), now=now)


@officers(*CASE_ROLES)
def take_back(code: str, comment_id: int) -> Response:
    """Take an own comment back while it is fresh."""
    opened = opened_case(code)
    now, by = wiring.current().clock(), acting()
    comments.take_back(opened.session, opened.case, comment_id, by=by, now=now)
    flash("Đã thu lại trao đổi.", "success")
    return redirect(_address(opened), 303)


def _again(opened: Opened, form: CommentForm) -> Response:
    page = case_page(opened.session, opened.case, came_back=(TALK, form))
    return page.render(status=422)


def _address(opened: Opened) -> str:
    return f"{url_for('desk.show', code=opened.case.code)}#trao-doi"
