"""Very many cases that go random ways, and what each of them was, day by day.

The ways are those of the random walks; who is asked what became of a case are the
lines of its history, not the rounds that figures are read from.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.errors import DomainError
from documents.files import FileStore
from documents.lifecycles import TERMINAL
from documents.models import Case, Event
from documents.statistics import Period
from documents.vocabulary import CaseState, Channel, EventKind, Role, Source
from tests import factories
from tests.documents.handling.life import office as offices
from tests.documents.handling.life.likely import by_the_table
from tests.documents.handling.life.office import Office
from tests.documents.handling.life.verbs import VERBS

TRIES_EACH = 5
AT_ONCE = 40
"""Cases that are worked on at a time: a case takes days or months."""

FAVOURED = 10
"""One case of so many gets half of the work: few others come to their end."""

_HOURS = (0, 0, 0, 1, 1, 2)


def come_in(office: Office, chance: Random) -> Case:
    """Make a case that came a moment ago: sent, called, or from the province."""
    by = office.of(Role.CLERK)[0]
    if chance.random() < 0.4:
        return factories.make_sent_case(office.session, now=office.now, by=by)
    if chance.random() < 0.8:
        return factories.make_case(office.session, now=office.now, by=by)
    return factories.make_case(
        office.session,
        now=office.now,
        by=by,
        source=Source.PROVINCE,
        channel=Channel.PROVINCE_SYSTEM,
        external_ref="PA-2019-77",
        external_due=office.today + timedelta(days=chance.choice((-5, 10, 60))),
    )


def act(office: Office, case: Case, chance: Random) -> None:
    """Let somebody try something on a case."""
    verb, by = by_the_table(office, case, chance)
    savepoint = office.session.begin_nested()
    try:
        VERBS[verb](office, case, by, chance)
        office.session.flush()
    except DomainError:
        savepoint.rollback()
    else:
        savepoint.commit()


def live(
    session: Session, files: FileStore, *, cases: int, chance: Random
) -> Iterator[Office]:
    """Yield the office after each step of its life, until so many cases have lived."""
    office = offices.opened(session, files)
    for _ in range(cases * TRIES_EACH):
        office.wait(chance.choice(_HOURS))
        at_hand = office.cases[-AT_ONCE:]
        if len(office.cases) < cases and chance.random() < 1 / TRIES_EACH:
            office.cases.append(come_in(office, chance))
        elif at_hand:
            ended = [one for one in office.cases[:-AT_ONCE] if one.state in TERMINAL]
            again = ended and chance.random() < 0.1
            favoured = [one for one in at_hand if one.id % FAVOURED == 0]
            if favoured and chance.random() < 0.5:
                at_hand = favoured
            act(office, chance.choice(ended if again else at_hand), chance)
        yield office
    while len(office.cases) < cases:
        office.cases.append(come_in(office, chance))
        yield office


@dataclass
class Told:
    """A round as its case's history tells it."""

    n: int
    begun: datetime
    ended: datetime | None = None
    as_what: str = ""


@dataclass
class Oracle:
    """What the history tells of every round."""

    rounds: list[Told] = field(default_factory=list)
    refused: list[datetime] = field(default_factory=list)

    @classmethod
    def of(cls, session: Session, sent: set[int]) -> "Oracle":
        """Read every case's lines; `sent` are those that their senders sent."""
        found = cls()
        lines = select(Event).where(
            Event.subject == "case", Event.kind == EventKind.MOVED
        )
        by_case: dict[int, list[Event]] = {}
        for line in session.scalars(lines.order_by(Event.id)):
            by_case.setdefault(line.subject_id, []).append(line)
        for number, told in by_case.items():
            found._follow(told, is_sent=number in sent)
        return found

    def _follow(self, lines: list[Event], *, is_sent: bool) -> None:
        current = None
        for line in lines:
            if line.action == ("accept" if is_sent else "record"):
                current = Told(1, line.at)
                self.rounds.append(current)
            elif line.action == "reopen":
                assert current is not None
                current = Told(current.n + 1, line.at)
                self.rounds.append(current)
            elif line.to_state in _ENDS and line.from_state != line.to_state:
                if current is None:
                    self.refused += [line.at] * (line.to_state == "declined")
                elif current.ended is None:
                    current.ended, current.as_what = line.at, line.to_state or ""

    def figures(self, period: Period) -> dict[str, int]:
        """Count by hand what a period holds."""
        told = dict.fromkeys((*_ENDS.values(), "carried", "received", "open"), 0)
        told["refused"] = sum(period.begin <= at < period.end for at in self.refused)
        for one in self.rounds:
            ended = one.ended or period.end
            told["carried"] += one.begun < period.begin <= ended
            told["received"] += period.begin <= one.begun < period.end
            told["open"] += one.begun < period.end <= ended
            if period.begin <= ended < period.end:
                told[_ENDS[CaseState(one.as_what)]] += 1
        return told


_ENDS = {
    CaseState.REPLIED: "resolved",
    CaseState.TRANSFERRED: "transferred",
    CaseState.CLOSED_UNRESOLVED: "unresolved",
    CaseState.WITHDRAWN: "withdrawn",
    CaseState.DECLINED: "guided",
}


def split(first: date, last: date, chance: Random) -> list[Period]:
    """Cut a span of days into periods anywhere; some are a day long."""
    cuts = {first + timedelta(chance.randrange((last - first).days)) for _ in range(5)}
    begins = sorted({first, *cuts})
    ends = [*(day - timedelta(1) for day in begins[1:]), last]
    return [Period(*span) for span in zip(begins, ends, strict=True)]


def seeded(number: int) -> Random:
    """Return a chance that falls the same way every time."""
    return Random(number)  # noqa: S311 - the same every time
