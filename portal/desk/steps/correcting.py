"""Putting right what was recorded of an ended case: alone, or by two (X21)."""

from collections.abc import Callable
from typing import Any, Final

from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from documents import standing
from documents.errors import Invalid
from documents.handling import correcting
from documents.handling.correcting import CORRECTABLE, Correctable
from documents.models import Case
from documents.vocabulary import CaseAction
from portal.desk.forms import CHOOSE, Opened
from portal.desk.steps.asking_forms import AskingForm, reason_asked
from portal.desk.steps.step import Step, asking, proposing
from portal.forms import Line, choice

SHOWN: Final = 60
"""Characters of a value that a choice repeats."""


class CorrectForm(AskingForm):
    """Putting one field of an ended case right (X21)."""

    stem = "correct"

    name = SelectField("Mục cần đính chính", validators=[InputRequired()])
    text = Line(
        "Giá trị mới, viết ra",
        description="Khi đính chính trích yếu, địa điểm, mã của tỉnh.",
        validators=[Length(max=correcting.LONGEST)],
    )
    chosen = SelectField(
        "Giá trị mới, chọn",
        description="Khi đính chính loại, lĩnh vực, mức độ.",
        default="",
        choices=[
            CHOOSE,
            *(
                choice(f"{name}:{term.value}", f"{field.label}: {term.label}")
                for name, field in CORRECTABLE.items()
                for term in field.terms
            ),
        ],
    )
    reason = reason_asked("Lý do đính chính, căn cứ")

    def offer(self, opened: Opened) -> None:
        """Name the fields with what stands in them."""
        self.name.choices = [
            CHOOSE,
            *(
                choice(name, f"{field.label} ({_stands(field, opened.case)})")
                for name, field in CORRECTABLE.items()
            ),
        ]

    @property
    def place(self) -> str:
        """Return which of the two holds the new value."""
        return "chosen" if CORRECTABLE[self.name.data].terms else "text"

    @property
    def value(self) -> str:
        """Return the new value; "" if another field's was chosen."""
        if self.place == "text":
            return self.text.data or ""
        name, _, value = (self.chosen.data or "").partition(":")
        return value if name == self.name.data else ""


class ConfirmCorrectForm(CorrectForm):
    """Putting it right: what was proposed brings its value and reason with it."""

    def offer(self, opened: Opened) -> None:
        """Ask for nothing where a correction is proposed."""
        proposal = standing.pending(opened.session, opened.case)
        if proposal is None or proposal.action is not CaseAction.CORRECT:
            super().offer(opened)
            return
        del self.name, self.text, self.chosen, self.reason

    @property
    def correction(self) -> tuple[str, str, str]:
        """Return name, value and reason; none of them where they are proposed."""
        if "name" not in self:
            return "", "", ""
        return self.name.data, self.value, self.reason.data or ""


def _stands(field: Correctable, case: Case) -> str:
    told = field.shown(field.read(case))
    short = told if len(told) <= SHOWN else f"{told[:SHOWN]}…"
    return f"đang ghi: {short}" if short else "đang để trống"


def _correct(opened: Opened, form: ConfirmCorrectForm, told: dict[str, Any]) -> None:
    _put_right(correcting.correct, opened, form, form.correction, told)


def _propose_correcting(
    opened: Opened, form: CorrectForm, told: dict[str, Any]
) -> None:
    given = (form.name.data, form.value, form.reason.data or "")
    _put_right(correcting.propose, opened, form, given, told)


def _put_right(
    verb: Callable[..., None],
    opened: Opened,
    form: CorrectForm,
    given: tuple[str, str, str],
    told: dict[str, Any],
) -> None:
    try:
        verb(opened.session, opened.case, *given, **told)
    except Invalid as refusal:
        places = {"value": form.place}
        raise Invalid(
            {places.get(key, key): said for key, said in refusal.fields.items()}
        ) from refusal


_ONE_FIELD: Final = "Mỗi lần một mục. Bước, thời hạn và kết quả của hồ sơ giữ nguyên."


def _correcting(opened: Opened) -> tuple[str, str]:
    """Put it right of one's own, or confirm what was proposed."""
    proposal = standing.pending(opened.session, opened.case)
    if proposal is not None and proposal.action is CaseAction.CORRECT:
        return "Xác nhận đính chính", f"Theo đúng đề nghị ở trên. {_ONE_FIELD}"
    return "Đính chính dữ liệu", _ONE_FIELD


CORRECTING: Final = (
    Step(
        CaseAction.CORRECT,
        "Đính chính dữ liệu",
        "Đã đính chính; giá trị cũ và lý do còn trong diễn biến.",
        _correct,
        ConfirmCorrectForm,
        is_primary=False,
        words=_correcting,
    ),
    Step(
        proposing(CaseAction.CORRECT),
        "Đề nghị đính chính",
        "Đã gửi đề nghị đính chính để Chánh Văn phòng xác nhận.",
        _propose_correcting,
        CorrectForm,
        hint=f"Kỳ thống kê có hồ sơ này đã chốt nên cần xác nhận. {_ONE_FIELD}",
        is_primary=False,
        look=asking(CaseAction.CORRECT),
    ),
)
