"""The steps of a reply that was signed outside this system (X12b, domain.md §8 B2)."""

from typing import Any, Final

from flask_wtf.file import FileField
from wtforms.validators import DataRequired, InputRequired, Length

from documents.handling import signed_outside
from documents.handling.signed_outside import OutsideLetter
from documents.vocabulary import CaseAction
from portal.desk.forms import Opened, StepForm
from portal.desk.steps import suggesting
from portal.desk.steps.asking_forms import AskingForm
from portal.desk.steps.deciding import agreeing
from portal.desk.steps.step import Step, asking, proposing
from portal.desk.steps.straight import keep_signed
from portal.forms import Line, VietnameseDate

_ACTION: Final = CaseAction.ENTER_OUTSIDE


class OutsideForm(AskingForm):
    """A letter as it was signed, and its file."""

    stem = "enter-outside"

    number = Line(
        "Số, ký hiệu văn bản đã ký", validators=[DataRequired(), Length(max=120)]
    )
    issued_on = VietnameseDate(
        "Ngày văn bản",
        description="Đúng hạn hay trễ hạn xét theo ngày này.",
        validators=[InputRequired()],
    )
    position = Line("Chức vụ người ký", validators=[DataRequired(), Length(max=120)])
    signer = Line("Họ tên người ký", validators=[DataRequired(), Length(max=120)])
    signed_file = FileField(
        "Bản quét văn bản đã ký",
        description="Tệp .pdf hoặc .docx, tối đa 20 MB.",
        validators=[InputRequired()],
        render_kw={"accept": ".pdf,.docx"},
    )

    def suggest(self, opened: Opened) -> None:
        """Take what a file of past cases told of the reply."""
        past = suggesting.past_reply(opened)
        if past is not None:
            self.number.data, self["issued_on"].data = past.number, past.issued_on


def _propose(opened: Opened, form: OutsideForm, told: dict[str, Any]) -> None:
    letter = OutsideLetter(
        number=form.number.data or "",
        issued_on=form["issued_on"].data,
        signer=form.signer.data or "",
        position=form.position.data or "",
        signed_file=keep_signed(opened.session, form.signed_file.data),
    )
    signed_outside.propose(opened.session, opened.case, letter, **told)


def _enter(opened: Opened, _form: StepForm, told: dict[str, Any]) -> None:
    signed_outside.enter(opened.session, opened.case, **told)


CONFIRM: Final = Step(
    _ACTION,
    "Xác nhận văn bản đã ký",
    "Đã ghi nhận văn bản ký ngoài hệ thống; hồ sơ đã trả lời, chờ kết thúc.",
    _enter,
    words=agreeing(
        "Xác nhận văn bản đã ký",
        "Hãy đối chiếu với bản đã ký ở trên. Xác nhận thì hồ sơ được ghi là đã trả lời"
        " bằng văn bản này, không trình phê duyệt lại.",
    ),
)

PROPOSE: Final = Step(
    proposing(_ACTION),
    "Đề nghị ghi nhận văn bản đã ký ngoài hệ thống",
    "Đã gửi đề nghị; hồ sơ chờ Chánh Văn phòng hoặc Lãnh đạo Sở xác nhận.",
    _propose,
    OutsideForm,
    hint="Chỉ khi văn bản trả lời đã được ký trước đây hoặc ký trên giấy; Chánh Văn"
    " phòng hoặc Lãnh đạo Sở xác nhận, không phê duyệt lại.",
    is_primary=False,
    look=asking(_ACTION),
)
