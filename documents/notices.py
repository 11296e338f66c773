"""Notices above the public pages: written, changed and taken down by administrators.

A notice is plain text; its link leads to a page of the portal or by http(s) elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, outbox
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.models import Notice
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Field, Role

LONGEST_TEXT: Final = 300
LONGEST: Final = timedelta(days=366)
MOST_LISTED: Final = 100


@dataclass(frozen=True)
class NoticeFields:
    """What an administrator types of a notice."""

    text: str
    starts_at: datetime
    ends_at: datetime
    link: str = ""
    field: Field | None = None

    def __post_init__(self) -> None:
        """Refuse what no page could show, or would show for ever."""
        wrong: dict[str, str] = {}
        if not self.text.strip():
            wrong["text"] = "Cần nhập nội dung thông báo."
        if len(self.text) > LONGEST_TEXT:
            wrong["text"] = f"Không dài quá {LONGEST_TEXT} ký tự."
        if self.link and not is_safe_link(self.link):
            wrong["link"] = (
                "Đường dẫn cần bắt đầu bằng https://, http:// hoặc / (trang của cổng)."
            )
        if self.ends_at <= self.starts_at:
            wrong["ends_on"] = "Cần kết thúc sau khi bắt đầu."
        elif self.ends_at - self.starts_at > LONGEST:
            wrong["ends_on"] = "Một thông báo không kéo dài quá một năm."
        if wrong:
            raise Invalid(wrong)


def is_safe_link(link: str) -> bool:
    """Say whether a link may stand on a public page: http(s), or a path of ours."""
    if any(sign.isspace() or sign in "\\<>\"'" for sign in link):
        return False
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    if parts.scheme or parts.netloc:
        plain = parts.scheme in {"http", "https"} and "@" not in parts.netloc
        return plain and bool(parts.hostname)
    return link.startswith("/") and not link.startswith("//")


def fields_of(notice: Notice) -> NoticeFields:
    """Return what stands."""
    return NoticeFields(
        text=notice.text,
        starts_at=notice.starts_at,
        ends_at=notice.ends_at,
        link=notice.link,
        field=notice.field,
    )


def get(session: Session, notice_id: int) -> Notice:
    """Return a notice, or raise NotFound."""
    notice = session.get(Notice, notice_id)
    if notice is None:
        raise NotFound("Không có thông báo này.")
    return notice


def newest(session: Session) -> list[Notice]:
    """Return the notices that end last, those first."""
    asked = select(Notice).order_by(Notice.ends_at.desc(), Notice.id.desc())
    return list(session.scalars(asked.limit(MOST_LISTED)))


def ahead(session: Session, *, now: datetime) -> list[Notice]:
    """Return the notices that are shown or will be, those that began first first."""
    asked = select(Notice).where(Notice.ends_at > now, Notice.taken_down_at.is_(None))
    return list(session.scalars(asked.order_by(Notice.starts_at, Notice.id)))


def add(session: Session, fields: NoticeFields, *, by: Viewer, now: datetime) -> Notice:
    """Enter a notice; visitors read it once its time begins."""
    _must_keep(by)
    notice = Notice()
    _apply(notice, fields)
    session.add(notice)
    session.flush()
    _record(session, notice, EventKind.EDITED, "Thêm thông báo", by=by, now=now)
    return notice


def edit(
    session: Session,
    notice: Notice,
    fields: NoticeFields,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Change a notice; what visitors read changes at once.

    Raises:
        TransitionRefused: it was taken down.
        OutOfDate: somebody else changed it meanwhile.
    """
    _must_keep(by)
    history.expect_version(session, notice, expected_version)
    _must_stand(notice)
    _apply(notice, fields)
    _record(session, notice, EventKind.EDITED, "Sửa thông báo", by=by, now=now)


def take_down(
    session: Session,
    notice: Notice,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Take a notice down before its time is over.

    Raises:
        TransitionRefused: it was taken down.
        OutOfDate: somebody else changed it meanwhile.
    """
    _must_keep(by)
    history.expect_version(session, notice, expected_version)
    _must_stand(notice)
    notice.taken_down_at = now
    _record(session, notice, EventKind.WITHDRAWN, "Gỡ thông báo", by=by, now=now)


def _must_keep(by: Viewer) -> None:
    if by.role is not Role.ADMIN:
        raise NotAllowed("Chỉ quản trị được đặt thông báo.")


def _must_stand(notice: Notice) -> None:
    if notice.taken_down_at is not None:
        raise TransitionRefused("Thông báo này đã được gỡ.")


def _apply(notice: Notice, fields: NoticeFields) -> None:
    notice.text, notice.link = fields.text.strip(), fields.link
    notice.field = fields.field
    notice.starts_at, notice.ends_at = fields.starts_at, fields.ends_at


def _record(
    session: Session,
    notice: Notice,
    kind: EventKind,
    note: str,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    data = {
        "text": notice.text,
        "link": notice.link,
        "field": notice.field.value if notice.field else "",
        "starts_at": notice.starts_at.isoformat(),
        "ends_at": notice.ends_at.isoformat(),
    }
    history.record(session, notice, kind, by=by, now=now, note=note, data=data)
    outbox.announce(session, f"notice:{notice.id}")
