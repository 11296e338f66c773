"""Addresses of the department's units: their list, one unit, its order and its end."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, Length

from documents import history, queries, units
from documents.deadlines import local_day
from documents.errors import Invalid, OutOfDate
from documents.models import Unit
from documents.units import LONGEST_CODE, LONGEST_NAME, UnitFields
from documents.vocabulary import Role, UnitKind
from portal import db, wiring
from portal.admin.changed import ChangeRow, rows_of
from portal.forms import (
    Line,
    MoveForm,
    PortalForm,
    blame,
    checked,
    choices_of,
    version_in,
)
from portal.pages import Page
from portal.security import acting, officers
from portal.trouble import NO_TROUBLE, Trouble, overtaken

_UP: Final = "len"
_LABELS: Final = {
    "name": "Tên",
    "english_name": "Tên tiếng Anh",
    "kind": "Loại",
    "place": "Thứ tự",
    "until": "Hoạt động đến hết ngày",
}


class UnitForm(PortalForm):
    """What an administrator types of a unit."""

    version = HiddenField()
    name = Line("Tên", validators=[DataRequired(), Length(max=LONGEST_NAME)])
    english_name = Line(
        "Tên tiếng Anh",
        description="Hiện ở trang tiếng Anh; để trống thì hiện tên tiếng Việt.",
        validators=[Length(max=LONGEST_NAME)],
    )
    kind = SelectField("Loại", choices=choices_of(UnitKind))

    def show(self, unit: Unit) -> "UnitForm":
        """Fill the form with what stands, and return it."""
        self.version.data, self["name"].data = str(unit.version), unit.name
        self.english_name.data, self.kind.data = unit.english_name, unit.kind.value
        return self

    def fields(self) -> UnitFields:
        """Return what was typed, as the domain takes it."""
        return UnitFields(
            name=self["name"].data or "",
            english_name=self.english_name.data or "",
            kind=UnitKind(self.kind.data),
        )


class NewUnitForm(UnitForm):
    """A new unit: its code too, which never changes."""

    code = Line(
        "Mã",
        description="Ghi trong ký hiệu văn bản và không đổi được, ví dụ KCHT.",
        validators=[DataRequired(), Length(max=LONGEST_CODE)],
    )


@dataclass(frozen=True)
class UnitRow:
    """A unit as a line of the list; `until` is its last day, or ""."""

    unit_id: int
    code: str
    name: str
    english_name: str
    kind: str
    until: str
    version: int
    may_rise: bool
    may_sink: bool


@dataclass(frozen=True, kw_only=True)
class UnitsPage(Page):
    """The units in their order, and the form of a new one."""

    template: ClassVar[str] = "admin/units.html"
    rows: tuple[UnitRow, ...]
    form: NewUnitForm


@dataclass(frozen=True, kw_only=True)
class UnitPage(Page):
    """One unit: its form, what hangs on it, what was changed of it."""

    template: ClassVar[str] = "admin/unit.html"
    unit_id: int
    code: str
    until: str
    ties: str
    version: int
    form: UnitForm
    trouble: Trouble
    changes: tuple[ChangeRow, ...]


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the units to the blueprint of administration."""
    at = "/quan-tri/don-vi"
    one = f"{at}/<id:unit_id>"
    blueprint.get(at, endpoint="units")(listing)
    blueprint.post(at, endpoint="add_unit")(add)
    blueprint.get(one, endpoint="unit")(show)
    blueprint.post(one, endpoint="save_unit")(save)
    blueprint.post(f"{one}/thu-tu", endpoint="move_unit")(move)
    blueprint.post(f"{one}/ket-thuc", endpoint="retire_unit")(retire)
    blueprint.post(f"{one}/mo-lai", endpoint="bring_back_unit")(bring_back)


@officers(Role.ADMIN)
def listing() -> Response:
    """List the units in their order."""
    return _list_page(NewUnitForm(formdata=None)).render()


