"""What all tables share: naming, column types, and content that is published."""

import enum
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Dialect, Enum, ForeignKey, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

from documents.vocabulary import ContentState


class UTCDateTime(TypeDecorator[datetime]):
    """A moment, aware, kept in UTC; a naive one is a bug and is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return aware moments from SQLite too, which keeps no zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        str: Text(),
        datetime: UTCDateTime(),
        dict[str, Any]: JSON(),
        # By stored value, checked by the database, as text on every engine.
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            length=32,
            values_callable=lambda terms: [term.value for term in terms],
        ),
    }


class Versioned:
    """A row that two people may hold open: the later writer is told.

    `documents.history` raises the version with every line it records; the
    UPDATE compares the one it was read with.
    """

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let every UPDATE compare the version."""
        table = cls.__table__  # type: ignore[attr-defined]  # given to its subclasses
        version = table.c.version
        return {"version_id_col": version, "version_id_generator": False}


class Published(Versioned):
    """Content with a public face (domain.md §6).

    The row's own columns are what is published. A change to a published row
    waits in `proposal` (field → new value) until a publisher takes it over.
    """

    state: Mapped[ContentState] = mapped_column(default=ContentState.DRAFT)
    proposal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    edited_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def edited_by_id(cls) -> Mapped[int | None]:
        """Who wrote the draft or the proposal."""
        return mapped_column(ForeignKey("officer.id"))
