"""The history, and the outbox that the search index follows."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from documents.models.base import Base
from documents.vocabulary import EventKind


class Event(Base):
    """A line of the history of a case, contact, directive, letter; never changed.

    `documents.history` chains it to the line before; the database refuses every
    change of it.
    """

    __tablename__ = "event"
    __table_args__ = (Index(None, "subject", "subject_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    subject: Mapped[str] = mapped_column(
        comment="case, contact, directive, outgoing_letter"
    )
    subject_id: Mapped[int]
    kind: Mapped[EventKind]
    action: Mapped[str] = mapped_column(comment="value of the lifecycle's action")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    actor_name: Mapped[str] = mapped_column(comment="as it was then")
    from_state: Mapped[str | None] = mapped_column(comment="value of its state")
    to_state: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    salt: Mapped[str] = mapped_column(comment="of the digest of note and data")
    prev_hash: Mapped[str] = mapped_column(comment="hash of the line before")
    hash: Mapped[str] = mapped_column(comment="SHA-256, hexadecimal")


class Outbox(Base):
    """The newest change of each thing that search knows, one row a thing.

    `seq` is the thing's revision. It grows in commit order, because writers
    take their numbers one after the other; an index that has followed up to a
    `seq` has therefore missed nothing below it.
    """

    __tablename__ = "outbox"
    __table_args__ = (CheckConstraint("seq >= 1", name="seq_from_one"),)

    key: Mapped[str] = mapped_column(primary_key=True, comment="case:DDN-2026-000123")
    seq: Mapped[int] = mapped_column(unique=True)
