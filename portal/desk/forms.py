"""The forms of a case's moves, its draft, and of looking at who sent it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from documents import (
    delegations,
    drafting,
    public_fields,
    queries,
    standing,
    studio,
    wishes,
)
from documents.cases import Assignment
from documents.closing import Sending
from documents.deadlines import RESOLVE
from documents.models import Case
from documents.outgoing import ReplyDraft
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    Field,
    SendChannel,
    Source,
    Urgency,
)
from portal.attaching import AttachmentsField
from portal.forms import Line, PortalForm, Prose, VietnameseDate, choice, choices_of
from portal.jinja import moment_vi

HANDLED: Final = (CaseKind.REPORT, CaseKind.PETITION, CaseKind.QUESTION)
"""Kinds that are assigned; complaints and denunciations are not (§3.2)."""

CHOOSE: Final = choice("", "Hãy chọn")
_LONGEST: Final = 2_000
"""Characters of a reason."""


@dataclass(frozen=True)
class Opened:
    """A case as it lies open, and the day on which it does."""

    session: Session
    case: Case
    today: date


class StepForm(PortalForm):
    """A move of a case: the version that was seen, and what the move brings."""

    version = HiddenField()
    marks_optional: ClassVar[bool] = True

    def offer(self, opened: Opened) -> None:
        """Give the choices that the case leaves."""

    def suggest(self, opened: Opened) -> None:
        """Fill an empty form with what is likely."""


class AssignForm(StepForm):
    """Classifying a case, naming the unit that leads and those beside it (X08)."""

    kind = SelectField(
        "Loại",
        description="Khiếu nại, tố cáo không giao qua Đường dây nóng.",
        choices=[choice(kind.value, kind.label) for kind in HANDLED],
        validators=[InputRequired()],
    )
    field = SelectField("Lĩnh vực", validators=[InputRequired()])
    urgency = RadioField(
        "Mức độ",
        choices=[
            choice(urgency.value, f"{urgency.label}: {rule.words}")
            for urgency, rule in RESOLVE.items()
        ],
        default=Urgency.NORMAL.value,
        validators=[InputRequired()],
    )
    lead_unit_id = SelectField("Phòng, đơn vị chủ trì", validators=[InputRequired()])
    coordinating = SelectMultipleField("Đơn vị phối hợp")
    note = Prose("Ý kiến chỉ đạo", validators=[Length(max=2000)], render_kw={"rows": 3})

    def offer(self, opened: Opened) -> None:
        """Give the fields and the units."""
        units = queries.units_in_service(opened.session, on=opened.today)
        named = [choice(str(unit.id), unit.name) for unit in units]
        self.field.choices = [CHOOSE, *choices_of(Field)]
        self.lead_unit_id.choices = [CHOOSE, *named]
        self.coordinating.choices = named

    def suggest(self, opened: Opened) -> None:
        """Take the field that was keyed in at intake, and who usually leads it."""
        field = opened.case.field
        self.field.data = field.value if field else ""
        usual = public_fields.of(opened.session, field).words.unit_id if field else None
        serving = queries.units_in_service(opened.session, on=opened.today)
        if usual in {unit.id for unit in serving}:
            self.lead_unit_id.data = str(usual)
            self.lead_unit_id.description = "Chọn sẵn theo lĩnh vực; đổi được."

    def assignment(self) -> Assignment:
        """Return what was typed, as the domain takes it."""
        return Assignment(
            kind=CaseKind(self.kind.data),
            field=Field(self.field.data),
            urgency=Urgency(self.urgency.data),
            lead_unit_id=int(self.lead_unit_id.data),
            note=self.note.data or "",
            coordinating=tuple(map(int, self.coordinating.data or ())),
        )


class ReturnForm(StepForm):
    """Returning a draft (X10)."""

    comment = Prose(
        "Ý kiến để đơn vị sửa",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 3},
    )


class WithdrawForm(StepForm):
    """The sender takes his case back (X16)."""

    request = Prose(
        "Người gửi yêu cầu rút thế nào, lúc nào",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 3},
    )

    def suggest(self, opened: Opened) -> None:
        """Take what the sender wrote himself on the public page."""
        self.request.data = wished(opened, CaseAction.WITHDRAW)


def wished(opened: Opened, action: CaseAction) -> str:
    """Return in his words what the sender wishes; "" if he wishes no such thing."""
    word = wishes.standing(opened.session, opened.case, action)
    if word is None:
        return ""
    told = f"Người gửi viết trên trang tra cứu lúc {moment_vi(word.at)}: {word.text}"
    return told[:_LONGEST]


class IssueForm(StepForm):
    """Numbering and dating the approved reply (X12, văn thư)."""

    issued_on = VietnameseDate(
        "Ngày ban hành",
        description="Số tiếp theo trong sổ được cấp ngay khi ban hành.",
        validators=[InputRequired()],
    )

    def suggest(self, opened: Opened) -> None:
        """Take today."""
        self["issued_on"].data = opened.today


class EntryForm(StepForm):
    """Entering the issued reply: its signed copy, or minutes of a call (X12)."""

    marks_optional: ClassVar[bool] = False

    signed_file = FileField(
        "Tệp văn bản đã ký",
        description="Tệp .pdf hoặc .docx, tối đa 20 MB; hoặc biên bản dưới đây.",
        render_kw={"accept": ".pdf,.docx"},
    )
    minutes = Prose(
        "Biên bản trả lời qua điện thoại",
        description="Thay cho tệp, khi đã đọc văn bản cho người phản ánh nghe.",
        validators=[Length(max=5000)],
        render_kw={"rows": 3},
    )

    def offer(self, opened: Opened) -> None:
        """Name the signed copy that the clerk has filed: it need not be sent again."""
        letter = standing.current_letter(opened.session, opened.case)
        proof = studio.proof_of(opened.session, letter) if letter else None
        if proof is not None:
            self.signed_file.description = (
                f"Văn thư đã lưu “{proof.file.name}”; để trống thì dùng bản đó."
            )


class CloseForm(StepForm):
    """How the reply was sent, and that the province was told (X13)."""

    send_channel = SelectField(
        "Cách gửi", choices=choices_of(SendChannel), validators=[InputRequired()]
    )
    sent_on = VietnameseDate("Ngày gửi", validators=[InputRequired()])
    province_report = Line(
        "Số văn bản báo cáo UBND tỉnh",
        description="Hồ sơ của Đường dây nóng tỉnh phải báo cáo trước khi kết thúc.",
        validators=[Length(max=120)],
    )
    province_report_on = VietnameseDate(
        "Ngày báo cáo UBND tỉnh", validators=[Optional()]
    )

    def offer(self, opened: Opened) -> None:
        """Ask of the province only for a case that came from it (T37)."""
        if opened.case.source is not Source.PROVINCE:
            del self.province_report
            del self.province_report_on

    def suggest(self, opened: Opened) -> None:
        """Take today."""
        self["sent_on"].data = opened.today

    def sending(self) -> Sending:
        """Return what was typed, as the domain takes it."""
        return Sending(
            channel=SendChannel(self.send_channel.data),
            sent_on=self["sent_on"].data,
            province_report=self.data.get("province_report") or "",
            province_report_on=self.data.get("province_report_on"),
        )


class DraftForm(StepForm):
    """The unit's result and the draft of the reply, written side by side."""

    result = Prose(
        "Kết quả xử lý của đơn vị", validators=[DataRequired(), Length(max=20_000)]
    )
    subject = Line("Trích yếu", validators=[DataRequired(), Length(max=500)])
    body = Prose(
        "Nội dung văn bản trả lời", validators=[DataRequired(), Length(max=60_000)]
    )
    signer_id = SelectField("Người ký", validators=[InputRequired()])
    taken = HiddenField(validators=[Length(max=2000)])
    files = AttachmentsField("Tệp kèm kết quả")

    def offer(self, opened: Opened) -> None:
        """Give who may sign."""
        self.signer_id.choices = [
            choice(str(officer.id), f"{officer.position} {officer.full_name}")
            for officer in delegations.reply_signers(opened.session, on=opened.today)
        ]

    def suggest(self, opened: Opened) -> None:
        """Take what stands, or the opening and closing of any reply (§13)."""
        session, case = opened.session, opened.case
        result = standing.current_result(session, case)
        letter = standing.current_letter(session, case)
        self.result.data = result.text if result else ""
        self.subject.data = (
            letter.subject if letter else drafting.suggested_subject(case)
        )
        self.body.data = (
            letter.content["body"] if letter else drafting.suggested_body(session, case)
        )
        if letter:
            self.signer_id.data = str(letter.signer_id)

    def reply(self) -> ReplyDraft:
        """Return what was typed of the letter, as the domain takes it."""
        return ReplyDraft(
            subject=self.subject.data or "",
            body=self.body.data or "",
            signer_id=int(self.signer_id.data),
        )


class UnsealForm(PortalForm):
    """Looking at who sent a case; some roles say why (§6)."""

    reason = Line("Lý do xem", validators=[Length(max=500)])


def texts_in(form: PortalForm) -> list[tuple[str, str]]:
    """Return label and text of what a person wrote into a form, to be copied."""
    written: list[tuple[str, Any]] = [
        (field.label.text, field.data)
        for field in form
        if isinstance(field, Line | Prose)
    ]
    return [(label, text) for label, text in written if text]
