"""Which of the four kinds of the backlog a case is, and how old: pure (domain.md §8).

The same is asked of the database in `documents.backlog.stock`; a test compares both on
random stocks.
"""

from dataclasses import dataclass
from typing import Final

from documents.vocabulary import AgeBand, BacklogKind, CaseState

SOLVED: Final = frozenset({CaseState.APPROVED, CaseState.REPLIED})
"""States in which the reply stands, and only its entry or its end is missing."""

UNSOLVED: Final = frozenset(
    {
        CaseState.RECEIVED,
        CaseState.IN_PROGRESS,
        CaseState.PENDING_APPROVAL,
        CaseState.AWAITING_INFO,
    }
)
"""States of a case that was taken and has no approved reply yet."""

BANDS: Final = (
    (AgeBand.TEN, 10),
    (AgeBand.THIRTY, 30),
    (AgeBand.NINETY, 90),
    (AgeBand.HALF_YEAR, 180),
)
"""The oldest age in days of each band; whatever is older is in the last one."""


@dataclass(frozen=True)
class Facts:
    """What the kind of a case follows from, as of a day.

    `asked_from` is where it stood when its sender was asked for more, if he is waited
    for; `age` and `old_from` are days, the latter of the rule B3_MIN_AGE.
    """

    state: CaseState
    age: int
    old_from: int
    asked_from: CaseState | None = None
    is_answered: bool = False
    resolved_offline: bool = False
    out_of_competence: bool = False
    no_longer_relevant: bool = False
    is_retold: bool = False


def kind_of(facts: Facts) -> BacklogKind | None:
    """Return a case's kind, B2 before B4 before B3 before B1; None outside all.

    Outside are the ended ones, and what waits to be received ("chờ tiếp nhận").
    """
    if not is_received(facts):
        return None
    if facts.state in SOLVED or facts.is_answered or facts.resolved_offline:
        return BacklogKind.B2
    if facts.out_of_competence:
        return BacklogKind.B4
    if facts.no_longer_relevant or _is_old_news(facts):
        return BacklogKind.B3
    return BacklogKind.B1


def is_received(facts: Facts) -> bool:
    """Say whether a case was taken and has not ended."""
    if facts.age < 0:
        return False
    if facts.state is CaseState.AWAITING_INFO:
        return facts.asked_from is not CaseState.SUBMITTED
    return facts.state in SOLVED | UNSOLVED


def _is_old_news(facts: Facts) -> bool:
    return facts.age >= facts.old_from and not facts.is_retold


def band_of(age: int) -> AgeBand:
    """Return the band of an age in days."""
    return next((band for band, most in BANDS if age <= most), AgeBand.LONGER)
