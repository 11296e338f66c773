"""What every form shares: Vietnamese words, clean text, fields of our own.

A form checks syntax only; the rules are the domain's.
"""

import hashlib
import secrets
from collections.abc import Callable
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
from portal import db
from portal.form_words import Vietnamese

EARLIEST: Final = 1900
LATEST: Final = 2200
"""Years of the days that forms take; others are slips of the finger."""


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

    unkeyed: ClassVar[frozenset[str]] = frozenset({"csrf_token"})
    """Fields that say nothing of what was typed."""

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
        typed = [(f.name, f.raw_data) for f in self if f.name not in self.unkeyed]
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
    """Say whether a form was typed well; one that was not is all this request tells."""
    if is_typed_well(form):
        return True
    db.refused()
    return False


def blame(form: Form, refusal: Invalid) -> list[str]:
    """Put why a request is refused beside the fields it names; return the rest."""
    db.refused()
    return place(form, refusal)


def is_typed_well(form: PortalForm) -> bool:
    """Say whether one of several forms was typed well, whatever becomes of the others.

    Errors of rows become the list's own: it reports dictionaries, which no summary
    could print.
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


def place(form: Form, refusal: Invalid) -> list[str]:
    """Put a refusal beside the fields it names; return what has no field."""
    unplaced = []
    for name, message in refusal.fields.items():
        if name in form:
            form[name].errors = [*form[name].errors, message]
        else:
            unplaced.append(message)
    return unplaced
