"""What the public is told of a field of the department's work."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from documents.models.base import Base, Versioned
from documents.vocabulary import Field


class FieldSetting(Versioned, Base):
    """A field as administrators present it; one that has no row is as shipped.

    The field itself is vocabulary: cases, figures and addresses hold its value.
    """

    __tablename__ = "field_setting"
    __table_args__ = (CheckConstraint("label <> ''", name="has_a_label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[Field] = mapped_column(unique=True)
    label: Mapped[str]
    english_name: Mapped[str] = mapped_column(default="")
    hint: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int | None] = mapped_column(
        ForeignKey("unit.id"), index=True, comment="is proposed to lead its cases"
    )
    place: Mapped[int] = mapped_column(comment="order in lists")
    is_offered: Mapped[bool] = mapped_column(
        default=True, comment="in the form of a visitor"
    )
