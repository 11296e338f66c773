"""Taking a case down on one screen: the form of a call, and its two addresses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from documents import cases, intake, lookups
from documents.deadlines import HANOI
from documents.errors import Invalid
from documents.lifecycles import TAKERS
from documents.likeness import Alike
from documents.models import Case
from documents.vocabulary import Channel, ComplainantKind, Field, LinkKind, Source
from portal import attaching, db, wiring
from portal.attaching import AttachmentsField, private_box
from portal.desk import once
from portal.desk.alike import OtherCase, told
from portal.forms import (
    ClockTime,
    KeyedForm,
    Line,
    Prose,
    VietnameseDate,
    blame,
    checked,
    choice,
    choices_of,
)
from portal.pages import Page
from portal.security import acting, officers
from portal.sender import FromSender

_IS: Final = {
    LinkKind.AGAIN: "Phản ánh lại của hồ sơ",
    LinkKind.DUPLICATE: "Trùng với hồ sơ",
}
"""What a call may be to a case that is open."""

_ANSWER: Final = "Có hồ sơ đang mở của cùng người gọi, rất giống; hãy chọn."
_MOST: Final = 10
"""Codes that one answer names."""

_NO_EMAIL: Final = "Địa chỉ thư điện tử cần có dạng ten@coquan.gov.vn."
_EMAIL: Final = Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_NO_EMAIL)


class IntakeForm(FromSender, KeyedForm):
    """What a clerk hears and keys in."""

    title = Line("Trích yếu", validators=[DataRequired(), Length(max=300)])
    content = Prose("Nội dung phản ánh", validators=[DataRequired()])
    location = Line("Địa điểm", validators=[Length(max=300)])
    field = SelectField(
        "Lĩnh vực", choices=[choice("", "Chưa rõ"), *choices_of(Field)], default=""
    )
    files = AttachmentsField("Tệp người gửi kèm theo")
    is_private = private_box()
    anonymous = BooleanField("Người gọi không cho biết tên (ẩn danh)")
    opted_out = BooleanField("Người gửi không đồng ý công khai nội dung, câu trả lời")
    complainant_kind = RadioField(
        "Người phản ánh là",
        choices=choices_of(ComplainantKind),
        default=ComplainantKind.CITIZEN.value,
    )
    full_name = Line("Họ và tên", validators=[Length(max=120)])
    organisation = Line("Tên tổ chức", validators=[Length(max=200)])
    phone = Line("Số điện thoại", validators=[Length(max=40)])
    address = Line("Địa chỉ", validators=[Length(max=300)])
    email = Line("Thư điện tử", validators=[Optional(), Length(max=200), _EMAIL])
    channel = SelectField(
        "Hình thức tiếp nhận",
        choices=choices_of(Channel),
        default=Channel.PHONE.value,
    )
    source = RadioField(
        "Qua", choices=choices_of(Source), default=Source.DEPARTMENT.value
    )
    external_ref = Line("Mã trên hệ thống của tỉnh", validators=[Length(max=120)])
    external_due = VietnameseDate("Hạn tỉnh giao", validators=[Optional()])
    again_of = Line("Phản ánh lại của hồ sơ", validators=[Length(max=40)])
    same_as = RadioField("Cuộc gọi này là", choices=[], validate_choice=False)
    received_on = VietnameseDate("Ngày tiếp nhận", validators=[Optional()])
    received_at = ClockTime("Giờ", validators=[Optional()])

    def open_at(self, now: datetime) -> None:
        """Make the form ready for a call that comes in now."""
        self.start()
        local = now.astimezone(HANOI)
        self["received_on"].data, self["received_at"].data = local.date(), local.time()

    def follow(self, first: Case) -> None:
        """Begin with what a case says whose sender tells of it again (X17)."""
        self.again_of.data, self.title.data = first.code, first.title
        self.location.data = first.location
        self.field.data = first.field.value if first.field else ""

    def ask(self, found: Sequence[Alike]) -> None:
        """Ask what the call is to cases that seem to be the same (X03)."""
        self.same_as.choices = [
            choice(f"{kind.value}:{one.case.code}", f"{_IS[kind]} {one.case.code}")
            for one in found
            for kind in _IS
        ]
        codes = ",".join(one.case.code for one in found)
        new = choice(
            f"{LinkKind.APART.value}:{codes}", "Việc mới, không phải việc trên"
        )
        self.same_as.choices.append(new)
        self["same_as"].errors = [_ANSWER]

    def intake(self, now: datetime) -> intake.Intake:
        """Return what was typed, as the domain takes it; raises Invalid."""
        return intake.Intake(
            title=self.title.data or "",
            content=self.content.data or "",
            received_at=self._received(now),
            channel=Channel(self.channel.data),
            source=Source(self.source.data),
            external_ref=self.external_ref.data or "",
            external_due=self._external_due(),
            location=self.location.data or "",
            field=Field(self.field.data) if self.field.data else None,
            anonymous=bool(self.anonymous.data),
            opted_out=bool(self.opted_out.data),
            complainant_kind=ComplainantKind(self.complainant_kind.data),
            identity=self.identity(),
            key=self.content_key(),
            ties=tuple(self._ties()),
        )

    def _ties(self) -> Iterator[tuple[str, LinkKind]]:
        """Yield what this case is to others, as the officer said."""
        if self.again_of.data:
            yield self.again_of.data, LinkKind.AGAIN
        kind, _, codes = (self.same_as.data or "").partition(":")
        if kind in {*_IS, LinkKind.APART}:
            yield from ((code, LinkKind(kind)) for code in codes.split(",")[:_MOST])

    def _external_due(self) -> date | None:
        """Return the date that the province gave; the Sở's own hotline has none."""
        given: date | None = self["external_due"].data
        return given if self.source.data == Source.PROVINCE else None

    def _received(self, now: datetime) -> datetime:
        """Return the moment typed; what is left empty is now."""
        local = now.astimezone(HANOI)
        on, at = self["received_on"].data or local.date(), self["received_at"].data
        if at is None and on != local.date():
            raise Invalid({"received_at": "Cần giờ tiếp nhận của ngày trước đó."})
        at = at or time(local.hour, local.minute)
        return datetime.combine(on, at, HANOI)


