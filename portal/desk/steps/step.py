"""What a step is: a move of a case as its page offers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from documents import proposals
from documents.vocabulary import CaseAction
from portal.desk.forms import Opened, StepForm

Make = Callable[[Opened, Any, dict[str, Any]], None]
"""Carries a move out: the case as opened, its form, and version, by, now."""

Look = Callable[[Opened, dict[str, Any]], object]
"""Refuses a step that may not be taken, before its form is read: takes the same."""

Words = Callable[[Opened], tuple[str, str]]
"""The label and the hint of a step whose words depend on the case."""


REFUSE: Final = "refuse"
"""Saying no to what was asked for: no move of the case."""


def looking(must: Callable[..., object]) -> Look:
    """Return what refuses a step by a verb that knows version and officer only."""

    def look(opened: Opened, told: dict[str, Any]) -> None:
        version, by = told["expected_version"], told["by"]
        must(opened.session, opened.case, expected_version=version, by=by)

    return look


def asking(action: CaseAction) -> Look:
    """Return what refuses the step that asks for a move."""

    def look(opened: Opened, told: dict[str, Any]) -> None:
        proposals.must_be_open(opened.session, opened.case, action, **told)

    return look


def proposing(action: CaseAction) -> str:
    """Return the name of the step that asks for a move."""
    return f"propose_{action.value}"


@dataclass(frozen=True)
class Step:
    """One move: what its button says, what it asks, what it answers."""

    action: str
    label: str
    done: str
    make: Make
    form: type[StepForm] = StepForm
    hint: str = ""
    is_primary: bool = True
    words: Words | None = None
    look: Look | None = None
    """None: the step is the move of the lifecycle that bears its name."""

    def said(self, opened: Opened) -> tuple[str, str]:
        """Return what the button says here, and what stands above its form."""
        return self.words(opened) if self.words else (self.label, self.hint)
