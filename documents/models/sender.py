"""What the sender of a case writes about it himself, by code and PIN."""

from datetime import datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer
from documents.vocabulary import CaseAction, Decision

_WISH: Final = text("action <> 'supplement'")
_STANDING: Final = text("decision IS NULL AND action <> 'supplement'")


class SenderWord(Base):
    """Words of the sender: sent in addition, or a wish that the office answers.

    What he is asked for he answers in its `Pause`. A wish (to withdraw, to open again)
    is told once in a round; it stands until it is carried out, or refused for a reason
    that he reads.
    """

    __tablename__ = "sender_word"
    __table_args__ = (
        UniqueConstraint("case_id", "key"),
        CheckConstraint("text <> ''", name="says_something"),
        CheckConstraint(
            "action IN ('supplement', 'withdraw', 'reopen')", name="words_or_a_wish"
        ),
        CheckConstraint(
            "(decision IS NULL) = (settled_at IS NULL)"
            " AND (decision IS NULL OR action <> 'supplement')",
            name="wish_is_settled",
        ),
        CheckConstraint(
            "(answer <> '') = (decision IS NOT NULL AND decision = 'returned')",
            name="refused_for_a_reason",
        ),
        Index(
            "uq_sender_word_wish",
            "case_id",
            "round",
            "action",
            unique=True,
            sqlite_where=_WISH,
            postgresql_where=_WISH,
        ),
        Index(
            "ix_sender_word_standing",
            "case_id",
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    round: Mapped[int]
    action: Mapped[CaseAction] = mapped_column(comment="supplement: mere words")
    key: Mapped[str] = mapped_column(
        comment="of the form it came from: a form is taken once"
    )
    text: Mapped[str]
    at: Mapped[datetime]
    decision: Mapped[Decision | None]
    answer: Mapped[str] = mapped_column(default="", comment="why a wish was refused")
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    settled_by: Mapped[Officer | None] = relationship()

    @property
    def is_standing(self) -> bool:
        """Say whether it is a wish that nobody has answered."""
        return self.action is not CaseAction.SUPPLEMENT and self.decision is None
