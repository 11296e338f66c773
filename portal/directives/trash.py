"""The trash of the register: what was thrown away, and taking it out again."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import citations, directives, queries
from documents.models import Directive
from portal import db, wiring
from portal.forms import MoveForm, version_in
from portal.pages import Page
from portal.paging import Pages, page_number
from portal.publishing import CONTENT_STAFF, WRITERS
from portal.security import acting, officers


@dataclass(frozen=True)
class TrashRow:
    """A directive that was thrown away; `version` is the one its button stands on."""

    name: str
    about: str
    issuer: str
    thrown_at: datetime | None
    take_out_url: str
    version: int


@dataclass(frozen=True, kw_only=True)
class TrashPage(Page):
    """What lies in the trash, the last thrown away first."""

    template: ClassVar[str] = "directives/trash.html"
    rows: tuple[TrashRow, ...]
    total: int
    pages: Pages
    may_write: bool


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the trash to the register's blueprint."""
    blueprint.get("/van-ban/thung-rac")(in_trash)
    blueprint.post("/van-ban/<slug>/xoa")(trash)
    blueprint.post("/van-ban/<slug>/lay-lai")(take_out)


@officers(*CONTENT_STAFF)
def in_trash() -> Response:
    """List what lies in the trash."""
    number = page_number(request.args.get("trang", ""))
    found = queries.trashed_directives(db.session(), acting(), page=number)
    return TrashPage(
        title="Thùng rác của sổ văn bản",
        rows=tuple(map(_row, found.rows)),
        total=found.total,
        pages=Pages(found.page, found.last, url_for("directives.in_trash"), {}),
        may_write=acting().role in WRITERS,
    ).render()


def _row(row: Directive) -> TrashRow:
    return TrashRow(
        name=citations.short(row),
        about=row.abstract,
        issuer=row.issuer,
        thrown_at=row.trashed_at,
        take_out_url=url_for("directives.take_out", slug=row.slug),
        version=row.version,
    )


@officers(*WRITERS)
def trash(slug: str) -> Response:
    """Put a directive into the trash."""
    session, form = db.session(), MoveForm()
    row, now = directives.by_slug(session, slug), wiring.current().clock()
    version = version_in(form.version)
    directives.trash(session, row, expected_version=version, by=acting(), now=now)
    flash("Đã bỏ vào thùng rác; có thể lấy lại bất cứ lúc nào.", "success")
    return redirect(url_for("directives.in_trash"), 303)


@officers(*WRITERS)
def take_out(slug: str) -> Response:
    """Take a directive out of the trash."""
    session, form = db.session(), MoveForm()
    row, now = directives.by_slug(session, slug), wiring.current().clock()
    version = version_in(form.version)
    directives.take_out(session, row, expected_version=version, by=acting(), now=now)
    flash("Đã lấy lại từ thùng rác.", "success")
    return redirect(url_for("directives.show", slug=slug), 303)
