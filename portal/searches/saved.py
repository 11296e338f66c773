"""Searches that an officer keeps: the list, keeping, renaming and forgetting one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, Length

from documents import searches
from documents.errors import Invalid
from documents.models import SavedSearch
from documents.searches import LONGEST_NAME
from documents.viewer import Viewer
from portal import db, wiring
from portal.asked import Asked, read
from portal.forms import Line, PortalForm, blame, checked
from portal.kept import address_of
from portal.pages import Page
from portal.security import EVERYBODY, acting, officers


class NameForm(PortalForm):
    """The name of a search."""

    name = Line("Tên", validators=[DataRequired(), Length(max=LONGEST_NAME)])


@dataclass(frozen=True)
class SavedRow:
    """A kept search as a line of the list."""

    id: int
    name: str
    told: str
    url: str
    saved_at: datetime


@dataclass(frozen=True, kw_only=True)
class SavedPage(Page):
    """What an officer keeps; `asked` is what he is about to keep, if anything."""

    template: ClassVar[str] = "searches/saved.html"
    rows: tuple[SavedRow, ...]
    form: NameForm
    renaming: int = 0
    asked: Asked | None = None


@officers(*EVERYBODY)
def saved() -> Response:
    """Show what the officer keeps."""
    return _page(db.session(), acting(), NameForm(formdata=None)).render()


@officers(*EVERYBODY)
def keep() -> Response:
    """Keep the search in the address under the name in the form."""
    session, form = db.session(), NameForm()
    asked = read(request.args, session, acting())
    try:
        if checked(form):
            parameters = asked.parameters()
            now = wiring.current().clock()
            name = form["name"].data or ""
            searches.keep(session, name, parameters, by=acting(), now=now)
            flash(f"Đã lưu tìm kiếm “{name}”.", "success")
            return redirect(asked.address(), 303)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
    return _page(session, acting(), form, asked=asked).render(status=422)


@officers(*EVERYBODY)
def rename(search_id: int) -> Response:
    """Give a kept search another name."""
    session, form = db.session(), NameForm()
    row = searches.get(session, search_id, viewer=acting())
    try:
        if checked(form):
            searches.rename(session, row, form["name"].data or "")
            flash(f"Đã đổi tên thành “{row.name}”.", "success")
            return redirect(url_for("searches.saved"), 303)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
    return _page(session, acting(), form, renaming=search_id).render(status=422)


@officers(*EVERYBODY)
def forget(search_id: int) -> Response:
    """Take a kept search off the list."""
    session = db.session()
    row = searches.get(session, search_id, viewer=acting())
    searches.remove(session, row)
    flash(f"Đã xóa tìm kiếm “{row.name}”.", "success")
    return redirect(url_for("searches.saved"), 303)


def _page(
    session: Session,
    viewer: Viewer,
    form: NameForm,
    *,
    renaming: int = 0,
    asked: Asked | None = None,
) -> SavedPage:
    rows = searches.kept_by(session, viewer)
    return SavedPage(
        title="Tìm kiếm đã lưu",
        rows=tuple(map(_row, rows)),
        form=form,
        renaming=renaming,
        asked=asked,
    )


def _row(row: SavedSearch) -> SavedRow:
    url = address_of(row)
    return SavedRow(row.id, row.name, _told(row.parameters), url, row.saved_at)


def _told(parameters: Mapping[str, str]) -> str:
    return " · ".join(value for value in parameters.values() if value)
