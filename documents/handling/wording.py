"""Whether what was typed says something: long enough, and not padded."""

import re
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.models import Case

SHORTEST: Final = 20
"""Characters of a text that ends a case or tells its sender (domain.md §5.2 X15)."""

_BETWEEN: Final = re.compile(r"\W+")
_RUN: Final = re.compile(r"(.)\1{2,}")
"""Signs between words, and the same character over and over: they say nothing."""


def faults(**typed: str) -> dict[str, str]:
    """Return which of the texts say too little: field → Vietnamese sentence."""
    return {
        field: f"Cần viết rõ, ít nhất {SHORTEST} ký tự."
        for field, told in typed.items()
        if len(_RUN.sub(r"\1", _BETWEEN.sub(" ", told).strip())) < SHORTEST
    }


def another_case(session: Session, case: Case, code: str) -> Case | None:
    """Return the case that this one repeats; None for itself, unknown or sealed."""
    asked = select(Case).where(
        Case.code == code.strip().upper(), Case.id != case.id, ~Case.sealed
    )
    return session.scalar(asked)


def repeats(session: Session, case: Case, code: str) -> dict[str, str]:
    """Say what is wrong with the code of the case that this one repeats."""
    if another_case(session, case, code) is not None:
        return {}
    return {"duplicate_of": "Cần mã của hồ sơ đã có, khác hồ sơ này."}
