"""Addresses of what a changed calendar would move: the list, and the decision."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, Length

from documents import calendars
from documents.errors import Invalid
from documents.vocabulary import Role
from portal import db, wiring
from portal.forms import Line, PortalForm, blame, checked
from portal.pages import Page
from portal.security import acting, officers


class RecountForm(PortalForm):
    """Why the chosen cases are counted again."""

    reason = Line("Lý do", validators=[DataRequired(), Length(max=500)])


@dataclass(frozen=True)
class MovedRow:
    """A case and the day it would be due on now."""

    code: str
    title: str
    url: str
    due_on: date
    new_due_on: date
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class RecountPage(Page):
    """Open cases whose due date the calendar or terms of today would move."""

    template: ClassVar[str] = "desk/recount.html"
    rows: tuple[MovedRow, ...]
    form: RecountForm


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of counting again to the desk's blueprint."""
    blueprint.get("/ho-so/tinh-lai-han")(moved)
    blueprint.post("/ho-so/tinh-lai-han")(count_again)


@officers(Role.CVP)
def moved() -> Response:
    """Show the open cases that would be due on another day."""
    return _page(RecountForm(formdata=None), chosen=None).render()


@officers(Role.CVP)
def count_again() -> Response:
    """Give the chosen cases the due date of today's calendar."""
    form, codes = RecountForm(), frozenset(request.form.getlist("codes"))
    if not checked(form):
        return _page(form, chosen=codes).render(status=422)
    try:
        count = _counted(form, codes)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(form, chosen=codes).render(status=422)
    flash(f"Đã tính lại hạn của {count} hồ sơ.", "success")
    return redirect(url_for("desk.moved"), 303)


def _counted(form: RecountForm, codes: frozenset[str]) -> int:
    wired = wiring.current()
    return calendars.count_again(
        db.session(),
        codes,
        wired.calendar,
        reason=form.reason.data or "",
        by=acting(),
        now=wired.clock(),
    )


def _page(form: RecountForm, *, chosen: frozenset[str] | None) -> RecountPage:
    """Return the list; at first everything in it is chosen."""
    found = calendars.moved(db.session(), wiring.current().calendar)
    return RecountPage(
        title="Tính lại hạn",
        rows=tuple(
            MovedRow(
                code=one.case.code,
                title=one.case.title,
                url=url_for("desk.show", code=one.case.code),
                due_on=one.case.due_on,
                new_due_on=one.due_on,
                is_chosen=chosen is None or one.case.code in chosen,
            )
            for one in found
        ),
        form=form,
    )
