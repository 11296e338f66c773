"""What is attached to a case: by whom, as what, and that it was taken back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.case import Case
from documents.models.file import StoredFile
from documents.models.officer import Officer
from documents.vocabulary import FileKind


class CaseFile(Base):
    """A file of a case. It is never deleted: whoever withdraws it says why.

    What `is_private` tells who sent the case and is the office's alone (§12).
    """

    __tablename__ = "case_file"
    __table_args__ = (
        CheckConstraint("round >= 1", name="round_from_one"),
        CheckConstraint("pages >= 0", name="pages_from_zero"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawn_why = '')",
            name="withdrawn_by_somebody_for_a_reason",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    kind: Mapped[FileKind]
    round: Mapped[int]
    pages: Mapped[int] = mapped_column(comment="that can be shown as pictures")
    is_private: Mapped[bool] = mapped_column(comment="tells who sent the case")
    note: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("officer.id"), comment="NULL: the sender himself"
    )
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    withdrawn_why: Mapped[str] = mapped_column(default="")

    case: Mapped[Case] = relationship()
    file: Mapped[StoredFile] = relationship(lazy="joined")
    added_by: Mapped[Officer | None] = relationship(foreign_keys=[added_by_id])
    withdrawn_by: Mapped[Officer | None] = relationship(foreign_keys=[withdrawn_by_id])
