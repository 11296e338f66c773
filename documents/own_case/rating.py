"""What a sender says of the answer: once in a round, from then until its window ends.

The window is that of X13: fifteen days from closing (domain.md §7). It is open as soon
as the answer is there, for he is not told of the closing.
"""

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from documents import history, ratings
from documents.deadlines import local_day
from documents.errors import Invalid, TransitionRefused
from documents.models import Case, Rating
from documents.vocabulary import EventKind, Outcome

RATED_WITHIN: Final = timedelta(days=15)
LONGEST: Final = 1_000
"""Characters of what is said beside the score."""

_CHOOSE: Final = "Hãy chọn một mức."
_OVER: Final = "Lúc này không đánh giá được nữa; đánh giá trước đó, nếu có, giữ nguyên."


def may_rate(session: Session, case: Case, *, today: date) -> bool:
    """Say whether the sender of a case rates its answer now.

    A report without a name is not counted (domain.md §3.2), so it is not asked about.
    """
    if case.outcome is not Outcome.RESOLVED or case.anonymous:
        return False
    closed = case.closed_at
    if closed is not None and today > local_day(closed) + RATED_WITHIN:
        return False
    return rated(session, case) is None


def rated(session: Session, case: Case) -> Rating | None:
    """Return what the sender said of the answer that stands."""
    given = ratings.ratings_of(session, case)
    return next((one for one in given if one.round == case.round), None)


def rate(
    session: Session, case: Case, score: int, comment: str, *, now: datetime
) -> None:
    """Keep what a sender says of the answer; the same said twice is said once.

    Raises:
        Invalid: no score of the five. TransitionRefused: rated already, or not now.
    """
    said, before = comment.strip(), rated(session, case)
    if before is not None and (before.score, before.comment) == (score, said):
        return
    if not may_rate(session, case, today=local_day(now)):
        raise TransitionRefused(_OVER)
    if score not in ratings.SCORES:
        raise Invalid({"score": _CHOOSE})
    row = Rating(case_id=case.id, round=case.round, score=score, comment=said, at=now)
    session.add(row)
    kind, who = EventKind.RATED, history.SENDER
    history.record(session, case, kind, by=None, now=now, who=who)
