"""Versions of a page: who kept which, what changed between two, and going back."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import pages
from documents.models import SitePage
from documents.vocabulary import ContentState
from portal import db, wiring
from portal.differing import Addresses, Changed, VersionRow, changed_in, chosen, rows_of
from portal.forms import MoveForm, checked, version_in
from portal.pages import Page
from portal.publishing import CONTENT_STAFF, WRITERS
from portal.security import acting, officers

_PARTS: Final = {
    "title": "Tiêu đề",
    "summary": "Tóm tắt",
    "body": "Nội dung",
    "tags": "Thẻ",
    "slug": "Địa chỉ",
}
_OTHERWISE: Final = "vị trí, tệp kèm theo, thời gian đăng"


@dataclass(frozen=True, kw_only=True)
class VersionsPage(Page):
    """The versions, newest first, and what one of them changed."""

    template: ClassVar[str] = "content/versions.html"
    desk_url: str
    name: str
    rows: tuple[VersionRow, ...]
    shown: int
    changed: tuple[Changed, ...]
    restore: MoveForm | None


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of versions to the blueprint of pages."""
    blueprint.get("/noi-dung/<id:page_id>/phien-ban")(versions)
    blueprint.post("/noi-dung/<id:page_id>/phien-ban/<id:number>")(restore)


@officers(*CONTENT_STAFF)
def versions(page_id: int) -> Response:
    """Show the versions, and what the chosen one changed."""
    session = db.session()
    row = pages.get(session, page_id)
    kept = pages.versions(session, row)
    shown = chosen(kept)
    return VersionsPage(
        title=f"Các phiên bản của “{row.title}”",
        desk_url=url_for("content.desk", page_id=page_id),
        name=row.title,
        rows=rows_of(kept, _PARTS, _to(page_id), shown=shown, otherwise=_OTHERWISE),
        shown=shown,
        changed=changed_in(kept, _PARTS, shown=shown),
        restore=_restore_form(row),
    ).render()


def _to(page_id: int) -> Addresses:
    return Addresses(
        lambda place: url_for("content.versions", page_id=page_id, ban=place),
        lambda number: url_for("content.restore", page_id=page_id, number=number),
    )


def _restore_form(row: SitePage) -> MoveForm | None:
    closed = row.trashed_at is not None or row.state is ContentState.ARCHIVED
    if closed or acting().role not in WRITERS:
        return None
    form = MoveForm(formdata=None)
    form.version.data = str(row.version)
    return form


@officers(*WRITERS)
def restore(page_id: int, number: int) -> Response:
    """Make the words of an older version the newest; those between stay."""
    session, form = db.session(), MoveForm()
    here = url_for("content.versions", page_id=page_id)
    if not checked(form):
        return redirect(here, 303)
    pages.restore(
        session,
        pages.get(session, page_id),
        number,
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )
    flash("Đã khôi phục; phiên bản cũ thành bản mới nhất.", "success")
    return redirect(here, 303)
