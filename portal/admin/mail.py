"""Addresses of administration: where an officer gets mail."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import officers as accounts
from documents.models import Officer
from documents.vocabulary import Role
from portal import db
from portal.mailbox import MailForm, MailPage, form_of, kept
from portal.security import officers


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses to the blueprint of administration."""
    blueprint.get("/quan-tri/can-bo/<id:officer_id>/thu")(mail)
    blueprint.post("/quan-tri/can-bo/<id:officer_id>/thu")(set_mail)


@officers(Role.ADMIN)
def mail(officer_id: int) -> Response:
    """Show where an officer gets mail."""
    row = accounts.get(db.session(), officer_id)
    return _page(row, form_of(row)).render()


@officers(Role.ADMIN)
def set_mail(officer_id: int) -> Response:
    """Change it."""
    row, form = accounts.get(db.session(), officer_id), MailForm()
    if not kept(form, officer_id):
        return _page(row, form).render(status=422)
    flash(f"Đã lưu nơi nhận thư của {row.username}.", "success")
    return redirect(url_for("admin.index"), 303)


def _page(row: Officer, form: MailForm) -> MailPage:
    return MailPage(
        title="Thư báo việc", form=form, back=url_for("admin.index"), of=row.full_name
    )
