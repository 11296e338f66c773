"""Which notice of the contacts hangs where, since when, and who hung it there."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.contact import ContactSet, PostingPlace
from documents.models.file import StoredFile
from documents.models.officer import Officer


class Posting(Base):
    """A notice that was hung up at a place (domain.md T16)."""

    __tablename__ = "posting"

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("posting_place.id"), index=True)
    set_id: Mapped[int] = mapped_column(ForeignKey("contact_set.id"), index=True)
    posted_on: Mapped[date]
    posted_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    photo_id: Mapped[str | None] = mapped_column(ForeignKey("stored_file.id"))
    recorded_at: Mapped[datetime]

    place: Mapped[PostingPlace] = relationship(lazy="joined")
    shown: Mapped[ContactSet] = relationship(lazy="joined")
    posted_by: Mapped[Officer] = relationship(lazy="joined")
    photo: Mapped[StoredFile | None] = relationship()
