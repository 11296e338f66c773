"""Addresses of the fields: what the public is told of each, in which order."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import DataRequired, Length

from documents import history, public_fields, queries
from documents.deadlines import local_day
from documents.errors import Invalid, OutOfDate
from documents.public_fields import (
    LONGEST_HINT,
    LONGEST_LABEL,
    FieldWords,
    PublicField,
)
from documents.vocabulary import Role
from portal import db, wiring
from portal.admin.changed import ChangeRow, rows_of
from portal.forms import (
    Line,
    MoveForm,
    PortalForm,
    blame,
    checked,
    choice,
    version_in,
)
from portal.pages import Page
from portal.security import acting, officers
from portal.trouble import NO_TROUBLE, Trouble, overtaken

_UP: Final = "len"
_LABELS: Final = {
    "label": "Tên hiện ra ngoài",
    "english_name": "Tên tiếng Anh",
    "hint": "Gợi ý cho người gửi",
    "unit_id": "Đơn vị chủ trì mặc định",
    "is_offered": "Có trong biểu mẫu gửi",
    "place": "Thứ tự",
}


class FieldForm(PortalForm):
    """What an administrator types of a field."""

    version = HiddenField()
    label = Line(
        _LABELS["label"], validators=[DataRequired(), Length(max=LONGEST_LABEL)]
    )
    english_name = Line(
        _LABELS["english_name"],
        description="Để trống thì dùng tên có sẵn.",
        validators=[Length(max=LONGEST_LABEL)],
    )
    hint = Line(
        _LABELS["hint"],
        description="Những việc thuộc lĩnh vực này, ví dụ ổ gà, sụt lún, biển báo.",
        validators=[Length(max=LONGEST_HINT)],
    )
    unit_id = SelectField(
        _LABELS["unit_id"], description="Được chọn sẵn khi phân công hồ sơ."
    )
    is_offered = BooleanField(_LABELS["is_offered"])

    def offer(self) -> "FieldForm":
        """Give the units in service, and return the form."""
        today = local_day(wiring.current().clock())
        units = queries.units_in_service(db.session(), on=today)
        named = [choice(str(unit.id), unit.name) for unit in units]
        self.unit_id.choices = [choice("", "Chưa định"), *named]
        return self

    def show(self, told: PublicField) -> "FieldForm":
        """Fill the form with what stands, and return it."""
        words = told.words
        self.version.data, self["label"].data = str(told.version), words.label
        self.english_name.data, self.hint.data = words.english_name, words.hint
        self.unit_id.data = str(words.unit_id or "")
        self.is_offered.data = words.is_offered
        return self

    def words(self) -> FieldWords:
        """Return what was typed, as the domain takes it."""
        return FieldWords(
            label=self["label"].data or "",
            english_name=self.english_name.data or "",
            hint=self.hint.data or "",
            unit_id=int(self.unit_id.data) if self.unit_id.data else None,
            is_offered=bool(self.is_offered.data),
        )


@dataclass(frozen=True)
class FieldRow:
    """A field as a line of the list; `named` is what officers call it, if otherwise."""

    value: str
    label: str
    named: str
    hint: str
    unit: str
    is_offered: bool
    version: int
    may_rise: bool
    may_sink: bool


@dataclass(frozen=True, kw_only=True)
class FieldsPage(Page):
    """The fields in their order."""

    template: ClassVar[str] = "admin/fields.html"
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, kw_only=True)
class FieldPage(Page):
    """One field: its form, and what was changed of it."""

    template: ClassVar[str] = "admin/field.html"
    named: str
    form: FieldForm
    trouble: Trouble
    changes: tuple[ChangeRow, ...]


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the fields to the blueprint of administration."""
    at = "/quan-tri/linh-vuc"
    one = f"{at}/<field>"
    blueprint.get(at, endpoint="fields")(listing)
    blueprint.get(one, endpoint="field")(show)
    blueprint.post(one, endpoint="save_field")(save)
    blueprint.post(f"{one}/thu-tu", endpoint="move_field")(move)


@officers(Role.ADMIN)
def listing() -> Response:
    """List the fields in their order."""
    session = db.session()
    told = public_fields.in_order(session)
    units = {unit.id: unit.name for unit in queries.units(session)}
    rows = (_row(it, n, len(told), units) for n, it in enumerate(told, start=1))
    return FieldsPage(title="Lĩnh vực", rows=tuple(rows)).render()


@officers(Role.ADMIN)
def show(field: str) -> Response:
    """Show a field."""
    told = public_fields.get(db.session(), field)
    return _page(told, FieldForm(formdata=None).offer().show(told)).render()


@officers(Role.ADMIN)
def save(field: str) -> Response:
    """Change what the public is told of a field."""
    told, form = public_fields.get(db.session(), field), FieldForm().offer()
    if not checked(form):
        return _page(told, form).render(status=422)
    try:
        _save(told, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(told, form).render(status=422)
    except OutOfDate as refusal:
        trouble = overtaken(refusal, form.version, told)
        return _page(told, form, trouble).render(status=409)
    flash(f"Đã lưu lĩnh vực {form['label'].data}.", "success")
    return redirect(url_for("admin.fields"), 303)


def _save(told: PublicField, form: FieldForm) -> None:
    public_fields.edit(
        db.session(),
        told.field,
        form.words(),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


@officers(Role.ADMIN)
def move(field: str) -> Response:
    """Let a field stand one place higher or lower."""
    session = db.session()
    public_fields.move(
        session,
        public_fields.get(session, field).field,
        up=request.form.get("huong") == _UP,
        expected_version=version_in(MoveForm().version),
        by=acting(),
        now=wiring.current().clock(),
    )
    return redirect(url_for("admin.fields"), 303)


def _row(told: PublicField, place: int, last: int, units: dict[int, str]) -> FieldRow:
    own = told.field.label
    return FieldRow(
        value=told.field.value,
        label=told.label,
        named="" if own == told.label else own,
        hint=told.words.hint,
        unit=units.get(told.words.unit_id or 0, ""),
        is_offered=told.words.is_offered,
        version=told.version,
        may_rise=place > 1,
        may_sink=place < last,
    )


def _page(
    told: PublicField, form: FieldForm, trouble: Trouble = NO_TROUBLE
) -> FieldPage:
    session = db.session()
    row = public_fields.row_of(session, told.field)
    events = history.of(session, row) if row else []
    return FieldPage(
        title=told.label,
        named=told.field.label,
        form=form,
        trouble=trouble,
        changes=tuple(rows_of(events, _LABELS)),
    )
