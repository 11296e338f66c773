"""What of the texts for everybody waits, and for whom: to be edited, to be released."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from documents import content, postings, publications, queries
from documents.lifecycles import PREPARERS, PUBLICATION_STAFF, RELEASERS
from documents.models import Case, Publication
from documents.viewer import Viewer
from documents.vocabulary import PublicationState
from portal import dress

TO_EDIT = "Chờ biên tập"
"""What a text is called that was sent back and can be prepared anew."""

EDIT_LIST = "bien-tap"
"""The list of those texts, in the address."""


@dataclass(frozen=True)
class Waiting:
    """So many texts that wait, and where they are listed."""

    icon: str
    label: str
    url: str


def publishing_for(session: Session, viewer: Viewer) -> Iterator[Waiting]:
    """Yield what waits for an officer first, then what he has given out of hand."""
    if viewer.role not in PUBLICATION_STAFF:
        return
    to_edit, to_release = queries.publications_waiting(session, viewer)
    if to_edit and viewer.role in PREPARERS:
        url = f"{url_for('desk.publications')}?trang-thai={EDIT_LIST}"
        yield Waiting("edit", f"{to_edit} bản công khai chờ bạn biên tập", url)
    if to_release:
        who = "bạn" if viewer.role in RELEASERS else "lãnh đạo"
        label = f"{to_release} bản công khai chờ {who} duyệt đăng"
        yield Waiting("clock", label, url_for("desk.publications"))


def postings_for(session: Session, viewer: Viewer, today: date) -> Iterator[Waiting]:
    """Yield that the notice on some wall is not what is published any more (A12)."""
    if not content.is_editor(viewer):
        return
    places = postings.not_up_to_date(session, on=today)
    if places:
        label = f"Niêm yết chưa cập nhật: {'; '.join(places)}"
        yield Waiting("warning", label, url_for("contacts.posted"))


def badge_of(
    session: Session, case: Case, row: Publication | None, viewer: Viewer
) -> tuple[str, str, str]:
    """Return where a text stands: its label, the icon and the tone of its badge."""
    if publications.waits_for_editing(session, case, viewer):
        return TO_EDIT, "edit", "yellow"
    state = row.state if row else PublicationState.PRIVATE
    return state.label, *dress.PUBLICATION[state]
