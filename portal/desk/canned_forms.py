"""The form of a canned reply."""

from sqlalchemy.orm import Session
from wtforms import SelectField
from wtforms.validators import DataRequired, Length

from documents import canned, queries
from documents.canned import CannedFields
from documents.deadlines import local_day
from documents.models import CannedReply
from documents.viewer import Viewer
from documents.vocabulary import Field, Role
from portal import wiring
from portal.forms import Line, MoveForm, Prose, choice, choices_of

_FIELDS = ", ".join(f"{{{name}}}" for name in canned.FIELDS)


class CannedForm(MoveForm):
    """A canned reply: what it is called, its words, whom it is for."""

    title = Line("Tên mẫu trả lời", validators=[DataRequired(), Length(max=200)])
    field = SelectField("Lĩnh vực")
    unit_id = SelectField("Đơn vị dùng")
    body = Prose(
        "Nội dung mẫu",
        description=f"Trường được điền từ hồ sơ: {_FIELDS}. Dòng trống là đoạn mới;"
        " mở đoạn bằng 1. a) hoặc - để phân mục.",
        validators=[DataRequired(), Length(max=20_000)],
        render_kw={"rows": 14},
    )

    def offer(self, session: Session, by: Viewer, row: CannedReply | None) -> None:
        """Give the fields, and the units for which the officer may write."""
        self.field.choices = [choice("", "Mọi lĩnh vực"), *choices_of(Field)]
        today = local_day(wiring.current().clock())
        units = queries.units_in_service(session, on=today)
        if row is not None and row.unit is not None and row.unit not in units:
            units.append(row.unit)
        own = by.role is Role.HEAD
        named = [
            choice(str(unit.id), unit.name)
            for unit in units
            if not own or unit.id == by.unit_id
        ]
        self.unit_id.choices = named if own else [choice("", "Mọi đơn vị"), *named]

    def fill(self, row: CannedReply) -> None:
        """Show a canned reply as it stands."""
        self.title.data, self.body.data = row.title, row.body
        self.field.data = row.field.value if row.field else ""
        self.unit_id.data = str(row.unit_id or "")
        self.version.data = str(row.version)

    def fields(self) -> CannedFields:
        """Return what was typed, as the domain takes it."""
        return CannedFields(
            title=self.title.data or "",
            body=self.body.data or "",
            field=Field(self.field.data) if self.field.data else None,
            unit_id=int(self.unit_id.data) if self.unit_id.data else None,
        )
