"""How the state of a letter looks: the word is its label."""

from collections.abc import Mapping
from typing import Final

from documents.vocabulary import CopyVerdict, LetterState

LETTER: Final[Mapping[LetterState, tuple[str, str]]] = {
    LetterState.DRAFT: ("edit", "grey"),
    LetterState.PENDING: ("clock", "yellow"),
    LetterState.APPROVED: ("check", "yellow"),
    LetterState.ISSUED: ("check-circle", "blue"),
    LetterState.DISCARDED: ("stop", "grey"),
}
"""State → icon and tone."""

VERDICT: Final[Mapping[CopyVerdict, tuple[str, str]]] = {
    CopyVerdict.SAME: ("check-circle", "green"),
    CopyVerdict.DIFFERENT: ("alert", "red"),
    CopyVerdict.NO_TEXT: ("info", "grey"),
}
"""What was found in a signed copy → icon and tone."""
