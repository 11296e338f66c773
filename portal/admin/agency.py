"""Addresses of the agency's profile: what pages and letters say of it, its history."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField
from wtforms.validators import DataRequired, Length

from documents import agency, agency_editing, letters
from documents.agency_editing import LONGEST, Change
from documents.errors import Invalid, OutOfDate
from documents.letters import Profile
from documents.vocabulary import Role
from portal import db, wiring
from portal.admin.changed import ChangedField, ChangeRow
from portal.forms import Line, PortalForm, Prose, blame, checked, version_in
from portal.pages import Page
from portal.security import acting, officers
from portal.trouble import NO_TROUBLE, Trouble


def _line(name: str, label: str, told: str = "", *, needed: bool = False) -> Line:
    checks = [DataRequired()] if needed else []
    return Line(label, [*checks, Length(max=LONGEST[name])], description=told)


class AgencyForm(PortalForm):
    """What an administrator types of the agency; its fields are the profile's."""

    version = HiddenField()
    name = _line(
        "name", "Tên cơ quan", "Tên ngắn ở đầu trang và đầu văn bản.", needed=True
    )
    full_name = _line(
        "full_name",
        "Tên đầy đủ",
        "Có tên tỉnh, thành phố; dùng trong danh thiếp và dữ liệu cho máy đọc.",
        needed=True,
    )
    parent = Prose(
        "Cơ quan chủ quản",
        description="Đầu văn bản ngắt dòng như ở đây; nhiều nhất 2 dòng.",
        validators=[DataRequired(), Length(max=LONGEST["parent"])],
    )
    code = _line(
        "code", "Chữ viết tắt", "Ghi trong số, ký hiệu: …/SGTVT-VP.", needed=True
    )
    head = _line("head", "Chức danh người đứng đầu", "Ví dụ Giám đốc.", needed=True)
    place = _line("place", "Địa danh", "Ghi trước ngày tháng của văn bản.", needed=True)
    address = _line("address", "Địa chỉ")
    phone = _line("phone", "Điện thoại")
    fax = _line("fax", "Fax")
    email = _line("email", "Thư điện tử")
    website = _line(
        "website", "Trang thông tin điện tử", "Ví dụ https://so.tinh.gov.vn"
    )
    english_name = _line("english_name", "Tên tiếng Anh", needed=True)
    english_parent = _line(
        "english_parent", "Tên tiếng Anh của cơ quan chủ quản", needed=True
    )
    footer = Prose(
        "Lời ở chân trang",
        description="Ví dụ người chịu trách nhiệm nội dung; nhiều nhất 6 dòng.",
        validators=[Length(max=LONGEST["footer"])],
    )

    def show(self, profile: Profile, version: int) -> "AgencyForm":
        """Fill the form with what stands, and return it."""
        for name in agency.NAMES:
            self[name].data = getattr(profile, name)
        self.version.data = str(version)
        return self

    def profile(self) -> Profile:
        """Return what was typed, as the domain takes it."""
        told = {name: self[name].data or "" for name in agency.NAMES}
        return Profile(id=letters.DEFAULT_PROFILE, **told)


_PARTS: Final = (
    ("Tên gọi", ("name", "full_name", "parent", "english_name", "english_parent")),
    ("Trên văn bản", ("code", "place", "head")),
    ("Liên hệ", ("address", "phone", "fax", "email", "website")),
    ("Chân trang", ("footer",)),
)
"""The form as it is read: heading, and the fields below it."""

_SHORT: Final = {"code": "short", "phone": "medium", "fax": "medium", "head": "medium"}


@dataclass(frozen=True, kw_only=True)
class AgencyPage(Page):
    """The profile in its form, and what was changed of it."""

    template: ClassVar[str] = "admin/agency.html"
    form: AgencyForm
    trouble: Trouble
    changes: tuple[ChangeRow, ...]
    sizes: ClassVar[dict[str, str]] = _SHORT

    @property
    def parts(self) -> tuple[tuple[str, tuple[Field, ...]], ...]:
        """Return the form as it is read."""
        form = self.form
        return tuple((head, tuple(form[it] for it in names)) for head, names in _PARTS)


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the profile to the blueprint of administration."""
    blueprint.get("/quan-tri/co-quan", endpoint="agency")(show)
    blueprint.post("/quan-tri/co-quan", endpoint="save_agency")(save)


@officers(Role.ADMIN)
def show() -> Response:
    """Show the profile in its form."""
    session = db.session()
    version = agency_editing.version(session)
    return _page(
        AgencyForm(formdata=None).show(agency.current(session), version)
    ).render()


@officers(Role.ADMIN)
def save() -> Response:
    """Let what was typed hold from now on."""
    form = AgencyForm()
    if not checked(form):
        return _page(form).render(status=422)
    try:
        is_another = _save(form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(form).render(status=422)
    except OutOfDate as refusal:
        return _page(form, _overtaken(form, refusal)).render(status=409)
    told = "Đã lưu thông tin cơ quan." if is_another else "Không có gì thay đổi."
    flash(told, "success" if is_another else "info")
    return redirect(url_for("admin.agency"), 303)


def _save(form: AgencyForm) -> bool:
    return agency_editing.edit(
        db.session(),
        form.profile(),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _overtaken(form: AgencyForm, refusal: OutOfDate) -> Trouble:
    """Tell what others changed; sending the form again is then done knowingly."""
    db.refused()
    form.version.data = str(agency_editing.version(db.session()))
    return Trouble(message=refusal.message, changed=refusal.changed)


def _page(form: AgencyForm, trouble: Trouble = NO_TROUBLE) -> AgencyPage:
    rows = agency_editing.changes(db.session())
    return AgencyPage(
        title="Thông tin cơ quan",
        form=form,
        trouble=trouble,
        changes=tuple(_row(row, form) for row in rows),
    )


def _row(change: Change, form: AgencyForm) -> ChangeRow:
    told = (
        ChangedField(form[name].label.text, old, new)
        for name, old, new in change.fields
    )
    return ChangeRow(change.at, change.by, tuple(told))
