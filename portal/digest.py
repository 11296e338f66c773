"""The digest of a morning as a mail: how much, which codes, where to look.

No title, no place, no name: a mail lies on servers and telephones that are not the
office's. A sealed case is in no list, so it is in no mail (domain.md §12).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from typing import Final

from sqlalchemy.orm import Session

from documents import agency, queries
from documents.models import Case
from documents.queries import CaseFilter
from documents.viewer import Viewer
from portal.envelope import letter_to
from portal.jinja import date_vi

MOST: Final = 20
"""Codes of one part; the rest is on the desk."""


@dataclass(frozen=True)
class Part:
    """Cases of one kind: how many there are, and the first of them."""

    heading: str
    count: int
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Digest:
    """What one officer is told on a day."""

    agency: str
    on: date
    to: Viewer
    late: Part
    due_today: Part
    waiting: Part

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts in their order, without the empty ones."""
        return tuple(p for p in (self.late, self.due_today, self.waiting) if p.count)


def digest_for(session: Session, viewer: Viewer, *, on: date) -> Digest:
    """Gather what an officer is told on a day; only what his lists show him."""

    def part(heading: str, only: CaseFilter) -> Part:
        found = queries.case_list(session, viewer, only=only, per_page=MOST)
        return Part(heading, found.total, tuple(found.rows))

    return Digest(
        agency=agency.current(session).name,
        on=on,
        to=viewer,
        late=part("Quá hạn", CaseFilter(overdue_on=on)),
        due_today=part("Đến hạn hôm nay", CaseFilter(due_on=on)),
        waiting=part("Đến lượt bạn", CaseFilter(waiting_on=on)),
    )


def mail_of(
    digest: Digest,
    digest_id: int,
    *,
    email: str,
    sender: str,
    public_url: str,
    now: datetime,
) -> EmailMessage:
    """Return the mail of a digest; its id is the same however often it is sent.

    Raises:
        ValueError: an address or a name that no head of a mail may carry.
    """
    return letter_to(
        email,
        agency=digest.agency,
        full_name=digest.to.full_name,
        subject=_subject(digest),
        lines=_lines(digest, public_url),
        sender=sender,
        message_id=f"viec-{digest.on:%Y%m%d}-{digest_id}",
        public_url=public_url,
        now=now,
    )


def _subject(digest: Digest) -> str:
    told = ", ".join(f"{part.count} {part.heading.lower()}" for part in digest.parts)
    return f"Việc ngày {date_vi(digest.on)}: {told}"


def _lines(digest: Digest, public_url: str) -> Iterator[str]:
    yield f"Chào {digest.to.full_name},"
    yield ""
    yield f"Việc của bạn ngày {date_vi(digest.on)}:"
    for part in digest.parts:
        yield ""
        yield f"{part.heading.upper()}: {part.count} hồ sơ"
        for case in part.cases:
            yield f"- {case.code}, hạn {date_vi(case.due_on)}"
            yield f"  {public_url}/ho-so/{case.code}"
        if part.count > len(part.cases):
            yield f"- và {part.count - len(part.cases)} hồ sơ khác trên bàn làm việc"
    yield ""
    yield f"Bàn làm việc: {public_url}/ban-lam-viec"
    yield ""
    yield "Thư tự động, xin không trả lời. Thư không ghi nội dung hồ sơ và tên người"
    yield "phản ánh. Đổi địa chỉ hoặc thôi nhận thư:"
    yield f"{public_url}/thu-bao-viec"
