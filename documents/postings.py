"""The notice on the walls: where it hangs, which one, whether it still holds (T16)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents import contact_sets, content, history, outbox, queries
from documents.deadlines import local_day
from documents.errors import Invalid, NotFound
from documents.models import ContactSet, Posting, PostingPlace, StoredFile
from documents.text import fold, one_line
from documents.viewer import Viewer

LISTED: Final = 50
"""Postings on a page, the last ones."""

LONGEST: Final = 120


@dataclass(frozen=True)
class Hanging:
    """A place and the last notice hung up there; `holds` says the same as is read."""

    place: PostingPlace
    last: Posting | None
    holds: bool


def hanging(session: Session, *, on: date) -> list[Hanging]:
    """Return every place in its order, with what hangs there."""
    newest = select(func.max(Posting.id)).group_by(Posting.place_id)
    rows = session.scalars(select(Posting).where(Posting.id.in_(newest)))
    last = {row.place_id: row for row in rows}
    shown = contact_sets.current(session, on=on)
    content = shown.content if shown else []
    places = session.scalars(select(PostingPlace).order_by(PostingPlace.place))
    return [
        Hanging(place, found, found.shown.content == content if found else not content)
        for place in places
        for found in [last.get(place.id)]
    ]


def not_up_to_date(session: Session, *, on: date) -> list[str]:
    """Return where no notice hangs, or one that no longer holds (A12)."""
    return [one.place.name for one in hanging(session, on=on) if not one.holds]


def recent(session: Session) -> list[Posting]:
    """Return the last notices that were hung up anywhere, the newest first."""
    newest = select(Posting).order_by(Posting.id.desc()).limit(LISTED)
    return list(session.scalars(newest))


def get(session: Session, posting_id: int) -> Posting:
    """Return a posting, or raise NotFound."""
    row = session.get(Posting, posting_id)
    if row is None:
        raise NotFound("Không có lần niêm yết này.")
    return row


def record(
    session: Session,
    place_id: int,
    shown: ContactSet,
    posted_on: date,
    *,
    photo: StoredFile | None = None,
    by: Viewer,
    now: datetime,
) -> Posting:
    """Note that an officer hung a notice up at a place on a day.

    Raises:
        NotAllowed: not who prepares content. Invalid: no such place; a day to come, or
        before the notice was there.
    """
    content.must_be_editor(by)
    if session.get(PostingPlace, place_id) is None:
        raise Invalid({"place": "Hãy chọn một nơi niêm yết."})
    if posted_on > local_day(now):
        raise Invalid({"posted_on": "Ngày niêm yết không thể sau hôm nay."})
    if posted_on < shown.starts_on:
        day = f"{shown.starts_on:%d/%m/%Y}"
        raise Invalid({"posted_on": f"Bản này chỉ có từ ngày {day}."})
    row = Posting(
        place_id=place_id,
        set_id=shown.id,
        posted_on=posted_on,
        posted_by_id=by.officer_id,
        photo_id=photo.id if photo else None,
        recorded_at=now,
    )
    session.add(row)
    session.flush()
    return row


def add_place(
    session: Session, typed: str, *, by: Viewer, now: datetime
) -> PostingPlace:
    """Let notices hang at one more place; visitors read of it too.

    Raises:
        NotAllowed: not who prepares content. Invalid: without a name, or known.
    """
    content.must_be_editor(by)
    name, places = one_line(typed).strip(), queries.posting_places(session)
    if not name or len(name) > LONGEST:
        raise Invalid({"name": "Cần nhập tên nơi niêm yết."})
    if fold(name) in map(fold, places):
        raise Invalid({"name": "Đã có nơi niêm yết này."})
    last = session.scalar(select(func.max(PostingPlace.place)))
    row = PostingPlace(name=name, place=0 if last is None else last + 1)
    session.add(row)
    session.flush()
    note = f"Thêm nơi niêm yết: {name}"
    history.configured(session, "posting_place", row.id, by=by, now=now, note=note)
    # The public page names the places: it stands among the contacts.
    shown = queries.published_contacts(session, on=local_day(now))
    outbox.announce_many(session, map(outbox.contact_key, shown))
    return row
