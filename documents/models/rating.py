"""How content the sender of a case is with an answer (domain.md §2, §9 S19)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from documents.models.base import Base


class Rating(Base):
    """One round's answer as its sender judges it, once, from 1 to 5."""

    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("case_id", "round"),
        CheckConstraint("score BETWEEN 1 AND 5", name="from_one_to_five"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    round: Mapped[int]
    score: Mapped[int]
    comment: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
