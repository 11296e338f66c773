"""Files kept outside the database, known by their SHA-256."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from documents.models.base import Base


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
