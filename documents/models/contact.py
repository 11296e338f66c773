"""The hotline's published contacts and where they are posted."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base, Published
from documents.vocabulary import PhoneKind


class Contact(Published, Base):
    """A person who answers the hotline (domain.md T13)."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[str]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0, comment="order in lists")

    phones: Mapped[list["ContactPhone"]] = relationship(
        back_populates="contact",
        cascade="all, delete-orphan",
        order_by="ContactPhone.place",
        lazy="selectin",
    )


class ContactPhone(Base):
    """A telephone number as written, and as it can be dialled (T14)."""

    __tablename__ = "contact_phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    raw: Mapped[str] = mapped_column(comment="as written, never repaired")
    kind: Mapped[PhoneKind]
    public: Mapped[bool] = mapped_column(default=True)
    place: Mapped[int]

    contact: Mapped[Contact] = relationship(back_populates="phones")


class PostingPlace(Base):
    """Where the contacts are posted on paper (T16)."""

    __tablename__ = "posting_place"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    place: Mapped[int]
