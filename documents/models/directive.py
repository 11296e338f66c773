"""The register of directives: what came, from whom, and how they relate."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from documents.models.base import Base, Published
from documents.models.file import StoredFile
from documents.text import same_number
from documents.vocabulary import (
    DirectiveForce,
    DirectiveRelationKind,
    IssuerLevel,
    Validity,
)

_SEEN: Final = ("state", "is_public", "trashed_at")
"""Columns that say who may see a directive."""


class Directive(Published, Base):
    """A document the department follows (domain.md §2, §3.3).

    What lies in the trash is there for nobody but who takes it out; its number and its
    address stay its own.
    """

    __tablename__ = "directive"
    __table_args__ = (
        UniqueConstraint("number", "issued_on", "issuer"),
        CheckConstraint(
            "expires_on IS NULL OR expires_on >= issued_on", name="expires_after_issue"
        ),
        CheckConstraint(
            "trashed_at IS NULL OR state <> 'published'", name="trash_is_not_public"
        ),
        # Each begins with what a list is narrowed or put in order by, and holds who may
        # see it: an index that began with that would seem to find little, and does not.
        Index(None, "issued_on", *_SEEN),
        Index(None, "kind", "issued_on", *_SEEN),
        Index(None, "issuer", "issued_on", *_SEEN),
        Index(None, "published_at", *_SEEN),
        Index(
            None,
            "trashed_at",
            sqlite_where=text("trashed_at IS NOT NULL"),
            postgresql_where=text("trashed_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True, comment="permanent address")
    kind: Mapped[str] = mapped_column(comment="hình thức văn bản, free text")
    number: Mapped[str] = mapped_column(comment="of any shape, 405-TB/TU too")
    number_key: Mapped[str] = mapped_column(
        # Its beginning is looked for too: characters in one order on every engine.
        Text().with_variant(Text(collation="C"), "postgresql"),
        index=True,
        comment="the number as its spellings compare",
    )
    issuer: Mapped[str]
    issuer_level: Mapped[IssuerLevel]
    issued_on: Mapped[date]
    effective_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    force: Mapped[DirectiveForce] = mapped_column(default=DirectiveForce.IN_FORCE)
    replaced_on: Mapped[date | None] = mapped_column(
        comment="since when what is published replaces it"
    )
    validity: Mapped[Validity] = mapped_column(
        default=Validity.IN_FORCE, comment="as last announced"
    )
    turns_on: Mapped[date | None] = mapped_column(
        index=True, comment="when its validity is to be worked out anew"
    )
    abstract: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="", comment="text for search")
    is_public: Mapped[bool] = mapped_column(default=True)
    is_deadline_basis: Mapped[bool] = mapped_column(default=False)
    eoffice_ref: Mapped[str] = mapped_column(default="")
    idesk_ref: Mapped[str] = mapped_column(default="")
    file_id: Mapped[str | None] = mapped_column(
        ForeignKey("stored_file.id"), index=True
    )

    trashed_at: Mapped[datetime | None]

    file: Mapped[StoredFile | None] = relationship(lazy="joined")
    relations: Mapped[list["DirectiveRelation"]] = relationship(
        foreign_keys="DirectiveRelation.from_id",
        back_populates="origin",
        cascade="all, delete-orphan",
    )

    @validates("number")
    def _keyed(self, _name: str, number: str) -> str:
        """Keep what the number is looked up by beside it."""
        self.number_key = same_number(number)
        return number

    def validity_on(self, day: date) -> Validity:
        """Return whether it is in force on a day: typed, dated, or replaced."""
        ends = (self.expires_on, self.replaced_on)
        is_over = any(end is not None and end <= day for end in ends)
        if is_over or self.force is DirectiveForce.EXPIRED:
            return Validity.EXPIRED
        if self.effective_on is not None and self.effective_on > day:
            return Validity.NOT_YET
        is_whole = self.force is DirectiveForce.IN_FORCE
        return Validity.IN_FORCE if is_whole else Validity.PARTLY

    @property
    def citation(self) -> str:
        """Return the full first citation (letter-format.md §3.5)."""
        on = f"{self.issued_on.day:02}/{self.issued_on.month:02}/{self.issued_on.year}"
        text = f"{self.kind} số {self.number} ngày {on} của {self.issuer}"
        return f"{text} về việc {self.abstract}" if self.abstract else text


class DirectiveRelation(Base):
    """One document implements, amends, replaces … another."""

    __tablename__ = "directive_relation"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id", "kind"),
        Index(None, "to_id", "kind"),
        CheckConstraint("from_id <> to_id", name="not_to_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
    kind: Mapped[DirectiveRelationKind]

    origin: Mapped[Directive] = relationship(
        foreign_keys=[from_id], back_populates="relations"
    )
    target: Mapped[Directive] = relationship(foreign_keys=[to_id], lazy="joined")


class DirectiveAddress(Base):
    """An address that a directive had: who comes there is led to where it is now."""

    __tablename__ = "directive_address"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), index=True)
