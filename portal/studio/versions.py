"""Versions of a letter: who wrote which, what changed between two, and going back."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, ClassVar

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import studio
from documents.models import LetterVersion
from documents.outgoing import Content
from documents.studio.differing import Change, changes
from portal import wiring
from portal.forms import MoveForm, checked, version_in
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.studio.labels import PARTS
from portal.studio.opened import Opened, home_of, opened_letter


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
    """What became of one part of the letter between two versions."""

    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class VersionsPage(Page):
    """The versions, newest first, and what one of them changed."""

    template: ClassVar[str] = "studio/versions.html"
    letter_name: str
    letter_url: str
    rows: tuple[VersionRow, ...]
    shown: int
    changed: tuple[Changed, ...]
    restore: MoveForm | None


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of versions to the studio's blueprint."""
    blueprint.get("/cong-van/<id:letter_id>/phien-ban")(versions)
    blueprint.post("/cong-van/<id:letter_id>/phien-ban/<id:number>")(restore)


@officers(*CASE_ROLES)
def versions(letter_id: int) -> Response:
    """Show the versions, and what the chosen one changed."""
    opened = opened_letter(letter_id)
    rows = studio.versions(opened.session, opened.letter)
    shown = _chosen(request.args.get("ban", ""), of=len(rows))
    before = rows[shown - 2].content if shown > 1 else {}
    return VersionsPage(
        title=f"Các phiên bản của {opened.named}",
        letter_name=opened.name,
        letter_url=home_of(opened.letter),
        rows=tuple(reversed(_rows(opened, rows, shown=shown))),
        shown=shown,
        changed=tuple(_changed(before, rows[shown - 1].content)),
        restore=_restore_form(opened),
    ).render()


def _chosen(typed: str, *, of: int) -> int:
    """Return which version the address names, from 1; rubbish is the newest."""
    number = int(typed) if typed.isdecimal() and len(typed) < 7 else of
    return min(max(1, number), of)


def _restore_form(opened: Opened) -> MoveForm | None:
    if not studio.can_write(opened.letter, acting()):
        return None
    form = MoveForm(formdata=None)
    form.version.data = str(opened.letter.version)
    return form


def _rows(opened: Opened, rows: list[LetterVersion], *, shown: int) -> list[VersionRow]:
    of: dict[str, Any] = {"letter_id": opened.letter.id}
    before: list[Content] = [{}, *(row.content for row in rows)]
    return [
        VersionRow(
            place=place,
            at=row.at,
            by=row.by.full_name,
            changed=", ".join(_parts(older, newer)) if place > 1 else "bản đầu tiên",
            diff_url=url_for("studio.versions", ban=place, **of),
            restore_url=url_for("studio.restore", number=row.number, **of)
            if place < len(rows)
            else "",
            is_shown=place == shown,
        )
        for place, (row, (older, newer)) in enumerate(
            zip(rows, pairwise(before), strict=True), start=1
        )
    ]


def _parts(older: Content, newer: Content) -> list[str]:
    found = [
        label.lower()
        for key, label in PARTS.items()
        if older.get(key) != newer.get(key)
    ]
    return found or ["mục khác"]


def _changed(older: Content, newer: Content) -> list[Changed]:
    return [
        Changed(label, tuple(changes(older.get(key), newer.get(key))))
        for key, label in PARTS.items()
        if (older.get(key) or "") != (newer.get(key) or "")
    ]


@officers(*CASE_ROLES)
def restore(letter_id: int, number: int) -> Response:
    """Make an older version the newest; those between stay in the list."""
    opened, form = opened_letter(letter_id), MoveForm()
    here = url_for("studio.versions", letter_id=letter_id)
    if not checked(form):
        return redirect(here, 303)
    studio.restore(
        opened.session,
        opened.letter,
        number,
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )
    flash("Đã khôi phục; phiên bản cũ thành bản mới nhất.", "success")
    return redirect(here, 303)
