"""Random walks over a few cases, on a clock that goes on, with every verb there is.

`walk` takes so many steps and counts what is seen; a rule that is broken raises.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any, Final

from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from documents import history
from documents.database import Database
from documents.errors import DomainError
from documents.files import FileStore
from documents.lifecycles import CASE, TERMINAL
from documents.lifecycles.rows import REOPENED
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import Channel, Field, Role, Source
from tests import factories
from tests.documents.handling.life import office as offices
from tests.documents.handling.life import rules
from tests.documents.handling.life.likely import next_try
from tests.documents.handling.life.verbs import VERBS

STEPS_EACH: Final = 100
"""Steps of one walk, which begins with four new cases."""

_WAITS: Final = (0, 0, 1, 2, 3, 5, 8, 20, 24, 24, 48, 72)
_LONG: Final = (24 * 16, 24 * 16, 24 * 20, 24 * 30, 24 * 30, 24 * 95, 24 * 190)
"""Hours that pass before a step; now and then more than a term, a window, half a year.
"""

_CHANCES: Final = st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
"""Two numbers: of one, Hypothesis takes the same few again and again."""

_Chance = tuple[int, int]


@dataclass
class Seen:
    """What came of the steps: by row of the table, and by the refusal's class."""

    steps: int = 0
    walks: int = 0
    moves: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    most_rounds: int = 1

    @property
    def never(self) -> list[str]:
        """Return the codes of the rows that nobody has walked."""
        wired = {row.code for row in CASE.transitions if row.wired and row.roles}
        return sorted(wired - self.moves.keys())


class Life(RuleBasedStateMachine):
    """One office, from new cases on; nothing of it is kept in the database."""

    def __init__(
        self, database: Database, files: FileStore, seen: Seen, turn: int
    ) -> None:
        super().__init__()
        self.seen, self.turn = seen, turn
        self.session = database.writing()
        self.office = offices.opened(self.session, files)
        self.seen.walks += 1
        self.last_event = 0
        self.picture: rules.Picture = {}

    @initialize(chance=_CHANCES)
    def cases_come_in(self, chance: _Chance) -> None:
        self._look_again()
        for make in _WAYS_IN:
            self._come_in(make, self._begun(chance))

    @rule(chance=_CHANCES)
    def somebody_acts(self, chance: _Chance) -> None:
        self._step(self._begun(chance))

    def _begun(self, chance: _Chance) -> Random:
        return Random(f"{self.turn} {chance}")  # noqa: S311 - the same every time

    def _step(self, chance: Random) -> None:
        self.seen.steps += 1
        self.office.wait(chance.choice(_LONG if chance.random() < 0.07 else _WAITS))
        if len(self._open()) < 3:
            self._come_in(chance.choice(_WAYS_IN), chance)
        if not self.office.cases:
            return
        case = chance.choice(self._at_hand())
        verb, by = next_try(self.office, case, chance)
        note(f"{self.office.now:%d/%m/%Y %H:%M} {by.username} as {by.role}: {verb}")
        before, columns = self.picture, _columns(case)
        savepoint = self.session.begin_nested()
        try:
            VERBS[verb](self.office, case, by, chance)
            self.session.flush()
        except DomainError as refusal:
            note(f"  refused: {refusal.message}")
            self.seen.refusals[type(refusal).__name__] += 1
            assert _columns(case) == columns, "refused, and yet the case is changed"
            savepoint.rollback()
            assert rules.picture(self.session) == before
        else:
            savepoint.commit()
            self.seen.done[verb] += 1
            self._judge(case, by, before)

    def _come_in(self, make: "_WayIn", chance: Random) -> None:
        """Let a case come in, written down by whoever is at hand."""
        by = chance.choice(self.office.of(chance.choice(_TAKERS)))
        savepoint = self.session.begin_nested()
        try:
            case = make(self.office, by, chance)
        except DomainError as refusal:
            self.seen.refusals[type(refusal).__name__] += 1
            savepoint.rollback()
            assert rules.picture(self.session) == self.picture
        else:
            savepoint.commit()
            self.office.cases.append(case)
            events = rules.events_after(self.session, self.last_event)
            self.seen.moves.update(rules.rows_walked(events, by))
            self._look_again()
            rules.check_case(self.picture, case.id)

    def _open(self) -> list[Case]:
        return [case for case in self.office.cases if case.state not in TERMINAL]

    def _at_hand(self) -> list[Case]:
        """Return what comes up: what is open mostly, and what may be opened again."""
        ended = [case for case in self.office.cases if case.state in REOPENED]
        return self.office.cases[-2:] + ended[-3:] + self._open() * 2

    def _judge(self, case: Case, by: Viewer, before: rules.Picture) -> None:
        events = rules.events_after(self.session, self.last_event)
        walked = list(rules.rows_walked(events, by))
        self.seen.moves.update(walked)
        self._look_again()
        was, now = before["case"][case.id], self.picture["case"][case.id]
        assert len(walked) <= 1
        assert "X11b" not in walked or self.office.today <= offices.SIGNS_UNTIL
        assert walked or was.state is now.state, "a state changed without a move"
        rules.check_step(before, self.picture, case.id)
        rules.check_case(self.picture, case.id)
        self.seen.most_rounds = max(self.seen.most_rounds, case.round)

    def _look_again(self) -> None:
        self.picture = rules.picture(self.session)
        self.last_event = history.anchor(self.session).line

    def teardown(self) -> None:
        """Verify the whole history, see every case once more, and keep nothing."""
        try:
            # What the database refused is told by the step that tried it.
            if self.session.is_active:
                self._verify()
        finally:
            self.session.rollback()
            self.session.close()

    def _verify(self) -> None:
        whole, fault = history.verify(self.session)
        assert fault is None, fault
        assert whole == self.last_event
        self.session.expire_all()
        for case in self.office.cases:
            rules.check_case(rules.picture(self.session), case.id)


