"""The forms of what one officer proposes and another decides (X07, X14–X20)."""

from typing import Any, ClassVar, Final

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from documents import queries, standing
from documents.handling import closing_unresolved, declining, extending
from documents.handling.closing_unresolved import Ending
from documents.handling.declining import Declining
from documents.handling.extending import MoreTime
from documents.handling.reclassifying import CHECKLIST, KINDS, Finding
from documents.handling.transferring import Transfer
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    LinkKind,
    OutcomeReason,
    SendChannel,
    Source,
    TransferMode,
)
from portal import wiring
from portal.desk.forms import CHOOSE, Opened, StepForm
from portal.desk.steps import suggesting
from portal.forms import (
    Line,
    Prose,
    VietnameseDate,
    begin_ids,
    choice,
    choices_of,
)
from portal.jinja import date_vi
from portal.security import acting

_LONG: Final = Length(max=2000)
_SHORT: Final = {"rows": 3}
_YES_NO: Final = [choice("yes", "Có"), choice("no", "Không")]
_AT_LEAST: Final = "Ít nhất 20 ký tự."


_SAME: Final = "Trùng nội dung với hồ sơ {}; người gửi được trả lời cùng hồ sơ đó."


def found_same_as(opened: Opened) -> str:
    """Return the code of the case that this one was found to be the same as, or ""."""
    tied = queries.links_of(opened.session, opened.case, acting()).tied
    same = (one for one in tied if one.is_ours and one.kind is LinkKind.DUPLICATE)
    return next((one.case.code for one in same), "")


def reason_asked(label: str) -> Prose:
    """Return a field for a reason that must be given."""
    return Prose(label, validators=[DataRequired(), _LONG], render_kw=_SHORT)


class AskingForm(StepForm):
    """A form beside others on one page: the ids of its fields begin with its own."""

    stem: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_ids(self, self.stem)


class TransferForm(AskingForm):
    """Where a case goes, under which paper (X14)."""

    stem = "transfer"

    agency = Line("Cơ quan nhận", validators=[DataRequired(), Length(max=200)])
    mode = RadioField(
        "Cách chuyển", choices=choices_of(TransferMode), validators=[InputRequired()]
    )
    reason = Prose(
        "Vì sao không thuộc thẩm quyền",
        description=_AT_LEAST,
        validators=[DataRequired(), _LONG],
        render_kw=_SHORT,
    )
    document = Line(
        "Số, ký hiệu văn bản chuyển", validators=[DataRequired(), Length(max=120)]
    )
    document_on = VietnameseDate("Ngày văn bản", validators=[InputRequired()])
    told_by = SelectField(
        "Báo cho người gửi",
        choices=[CHOOSE, *choices_of(SendChannel)],
        validators=[InputRequired()],
    )

    def offer(self, opened: Opened) -> None:
        """Let a case of the province go back under a reference of its system."""
        if opened.case.source is not Source.PROVINCE:
            return
        self.document.label.text = "Số văn bản chuyển, hoặc mã trả lại"
        self.document.description = "Mã trả lại trên hệ thống của tỉnh không cần ngày."
        day = self["document_on"]
        day.validators, day.flags.required = [Optional()], False

    def suggest(self, opened: Opened) -> None:
        """Take why it was marked as not ours, and the letter that passes it on."""
        likely = suggesting.transfer(opened)
        self.reason.data, self.agency.data = likely.reason, likely.agency
        self.document.data, self["document_on"].data = likely.document, likely.on
        self.mode.data = likely.mode

    def transfer(self) -> Transfer:
        """Return what was typed, as the domain takes it."""
        return Transfer(
            agency=self.agency.data or "",
            mode=TransferMode(self.mode.data),
            reason=self.reason.data or "",
            document=self.document.data or "",
            document_on=self["document_on"].data,
            told_by=SendChannel(self.told_by.data),
        )


class ClosingForm(AskingForm):
    """Why a case ends without a solution (X15)."""

    stem = "close-unresolved"

    reason = SelectField(
        "Lý do kết thúc",
        choices=[
            CHOOSE,
            *(choice(one.value, one.label) for one in closing_unresolved.REASONS),
        ],
        validators=[InputRequired()],
    )
    duplicate_of = Line(
        "Mã hồ sơ trùng",
        description="Chỉ khi lý do là trùng hồ sơ khác.",
        validators=[Length(max=40)],
    )
    reason_text = Prose(
        "Nêu rõ lý do",
        description=_AT_LEAST,
        validators=[DataRequired(), _LONG],
        render_kw=_SHORT,
    )

    def suggest(self, opened: Opened) -> None:
        """Take what the case was found to be the same as, or why it can end."""
        self.reason.data, self.reason_text.data = suggesting.closing_words(opened)
        if code := found_same_as(opened):
            self.reason.data = OutcomeReason.DUPLICATE.value
            self.duplicate_of.data = code
            self.reason_text.data = _SAME.format(code)

    def ending(self) -> Ending:
        """Return what was typed, as the domain takes it."""
        return Ending(
            reason=OutcomeReason(self.reason.data),
            text=self.reason_text.data or "",
            duplicate_of=self.duplicate_of.data or "",
        )


