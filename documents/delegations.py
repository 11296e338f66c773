"""Who may sign, and in whose place (NĐ 30/2020, Điều 13; domain.md §3.5, §6).

The head signs himself and his deputies sign for him (KT.). Whoever else signs has been
given the right for a time: by order (TL.), by authorisation (TUQ.), as acting head
(Q.) or for the collective (TM.).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from documents import agency
from documents.database import Queue, wait_turn
from documents.errors import Invalid, NotAllowed, NotFound
from documents.letters import Profile
from documents.lifecycles.letter import SIGNERS
from documents.models import Delegation, Officer
from documents.text import fold
from documents.viewer import Viewer
from documents.vocabulary import Authority, Role

GIVEN: Final = (Authority.TL, Authority.TUQ, Authority.Q, Authority.TM)
"""What can be given; a deputy signs for the head without being given anything."""

REPLYING: Final = (Authority.TL, Authority.TUQ)
"""What lets the Chánh Văn phòng sign the reply to a case."""

_DEPUTY: Final = "phó "


@dataclass(frozen=True)
class DelegationFields:
    """What a leader writes down when he gives somebody the right to sign."""

    officer_id: int
    authority: Authority
    scope: str
    basis: str
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse what Điều 13 does not know.

        Raises:
            Invalid: no scope or paper, an end before the start, or an authorisation
                without an end.
        """
        wrong: dict[str, str] = {}
        if not self.scope.strip():
            wrong["scope"] = "Cần ghi nội dung, phạm vi được ký."
        if not self.basis.strip():
            wrong["basis"] = "Cần ghi văn bản giao quyền, ví dụ Quyết định số 12/QĐ."
        if self.authority not in GIVEN:
            wrong["authority"] = "Cấp phó ký thay (KT.) không cần giao quyền."
        if self.until is not None and self.until < self.since:
            wrong["until"] = "Ngày kết thúc không thể trước ngày bắt đầu."
        if self.authority is Authority.TUQ and self.until is None:
            wrong["until"] = "Ủy quyền (TUQ.) phải có thời hạn."
        if wrong:
            raise Invalid(wrong)


def give(
    session: Session, typed: DelegationFields, *, by: Viewer, now: datetime
) -> Delegation:
    """Give an officer the right to sign; only a leader of the department may.

    Raises:
        NotAllowed: not a leader. Invalid: nobody who may sign, or one who has the
            right on some of these days already.
    """
    must_be_leader(by)
    wait_turn(session, Queue.ACCOUNTS)
    officer = session.get(Officer, typed.officer_id)
    if officer is None or not officer.active or officer.role not in SIGNERS:
        raise Invalid(
            {"officer_id": "Hãy chọn người đang công tác, có thể được giao ký."}
        )
    standing = session.scalars(_of(officer.id)).all()
    if any(_overlap(row, typed) for row in standing):
        raise Invalid({"since": "Người này đã được giao ký trong thời gian đó."})
    row = Delegation(
        officer_id=officer.id,
        authority=typed.authority,
        scope=typed.scope.strip(),
        basis=typed.basis.strip(),
        since=typed.since,
        until=typed.until,
        given_at=now,
        given_by_id=by.officer_id,
    )
    session.add(row)
    session.flush()
    return row


def end(session: Session, delegation_id: int, *, on: date, by: Viewer) -> Delegation:
    """Let a right end on a day; one that has not begun is taken back whole.

    Raises:
        NotAllowed, NotFound. Invalid: it has ended already.
    """
    must_be_leader(by)
    row = session.get(Delegation, delegation_id)
    if row is None:
        raise NotFound("Không có lượt giao quyền này.")
    if row.until is not None and row.until < on:
        raise Invalid({"until": "Lượt giao quyền này đã kết thúc."})
    if row.since > on:
        session.delete(row)
    else:
        row.until = on
    session.flush()
    return row


