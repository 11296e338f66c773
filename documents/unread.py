"""How far an officer has read a case; what he has not seen is `queries.news_for`'s."""

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import seeing
from documents.models import Case, CaseSeen, Event
from documents.viewer import Viewer


def mark(session: Session, case: Case, *, by: Viewer, line: int | None = None) -> None:
    """Note that an officer has seen a case up to a line; None: up to the newest.

    It never goes back, and never beyond what there is.

    Raises:
        NotFound: not his case to see.
    """
    seeing.must_see(case, by)
    last = _newest(session, case)
    read = last if line is None else min(line, last)
    mine = (by.officer_id, case.id)
    row = session.get(CaseSeen, mine)
    if row is None:
        row = _begun(session, mine)
    row.line = max(row.line, read)


def _begun(session: Session, mine: tuple[int, int]) -> CaseSeen:
    """Return a mark before the first line; of two tabs one makes it."""
    row = CaseSeen(officer_id=mine[0], case_id=mine[1], line=0)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.get_one(CaseSeen, mine)
    return row


def _newest(session: Session, case: Case) -> int:
    asked = select(func.max(Event.id)).where(
        Event.subject == Case.__tablename__, Event.subject_id == case.id
    )
    return session.scalar(asked) or 0
