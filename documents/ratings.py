"""How content senders are with their answers: what a score means, and who gave which.

It is given in `documents.own_case`, and counted as S19 (domain.md §9) and nowhere else.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.models import Case, Rating
from documents.remembering import remembered

SCORES: Final[Mapping[int, str]] = {
    5: "Rất hài lòng",
    4: "Hài lòng",
    3: "Chấp nhận được",
    2: "Không hài lòng",
    1: "Rất không hài lòng",
}
"""What a sender chooses from; from “chấp nhận được” on he is content (S19)."""


@remembered
def ratings_of(session: Session, case: Case) -> Sequence[Rating]:
    """Return what the sender of a case has rated, by round."""
    rows = select(Rating).where(Rating.case_id == case.id)
    return session.scalars(rows.order_by(Rating.round)).all()
