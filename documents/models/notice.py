"""A notice above the public pages, such as a closed road."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from documents.models.base import Base, Versioned
from documents.vocabulary import Field


class Notice(Versioned, Base):
    """Plain text that visitors read from one moment until another."""

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("text <> ''", name="says_something"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    link: Mapped[str] = mapped_column(default="")
    field: Mapped[Field | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)
    taken_down_at: Mapped[datetime | None]
