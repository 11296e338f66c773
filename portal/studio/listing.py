"""Letters under way: what the officer at work may see of them, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from documents import letters, queries
from documents.models import OutgoingLetter
from portal import db, dress
from portal.pages import Page
from portal.paging import Pages, page_number
from portal.security import CASE_ROLES, acting, officers


@dataclass(frozen=True)
class DraftRow:
    """A letter under way as a line of the list."""

    about: str
    kind: str
    state: tuple[str, str, str]
    signer: str
    drafter: str
    at: datetime
    case: tuple[str, str] | None
    url: str


@dataclass(frozen=True, kw_only=True)
class DraftsPage(Page):
    """The letters under way."""

    template: ClassVar[str] = "studio/drafts.html"
    rows: tuple[DraftRow, ...]
    total: int
    pages: Pages


def add_to(blueprint: Blueprint) -> None:
    """Add the list's address to the studio's blueprint."""
    blueprint.get("/cong-van/du-thao")(drafts)


@officers(*CASE_ROLES)
def drafts() -> Response:
    """Show the letters under way."""
    page = page_number(request.args.get("trang", ""))
    found = queries.drafts(db.session(), acting(), page=page)
    return DraftsPage(
        title="Văn bản đang soạn",
        rows=tuple(map(_row, found.rows)),
        total=found.total,
        pages=Pages(
            page=found.page, last=found.last, path=url_for("studio.drafts"), query={}
        ),
    ).render()


def _row(letter: OutgoingLetter) -> DraftRow:
    case = letter.case
    return DraftRow(
        about=letter.subject or "chưa có trích yếu",
        kind=letters.KINDS[letter.book].name,
        state=(letter.state.label, *dress.LETTER[letter.state]),
        signer=f"{letter.signer.position} {letter.signer.full_name}",
        drafter=letter.drafter.full_name,
        at=letter.drafted_at,
        case=(case.code, url_for("desk.show", code=case.code)) if case else None,
        url=url_for("studio.show", letter_id=letter.id),
    )