def _columns(case: Case) -> dict[str, Any]:
    return {one.key: getattr(case, one.key) for one in Case.__table__.columns}


def _sent(office: offices.Office, by: Viewer, chance: Random) -> Case:
    """Make a case as its sender left it; some tell no name."""
    told = {"anonymous": chance.random() < 0.2, "field": chance.choice(_FIELDS)}
    return factories.make_sent_case(office.session, now=office.now, by=by, **told)


def _called(office: offices.Office, by: Viewer, chance: Random) -> Case:
    """Make a case of a call; some are written down long after."""
    ago = timedelta(days=chance.choice((0, 0, 0, 3, 200)))
    told = {"received_at": office.now - ago}
    return factories.make_case(office.session, now=office.now, by=by, **told)


def _of_province(office: offices.Office, by: Viewer, chance: Random) -> Case:
    """Make a case of the province; some bear the date by which it wants an answer."""
    days = chance.choice((None, -5, 10, 60))
    due = None if days is None else office.today + timedelta(days=days)
    told: dict[str, Any] = {
        "source": Source.PROVINCE,
        "channel": Channel.PROVINCE_SYSTEM,
        "external_ref": chance.choice(("PA-2019-77",) * 9 + ("",)),
        "external_due": due,
    }
    return factories.make_case(office.session, now=office.now, by=by, **told)


_WayIn = Callable[[offices.Office, Viewer, Random], Case]
_WAYS_IN: Final = (_sent, _sent, _called, _of_province)
_TAKERS: Final = (Role.CLERK,) * 5 + (Role.FOCAL,) * 5 + (Role.HEAD,)
_FIELDS: Final = (Field.ROADS,) * 9 + (Field.CONDUCT,)
"""Who writes a case down and what it is about: now and then the wrong one."""


def walk(
    database: Database, files: FileStore, *, steps: int, seen: Seen, turn: int = 0
) -> None:
    """Take so many steps, the same every time, and count them in `seen`.

    Another `turn` takes other steps.

    Raises:
        AssertionError: a rule is broken; and whatever a verb raises that is no refusal.
    """
    limits = settings(
        max_examples=max(1, steps // STEPS_EACH),
        stateful_step_count=STEPS_EACH,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=tuple(HealthCheck),
    )

    class Walk(Life):
        def __init__(self) -> None:
            super().__init__(database, files, seen, turn)

    run_state_machine_as_test(Walk, settings=limits)
