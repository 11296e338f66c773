"""Searches an officer keeps under a name: each his own, nobody else's business."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents.errors import Invalid, NotFound
from documents.models import SavedSearch
from documents.text import one_line
from documents.viewer import Viewer

MOST: Final = 50
"""Searches one officer keeps."""

LONGEST_NAME: Final = 80


def kept_by(session: Session, viewer: Viewer) -> list[SavedSearch]:
    """Return an officer's searches, the last kept first."""
    own = SavedSearch.officer_id == viewer.officer_id
    newest = (SavedSearch.saved_at.desc(), SavedSearch.id.desc())
    return list(session.scalars(select(SavedSearch).where(own).order_by(*newest)))


def get(session: Session, search_id: int, *, viewer: Viewer) -> SavedSearch:
    """Return one of an officer's searches; another's is not found."""
    row = session.get(SavedSearch, search_id)
    if row is None or row.officer_id != viewer.officer_id:
        raise NotFound("Không có tìm kiếm đã lưu này.")
    return row


def keep(
    session: Session,
    name: str,
    parameters: Mapping[str, str],
    *,
    by: Viewer,
    now: datetime,
) -> SavedSearch:
    """Keep a search under a name.

    Raises:
        Invalid: it asks for nothing, has no name or one in use, or there are too many.
    """
    row = SavedSearch(officer_id=by.officer_id, parameters=dict(parameters))
    wrong = _wrong_name(session, row, one_line(name))
    if not any(parameters.values()):
        wrong["name"] = "Tìm kiếm này còn trống, chưa có gì để lưu."
    if _count(session, by) >= MOST:
        wrong["name"] = f"Mỗi người lưu nhiều nhất {MOST} tìm kiếm. Hãy xóa bớt."
    if wrong:
        raise Invalid(wrong)
    row.name, row.saved_at = one_line(name), now
    session.add(row)
    session.flush()
    return row


def rename(session: Session, row: SavedSearch, name: str) -> None:
    """Give a search another name; raises Invalid."""
    wrong = _wrong_name(session, row, one_line(name))
    if wrong:
        raise Invalid(wrong)
    row.name = one_line(name)
    session.flush()


def remove(session: Session, row: SavedSearch) -> None:
    """Forget a search."""
    session.delete(row)
    session.flush()


def _count(session: Session, viewer: Viewer) -> int:
    own = SavedSearch.officer_id == viewer.officer_id
    return session.scalar(select(func.count(SavedSearch.id)).where(own)) or 0


def _wrong_name(session: Session, row: SavedSearch, name: str) -> dict[str, str]:
    if not name:
        return {"name": "Cần đặt tên cho tìm kiếm."}
    if len(name) > LONGEST_NAME:
        return {"name": f"Tên dài nhất {LONGEST_NAME} ký tự."}
    same = select(SavedSearch.id).where(
        SavedSearch.officer_id == row.officer_id,
        SavedSearch.name == name,
        SavedSearch.id != (row.id or 0),
    )
    with session.no_autoflush:
        taken = session.scalar(same) is not None
    return {"name": "Bạn đã có một tìm kiếm tên này."} if taken else {}
