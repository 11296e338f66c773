"""The logo and the colour of the public site: tried out, then applied, with history.

Whether a colour reads well upon the pages' grounds is the portal's to say
(`portal.palette`): it knows the grounds.
"""

import hashlib
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, joinedload

from documents import history, outbox, sandbox
from documents.database import Queue, wait_turn
from documents.deadlines import HANOI
from documents.errors import Invalid, NotAllowed, NotFound, OutOfDate
from documents.history import Line
from documents.models import SiteLook
from documents.sandbox import Unreadable
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Role

LARGEST: Final = 2_000_000
"""Bytes of a logo as it is given; it is drawn anew, much smaller."""

LONGEST_ALT: Final = 120
MOST_LISTED: Final = 20

_DRAWING: Final = "documents.extract.drawing:logo_here"
_TAKEN: Final = re.compile(rb"\x89PNG|\xff\xd8\xff|RIFF.{4}WEBP", re.DOTALL)
_OF_NO_KIND: Final = (
    "Chỉ nhận ảnh PNG, JPEG hoặc WebP. Biểu trưng dạng SVG, AI, PDF: hãy xuất ra PNG"
    " nền trong, cao ít nhất 100 điểm ảnh."
)
_OVERTAKEN: Final = (
    "Giao diện vừa được người khác thay đổi. Hãy xem thay đổi rồi bấm “Áp dụng” lần nữa"
    " nếu vẫn muốn dùng bản xem trước này."
)


@dataclass(frozen=True)
class Logo:
    """A logo drawn anew: a small WebP, its size in pixels."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """Return what its address is made of."""
        return hashlib.sha256(self.content).hexdigest()[:16]


@dataclass(frozen=True)
class Look:
    """What an administrator chooses; "" and None are what is shipped."""

    accent: str = ""
    logo: Logo | None = None
    logo_alt: str = ""

    def __post_init__(self) -> None:
        """Refuse a logo that says nothing to who cannot see it."""
        if self.logo and not self.logo_alt.strip():
            raise Invalid({"logo_alt": "Cần lời thay ảnh cho người không nhìn thấy."})
        if len(self.logo_alt) > LONGEST_ALT:
            raise Invalid({"logo_alt": f"Không dài quá {LONGEST_ALT} ký tự."})


@dataclass(frozen=True)
class Change:
    """Who applied a look when; `fields`: (accent | logo | logo_alt, old, new)."""

    version: int
    at: datetime
    by: str
    fields: tuple[tuple[str, str, str], ...]


def drawn(content: bytes) -> Logo:
    """Return a logo of the picture somebody gave.

    Raises:
        Invalid: too large, damaged, or no picture that is taken; SVG is none.
    """
    if len(content) > LARGEST:
        size = f"{LARGEST // 1_000_000} MB"
        raise Invalid({"logo": f"Ảnh lớn hơn {size}; hãy thu nhỏ rồi chọn lại."})
    if not _TAKEN.match(content):
        raise Invalid({"logo": _OF_NO_KIND})
    try:
        told = sandbox.run(_DRAWING, content)
    except Unreadable as refusal:
        raise Invalid({"logo": refusal.message}) from refusal
    return Logo(b64decode(told["image"]), int(told["width"]), int(told["height"]))


def standing(session: Session) -> SiteLook | None:
    """Return the look that holds; None while it is as shipped."""
    return session.scalars(_applied().limit(1)).first()


def version(session: Session) -> int:
    """Return the version an editor opens; 0 is as shipped."""
    row = standing(session)
    return row.id if row else 0


def look_of(row: SiteLook | None) -> Look:
    """Return a row as a value."""
    if row is None:
        return Look()
    logo = Logo(row.logo, row.logo_width, row.logo_height) if row.logo else None
    return Look(row.accent, logo, row.logo_alt)


def get(session: Session, look_id: int, *, by: Viewer) -> SiteLook:
    """Return a look that was tried out or applied, or raise NotFound."""
    _must_keep(by)
    row = session.get(SiteLook, look_id)
    if row is None:
        raise NotFound("Không có bản xem trước này.")
    return row


def logo(session: Session, digest: str) -> bytes:
    """Return a logo that is or was on the pages, or raise NotFound."""
    asked = select(SiteLook.logo).where(
        SiteLook.logo_digest == digest, SiteLook.applied_at.is_not(None)
    )
    found = session.scalars(asked.limit(1)).first() if digest else None
    if found is None:
        raise NotFound("Không có biểu trưng này.")
    return found


def try_out(session: Session, look: Look, *, by: Viewer, now: datetime) -> SiteLook:
    """Keep a look to be seen before it is applied; an officer's last one goes."""
    _must_keep(by)
    own = delete(SiteLook).where(
        SiteLook.applied_at.is_(None), SiteLook.by_id == by.officer_id
    )
    session.execute(own)
    chosen = look.logo
    row = SiteLook(
        made_at=now,
        by_id=by.officer_id,
        logo=chosen.content if chosen else None,
        logo_digest=chosen.digest if chosen else "",
        logo_width=chosen.width if chosen else 0,
        logo_height=chosen.height if chosen else 0,
        logo_alt=look.logo_alt.strip() if chosen else "",
        accent=look.accent,
    )
    session.add(row)
    session.flush()
    return row


