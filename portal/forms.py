"""What every form shares: Vietnamese words, clean text, fields of our own.

A form checks syntax only; the rules are the domain's.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar, Final

from flask_wtf import FlaskForm
from wtforms import (
    Field,
    FieldList,
    Form,
    HiddenField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # stubs lag behind
    SelectChoice,
)
from wtforms.validators import StopValidation

from documents import text
from documents.errors import Invalid
from documents.vocabulary import Term

EARLIEST: Final = 1900
LATEST: Final = 2200
"""Years of the days that forms take; others are slips of the finger."""

_CHOOSE: Final = "Hãy chọn một mục trong danh sách."
_EXPIRED: Final = "Phiên làm việc đã hết hạn. Hãy gửi lại lần nữa."
_WORDS: Final[Mapping[str, str]] = {
    "This field is required.": "Mục này cần được điền.",
    "This field cannot be edited.": "Mục này không sửa được.",
    "This field is disabled and cannot have a value.": "Mục này không dùng ở đây.",
    "Not a valid choice.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "Invalid value, must be one of: %(values)s.": _CHOOSE,
    "Invalid value, can't be any of: %(values)s.": "Giá trị này không dùng được.",
    "Choices cannot be None.": "Danh sách chọn đang trống.",
    "Not a valid integer value.": "Hãy nhập một số nguyên.",
    "Not a valid decimal value.": "Hãy nhập một số.",
    "Not a valid float value.": "Hãy nhập một số.",
    "Not a valid date value.": "Hãy nhập ngày dạng ngày/tháng/năm, ví dụ 22/11/2019.",
    "Not a valid datetime value.": "Hãy nhập ngày và giờ.",
    "Not a valid time value.": "Hãy nhập giờ dạng 08:30.",
    "Not a valid week value.": "Hãy nhập một tuần.",
    "Invalid input.": "Nội dung nhập chưa đúng.",
    "Invalid email address.": "Địa chỉ thư điện tử cần có dạng ten@coquan.gov.vn.",
    "Invalid IP address.": "Địa chỉ IP chưa đúng.",
    "Invalid Mac address.": "Địa chỉ MAC chưa đúng.",
    "Invalid URL.": "Địa chỉ trang chưa đúng.",
    "Invalid UUID.": "Mã chưa đúng.",
    "Invalid field name '%s'.": "Không có mục “%s”.",
    "Field must be equal to %(other_name)s.": "Hai lần nhập chưa giống nhau.",
    "Field must be at least %(min)d character long.": "Cần ít nhất %(min)d ký tự.",
    "Field cannot be longer than %(max)d character.": "Không dài quá %(max)d ký tự.",
    "Field must be exactly %(max)d character long.": "Cần đúng %(max)d ký tự.",
    "Field must be between %(min)d and %(max)d characters long.": (
        "Cần từ %(min)d đến %(max)d ký tự."
    ),
    "Number must be at least %(min)s.": "Số nhỏ nhất là %(min)s.",
    "Number must be at most %(max)s.": "Số lớn nhất là %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Cần số từ %(min)s đến %(max)s.",
    "Date must be at least %(min)s.": "Ngày sớm nhất là %(min)s.",
    "Date must be at most %(max)s.": "Ngày muộn nhất là %(max)s.",
    "Date must be between %(min)s and %(max)s.": "Cần ngày từ %(min)s đến %(max)s.",
    "CSRF token missing.": _EXPIRED,
    "CSRF token expired.": _EXPIRED,
    "CSRF failed.": _EXPIRED,
    "Invalid CSRF Token.": _EXPIRED,
}
"""Every message of WTForms, which has no Vietnamese of its own."""


class Vietnamese:
    """The translations that WTForms asks."""

    def gettext(self, string: str) -> str:
        """Return the Vietnamese message; a test finds an English one."""
        return _WORDS.get(string, string)

    def ngettext(self, singular: str, _plural: str, _number: int) -> str:
        """Return the message; Vietnamese nouns have one number."""
        return self.gettext(singular)


class PortalForm(FlaskForm):  # type: ignore[misc]  # it ships no types
    """A form that speaks Vietnamese; its token is checked for every request."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # it ships no types
        """Give WTForms our words."""

        locales: ClassVar[list[str]] = ["vi"]

        def get_translations(self, _form: Form) -> Vietnamese:
            """Return the Vietnamese messages."""
            return Vietnamese()