class ExtensionForm(AskingForm):
    """More time for a case (X18)."""

    stem = "extend"

    due_on = VietnameseDate("Hạn mới", validators=[InputRequired()])
    reason = Prose(
        "Lý do cần thêm thời gian",
        description=_AT_LEAST,
        validators=[DataRequired(), _LONG],
        render_kw=_SHORT,
    )

    def offer(self, opened: Opened) -> None:
        """Say until when it may be."""
        calendar = wiring.current().calendar
        last = extending.latest(opened.session, opened.case, calendar)
        now = date_vi(opened.case.due_on)
        self["due_on"].description = f"Sau {now}, muộn nhất {date_vi(last)}."

    def asked(self) -> MoreTime:
        """Return what was typed, as the domain takes it."""
        return MoreTime(due_on=self["due_on"].data, reason=self.reason.data or "")


def _question(key: str) -> RadioField:
    return RadioField(CHECKLIST[key], choices=_YES_NO, validators=[InputRequired()])


class FindingForm(AskingForm):
    """The four questions, and what the case is found to be (X20)."""

    stem = "reclassify"

    asks_to_reconsider = _question("asks_to_reconsider")
    accuses = _question("accuses")
    asks_the_law = _question("asks_the_law")
    only_reports = _question("only_reports")
    kind = RadioField(
        "Kết luận: đây là",
        choices=[choice(kind.value, kind.label) for kind in KINDS],
        validators=[InputRequired()],
    )
    guidance = Prose(
        "Hướng dẫn gửi cho người phản ánh",
        description=_AT_LEAST,
        validators=[DataRequired(), _LONG],
        render_kw=_SHORT,
    )

    def finding(self) -> Finding:
        """Return what was typed, as the domain takes it."""
        return Finding(
            kind=CaseKind(self.kind.data),
            checklist={key: self[key].data == "yes" for key in CHECKLIST},
            guidance=self.guidance.data or "",
        )


class DecliningForm(AskingForm):
    """Why a case is not taken, and what its sender is told (X07)."""

    stem = "decline"

    reason = SelectField(
        "Lý do không tiếp nhận",
        choices=[CHOOSE, *(choice(one.value, one.label) for one in declining.REASONS)],
        validators=[InputRequired()],
    )
    duplicate_of = Line(
        "Mã hồ sơ trùng",
        description="Chỉ khi lý do là trùng hồ sơ khác.",
        validators=[Length(max=40)],
    )
    guidance = Prose(
        "Hướng dẫn gửi cho người phản ánh",
        description=_AT_LEAST,
        validators=[DataRequired(), _LONG],
        render_kw=_SHORT,
    )

    def suggest(self, opened: Opened) -> None:
        """Take what was proposed, or what the case was found to be the same as."""
        proposal = standing.pending(opened.session, opened.case)
        if proposal is None or proposal.action is not CaseAction.DECLINE:
            self._suggest_same(found_same_as(opened))
            return
        self.reason.data = proposal.content["reason"]
        self.duplicate_of.data = proposal.content["duplicate_of"]
        self.guidance.data = proposal.content["guidance"]

    def _suggest_same(self, code: str) -> None:
        if code:
            self.reason.data = OutcomeReason.DUPLICATE.value
            self.duplicate_of.data = code
            self.guidance.data = _SAME.format(code)

    def declining(self) -> Declining:
        """Return what was typed, as the domain takes it."""
        return Declining(
            reason=OutcomeReason(self.reason.data),
            guidance=self.guidance.data or "",
            duplicate_of=self.duplicate_of.data or "",
        )


class RefuseForm(AskingForm):
    """Saying no to what was proposed, or taking it back."""

    stem = "refuse"

    comment = Prose(
        "Vì sao không đồng ý",
        description="Ít nhất 10 ký tự.",
        validators=[DataRequired(), _LONG],
        render_kw=_SHORT,
    )

    def offer(self, opened: Opened) -> None:
        """Ask whoever proposed it why he takes it back."""
        proposal = standing.pending(opened.session, opened.case)
        if proposal is not None and proposal.proposed_by_id == acting().officer_id:
            self.comment.label.text = "Vì sao rút đề nghị"
