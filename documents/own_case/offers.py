"""What a sender may do about his case now, and what became of what he asked for.

Wherever he reads the same words about his case he is offered the same, so that the
page tells nothing of what goes on inside (domain.md §12).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from documents import facts, ratings, standing, wishes
from documents.deadlines import local_day
from documents.lifecycles import OPEN, WISHES
from documents.models import Case, SenderWord
from documents.own_case import rating
from documents.own_case.wishing import may_wish
from documents.vocabulary import CaseAction, Decision

_WAITS: Final = "Sở đang xem đề nghị này."
_DONE: Final = "Sở đã làm theo đề nghị này."


@dataclass(frozen=True)
class Told:
    """A wish of the sender, and how it stands, in words for him."""

    action: CaseAction
    on: date
    answer: str
    is_standing: bool


@dataclass(frozen=True)
class Offer:
    """What is open to a sender: `question` is what the office waits for.

    `reopen_until` is the last day on which he may ask to open an ended case again;
    `rated` is how content he was with the answer that stands, "" for not said.
    """

    question: str = ""
    answer_until: date | None = None
    may_write: bool = False
    may_withdraw: bool = False
    may_reopen: bool = False
    reopen_until: date | None = None
    may_rate: bool = False
    rated: str = ""
    wishes: tuple[Told, ...] = ()


def offered(session: Session, case: Case, *, today: date) -> Offer:
    """Return what the sender of a case may do on a day."""
    asked = standing.open_pause(session, case)
    told = wishes.words_of(session, case)
    given = rating.rated(session, case)
    ended = case.state in WISHES[CaseAction.REOPEN].sources
    return Offer(
        question=asked.question if asked else "",
        answer_until=asked.expires_on if asked else None,
        may_write=case.state in OPEN,
        may_withdraw=may_wish(session, case, CaseAction.WITHDRAW, today=today),
        may_reopen=may_wish(session, case, CaseAction.REOPEN, today=today),
        reopen_until=facts.reopened_until(case) if ended else None,
        may_rate=rating.may_rate(session, case, today=today),
        rated=ratings.SCORES[given.score] if given else "",
        wishes=tuple(_told(one) for one in told if one.action in WISHES),
    )


def _told(word: SenderWord) -> Told:
    answer = _WAITS if word.is_standing else _DONE
    if word.decision is Decision.RETURNED:
        answer = f"Sở không làm theo đề nghị này: {word.answer}"
    return Told(word.action, local_day(word.at), answer, word.is_standing)
