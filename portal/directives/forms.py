"""The form of a directive: syntax, and which document a number names."""

from dataclasses import replace
from typing import Any, Final

from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from documents import queries
from documents.directives import DirectiveFields, RelationFields
from documents.errors import Invalid
from documents.models import Directive
from documents.vocabulary import (
    DirectiveForce,
    DirectiveRelationKind,
    IssuerLevel,
)
from portal.forms import (
    Line,
    MoveForm,
    PortalForm,
    Prose,
    RowForm,
    VietnameseDate,
    choice,
    choices_of,
)

MOST_RELATIONS: Final = 20
MOST_OF_A_NUMBER: Final = 10
_SHOWN: Final = (
    choice("", "Theo loại văn bản: văn bản của Đảng (-TB/TU …) chỉ nội bộ"),
    choice("y", "Có, công khai"),
    choice("n", "Không, chỉ nội bộ"),
)


class RelationForm(RowForm):
    """How the document stands to another; an empty number is left out."""

    kind = SelectField("Quan hệ", choices=choices_of(DirectiveRelationKind))
    number = Line("Số, ký hiệu văn bản kia", validators=[Length(max=80)])


class RecordForm(PortalForm):
    """What the register holds of a directive, its file aside."""

    kind = Line("Hình thức văn bản", validators=[DataRequired(), Length(max=80)])
    number = Line("Số, ký hiệu", validators=[DataRequired(), Length(max=80)])
    issuer = Line("Cơ quan ban hành", validators=[DataRequired(), Length(max=200)])
    issuer_level = SelectField(
        "Cấp ban hành",
        choices=[choice("", "Hãy chọn"), *choices_of(IssuerLevel)],
        validators=[InputRequired()],
    )
    issued_on = VietnameseDate("Ngày ban hành", validators=[InputRequired()])
    effective_on = VietnameseDate("Ngày hiệu lực", validators=[Optional()])
    expires_on = VietnameseDate("Ngày hết hiệu lực", validators=[Optional()])
    force = SelectField(
        "Tình trạng hiệu lực",
        choices=choices_of(DirectiveForce),
    )
    abstract = Prose("Trích yếu", validators=[Length(max=1000)])
    body = Prose("Toàn văn (để tìm kiếm)", validators=[Length(max=100_000)])
    is_public = SelectField("Cho người dân xem", choices=_SHOWN)
    is_deadline_basis = BooleanField("Là căn cứ tính thời hạn xử lý")
    eoffice_ref = Line("Mã trên eOffice", validators=[Length(max=120)])
    idesk_ref = Line("Mã trên iDesk", validators=[Length(max=120)])
    relations = FieldList(
        FormField(RelationForm),
        label="Quan hệ với văn bản khác",
        max_entries=MOST_RELATIONS,
    )

    def add_lines(self) -> None:
        """Leave room for two more relations."""
        for _ in range(min(2, MOST_RELATIONS - len(self.relations.entries))):
            self.relations.append_entry()

    def fields(self, session: Session, *, file_id: str | None) -> DirectiveFields:
        """Return what was typed, as the domain takes it; raises Invalid."""
        typed: dict[str, Any] = {
            name: self[name].data or _EMPTY.get(name) for name in _PLAIN
        }
        fields = DirectiveFields(
            **{
                **typed,
                "issuer_level": IssuerLevel(self.issuer_level.data),
                "force": DirectiveForce(self.force.data),
                "is_public": {"y": True, "n": False}.get(self.is_public.data),
                "is_deadline_basis": bool(self.is_deadline_basis.data),
                "file_id": file_id,
            }
        )
        return replace(fields, relations=self._relations(session))

    def _relations(self, session: Session) -> tuple[RelationFields, ...]:
        rows = (
            (row["kind"], (row["number"] or "").strip()) for row in self.relations.data
        )
        found = (
            RelationFields(DirectiveRelationKind(kind), _named(session, number))
            for kind, number in rows
            if number
        )
        return tuple(dict.fromkeys(found))


class KnowingForm(MoveForm):
    """A button of the lifecycle, pressed after reading what leads to the document."""

    knowing = HiddenField()


class DirectiveForm(RecordForm):
    """What an editor types of a directive, and its file."""

    version = HiddenField()
    file = FileField("Tệp văn bản (.pdf, .docx)")
    drop_file = BooleanField("Bỏ tệp đang có")

    def show(self, session: Session, fields: DirectiveFields, *, version: int) -> None:
        """Fill the form with what stands, and two empty lines for relations."""
        self.version.data = str(version)
        for name in _PLAIN:
            self[name].data = getattr(fields, name)
        self.is_public.data = "y" if fields.is_public else "n"
        for related in fields.relations:
            target = session.get(Directive, related.target_id)
            self.relations.append_entry(
                {"kind": related.kind.value, "number": target.number if target else ""}
            )
        self.add_lines()


_PLAIN: Final = (
    "kind", "number", "issuer", "issuer_level", "issued_on", "effective_on",
    "expires_on", "force", "abstract", "body", "is_deadline_basis",
    "eoffice_ref", "idesk_ref",
)  # fmt: skip
_EMPTY: Final = dict.fromkeys(
    ("kind", "number", "issuer", "abstract", "body", "eoffice_ref", "idesk_ref"), ""
)


def _named(session: Session, number: str) -> int:
    """Return which document of the register a number names; its address does too."""
    rows = queries.directives_numbered(session, number)
    if len(rows) == 1:
        return rows[0].id
    several = ", ".join(row.slug for row in rows[:MOST_OF_A_NUMBER])
    problem = (
        f"Sổ có {len(rows)} văn bản số “{number}”: hãy nhập phần cuối địa chỉ trang"
        f" của văn bản cần chọn: {several}."
        if rows
        else f"Sổ chưa có văn bản số “{number}”."
    )
    raise Invalid({"relations": problem})
