"""Sittings on the backlog: begun, filled with decisions, ended and frozen (T38).

The Chánh Văn phòng chairs; the focal officer writes down. A decision is a word of the
sitting: the case's own moves are still made by those whose moves they are, with the
reasons that they need (X14, X15). Urging is the chair's instruction to the unit that
leads, on its desk with its day until somebody tells what was done (T19).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from documents import history, outbox, seeing
from documents.backlog import urging
from documents.backlog.situations import situation
from documents.backlog.stock import AsOf, Count, counted
from documents.deadlines import Calendar
from documents.errors import Invalid, NotAllowed, NotFound, OutOfDate, TransitionRefused
from documents.handling import wording
from documents.models import BacklogReview, Case, Officer, ReviewedCase
from documents.viewer import Viewer
from documents.vocabulary import AgeBand, BacklogKind, EventKind, ReviewDecision, Role

KEEPERS: Final = frozenset({Role.FOCAL, Role.CVP})
"""Who opens a sitting and writes down what it decides."""

READERS: Final = (Role.FOCAL, Role.CVP, Role.DIRECTOR)
SHORTEST_CONCLUSIONS: Final = 20

Figures = list[dict[str, Any]]


@dataclass(frozen=True)
class Sitting:
    """Where a sitting is, who chairs it and writes, and who is there."""

    place: str
    present: str
    chair_id: int
    secretary_id: int


@dataclass(frozen=True)
class Ruling:
    """What a sitting says of one case; a new day only when a unit is urged."""

    decision: ReviewDecision
    said: str
    due_on: date | None = None


def all_of(session: Session) -> Sequence[BacklogReview]:
    """Return every sitting, the newest first."""
    rows = select(BacklogReview).order_by(BacklogReview.id.desc())
    told = rows.options(joinedload(BacklogReview.chair))
    return session.scalars(told).unique().all()


def get(session: Session, review_id: int) -> BacklogReview:
    """Return a sitting, or raise NotFound."""
    found = session.get(BacklogReview, review_id)
    if found is None:
        raise NotFound("Không có phiên rà soát này.")
    return found


def open_now(session: Session) -> BacklogReview | None:
    """Return the sitting that has not ended."""
    rows = select(BacklogReview).where(BacklogReview.ended_at.is_(None))
    return session.scalars(rows.order_by(BacklogReview.id)).first()


def last_ended(session: Session) -> BacklogReview | None:
    """Return the sitting that ended last."""
    rows = select(BacklogReview).where(BacklogReview.ended_at.is_not(None))
    return session.scalars(rows.order_by(BacklogReview.ended_at.desc())).first()


def chairs(session: Session) -> Sequence[Officer]:
    """Return who may chair: the Chánh Văn phòng."""
    return _officers(session, Role.CVP)


def secretaries(session: Session) -> Sequence[Officer]:
    """Return who may write the minutes: the focal officers and the clerks."""
    return _officers(session, Role.FOCAL, Role.CLERK)


def _officers(session: Session, *roles: Role) -> Sequence[Officer]:
    rows = select(Officer).where(Officer.role.in_(roles), Officer.active)
    return session.scalars(rows.order_by(Officer.full_name, Officer.id)).all()


def open_sitting(
    session: Session, sitting: Sitting, as_of: AsOf, *, by: Viewer, now: datetime
) -> BacklogReview:
    """Open a sitting: the figures of this moment are what it begins with.

    Raises:
        NotAllowed. TransitionRefused: another one is open. Invalid: nobody chairs,
        writes or is there.
    """
    _must_keep(by)
    if open_now(session) is not None:
        raise TransitionRefused("Còn một phiên rà soát chưa kết thúc.")
    _check(session, sitting)
    review = BacklogReview(
        on=as_of.on,
        place=sitting.place.strip(),
        present=sitting.present.strip(),
        chair_id=sitting.chair_id,
        secretary_id=sitting.secretary_id,
        opening=figures(session, by, as_of),
        begun_at=now,
    )
    session.add(review)
    session.flush()
    return review


def _check(session: Session, sitting: Sitting) -> None:
    wrong: dict[str, str] = {}
    if sitting.chair_id not in {one.id for one in chairs(session)}:
        wrong["chair_id"] = "Chánh Văn phòng chủ trì rà soát tồn đọng."
    if sitting.secretary_id not in {one.id for one in secretaries(session)}:
        wrong["secretary_id"] = "Hãy chọn người ghi biên bản."
    if not sitting.place.strip():
        wrong["place"] = "Cần ghi địa điểm."
    if not sitting.present.strip():
        wrong["present"] = "Cần ghi thành phần tham dự."
    if wrong:
        raise Invalid(wrong)


def figures(session: Session, viewer: Viewer, as_of: AsOf) -> Figures:
    """Return the table of the backlog as rows of JSON."""
    return [
        {
            "kind": one.kind.value,
            "unit": one.unit_code,
            "band": one.band.value,
            "count": one.count,
        }
        for one in counted(session, viewer, as_of)
        if one.kind is not None
    ]


def counts_in(told: Figures) -> list[Count]:
    """Return kept figures as the counts that they were."""
    return [
        Count(BacklogKind(row["kind"]), row["unit"], AgeBand(row["band"]), row["count"])
        for row in told
    ]


def decide(
    session: Session,
    review: BacklogReview,
    case: Case,
    ruling: Ruling,
    as_of: AsOf,
    *,
    calendar: Calendar,
    by: Viewer,
    now: datetime,
) -> ReviewedCase:
    """Write down what the sitting says of a case; said again, it is said anew.

    Raises:
        NotAllowed, NotFound. TransitionRefused: it has ended, or the case is no
        backlog. Invalid: no reason, or a day that is missing, past or not worked.
    """
    _must_keep(by)
    seeing.must_see(case, by)
    _must_be_open(review)
    kind = situation(session, case, as_of).kind
    if kind is None:
        raise TransitionRefused("Hồ sơ không thuộc diện tồn đọng.")
    said = wording.said("said", ruling.said, "Cần nêu rõ lý do, yêu cầu")
    due_on = _due(ruling, calendar, on=as_of.on)
    row = _row(review, case)
    row.kind, row.decision, row.said, row.due_on = kind, ruling.decision, said, due_on
    row.at, row.by_id = now, by.officer_id
    urging.order(session, review, row, by=by, now=now)
    review.version += 1
    session.flush()
    _tell(session, case, row, by=by, now=now)
    return row


def _row(review: BacklogReview, case: Case) -> ReviewedCase:
    found = next((row for row in review.looked_at if row.case_id == case.id), None)
    if found is None:
        found = ReviewedCase(case_id=case.id, case=case)
        review.looked_at.append(found)
    return found


def _due(ruling: Ruling, calendar: Calendar, *, on: date) -> date | None:
    if ruling.decision is not ReviewDecision.URGE:
        return None
    if ruling.due_on is None:
        raise Invalid({"due_on": "Đôn đốc thì cần thời hạn mới."})
    if ruling.due_on <= on:
        raise Invalid({"due_on": "Thời hạn mới phải sau ngày rà soát."})
    if not calendar.works(ruling.due_on):
        raise Invalid({"due_on": "Thời hạn mới phải là ngày làm việc."})
    return ruling.due_on


def _tell(
    session: Session, case: Case, row: ReviewedCase, *, by: Viewer, now: datetime
) -> None:
    until = f", đến hết ngày {row.due_on:%d/%m/%Y}" if row.due_on else ""
    note = f"Rà soát tồn đọng: {row.decision.label}{until}. {row.said}"
    told = urging.told(row)
    given = EventKind.INSTRUCTED
    history.record(session, case, given, by=by, now=now, note=note, data=told)
    outbox.announce(session, outbox.case_key(case))


def end(
    session: Session,
    review: BacklogReview,
    conclusions: str,
    as_of: AsOf,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """End a sitting: the figures of this moment close it, and nothing changes after.

    Raises:
        NotAllowed: not its chair's role. TransitionRefused: ended already, or no case
        was looked at. OutOfDate. Invalid: no conclusions.
    """
    if by.role is not Role.CVP:
        raise NotAllowed("Chỉ Chánh Văn phòng kết thúc phiên rà soát.")
    _must_be_open(review)
    if review.version != expected_version:
        raise OutOfDate("Phiên rà soát vừa được ghi thêm; hãy xem lại rồi kết thúc.")
    if not review.looked_at:
        raise TransitionRefused("Phiên rà soát chưa xem hồ sơ nào.")
    said = wording.said(
        "conclusions",
        conclusions,
        "Cần kết luận của người chủ trì",
        shortest=SHORTEST_CONCLUSIONS,
    )
    closing = figures(session, by, as_of)
    review.conclusions, review.ended_at, review.closing = said, now, closing
    review.version += 1
    session.flush()


def _must_keep(by: Viewer) -> None:
    if by.role not in KEEPERS:
        raise NotAllowed("Chỉ Chánh Văn phòng và công chức đầu mối ghi rà soát.")


def _must_be_open(review: BacklogReview) -> None:
    if review.ended_at is not None:
        raise TransitionRefused("Phiên rà soát đã kết thúc, không sửa được nữa.")
