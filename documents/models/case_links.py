"""What ties a case to others: what it names, what it is to them, who was answered."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from documents.models.base import Base
from documents.vocabulary import LinkKind, MarkKind, SendChannel


class CaseMark(Base):
    """A plate, a stretch of road or a place that a case names, in one spelling."""

    __tablename__ = "case_mark"
    __table_args__ = (
        CheckConstraint("key <> ''", name="names_something"),
        Index(None, "kind", "key", "case_id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    kind: Mapped[MarkKind] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)


class CaseLink(Base):
    """What an officer found a case to be to another one.

    A second submission is no row here: it has its parent (`Case.parent_id`), and a
    case that was merged its main case (`Case.duplicate_of_id`).
    """

    __tablename__ = "case_link"
    __table_args__ = (
        CheckConstraint("case_id <> other_id", name="to_another"),
        CheckConstraint("kind <> 'again'", name="again_is_a_parent"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("case.id"), primary_key=True, index=True
    )
    kind: Mapped[LinkKind]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class MergedAnswer(Base):
    """How the sender of a merged case was told the main case's reply, round by round.

    `round` is the main case's.
    """

    __tablename__ = "merged_answer"
    __table_args__ = (
        CheckConstraint(
            "(channel = 'no_address') = (told_on IS NULL)", name="told_on_a_day"
        ),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    channel: Mapped[SendChannel]
    told_on: Mapped[date | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
