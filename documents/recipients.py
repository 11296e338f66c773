"""Groups of addressees and recipients that letters often share."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.errors import Invalid, NotAllowed, NotFound
from documents.models import RecipientGroup
from documents.viewer import Viewer
from documents.vocabulary import Role

MOST: Final = 100
"""Lines of one group."""

EDITORS: Final = frozenset({Role.CLERK, Role.FOCAL, Role.CVP})
"""The office keeps the list of whom letters go to."""


@dataclass(frozen=True)
class Named:
    """Somebody a letter goes to, and what for."""

    name: str
    note: str = ""


def listed(session: Session) -> list[RecipientGroup]:
    """Return every group by its name."""
    return list(session.scalars(select(RecipientGroup).order_by(RecipientGroup.name)))


def get(session: Session, group_id: int) -> RecipientGroup:
    """Return a group, or raise NotFound."""
    row = session.get(RecipientGroup, group_id)
    if row is None:
        raise NotFound("Không có nhóm này.")
    return row


def keep(
    session: Session,
    name: str,
    items: tuple[Named, ...],
    *,
    group: RecipientGroup | None = None,
    by: Viewer,
    now: datetime,
) -> RecipientGroup:
    """Make a group, or write one over.

    Raises:
        NotAllowed: not of the office. Invalid: no name, one that another group has,
        nobody in it, or too many.
    """
    must_be_editor(by)
    name = name.strip()
    wrong: dict[str, str] = {}
    if not name:
        wrong["name"] = "Cần đặt tên nhóm."
    if not items:
        wrong["items"] = "Cần ít nhất một nơi nhận."
    elif len(items) > MOST:
        wrong["items"] = f"Nhóm có nhiều nhất {MOST} nơi nhận."
    same = session.scalar(select(RecipientGroup).where(RecipientGroup.name == name))
    if same is not None and same is not group:
        wrong["name"] = "Đã có nhóm tên này."
    if wrong:
        raise Invalid(wrong)
    row = group or RecipientGroup()
    row.name = name
    row.items = [{"name": item.name, "note": item.note} for item in items]
    row.edited_at, row.edited_by_id = now, by.officer_id
    session.add(row)
    session.flush()
    return row


def remove(session: Session, group: RecipientGroup, *, by: Viewer) -> None:
    """Take a group away; letters made with it keep their lines."""
    must_be_editor(by)
    session.delete(group)
    session.flush()


def must_be_editor(by: Viewer) -> None:
    """Refuse who does not keep the groups."""
    if by.role not in EDITORS:
        raise NotAllowed("Chỉ văn phòng lập và sửa nhóm nơi nhận.")
