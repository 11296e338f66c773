"""Searches that an officer keeps under a name."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from documents.models.base import Base


class SavedSearch(Base):
    """A question to be asked again. Kept as parameters, never as an address."""

    __tablename__ = "saved_search"
    __table_args__ = (
        UniqueConstraint("officer_id", "name"),
        CheckConstraint("name <> ''", name="named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    name: Mapped[str]
    parameters: Mapped[dict[str, Any]] = mapped_column(
        JSON, comment="of the search's address, name to text"
    )
    saved_at: Mapped[datetime]
