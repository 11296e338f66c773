"""The hotline's published contacts and where they are posted."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base, Published
from documents.vocabulary import PhoneKind


class Contact(Published, Base):
    """A person who answers the hotline, and from when to when (domain.md T13).

    Who comes after him in his post is a contact of its own, which follows this one:
    so what stands here is also the history of the post.
    """

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("valid_to >= valid_from", name="ends_after_it_begins"),
        CheckConstraint("follows_id <> id", name="follows_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[str]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0, comment="order in lists")
    hours: Mapped[str] = mapped_column(
        default="", comment="Mo-Fr 07:30-11:30,13:30-17:00"
    )
    valid_from: Mapped[date | None] = mapped_column(comment="first day in the post")
    valid_to: Mapped[date | None] = mapped_column(comment="last day in the post")
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    told_on: Mapped[date | None] = mapped_column(
        comment="day up to which search knows whether the post is held"
    )

    follows: Mapped["Contact | None"] = relationship(remote_side=[id])
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


class ContactSet(Base):
    """What visitors read of all contacts from a day on (T16).

    A set that begins on a later day is what has been decided so far.
    """

    __tablename__ = "contact_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(index=True)
    content: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON,
        comment="of each contact in its order: position, name, phones, email",
    )
