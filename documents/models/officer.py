"""Officers, their sessions, one-time links and tries to sign in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base
from documents.models.unit import Unit
from documents.vocabulary import Role


class Officer(Base):
    """An account of the department's staff."""

    __tablename__ = "officer"
    __table_args__ = (
        CheckConstraint(
            "role NOT IN ('handler', 'head') OR unit_id IS NOT NULL",
            name="unit_roles_have_unit",
        ),
        CheckConstraint("email = '' OR email LIKE '%_@_%'", name="mail_has_a_place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str]
    position: Mapped[str] = mapped_column(default="")
    role: Mapped[Role]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    password_hash: Mapped[str | None] = mapped_column(comment="argon2id")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    last_sign_in_at: Mapped[datetime | None]
    email: Mapped[str] = mapped_column(default="")
    wants_digest: Mapped[bool] = mapped_column(default=True)

    unit: Mapped[Unit | None] = relationship(lazy="joined")


class OfficerSession(Base):
    """A signed-in browser; the cookie's token is kept as its SHA-256."""

    __tablename__ = "officer_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    officer: Mapped[Officer] = relationship(lazy="joined")


class OneTimeLink(Base):
    """A link that lets an officer set a password, once."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    officer: Mapped[Officer] = relationship(lazy="joined")


class SignInAttempt(Base):
    """A failed try, kept for the throttle (security.md T6)."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index(None, "username", "address", "at"),
        Index(None, "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]
