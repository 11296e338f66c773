"""Changing the agency's profile: by administrators, every change with its history.

Pages, feeds and letters written afterwards follow at once; letters written before keep
the profile they carry (`letters.filed`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from documents import agency, history, outbox, phones
from documents.database import Queue, wait_turn
from documents.deadlines import HANOI
from documents.errors import Invalid, NotAllowed, OutOfDate
from documents.letters import Profile
from documents.models import AgencyProfile
from documents.notices import is_safe_link
from documents.officers import checked_address
from documents.viewer import Viewer
from documents.vocabulary import EventKind, PhoneKind, Role

MOST_LISTED: Final = 50
"""Changes on the page of the profile; every one is in the audit log."""

LONGEST: Final = {
    "parent": 200,
    "name": 120,
    "full_name": 200,
    "code": 20,
    "place": 100,
    "head": 60,
    "address": 300,
    "phone": 40,
    "fax": 40,
    "email": 200,
    "english_parent": 200,
    "english_name": 120,
    "website": 200,
    "footer": 600,
}
"""Signs that each part of a profile may have."""

_MOST_LINES: Final = {"parent": 2, "footer": 6}
_NEEDED: Final = {
    "parent": "Cần nhập cơ quan chủ quản.",
    "name": "Cần nhập tên cơ quan.",
    "full_name": "Cần nhập tên đầy đủ của cơ quan.",
    "code": "Cần nhập chữ viết tắt của cơ quan.",
    "place": "Cần nhập địa danh ghi trên văn bản.",
    "head": "Cần nhập chức danh người đứng đầu.",
    "english_parent": "Cần nhập tên tiếng Anh của cơ quan chủ quản.",
    "english_name": "Cần nhập tên tiếng Anh của cơ quan.",
}
_CODE: Final = re.compile(r"[A-ZĐƯƠÂÊÔĂ0-9&]{2,20}")
_NO_NUMBER: Final = (
    "Cần 11 chữ số (máy bàn, có mã vùng), 10 chữ số (di động) hoặc một đầu số dịch vụ."
)
_OVERTAKEN: Final = (
    "Thông tin cơ quan vừa được người khác thay đổi. Phần bạn đã nhập được giữ lại"
    " bên dưới; hãy xem thay đổi rồi thực hiện lại."
)


@dataclass(frozen=True)
class Change:
    """Who changed the profile when; `fields`: (name in `agency.NAMES`, old, new)."""

    version: int
    at: datetime
    by: str
    fields: tuple[tuple[str, str, str], ...]


def version(session: Session) -> int:
    """Return the version an editor opens; 0 is the shipped profile."""
    row = agency.standing(session)
    return row.id if row else 0


def changes(session: Session) -> list[Change]:
    """Return what was changed of the profile, newest first."""
    asked = select(AgencyProfile).options(joinedload(AgencyProfile.by))
    newest = asked.order_by(AgencyProfile.id.desc()).limit(MOST_LISTED + 1)
    rows: list[AgencyProfile | None] = list(session.scalars(newest))
    if len(rows) <= MOST_LISTED:
        rows.append(None)
    return [_change(row, before) for row, before in pairwise(rows) if row is not None]


def edit(
    session: Session,
    profile: Profile,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> bool:
    """Let a profile hold from now on; say whether anything is another than before.

    Raises:
        NotAllowed: no administrator. Invalid: field → what is wrong with it.
        OutOfDate: somebody else changed it meanwhile.
    """
    if by.role is not Role.ADMIN:
        raise NotAllowed("Chỉ quản trị được sửa thông tin cơ quan.")
    # The queue that the history stands in: two who save at once go one by one.
    wait_turn(session, Queue.OUTBOX)
    standing = agency.standing(session)
    _must_be_newest(session, standing, expected_version)
    _check(profile)
    told = {name: getattr(profile, name) for name in agency.NAMES}
    if told == {name: getattr(agency.profile_of(standing), name) for name in told}:
        return False
    row = AgencyProfile(**told, since=now, by_id=by.officer_id)
    session.add(row)
    session.flush()
    line = history.Line(
        AgencyProfile.__tablename__,
        row.id,
        EventKind.EDITED,
        now,
        by=by,
        note="Sửa thông tin cơ quan",
        data={name: [old, new] for name, old, new in _differing(row, standing)},
    )
    history.record_many(session, [line])
    outbox.announce(session, "agency:profile")
    return True


def _must_be_newest(
    session: Session, standing: AgencyProfile | None, expected: int
) -> None:
    if expected == (standing.id if standing else 0):
        return
    newer = (it for it in changes(session) if it.version > expected)
    raise OutOfDate(_OVERTAKEN, changed=[line for it in newer for line in _told(it)])


def _told(change: Change) -> Iterator[str]:
    at = f"{change.at.astimezone(HANOI):%H:%M %d/%m/%Y} – {change.by}"
    for _, old, new in change.fields:
        yield f"{at}: “{old or 'trống'}” thành “{new or 'trống'}”"


def _change(row: AgencyProfile, before: AgencyProfile | None) -> Change:
    fields = tuple(_differing(row, before))
    return Change(row.id, row.since, row.by.full_name, fields)


def _differing(
    row: AgencyProfile, before: AgencyProfile | None
) -> Iterator[tuple[str, str, str]]:
    was, becomes = agency.profile_of(before), agency.profile_of(row)
    for name in agency.NAMES:
        old, new = getattr(was, name), getattr(becomes, name)
        if old != new:
            yield name, old, new


def _check(profile: Profile) -> None:
    wrong = {
        name: message
        for name, message in _NEEDED.items()
        if not getattr(profile, name).strip()
    }
    wrong |= dict(_too_long(profile)) | dict(_of_no_shape(profile))
    if wrong:
        raise Invalid(wrong)


def _too_long(profile: Profile) -> Iterator[tuple[str, str]]:
    for name, most in LONGEST.items():
        text, lines = getattr(profile, name), _MOST_LINES.get(name, 1)
        if len(text) > most:
            yield name, f"Không dài quá {most} ký tự."
        elif len(text.split("\n")) > lines:
            yield name, f"Không quá {lines} dòng."


def _of_no_shape(profile: Profile) -> Iterator[tuple[str, str]]:
    if profile.code and not _CODE.fullmatch(profile.code):
        yield "code", "Cần 2 đến 20 chữ in hoa liền nhau, ví dụ SGTVT."
    for name in ("phone", "fax"):
        number = getattr(profile, name)
        if number and phones.read(number).kind is PhoneKind.UNKNOWN:
            yield name, _NO_NUMBER
    try:
        checked_address(profile.email)
    except Invalid as refusal:
        yield from refusal.fields.items()
    site = profile.website
    if site and (site.startswith("/") or not is_safe_link(site)):
        yield "website", "Cần một địa chỉ bắt đầu bằng https:// hoặc http://."