class KeyedForm(PortalForm):
    """A form that makes one thing, sent once or twice; `key` is this very form's."""

    key = HiddenField()

    def start(self) -> None:
        """Give an empty form a key of its own."""
        self.key.data = secrets.token_urlsafe(16)

    def content_key(self) -> str | None:
        """Name this form with what was typed into it; None: it came without a key.

        Sent twice it names the same; other words typed over it do not.
        """
        if not self.key.data:
            return None
        typed = [(f.name, f.raw_data) for f in self if f.name != "csrf_token"]
        plain = repr(typed).encode("utf-8", "backslashreplace")
        return hashlib.sha256(plain).hexdigest()


class RowForm(Form):
    """A form inside another one: a row of a list. It speaks Vietnamese too."""

    class Meta:
        """Give WTForms our words; it adds its own of these."""

        locales: ClassVar[list[str]] = ["vi"]

        def get_translations(self, _form: Form) -> Vietnamese:
            """Return the Vietnamese messages."""
            return Vietnamese()


def _cleaned(clean: Callable[[str], str]) -> Callable[[Any], Any]:
    return lambda value: clean(value) if isinstance(value, str) else value


def _no_trick(_form: Form, field: Field) -> None:
    """Refuse text that later pages or letters could not carry as it stands."""
    raw = field.raw_data[0] if field.raw_data else ""
    found = text.problems(raw) if isinstance(raw, str) else []
    if found:
        raise StopValidation(" ".join(found))


class Line(StringField):
    """One line of text, cleaned."""

    def __init__(self, label: str, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(
            label,
            validators=[_no_trick, *validators],
            filters=[_cleaned(text.one_line)],
            **kwargs,
        )


class Prose(TextAreaField):
    """Several lines of text, cleaned."""

    def __init__(self, label: str, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(
            label,
            validators=[_no_trick, *validators],
            filters=[_cleaned(lambda typed: text.clean(typed).strip())],
            **kwargs,
        )


class _Typed(Field):
    """A field typed as text; what could not be read stays in it as typed."""

    _problem: ClassVar[str]

    def _read(self, typed: str) -> object:
        raise NotImplementedError

    def _shown(self, value: Any) -> str:
        raise NotImplementedError

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self._shown(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; an empty field is None."""
        typed = text.one_line(str(valuelist[0])) if valuelist else ""
        self.data = None
        if not typed:
            return
        try:
            self.data = self._read(typed)
        except ValueError as error:
            raise ValidationError(self._problem) from error


class VietnameseDate(_Typed, StringField):
    """A date typed d/m/yyyy (domain.md §14.3); ISO is taken too."""

    _problem = "Hãy nhập ngày dạng ngày/tháng/năm, ví dụ 22/11/2019."

    def _read(self, typed: str) -> date:
        for shape in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
            try:
                read = datetime.strptime(typed, shape).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
            if EARLIEST <= read.year <= LATEST:
                return read
        raise ValueError(typed)

    def _shown(self, value: date) -> str:
        return f"{value:%d/%m/%Y}"


class ClockTime(_Typed, StringField):
    """A time of day typed 8:30, 08:30, 8h30 or 8g30."""

    _problem = "Hãy nhập giờ dạng 08:30."

    def _read(self, typed: str) -> time:
        hours, _, minutes = (
            typed.casefold().replace("h", ":").replace("g", ":").partition(":")
        )
        return time(int(hours), int(minutes or "0"))

    def _shown(self, value: time) -> str:
        return f"{value:%H:%M}"


def choice(value: str, label: str) -> SelectChoice:
    """Return one choice of a select."""
    return SelectChoice(value=value, label=label)


def choices_of(terms: type[Term]) -> list[SelectChoice]:
    """Return a vocabulary's members as a select's choices."""
    return [choice(term.value, term.label) for term in terms]


class MoveForm(PortalForm):
    """A button of the lifecycle: the token and the version that was seen."""

    version = HiddenField()


def begin_ids(form: Form, stem: str) -> None:
    """Let the ids of a form's fields begin with its own: others stand on its page."""
    for field in form:
        field.id = f"{stem}-{field.name}"


def version_in(field: HiddenField) -> int:
    """Return the version an editor had open; 0, which is none, for rubbish."""
    typed = field.data or ""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def checked(form: PortalForm) -> bool:
    """Say whether a form was typed well; errors of rows become the list's own.

    A list of rows reports dictionaries, which no summary could print.
    """
    if form.validate_on_submit():
        return True
    for field in form:
        if isinstance(field, FieldList):
            rows = (row.errors for row in field if row.errors)
            field.errors = [
                message for row in rows for told in row.values() for message in told
            ]
    return False


def blame(form: Form, refusal: Invalid) -> list[str]:
    """Put a refusal beside the fields it names; return what has no field."""
    unplaced = []
    for name, message in refusal.fields.items():
        if name in form:
            form[name].errors = [*form[name].errors, message]
        else:
            unplaced.append(message)
    return unplaced
