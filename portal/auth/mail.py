"""An officer's own page of mail: where it goes, and whether he wants it."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import officers as accounts
from portal import db
from portal.mailbox import MailForm, MailPage, form_of, kept
from portal.security import CASE_ROLES, acting, officers


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses to the blueprint of the door."""
    blueprint.get("/thu-bao-viec")(mail)
    blueprint.post("/thu-bao-viec")(set_mail)


@officers(*CASE_ROLES)
def mail() -> Response:
    """Show where mail goes."""
    row = accounts.get(db.session(), acting().officer_id)
    return _page(form_of(row)).render()


@officers(*CASE_ROLES)
def set_mail() -> Response:
    """Change it."""
    form = MailForm()
    if not kept(form, acting().officer_id):
        return _page(form).render(status=422)
    flash("Đã lưu nơi nhận thư báo việc.", "success")
    return redirect(url_for("desk.index"), 303)


def _page(form: MailForm) -> MailPage:
    return MailPage(title="Thư báo việc", form=form, back=url_for("desk.index"))
