"""How the public site looks: its logo and its colour, one row a version."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer


class SiteLook(Base):
    """A logo and a colour, tried out first; the row applied last holds.

    What was applied is never changed: its history is the rows themselves.
    """

    __tablename__ = "site_look"
    __table_args__ = (
        CheckConstraint(
            "(logo IS NULL) = (logo_digest = '') AND (logo IS NULL) = (logo_width = 0)"
            " AND (logo IS NULL) = (logo_height = 0)",
            name="logo_is_whole",
        ),
        CheckConstraint("accent = '' OR accent LIKE '#______'", name="is_a_colour"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    logo: Mapped[bytes | None] = mapped_column(comment="WebP")
    logo_digest: Mapped[str] = mapped_column(default="", index=True)
    logo_width: Mapped[int] = mapped_column(default=0)
    logo_height: Mapped[int] = mapped_column(default=0)
    logo_alt: Mapped[str] = mapped_column(default="")
    accent: Mapped[str] = mapped_column(default="", comment="'': as shipped")
    applied_at: Mapped[datetime | None] = mapped_column(comment="NULL: tried out")

    by: Mapped[Officer] = relationship()
