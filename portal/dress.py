"""How states and findings look: icon and tone; the word is the label."""

from collections.abc import Mapping
from typing import Final

from documents.letters import Severity
from documents.vocabulary import CopyVerdict, LetterState, PublicationState

LETTER: Final[Mapping[LetterState, tuple[str, str]]] = {
    LetterState.DRAFT: ("edit", "grey"),
    LetterState.PENDING: ("clock", "yellow"),
    LetterState.APPROVED: ("check", "yellow"),
    LetterState.ISSUED: ("check-circle", "blue"),
    LetterState.DISCARDED: ("stop", "grey"),
}
"""State → icon and tone."""

PUBLICATION: Final[Mapping[PublicationState, tuple[str, str]]] = {
    PublicationState.PRIVATE: ("lock", "grey"),
    PublicationState.PENDING: ("clock", "yellow"),
    PublicationState.PUBLIC: ("check-circle", "green"),
    PublicationState.WITHDRAWN: ("stop", "grey"),
}
"""Where a case stands towards the public → icon and tone."""

VERDICT: Final[Mapping[CopyVerdict, tuple[str, str, str]]] = {
    CopyVerdict.SAME: ("Trùng khớp", "check-circle", "green"),
    CopyVerdict.DIFFERENT: ("Có chỗ khác", "alert", "red"),
    CopyVerdict.NO_TEXT: ("Bản quét, chưa đối chiếu", "info", "grey"),
}
"""What was found in a signed copy → its word, icon and tone."""

SEVERITY: Final[Mapping[Severity, tuple[str, str, str]]] = {
    Severity.ERROR: ("Lỗi", "alert", "red"),
    Severity.WARNING: ("Cảnh báo", "warning", "yellow"),
    Severity.ADVICE: ("Góp ý", "info", "blue"),
}
"""Severity → its word, icon and tone."""