@dataclass(frozen=True, kw_only=True)
class IntakePage(Page):
    """The one screen on which a call is taken down."""

    template: ClassVar[str] = "desk/intake.html"
    form: IntakeForm
    same: tuple[OtherCase, ...] = ()


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of taking a case down to the desk's blueprint."""
    blueprint.get("/ho-so/moi")(new)
    blueprint.post("/ho-so/moi")(record)


@officers(*TAKERS)
def new() -> Response:
    """Show an empty form for a call that comes in now."""
    form = IntakeForm()
    form.open_at(wiring.current().clock())
    if code := request.args.get("phan-anh-lai", ""):
        form.follow(cases.get(db.session(), code, viewer=acting()))
    return _page(form)


@officers(*TAKERS)
def record() -> Response:
    """Take the case down; the same form sent twice leads to the same case."""
    form = IntakeForm()
    if not checked(form):
        return _page(form, status=422)
    try:
        case, pin = _recorded(form)
    except (Invalid, SameAsOthers) as refusal:
        return _again(form, refusal)
    attaching.release(form)
    flash(f"Đã ghi hồ sơ {case.code}. Hạn trả lời {case.due_on:%d/%m/%Y}.", "success")
    if pin:
        once.keep(case.code, pin)
    return redirect(url_for("desk.show", code=case.code), 303)


class SameAsOthers(Exception):
    """Open cases seem to be the same call, and nobody has said what it is to them."""

    def __init__(self, found: Sequence[Alike]) -> None:
        super().__init__()
        self.found = found


def _recorded(form: IntakeForm) -> tuple[Case, str]:
    """Take the case down with a PIN; "" if it stood already, with one of its own.

    Raises:
        Invalid: what the domain does not take. SameAsOthers.
    """
    wired, session, by = wiring.current(), db.session(), acting()
    now, pin = wired.clock(), lookups.new_pin()
    typed, kept = form.intake(now), lookups.kept(pin, wired.vault)
    if found := intake.like_ones(session, typed, vault=wired.vault, by=by):
        raise SameAsOthers(found)
    case = intake.record(
        session,
        typed,
        vault=wired.vault,
        calendar=wired.calendar,
        by=by,
        now=now,
        enclosed=form.files.enclosure(is_private=bool(form.is_private.data)),
    )
    is_new = lookups.give(session, case, kept, by=by, now=now)
    return case, pin if is_new else ""


def _again(form: IntakeForm, refusal: Invalid | SameAsOthers) -> Response:
    """Show what was typed again, with what is wrong or what is to be answered."""
    if isinstance(refusal, SameAsOthers):
        form.ask(refusal.found)
        return _page(form, status=422, same=tuple(map(told, refusal.found)))
    # The code that is refused is that of the case which is told again.
    fields = {
        "again_of" if key == "code" else key: refusal.fields[key]
        for key in refusal.fields
    }
    form.form_errors.extend(blame(form, Invalid(fields)))
    return _page(form, status=422)


def _page(
    form: IntakeForm, *, status: int = 200, same: tuple[OtherCase, ...] = ()
) -> Response:
    page = IntakePage(title="Nhập phản ánh mới", form=form, same=same)
    return page.render(status=status)
