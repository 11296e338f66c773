"""Versions of a letter: who wrote which, what changed between two, and going back."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import studio
from portal import wiring
from portal.differing import Addresses, Changed, VersionRow, changed_in, chosen, rows_of
from portal.forms import MoveForm, checked, version_in
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.studio.labels import PARTS
from portal.studio.opened import Opened, home_of, opened_letter


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
    kept = studio.versions(opened.session, opened.letter)
    shown = chosen(kept)
    return VersionsPage(
        title=f"Các phiên bản của {opened.named}",
        letter_name=opened.name,
        letter_url=home_of(opened.letter),
        rows=rows_of(kept, PARTS, _to(letter_id), shown=shown, otherwise="mục khác"),
        shown=shown,
        changed=changed_in(kept, PARTS, shown=shown),
        restore=_restore_form(opened),
    ).render()


def _to(letter_id: int) -> Addresses:
    return Addresses(
        lambda place: url_for("studio.versions", letter_id=letter_id, ban=place),
        lambda number: url_for("studio.restore", letter_id=letter_id, number=number),
    )


def _restore_form(opened: Opened) -> MoveForm | None:
    if not studio.can_write(opened.letter, acting()):
        return None
    form = MoveForm(formdata=None)
    form.version.data = str(opened.letter.version)
    return form


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
