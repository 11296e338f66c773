"""Who may sign for the head, and whom letters usually go to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer
from documents.vocabulary import Authority


class Delegation(Base):
    """A right to sign in the head's place, from one day to another (Điều 13).

    An authorisation (TUQ.) is in writing and ends on a day; an order (TL.), the place
    of the head (Q.) or the voice of the collective (TM.) may stand until it is taken
    back.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        CheckConstraint("until IS NULL OR until >= since", name="until_after_since"),
        CheckConstraint(
            "authority <> 'tuq' OR until IS NOT NULL", name="authorisation_ends"
        ),
        CheckConstraint("authority <> 'kt'", name="deputies_need_none"),
        CheckConstraint("basis <> ''", name="in_writing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    authority: Mapped[Authority]
    scope: Mapped[str] = mapped_column(comment="what it is for, in words")
    basis: Mapped[str] = mapped_column(comment="the paper that gives it")
    since: Mapped[date]
    until: Mapped[date | None]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))

    officer: Mapped[Officer] = relationship(foreign_keys=[officer_id], lazy="joined")
    given_by: Mapped[Officer] = relationship(foreign_keys=[given_by_id])


class RecipientGroup(Base):
    """Addressees or recipients that letters often share, under one name."""

    __tablename__ = "recipient_group"
    __table_args__ = (CheckConstraint("name <> ''", name="named"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    items: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, comment="name and note, as a letter file has them"
    )
    edited_at: Mapped[datetime]
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
