"""Doors at which secrets are guessed: tries are counted, and refused when too many.

A try is counted before any hashing; counted after it, tries that come at once would
not see each other (security.md T4, T6).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from documents.database import Queue, wait_turn
from documents.errors import Throttled
from documents.models import LookupAttempt, SendAttempt, SignInAttempt

WINDOW: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class Door:
    """Where tries are kept, by what name, and how many there may be in a window.

    `each` tries of one name from one address, `all` of any name from it; `words`
    say that there were too many.
    """

    attempts: type[SignInAttempt] | type[LookupAttempt] | type[SendAttempt]
    name: InstrumentedAttribute[str]
    queue: Queue
    each: int
    all: int
    words: str


SIGN_IN: Final = Door(
    SignInAttempt,
    SignInAttempt.username,
    Queue.SIGN_IN,
    each=5,
    all=50,
    words="Đã thử đăng nhập sai quá nhiều lần.",
)
LOOKUP: Final = Door(
    LookupAttempt,
    LookupAttempt.about,
    Queue.LOOKUP,
    each=5,
    all=50,
    words="Đã tra cứu sai quá nhiều lần.",
)
SENDING: Final = Door(
    SendAttempt,
    SendAttempt.door,
    Queue.SENDING,
    each=30,
    all=30,
    words="Đã gửi quá nhiều lần từ mạng này.",
)
"""Nobody guesses here: every form counts, those that come back too, none is forgiven.

Whole neighbourhoods share an address; what keeps machines off is the proof of work.
"""


def take_a_try(
    session: Session, door: Door, name: str, address: str, *, now: datetime
) -> None:
    """Count a try, or refuse it; one that succeeds is forgiven afterwards.

    Nothing is ever locked: from another address one gets in meanwhile.

    Raises:
        Throttled: too many failed tries of this name from this address, or of any
            name from it.
    """
    # Counted at once, tries would not see each other.
    wait_turn(session, door.queue)
    kept: Any = door.attempts
    session.execute(delete(kept).where(kept.at <= now - WINDOW))
    here = kept.address == address
    for limit, rows in ((door.each, (door.name == name) & here), (door.all, here)):
        asked = select(func.count(), func.max(kept.at)).where(rows)
        count, newest = session.execute(asked).one()
        if count >= limit:
            wait = ceil((newest + WINDOW - now).total_seconds())
            minutes = -(-wait // 60)
            raise Throttled(
                f"{door.words} Hãy chờ {minutes} phút rồi thử lại.", retry_after=wait
            )
    session.add(kept(**{door.name.key: name, "address": address, "at": now}))


def forgive(session: Session, door: Door, name: str, address: str) -> None:
    """Forget the tries of a name from an address: one of them was right."""
    kept: Any = door.attempts
    mine = (door.name == name) & (kept.address == address)
    session.execute(delete(kept).where(mine))