def must_be_leader(by: Viewer) -> None:
    """Refuse who does not give rights away."""
    if by.role is not Role.DIRECTOR:
        raise NotAllowed("Chỉ Lãnh đạo Sở giao quyền ký.")


def listed(session: Session) -> list[Delegation]:
    """Return every right ever given, the newest first."""
    newest = (Delegation.since.desc(), Delegation.id.desc())
    return list(session.scalars(select(Delegation).order_by(*newest)))


def can_be_given(session: Session) -> list[Officer]:
    """Return whom the right to sign can be given to; a deputy may act as head (Q.)."""
    rows = select(Officer).where(Officer.role.in_(SIGNERS), Officer.active)
    return list(session.scalars(rows.order_by(Officer.id)))


def in_force(session: Session, officer_id: int, *, on: date) -> Delegation | None:
    """Return the right an officer has been given for a day."""
    return session.scalar(_of(officer_id).where(_covers(on)))


def signers(session: Session, *, on: date) -> list[Officer]:
    """Return who may sign on a day: the leaders, then whoever was given the right."""
    given = select(Delegation.officer_id).where(_covers(on))
    by_right = or_(Officer.role == Role.DIRECTOR, Officer.id.in_(given))
    rows = select(Officer).where(by_right, Officer.active)
    leads = Officer.role != Role.DIRECTOR
    return list(session.scalars(rows.order_by(leads, Officer.id)))


def reply_signers(session: Session, *, on: date) -> list[Officer]:
    """Return who may sign the reply to a case on a day (domain.md §5.2 X11).

    The leaders; the Chánh Văn phòng by order (TL.) or authorisation (TUQ.).
    """
    given = select(Delegation.officer_id).where(
        _covers(on), Delegation.authority.in_(REPLYING)
    )
    by_order = and_(Officer.role == Role.CVP, Officer.id.in_(given))
    rows = select(Officer).where(
        or_(Officer.role == Role.DIRECTOR, by_order), Officer.active
    )
    leads = Officer.role != Role.DIRECTOR
    return list(session.scalars(rows.order_by(leads, Officer.id)))


def signature(session: Session, officer: Officer, *, on: date) -> dict[str, Any] | None:
    """Return an officer's block of a letter file on a day; None if he may not sign."""
    ours = agency.current(session)
    block = {
        "authority": None,
        "for": None,
        "deputy_for": None,
        "position": officer.position.upper(),
        "name": officer.full_name,
    }
    given = in_force(session, officer.id, on=on)
    if not officer.active or (given is None and officer.role is not Role.DIRECTOR):
        return None
    if given is not None and given.authority is Authority.Q:
        return block | {"authority": "Q", "position": ours.head.upper()}
    if given is None:
        is_deputy = fold(officer.position).startswith(fold(_DEPUTY + ours.head))
        deputy = {"authority": "KT", "for": ours.head.upper()}
        return block | deputy if is_deputy else block
    return block | {
        "authority": given.authority.name,
        "for": _behalf(given.authority, ours),
        "deputy_for": _unit_head(officer, given.authority),
    }


def _behalf(authority: Authority, ours: Profile) -> str:
    named = ours.name if authority is Authority.TM else ours.head
    return named.upper()


def _unit_head(officer: Officer, authority: Authority) -> str | None:
    """Return in whose place a unit's deputy signs: an order may be passed on to him."""
    position = officer.position
    if authority is not Authority.TL or not position.casefold().startswith(_DEPUTY):
        return None
    return position[len(_DEPUTY) :].upper()


def _of(officer_id: int) -> Select[Delegation]:
    return select(Delegation).where(Delegation.officer_id == officer_id)


def _covers(on: date) -> ColumnElement[bool]:
    open_ended = Delegation.until.is_(None)
    return (Delegation.since <= on) & or_(open_ended, Delegation.until >= on)


def _overlap(row: Delegation, typed: DelegationFields) -> bool:
    starts_before_end = typed.until is None or row.since <= typed.until
    ends_after_start = row.until is None or row.until >= typed.since
    return starts_before_end and ends_after_start
