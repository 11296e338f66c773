"""Files kept outside the database, known by their SHA-256, and what is in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.vocabulary import TextState


class StoredFile(Base):
    """A file of the data directory: its name is only what people call it."""

    __tablename__ = "stored_file"
    __table_args__ = (CheckConstraint("size >= 0", name="size_not_negative"),)

    id: Mapped[str] = mapped_column(primary_key=True, comment="random, also the path")
    sha256: Mapped[str] = mapped_column(index=True)
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(comment="bytes")
    name: Mapped[str] = mapped_column(comment="as the officer called it")
    stored_at: Mapped[datetime]
    stored_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))


class FileText(Base):
    """The text of a stored file, once it was read; one row a file from the start.

    A file that waits anew, for a newer reader, keeps its old text meanwhile. What
    may name a complainant is withheld: no text of it is ever kept (domain.md §12).
    """

    __tablename__ = "file_text"
    __table_args__ = (
        Index(None, "state", "extractor", "due_at"),
        CheckConstraint("tries >= 0", name="tries_not_negative"),
        CheckConstraint(
            "state <> 'read' OR passages IS NOT NULL", name="read_has_passages"
        ),
        CheckConstraint(
            "state NOT IN ('empty', 'unreadable', 'withheld') OR passages IS NULL",
            name="nothing_kept_of_what_is_not_read",
        ),
        CheckConstraint(
            "state <> 'unreadable' OR reason <> ''", name="unreadable_for_a_reason"
        ),
    )

    file_id: Mapped[str] = mapped_column(ForeignKey("stored_file.id"), primary_key=True)
    state: Mapped[TextState] = mapped_column(default=TextState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(comment="not looked at before")
    passages: Mapped[list[Any] | None] = mapped_column(
        JSON(none_as_null=True), comment="kind and number of place, name, text"
    )
    is_cut: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="", comment="why it was not read")
    read_at: Mapped[datetime | None]
    extractor: Mapped[str] = mapped_column(default="", comment="version that read it")

    file: Mapped[StoredFile] = relationship()
