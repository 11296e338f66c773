"""Requests sent without proof of work: held apart, let in or discarded (T24).

Who has no JavaScript sends this way; so do machines. Until somebody has looked, there
is no case: nothing of it is in the desk's queue, in figures or in the index.
"""

import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import history, intake, lookups
from documents.case_files import Enclosure
from documents.deadlines import Calendar
from documents.errors import Invalid, NotAllowed, NotFound, Throttled, TransitionRefused
from documents.intake import Intake
from documents.lifecycles import TAKERS
from documents.models import Case, HeldRequest
from documents.queries.listing import Listing, listing
from documents.vault import Vault
from documents.viewer import Viewer
from documents.vocabulary import Channel, EventKind

MOST: Final = 1_000
"""Requests that may wait: machines that send without work fill no disk."""

SHORTEST_REASON: Final = 10
_DIGITS: Final = 6
_FULL: Final = (
    "Hiện có quá nhiều phản ánh chờ kiểm tra. Hãy bật JavaScript rồi gửi lại, hoặc gọi"
    " Đường dây nóng."
)
_LET_IN: Final = "Đã xem và cho vào danh sách: gửi không qua bước kiểm tra tự động."
_SETTLED: Final = "Phản ánh này đã được người khác xử lý."


def hold(
    session: Session,
    sent: Intake,
    consent: str,
    pin_hash: str,
    *,
    files_key: str,
    files_private: bool,
    vault: Vault,
) -> HeldRequest:
    """Hold what was sent apart; the same form twice is held once.

    Raises:
        Invalid: what domain.md §5.2 X01 requires is missing. Throttled: too many wait.
    """
    intake.check(sent, sent.received_at)
    if sent.field is None or sent.key is None:
        raise Invalid({"field": "Hãy chọn một lĩnh vực."})
    if count(session) >= MOST:
        raise Throttled(_FULL, retry_after=3_600)
    reference = _reference(session)
    row = HeldRequest(
        reference=reference,
        key=sent.key,
        sent_at=sent.received_at,
        title=sent.title,
        content=sent.content,
        location=sent.location,
        field=sent.field,
        kind=sent.complainant_kind,
        sealed=vault.seal(sent.identity, code=reference),
        anonymous=sent.anonymous,
        opted_out=sent.opted_out,
        consent_version=consent,
        pin_hash=pin_hash,
        files_key=files_key,
        files_private=files_private,
    )
    return _add(session, row)


def _reference(session: Session) -> str:
    """Return a reference that nothing held has, settled or not."""
    while True:
        told = f"{lookups.WAITING}{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"
        taken = select(HeldRequest.id).where(HeldRequest.reference == told)
        if session.scalar(taken) is None:
            return told


def _add(session: Session, row: HeldRequest) -> HeldRequest:
    """Add it; of a form sent twice return what it made before."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        found = held_of(session, row.key)
        if found is None:
            raise
        return found
    return row


def held_of(session: Session, key: str | None) -> HeldRequest | None:
    """Return what a filled form has left to wait already, settled or not."""
    if key is None:
        return None
    return session.scalar(select(HeldRequest).where(HeldRequest.key == key))


def count(session: Session) -> int:
    """Return how many wait."""
    waits = HeldRequest.settled_at.is_(None)
    return session.scalar(select(func.count(HeldRequest.id)).where(waits)) or 0


def waiting(session: Session, viewer: Viewer, *, page: int) -> Listing[HeldRequest]:
    """Return what waits, the oldest first; NotAllowed for who takes no cases down."""
    _must_take(viewer)
    rows = select(HeldRequest).where(HeldRequest.settled_at.is_(None))
    return listing(session, rows.order_by(HeldRequest.id), page)


def get(session: Session, held_id: int, *, viewer: Viewer) -> HeldRequest:
    """Return one that was held, or raise NotFound or NotAllowed."""
    _must_take(viewer)
    row = session.get(HeldRequest, held_id)
    if row is None:
        raise NotFound("Không có phản ánh này trong danh sách chờ kiểm tra.")
    return row


def let_in(
    session: Session,
    row: HeldRequest,
    *,
    vault: Vault,
    calendar: Calendar,
    enclosed: Enclosure | None,
    by: Viewer,
    now: datetime,
) -> Case:
    """Make a case of it, as if it had just been sent; its PIN stays what it was.

    Raises:
        TransitionRefused: it was settled meanwhile. NotAllowed.
    """
    _must_wait(session, row, by)
    case = intake.send(
        session,
        _sent(row, vault),
        row.consent_version,
        vault=vault,
        calendar=calendar,
        now=now,
        enclosed=enclosed,
    )
    lookups.give(session, case, row.pin_hash, by=None, now=now)
    history.record(session, case, EventKind.EDITED, by=by, now=now, note=_LET_IN)
    row.case, row.settled_at, row.settled_by_id = case, now, by.officer_id
    session.flush()
    return case


def _sent(row: HeldRequest, vault: Vault) -> Intake:
    """Return what was sent, as if it came now."""
    return Intake(
        title=row.title,
        content=row.content,
        received_at=row.sent_at,
        channel=Channel.WEB_FORM,
        location=row.location,
        field=row.field,
        anonymous=row.anonymous,
        opted_out=row.opted_out,
        complainant_kind=row.kind,
        identity=vault.open(row.sealed, code=row.reference),
        key=row.key,
    )


def discard(
    session: Session, row: HeldRequest, reason: str, *, by: Viewer, now: datetime
) -> None:
    """Keep it out for good; who sent it reads the reason when he looks it up.

    Raises:
        Invalid: no reason of ten characters. TransitionRefused: settled meanwhile.
    """
    _must_wait(session, row, by)
    if len(reason.strip()) < SHORTEST_REASON:
        least = f"ít nhất {SHORTEST_REASON} ký tự; người gửi sẽ đọc lý do này"
        raise Invalid({"reason": f"Cần nêu lý do, {least}."})
    row.settled_at, row.settled_by_id, row.reason = now, by.officer_id, reason.strip()
    session.flush()


def _must_take(viewer: Viewer) -> None:
    if viewer.role not in TAKERS:
        raise NotAllowed("Chỉ văn thư và công chức đầu mối xem danh sách này.")


def _must_wait(session: Session, row: HeldRequest, by: Viewer) -> None:
    """Refuse what is settled; of two who settle it at once the later one is told."""
    _must_take(by)
    session.refresh(row, with_for_update=True)
    if row.settled_at is not None:
        raise TransitionRefused(_SETTLED)
