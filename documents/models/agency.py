"""Whose portal this is, as administrators said it, one row a change."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.officer import Officer


class AgencyProfile(Base):
    """The agency's whole profile from a moment on; the newest row holds.

    Rows are added, never changed: a paper of a day is made with the profile of that
    day. Its columns are the fields of `letters.Profile` but the id.
    """

    __tablename__ = "agency_profile"
    __table_args__ = (
        CheckConstraint(
            "parent <> '' AND name <> '' AND full_name <> '' AND code <> ''"
            " AND place <> '' AND head <> ''",
            name="says_whose_letters",
        ),
        CheckConstraint(
            "english_parent <> '' AND english_name <> ''", name="has_english_names"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    parent: Mapped[str] = mapped_column(comment="a line break is one on paper")
    name: Mapped[str]
    full_name: Mapped[str]
    code: Mapped[str]
    place: Mapped[str]
    head: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    fax: Mapped[str]
    email: Mapped[str]
    english_parent: Mapped[str]
    english_name: Mapped[str]
    website: Mapped[str]
    footer: Mapped[str]

    by: Mapped[Officer] = relationship()
