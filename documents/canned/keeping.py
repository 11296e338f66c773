"""Keeping canned replies: who writes them, who sees them, which suit a case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from documents import history, queries
from documents.canned.fields import problems
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.models import BorrowedPassage, CannedReply, Case
from documents.text import sort_key
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Field, Role

EDITORS: Final = frozenset({Role.FOCAL, Role.CVP, Role.HEAD})


@dataclass(frozen=True)
class CannedFields:
    """What an editor types; no `field` is every field, no `unit_id` every unit."""

    title: str
    body: str
    field: Field | None = None
    unit_id: int | None = None


def _seen_by(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which a canned reply exists for the viewer."""
    if viewer.sees_every_case:
        return true()
    mine = CannedReply.unit_id == viewer.unit_id
    return or_(CannedReply.unit_id.is_(None), mine)


def listed(
    session: Session,
    viewer: Viewer,
    *,
    field: Field | None = None,
    retired: bool = False,
) -> list[CannedReply]:
    """Return what the viewer may use, or used to, by title.

    `field` narrows to what is for this field or for every field.
    """
    is_retired = CannedReply.retired_at.is_not(None)
    query = select(CannedReply).where(_seen_by(viewer), is_retired.is_(retired))
    if field is not None:
        suits = or_(CannedReply.field.is_(None), CannedReply.field == field)
        query = query.where(suits)
    rows = session.scalars(query)
    return sorted(rows, key=lambda row: (sort_key(row.title), row.id))


def get(session: Session, canned_id: int, viewer: Viewer) -> CannedReply:
    """Return a canned reply, or raise NotFound."""
    query = select(CannedReply).where(CannedReply.id == canned_id, _seen_by(viewer))
    row = session.scalar(query)
    if row is None:
        raise NotFound("Không có mẫu trả lời này.")
    return row


def uses(session: Session) -> dict[int, int]:
    """Return how many letters took over each canned reply, by its id."""
    rows = session.execute(
        select(BorrowedPassage.canned_id, func.count())
        .where(BorrowedPassage.canned_id.is_not(None))
        .group_by(BorrowedPassage.canned_id)
    )
    return {canned_id: count for canned_id, count in rows if canned_id is not None}


def offered(session: Session, case: Case, viewer: Viewer) -> list[CannedReply]:
    """Return what suits a case: its own field first, what is used most first."""
    used = uses(session)
    rows = [
        row
        for row in listed(session, viewer)
        if row.field in {None, case.field} and row.unit_id in {None, case.lead_unit_id}
    ]
    return sorted(rows, key=lambda row: (row.field is None, -used.get(row.id, 0)))


def may_edit(row: CannedReply, viewer: Viewer) -> bool:
    """Say whether the viewer changes or retires it."""
    return _may_write(viewer, row.unit_id)


def _may_write(viewer: Viewer, unit_id: int | None) -> bool:
    if viewer.role is Role.HEAD:
        return unit_id is not None and unit_id == viewer.unit_id
    return viewer.role in EDITORS


def add(
    session: Session, typed: CannedFields, *, by: Viewer, now: datetime
) -> CannedReply:
    """Keep a new canned reply.

    Raises:
        NotAllowed: no editor, or a head for another unit than his.
        Invalid: no title or text, a title that the same unit has, an unknown field,
        a unit that does not stand.
    """
    _check(session, typed, None, by=by, now=now)
    row = CannedReply()
    _write(session, row, typed, EventKind.STARTED, by=by, now=now)
    return row


def edit(
    session: Session,
    row: CannedReply,
    typed: CannedFields,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Write a canned reply over; letters that took it over keep their words.

    Raises:
        OutOfDate. TransitionRefused: it is retired; and what `add` raises.
    """
    _must_edit(row, by)
    history.expect_version(session, row, expected_version)
    if row.retired_at is not None:
        raise TransitionRefused("Mẫu trả lời đã thôi dùng; hãy cho dùng lại rồi sửa.")
    _check(session, typed, row, by=by, now=now)
    _write(session, row, typed, EventKind.EDITED, by=by, now=now)


def retire(
    session: Session,
    row: CannedReply,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Offer it to nobody any more; done twice it is done once.

    Raises:
        NotAllowed, OutOfDate.
    """
    _turn(session, row, now, "Thôi dùng", version=expected_version, by=by, now=now)


def revive(
    session: Session,
    row: CannedReply,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Offer a retired one again.

    Raises:
        NotAllowed, OutOfDate.
    """
    _turn(session, row, None, "Dùng lại", version=expected_version, by=by, now=now)


def _turn(
    session: Session,
    row: CannedReply,
    retired_at: datetime | None,
    note: str,
    *,
    version: int,
    by: Viewer,
    now: datetime,
) -> None:
    _must_edit(row, by)
    if (row.retired_at is None) == (retired_at is None):
        return
    history.expect_version(session, row, version)
    row.retired_at = retired_at
    history.record(session, row, EventKind.EDITED, by=by, now=now, note=note)


def _must_edit(row: CannedReply, by: Viewer) -> None:
    if not may_edit(row, by):
        raise NotAllowed(_NOT_HIS)


_NOT_HIS: Final = (
    "Mẫu trả lời chung do đầu mối, Chánh Văn phòng lập; thủ trưởng đơn vị lập cho"
    " đơn vị mình."
)


def _check(
    session: Session,
    typed: CannedFields,
    row: CannedReply | None,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    if not _may_write(by, typed.unit_id):
        raise NotAllowed(_NOT_HIS)
    wrong: dict[str, str] = {}
    if not typed.title.strip():
        wrong["title"] = "Cần đặt tên cho mẫu trả lời."
    elif _is_taken(session, typed, row):
        wrong["title"] = "Đã có mẫu trả lời tên này đang dùng."
    if not typed.body.strip():
        wrong["body"] = "Cần nhập nội dung."
    elif told := " ".join(problems(typed.body)):
        wrong["body"] = told
    standing = queries.units_in_service(session, on=local_day(now))
    if typed.unit_id not in {None, *(unit.id for unit in standing)}:
        wrong["unit_id"] = "Đơn vị này không còn hoạt động."
    if wrong:
        raise Invalid(wrong)


def _is_taken(session: Session, typed: CannedFields, row: CannedReply | None) -> bool:
    """Say whether another one in use has this title in the same unit."""
    same = select(CannedReply.id).where(
        CannedReply.title == typed.title.strip(),
        CannedReply.unit_id.is_not_distinct_from(typed.unit_id),
        CannedReply.retired_at.is_(None),
    )
    return bool({*session.scalars(same)} - {row.id if row else None})


def _write(
    session: Session,
    row: CannedReply,
    typed: CannedFields,
    kind: EventKind,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    row.title, row.body = typed.title.strip(), typed.body.strip()
    row.field, row.unit_id = typed.field, typed.unit_id
    row.edited_at, row.edited_by_id = now, by.officer_id
    session.add(row)
    data: dict[str, Any] = {
        "title": row.title,
        "body": row.body,
        "field": row.field.value if row.field else "",
        "unit_id": row.unit_id,
    }
    history.record(session, row, kind, by=by, now=now, data=data)
    session.flush()