def apply(
    session: Session,
    row: SiteLook,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> SiteLook:
    """Let a look hold from now on; one of before is applied again as a new row.

    Raises:
        NotAllowed. OutOfDate: another look was applied meanwhile.
    """
    _must_keep(by)
    # The queue that the history stands in: two who apply at once go one by one.
    wait_turn(session, Queue.OUTBOX)
    before = standing(session)
    _must_be_newest(session, before, expected_version)
    if row.applied_at is not None:
        row = try_out(session, look_of(row), by=by, now=now)
    row.applied_at, row.by_id = now, by.officer_id
    session.flush()
    data = {name: [old, new] for name, old, new in _differing(row, before)}
    note = "Đổi giao diện trang công khai"
    line = Line(
        SiteLook.__tablename__, row.id, EventKind.EDITED, now, by, note=note, data=data
    )
    history.record_many(session, [line])
    outbox.announce(session, "look:site")
    return row


def changes(session: Session) -> list[Change]:
    """Return what was changed of the look, newest first."""
    asked = _applied().options(joinedload(SiteLook.by)).limit(MOST_LISTED + 1)
    rows: list[SiteLook | None] = list(session.scalars(asked))
    if len(rows) <= MOST_LISTED:
        rows.append(None)
    return [_change(row, before) for row, before in pairwise(rows) if row is not None]


def _applied() -> Select[SiteLook]:
    asked = select(SiteLook).where(SiteLook.applied_at.is_not(None))
    return asked.order_by(SiteLook.applied_at.desc(), SiteLook.id.desc())


def _must_keep(by: Viewer) -> None:
    if by.role is not Role.ADMIN:
        raise NotAllowed("Chỉ quản trị được đổi giao diện.")


def _must_be_newest(session: Session, before: SiteLook | None, expected: int) -> None:
    if expected == (before.id if before else 0):
        return
    newest = changes(session)[:1]
    raise OutOfDate(_OVERTAKEN, changed=[_told(it) for it in newest])


def _told(change: Change) -> str:
    at = f"{change.at.astimezone(HANOI):%H:%M %d/%m/%Y} – {change.by}"
    parts = (f"“{old or '–'}” thành “{new or '–'}”" for _, old, new in change.fields)
    return f"{at}: {', '.join(parts)}"


def _change(row: SiteLook, before: SiteLook | None) -> Change:
    at = row.applied_at or row.made_at
    return Change(row.id, at, row.by.full_name, tuple(_differing(row, before)))


def _differing(
    row: SiteLook, before: SiteLook | None
) -> Iterator[tuple[str, str, str]]:
    names = ("accent", "logo_digest", "logo_alt")
    for name in names:
        old, new = getattr(before, name) if before else "", getattr(row, name)
        if old != new:
            yield name, old, new
