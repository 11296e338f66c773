"""Phòng, đơn vị of the department."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from documents.models.base import Base, Versioned
from documents.vocabulary import UnitKind


class Unit(Versioned, Base):
    """A unit that can lead a case; retired, never deleted."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    english_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[UnitKind]
    place: Mapped[int] = mapped_column(comment="order in lists")
    until: Mapped[date | None] = mapped_column(
        comment="last day it stands; NULL: it stands"
    )

    def stands_on(self, on: date) -> bool:
        """Say whether it is in service on a day."""
        return self.until is None or on <= self.until
