"""Versions of a page: who kept which, what changed between two, and going back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import pages
from documents.models import PageVersion, SitePage
from documents.studio.differing import Change, changes
from documents.vocabulary import ContentState
from portal import db, wiring
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
Content = Mapping[str, Any]


@dataclass(frozen=True)
class VersionRow:
    """One version in the list."""

    place: int
    at: datetime
    by: str
    changed: str
    diff_url: str
    restore_url: str
    is_shown: bool


@dataclass(frozen=True)
class Changed:
    """What became of one part of the page between two versions."""

    label: str
    changes: tuple[Change, ...]


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
    shown = _chosen(request.args.get("ban", ""), of=len(kept))
    before = kept[shown - 2].content if shown > 1 else {}
    return VersionsPage(
        title=f"Các phiên bản của “{row.title}”",
        desk_url=url_for("content.desk", page_id=page_id),
        name=row.title,
        rows=tuple(reversed(_rows(row, kept, shown=shown))),
        shown=shown,
        changed=tuple(_changed(before, kept[shown - 1].content)),
        restore=_restore_form(row),
    ).render()


def _chosen(typed: str, *, of: int) -> int:
    """Return which version the address names, from 1; rubbish is the newest."""
    number = int(typed) if typed.isdecimal() and len(typed) < 7 else of
    return min(max(1, number), of)


def _restore_form(row: SitePage) -> MoveForm | None:
    closed = row.trashed_at is not None or row.state is ContentState.ARCHIVED
    if closed or acting().role not in WRITERS:
        return None
    form = MoveForm(formdata=None)
    form.version.data = str(row.version)
    return form


def _rows(row: SitePage, kept: list[PageVersion], *, shown: int) -> list[VersionRow]:
    of: dict[str, Any] = {"page_id": row.id}
    contents: list[Content] = [{}, *(one.content for one in kept)]
    return [
        VersionRow(
            place=one.number,
            at=one.at,
            by=one.by.full_name if one.by else "",
            changed=_told(older, newer) if older else "bản đầu tiên",
            diff_url=url_for("content.versions", ban=one.number, **of),
            restore_url=url_for("content.restore", number=one.number, **of)
            if one is not kept[-1]
            else "",
            is_shown=one.number == shown,
        )
        for one, (older, newer) in zip(kept, pairwise(contents), strict=True)
    ]


def _told(older: Content, newer: Content) -> str:
    parts = [label.lower() for key, label in _PARTS.items() if older[key] != newer[key]]
    return ", ".join(parts) or "vị trí, thời gian đăng"


def _changed(older: Content, newer: Content) -> list[Changed]:
    return [
        Changed(label, tuple(changes(older.get(key), newer[key])))
        for key, label in _PARTS.items()
        if (older.get(key) or "") != (newer[key] or "")
    ]


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