@officers(Role.ADMIN)
def add() -> Response:
    """Add a unit."""
    form, now = NewUnitForm(), wiring.current().clock()
    if not checked(form):
        return _list_page(form).render(status=422)
    try:
        unit = units.add(
            db.session(), form.code.data or "", form.fields(), by=acting(), now=now
        )
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _list_page(form).render(status=422)
    flash(f"Đã thêm {unit.name}.", "success")
    return redirect(url_for("admin.units"), 303)


@officers(Role.ADMIN)
def show(unit_id: int) -> Response:
    """Show a unit."""
    unit = units.get(db.session(), unit_id)
    return _page(unit, UnitForm(formdata=None).show(unit)).render()


@officers(Role.ADMIN)
def save(unit_id: int) -> Response:
    """Change a unit."""
    unit, form = units.get(db.session(), unit_id), UnitForm()
    if not checked(form):
        return _page(unit, form).render(status=422)
    try:
        _save(unit, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(unit, form).render(status=422)
    except OutOfDate as refusal:
        told = overtaken(refusal, form.version, unit)
        return _page(unit, form, told).render(status=409)
    flash(f"Đã lưu {unit.name}.", "success")
    return redirect(url_for("admin.units"), 303)


def _save(unit: Unit, form: UnitForm) -> None:
    units.edit(
        db.session(),
        unit,
        form.fields(),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


@officers(Role.ADMIN)
def move(unit_id: int) -> Response:
    """Let a unit stand one place higher or lower."""
    units.move(
        db.session(),
        units.get(db.session(), unit_id),
        up=request.form.get("huong") == _UP,
        expected_version=version_in(MoveForm().version),
        by=acting(),
        now=wiring.current().clock(),
    )
    return redirect(url_for("admin.units"), 303)


@officers(Role.ADMIN)
def retire(unit_id: int) -> Response:
    """Let a unit be given nothing more."""
    unit = units.get(db.session(), unit_id)
    units.retire(
        db.session(),
        unit,
        expected_version=version_in(MoveForm().version),
        by=acting(),
        now=wiring.current().clock(),
    )
    flash(f"{unit.name} đã thôi hoạt động.", "success")
    return redirect(url_for("admin.units"), 303)


@officers(Role.ADMIN)
def bring_back(unit_id: int) -> Response:
    """Let a retired unit stand again."""
    unit = units.get(db.session(), unit_id)
    units.bring_back(
        db.session(),
        unit,
        expected_version=version_in(MoveForm().version),
        by=acting(),
        now=wiring.current().clock(),
    )
    flash(f"{unit.name} hoạt động lại.", "success")
    return redirect(url_for("admin.units"), 303)


def _list_page(form: NewUnitForm) -> UnitsPage:
    rows = queries.units(db.session())
    return UnitsPage(
        title="Phòng, đơn vị",
        rows=tuple(_row(unit, n, len(rows)) for n, unit in enumerate(rows, start=1)),
        form=form,
    )


def _row(unit: Unit, place: int, last: int) -> UnitRow:
    return UnitRow(
        unit_id=unit.id,
        code=unit.code,
        name=unit.name,
        english_name=unit.english_name,
        kind=unit.kind.label,
        until=_until(unit),
        version=unit.version,
        may_rise=place > 1,
        may_sink=place < last,
    )


def _until(unit: Unit) -> str:
    today = local_day(wiring.current().clock())
    return "" if unit.stands_on(today) else f"{unit.until:%d/%m/%Y}"


def _page(unit: Unit, form: UnitForm, trouble: Trouble = NO_TROUBLE) -> UnitPage:
    session = db.session()
    return UnitPage(
        title=unit.name,
        unit_id=unit.id,
        code=unit.code,
        until=_until(unit),
        ties=units.ties(session, unit).told,
        version=unit.version,
        form=form,
        trouble=trouble,
        changes=tuple(rows_of(history.of(session, unit), _LABELS)),
    )
