"""What officers tell each other about a case, and how far each has read it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer


class CaseComment(Base):
    """A short note of one officer to the others; never public, in no index."""

    __tablename__ = "case_comment"
    __table_args__ = (
        CheckConstraint(
            "(withdrawn_at IS NULL) = (text <> '')", name="says_something_or_withdrawn"
        ),
        UniqueConstraint("case_id", "key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"))
    key: Mapped[str] = mapped_column(
        comment="of the form it came from: a form makes one comment"
    )
    text: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    withdrawn_at: Mapped[datetime | None]

    by: Mapped[Officer] = relationship()


class CaseSeen(Base):
    """Up to which line of its history an officer has seen a case."""

    __tablename__ = "case_seen"

    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    line: Mapped[int] = mapped_column(comment="id of the newest event he has seen")
