"""Versions of a directive: who kept which, what each one changed, and going back."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import citations, directives, queries
from documents.errors import Invalid
from documents.models import Directive
from documents.vocabulary import ContentState
from portal import db, wiring
from portal.differing import (
    Addresses,
    Changed,
    VersionRow,
    Worded,
    changed_in,
    chosen,
    rows_of,
)
from portal.directives.staff import lines_of
from portal.forms import MoveForm, version_in
from portal.pages import Page
from portal.publishing import CONTENT_STAFF, WRITERS
from portal.security import acting, officers

_OTHERWISE: Final = "lưu lại, không đổi gì"


@dataclass(frozen=True, kw_only=True)
class VersionsPage(Page):
    """The versions, newest first, and what one of them changed."""

    template: ClassVar[str] = "directives/versions.html"
    name: str
    url: str
    rows: tuple[VersionRow, ...]
    shown: int
    changed: tuple[Changed, ...]
    restore: MoveForm | None


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of versions to the register's blueprint."""
    blueprint.get("/van-ban/<slug>/phien-ban")(versions)
    blueprint.post("/van-ban/<slug>/phien-ban/<id:number>")(bring_back)


@officers(*CONTENT_STAFF)
def versions(slug: str) -> Response:
    """Show the versions, and what the chosen one changed."""
    session = db.session()
    row = queries.directive(session, slug, acting())
    return _page(row, _kept(session, row)).render()


def _page(row: Directive, kept: list[Worded]) -> VersionsPage:
    labels = {label: label for one in kept for label in one.content}
    shown, to = chosen(kept), _addresses(row.slug)
    return VersionsPage(
        title=f"Các phiên bản của {citations.short(row)}",
        name=citations.short(row),
        url=url_for("directives.show", slug=row.slug),
        rows=rows_of(kept, labels, to, shown=shown, otherwise=_OTHERWISE),
        shown=shown,
        changed=changed_in(kept, labels, shown=shown) if kept else (),
        restore=_restore_form(row),
    )


def _addresses(slug: str) -> Addresses:
    return Addresses(
        lambda place: url_for("directives.versions", slug=slug, ban=place),
        lambda number: url_for("directives.bring_back", slug=slug, number=number),
    )


def _kept(session: Session, row: Directive) -> list[Worded]:
    """Return the versions in words, as they are compared."""
    kept = directives.versions(session, row)
    told = lines_of(session, [one.fields for one in kept])
    return [
        Worded(one.number, dict(lines), one.at, one.by)
        for one, lines in zip(kept, told, strict=True)
    ]


def _restore_form(row: Directive) -> MoveForm | None:
    if row.state is ContentState.ARCHIVED or acting().role not in WRITERS:
        return None
    form = MoveForm(formdata=None)
    form.version.data = str(row.version)
    return form


@officers(*WRITERS)
def bring_back(slug: str, number: int) -> Response:
    """Make an older version the newest; those between stay."""
    session, form = db.session(), MoveForm()
    row = directives.by_slug(session, slug)
    try:
        _bring_back(session, row, number, version_in(form.version))
    except Invalid as refusal:
        db.refused()
        flash(refusal.message, "error")
    else:
        flash("Đã khôi phục; phiên bản cũ thành bản mới nhất.", "success")
    return redirect(url_for("directives.versions", slug=row.slug), 303)


def _bring_back(session: Session, row: Directive, number: int, version: int) -> None:
    now, by = wiring.current().clock(), acting()
    directives.restore(session, row, number, expected_version=version, by=by, now=now)
