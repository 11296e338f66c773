"""The machine: a table of moves, and who may make which from where.

Pure. It knows no case and no letter; the tables are in `documents.lifecycles`.
Only `step` yields a new state.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from documents.errors import NotAllowed, TransitionRefused
from documents.vocabulary import Role, Term

State = TypeVar("State", bound=Term)
Action = TypeVar("Action", bound=Term)
Facts = TypeVar("Facts")

Guard = Callable[[Facts], str | None]
"""A condition on what is known: the Vietnamese reason it fails, or None."""


@dataclass(frozen=True)
class Transition(Generic[State, Action, Facts]):
    """One row of a lifecycle: from these states, by these roles, to that state.

    A source of None is "does not exist yet"; a target of None is "stays, or
    returns where it came from". `needs` names what the form must bring, and
    `brought` judges it: such a guard refuses the move, but hides no button. What is
    `by_sender` a complainant does himself as well, by code and PIN.
    """

    code: str
    action: Action
    sources: frozenset[State | None]
    target: State | None
    roles: frozenset[Role]
    guards: tuple[Guard[Facts], ...] = ()
    needs: tuple[str, ...] = ()
    brought: tuple[Guard[Facts], ...] = ()
    wired: bool = False
    by_sender: bool = False


@dataclass(frozen=True)
class Lifecycle(Generic[State, Action, Facts]):
    """All rows of one noun's life."""

    transitions: Sequence[Transition[State, Action, Facts]]

    def step(
        self, state: State | None, action: Action, *, role: Role, facts: Facts
    ) -> Transition[State, Action, Facts]:
        """Return the one row that this role follows from here.

        Raises:
            TransitionRefused: no such move from this state, or a guard fails.
            NotAllowed: the move exists, but not for this role.
        """
        row = self.offered(state, action, role=role, facts=facts)
        refusal = _refusal(row.brought, facts)
        if refusal:
            raise TransitionRefused(refusal)
        return row

    def offered(
        self, state: State | None, action: Action, *, role: Role, facts: Facts
    ) -> Transition[State, Action, Facts]:
        """Return the row this role may begin: `step`, before the form is read."""
        rows = [row for row in self._of(state, action) if role in row.roles]
        if not rows:
            raise NotAllowed(f"Vai trò “{role.label}” không được “{action.label}”.")
        return _first_open(rows, facts)

    def step_of_sender(
        self, state: State | None, action: Action, *, facts: Facts
    ) -> Transition[State, Action, Facts]:
        """Return the one row that a complainant follows by himself from here.

        Raises:
            TransitionRefused: no such move of his from this state, or a guard fails.
        """
        rows = [row for row in self._of(state, action) if row.by_sender]
        if not rows:
            raise TransitionRefused(_no_such_move(state, action))
        return _first_open(rows, facts)

    def open_to(
        self, state: State | None, *, role: Role, facts: Facts
    ) -> list[Transition[State, Action, Facts]]:
        """Return the rows whose buttons this role should see here."""
        return [
            row
            for row in self._from(state)
            if role in row.roles and not _refusal(row.guards, facts)
        ]

    def _of(
        self, state: State | None, action: Action
    ) -> list[Transition[State, Action, Facts]]:
        """Return the rows of an action from here; raises TransitionRefused for none."""
        rows = [row for row in self._from(state) if row.action is action]
        if not rows:
            raise TransitionRefused(_no_such_move(state, action))
        return rows

    def _from(self, state: State | None) -> Iterator[Transition[State, Action, Facts]]:
        return (row for row in self.transitions if row.wired and state in row.sources)


def _no_such_move(state: Term | None, action: Term) -> str:
    where = state.label if state else "chưa có hồ sơ"
    return f"Không thể thực hiện “{action.label}” ở bước “{where}”."


def _first_open(
    rows: Sequence[Transition[State, Action, Facts]], facts: Facts
) -> Transition[State, Action, Facts]:
    """Return the first row whose guards hold; the last refusal is told."""
    refusal = ""
    for row in rows:
        refusal = _refusal(row.guards, facts)
        if not refusal:
            return row
    raise TransitionRefused(refusal)


def _refusal(guards: Sequence[Guard[Facts]], facts: Facts) -> str:
    return next((reason for guard in guards if (reason := guard(facts))), "")
