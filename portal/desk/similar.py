"""Cases like one at hand: what may be the same matter first, then what is similar."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import likeness
from documents.likeness import Sought
from documents.models import Case
from documents.text import one_line
from documents.viewer import Viewer
from documents.vocabulary import Field
from portal import db, wiring
from portal.desk.alike import OtherCase, other_case, told
from portal.desk.replied import replies_of
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.workbench.alike import alike

_MOST_LEFT_OUT: Final = 20
"""Codes of cases that the page shows already, and the list leaves out."""


@dataclass(frozen=True, kw_only=True)
class SimilarPart(Page):
    """The list alone, for the script that renews it while a call is keyed in."""

    template: ClassVar[str] = "desk/_similar.html"
    like: tuple[OtherCase, ...]


def add_to(blueprint: Blueprint) -> None:
    """Add the address of the list to the desk's blueprint."""
    blueprint.post("/ho-so/tuong-tu")(like_typed)


@officers(*CASE_ROLES)
def like_typed() -> Response:
    """Show what is like the call that is being keyed in; nothing is kept of it."""
    shown = request.form.get("shown", "").split(",")[:_MOST_LEFT_OUT]
    with db.reading_apart() as session:
        like = like_ones(session, _sought(), acting())
    found = tuple(one for one in like if one.code not in shown)
    return SimilarPart(title="Hồ sơ tương tự", like=found).render()


def _sought() -> Sought:
    """Return what has been keyed in so far; the telephone becomes its key at once."""
    names = ("title", "content", "location", "field", "phone")
    told = [one_line(request.form.get(name, "")) for name in names]
    title, content, location, field, phone = told
    return Sought(
        title,
        content,
        location,
        Field(field) if field in {*Field} else None,
        wiring.current().vault.phone_key(phone),
    )


def like_ones(
    session: Session,
    sought: Sought,
    viewer: Viewer,
    *,
    case: Case | None = None,
    but: Iterable[int] = (),
) -> tuple[OtherCase, ...]:
    """Return what is like a report, each case once, with how it was replied to.

    First what may be of the same matter, the weightiest reason first; then what search
    finds by title and place, none while it is down. `case` is the report's own.
    """
    same = likeness.alike(session, sought, viewer=viewer)
    matter = f"{sought.title} {sought.location}"
    near = alike(session, matter, seen_by=viewer, besides=case)
    shown = {*but, *(one.case.id for one in same)}
    same = [one for one in same if one.case.id not in but]
    near = [one for one in near if one.id not in shown]
    cases = [*(one.case for one in same), *near]
    replied = replies_of(session, cases, to=case)
    return (
        *(told(one, replied=replied[one.case.id]) for one in same),
        *(other_case(one, replied=replied[one.id]) for one in near),
    )
