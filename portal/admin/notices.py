"""Addresses of the notices above the public pages."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from documents import notices
from documents.deadlines import HANOI
from documents.errors import Invalid, OutOfDate
from documents.models import Notice
from documents.notices import LONGEST_TEXT, NoticeFields
from documents.vocabulary import Field, Role
from portal import db, wiring
from portal.forms import (
    ClockTime,
    Line,
    MoveForm,
    PortalForm,
    VietnameseDate,
    blame,
    checked,
    choice,
    choices_of,
    version_in,
)
from portal.jinja import moment_vi
from portal.pages import Page
from portal.security import acting, officers
from portal.trouble import NO_TROUBLE, Trouble, overtaken


class NoticeForm(PortalForm):
    """What an administrator types of a notice."""

    version = HiddenField()
    text = Line(
        "Nội dung",
        description="Chữ thường, một hai câu: chỗ nào, từ đâu đến đâu, đi đường nào.",
        validators=[DataRequired(), Length(max=LONGEST_TEXT)],
    )
    link = Line("Đường dẫn xem thêm", validators=[Length(max=500)])
    field = SelectField(
        "Lĩnh vực", choices=[choice("", "Không gắn lĩnh vực"), *choices_of(Field)]
    )
    starts_on = VietnameseDate("Từ ngày", validators=[InputRequired()])
    starts_time = ClockTime("Từ giờ", validators=[InputRequired()])
    ends_on = VietnameseDate("Đến ngày", validators=[InputRequired()])
    ends_time = ClockTime("Đến giờ", validators=[InputRequired()])

    def show(self, row: Notice) -> "NoticeForm":
        """Fill the form with what stands, and return it."""
        begins, ends = row.starts_at.astimezone(HANOI), row.ends_at.astimezone(HANOI)
        self.version.data, self.text.data = str(row.version), row.text
        self.link.data = row.link
        self.field.data = row.field.value if row.field else ""
        self["starts_on"].data, self["starts_time"].data = begins.date(), begins.time()
        self["ends_on"].data, self["ends_time"].data = ends.date(), ends.time()
        return self

    def fields(self) -> NoticeFields:
        """Return what was typed, as the domain takes it; raises Invalid."""
        told = self.field.data
        return NoticeFields(
            text=self.text.data or "",
            link=self.link.data or "",
            field=Field(told) if told else None,
            starts_at=_moment(self["starts_on"].data, self["starts_time"].data),
            ends_at=_moment(self["ends_on"].data, self["ends_time"].data),
        )


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, HANOI)


@dataclass(frozen=True)
class NoticeRow:
    """A notice as a line of the list; `state` is (word, icon, tone)."""

    number: int
    text: str
    about: str
    span: str
    state: tuple[str, str, str]
    version: int
    stands: bool


@dataclass(frozen=True, kw_only=True)
class NoticesPage(Page):
    """The notices, and the form of a new one."""

    template: ClassVar[str] = "admin/notices.html"
    rows: tuple[NoticeRow, ...]
    form: NoticeForm


@dataclass(frozen=True, kw_only=True)
class NoticePage(Page):
    """A notice being changed."""

    template: ClassVar[str] = "admin/notice.html"
    form: NoticeForm
    trouble: Trouble


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the notices to the blueprint of administration."""
    at = "/quan-tri/thong-bao"
    blueprint.get(at, endpoint="notices")(listing)
    blueprint.post(at, endpoint="add_notice")(add)
    blueprint.get(f"{at}/<id:notice_id>/sua", endpoint="edit_notice")(edit)
    blueprint.post(f"{at}/<id:notice_id>/sua", endpoint="save_notice")(save)
    blueprint.post(f"{at}/<id:notice_id>/go", endpoint="take_down_notice")(take_down)


@officers(Role.ADMIN)
def listing() -> Response:
    """List the notices, those that end last first."""
    return _page(NoticeForm(formdata=None)).render()


@officers(Role.ADMIN)
def add() -> Response:
    """Enter a notice."""
    form, now = NoticeForm(), wiring.current().clock()
    if not checked(form):
        return _page(form).render(status=422)
    try:
        notices.add(db.session(), form.fields(), by=acting(), now=now)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(form).render(status=422)
    flash("Đã thêm thông báo.", "success")
    return redirect(url_for("admin.notices"), 303)


@officers(Role.ADMIN)
def edit(notice_id: int) -> Response:
    """Show a notice in its form."""
    row = notices.get(db.session(), notice_id)
    return _form_page(NoticeForm(formdata=None).show(row)).render()


@officers(Role.ADMIN)
def save(notice_id: int) -> Response:
    """Change a notice."""
    row, form = notices.get(db.session(), notice_id), NoticeForm()
    if not checked(form):
        return _form_page(form).render(status=422)
    try:
        _save(row, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _form_page(form).render(status=422)
    except OutOfDate as refusal:
        told = overtaken(refusal, form.version, row)
        return _form_page(form, told).render(status=409)
    flash("Đã lưu thông báo.", "success")
    return redirect(url_for("admin.notices"), 303)


def _save(row: Notice, form: NoticeForm) -> None:
    notices.edit(
        db.session(),
        row,
        form.fields(),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


@officers(Role.ADMIN)
def take_down(notice_id: int) -> Response:
    """Take a notice down at once."""
    form = MoveForm()
    notices.take_down(
        db.session(),
        notices.get(db.session(), notice_id),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )
    flash("Đã gỡ thông báo.", "success")
    return redirect(url_for("admin.notices"), 303)


def _page(form: NoticeForm) -> NoticesPage:
    now = wiring.current().clock()
    rows = tuple(_row(row, now) for row in notices.newest(db.session()))
    return NoticesPage(title="Thông báo trên trang", rows=rows, form=form)


def _form_page(form: NoticeForm, trouble: Trouble = NO_TROUBLE) -> NoticePage:
    return NoticePage(title="Sửa thông báo", form=form, trouble=trouble)


def _row(row: Notice, now: datetime) -> NoticeRow:
    stands = row.taken_down_at is None
    state = ("Đang hiện", "check-circle", "green")
    if not stands:
        state = ("Đã gỡ", "stop", "grey")
    elif row.ends_at <= now:
        state = ("Đã hết", "history", "grey")
    elif row.starts_at > now:
        state = ("Chưa đến giờ", "clock", "yellow")
    return NoticeRow(
        number=row.id,
        text=row.text,
        about=row.field.label if row.field else "",
        span=f"{moment_vi(row.starts_at)} – {moment_vi(row.ends_at)}",
        state=state,
        version=row.version,
        stands=stands and row.ends_at > now,
    )
