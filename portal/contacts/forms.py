"""The form of a contact: syntax only, the rules are in documents.contacts."""

from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import Any, Final

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from documents import hours
from documents.contacts import ContactFields, PhoneFields
from portal.forms import (
    Line,
    PortalForm,
    RowForm,
    VietnameseDate,
    choice,
)

MOST_PHONES: Final = 6


class PhoneForm(RowForm):
    """One number; an empty one is left out."""

    raw = Line(
        "Số điện thoại",
        validators=[Length(max=40)],
        render_kw={"inputmode": "tel", "autocomplete": "off"},
    )
    public = BooleanField("Cho người dân xem")


@dataclass(frozen=True)
class Typed:
    """What a form of a contact begins with; much of it may be missing yet."""

    position: str = ""
    name: str = ""
    email: str = ""
    place: int = 0
    phones: tuple[PhoneFields, ...] = ()
    hours: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class ContactForm(PortalForm):
    """What an editor types of a contact."""

    version = HiddenField()
    position = Line("Chức vụ", validators=[DataRequired(), Length(max=120)])
    name = Line("Họ và tên", validators=[DataRequired(), Length(max=120)])
    phones = FieldList(
        FormField(PhoneForm), label="Điện thoại", max_entries=MOST_PHONES
    )
    email = Line("Thư điện tử", validators=[Length(max=200)])
    open_days = SelectField(
        "Ngày trực máy",
        choices=[
            choice("", "Không công bố giờ trực"),
            *starmap(choice, hours.DAYS.items()),
        ],
        default="",
    )
    hours = Line(
        "Giờ trực máy",
        description="Ví dụ: 7:30–11:30, 13:30–17:00. Trực cả ngày đêm thì ghi 24/24.",
        validators=[Length(max=120)],
    )
    valid_from = VietnameseDate(
        "Giữ chức vụ từ ngày",
        description="Trước ngày này người dân chưa thấy. Để trống nếu đã giữ từ lâu.",
    )
    valid_to = VietnameseDate(
        "Đến hết ngày",
        description="Sau ngày này người dân không còn thấy. Để trống nếu chưa định.",
    )
    place = IntegerField(
        "Thứ tự trong danh sách",
        validators=[InputRequired(), NumberRange(min=1, max=99)],
    )

    def show(self, fields: ContactFields | Typed, *, version: int) -> None:
        """Fill the form with what stands, and two empty lines for numbers."""
        self.version.data = str(version)
        self.position.data, self.name.data = fields.position, fields.name
        self.email.data, self.place.data = fields.email, fields.place + 1
        if told := hours.read(fields.hours):
            self.open_days.data, self.hours.data = told.days, told.typed
        self.valid_from.process_data(fields.valid_from)
        self.valid_to.process_data(fields.valid_to)
        for phone in fields.phones:
            self.phones.append_entry({"raw": phone.raw, "public": phone.public})
        self.add_lines()

    def add_lines(self) -> None:
        """Leave room for two more numbers."""
        room = min(2, MOST_PHONES - len(self.phones.entries))
        for _ in range(room):
            self.phones.append_entry({"raw": "", "public": True})

    def fields(self) -> ContactFields:
        """Return what was typed, as the domain takes it; raises Invalid."""
        told: dict[str, Any] = self.data
        kept = hours.from_typed(told["open_days"] or "", told["hours"] or "")
        typed = (
            PhoneFields((row["raw"] or "").strip(), public=bool(row["public"]))
            for row in self.phones.data
        )
        return ContactFields(
            position=self.position.data or "",
            name=self.name.data or "",
            email=self.email.data or "",
            place=(self.place.data or 1) - 1,
            phones=tuple(phone for phone in typed if phone.raw),
            hours=kept.notation if kept else "",
            valid_from=told["valid_from"],
            valid_to=told["valid_to"],
        )
