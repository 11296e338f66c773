"""What a step is: a move of a case as its page offers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from documents.vocabulary import CaseAction
from portal.desk.forms import Opened, StepForm

Make = Callable[[Opened, Any, dict[str, Any]], None]
"""Carries a move out: the case as opened, its form, and version, by, now."""

Words = Callable[[Opened], tuple[str, str]]
"""The label and the hint of a step whose words depend on the case."""


PROPOSE: Final = "propose_"
"""How the name of a step begins that only asks for a move."""

REFUSE: Final = "refuse"
"""Saying no to what was asked for: no move of the case."""


def proposing(action: CaseAction) -> str:
    """Return the name of the step that asks for a move."""
    return f"{PROPOSE}{action.value}"


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

    def said(self, opened: Opened) -> tuple[str, str]:
        """Return what the button says here, and what stands above its form."""
        return self.words(opened) if self.words else (self.label, self.hint)
