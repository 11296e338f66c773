"""The steps around a case's rounds: recalled, opened again, given on."""

from typing import Any, Final

from wtforms import SelectField
from wtforms.validators import InputRequired

from documents import queries, standing
from documents.handling import reassigning, recalling, reopening
from documents.vocabulary import CaseAction, Role
from portal import wiring
from portal.desk.forms import CHOOSE, Opened, wished
from portal.desk.steps.asking_forms import AskingForm, reason_asked
from portal.desk.steps.step import Step, asking, proposing
from portal.forms import choice
from portal.security import acting


class RecallForm(AskingForm):
    """Taking an approval back (X22)."""

    stem = "recall"

    reason = reason_asked("Lý do thu hồi, đơn vị cần sửa gì")


class ReopenForm(AskingForm):
    """Opening a case again, or asking for it (X17)."""

    stem = "reopen"

    reason = reason_asked("Lý do mở lại, người gửi phản ánh lại điều gì")

    def suggest(self, opened: Opened) -> None:
        """Take what the sender wrote himself on the public page."""
        if "reason" in self:
            self.reason.data = wished(opened, CaseAction.REOPEN)


class ConfirmReopenForm(ReopenForm):
    """Opening a case again: what was proposed brings its reason with it."""

    def offer(self, opened: Opened) -> None:
        """Ask for no reason where one is proposed."""
        proposal = standing.pending(opened.session, opened.case)
        if proposal is not None and proposal.action is CaseAction.REOPEN:
            del self.reason


class ReassignForm(AskingForm):
    """Giving a case to another unit, or to a handler of its own (X19)."""

    stem = "reassign"

    lead_unit_id = SelectField("Đơn vị chủ trì mới", validators=[InputRequired()])
    handler_id = SelectField("Công chức xử lý", validators=[InputRequired()])
    reason = reason_asked("Lý do giao lại")

    def offer(self, opened: Opened) -> None:
        """Give units to who assigns cases, a unit's handlers to its head."""
        if acting().role is Role.HEAD:
            del self.lead_unit_id
            handlers = queries.handlers(opened.session, opened.case.lead_unit_id)
            self.handler_id.choices = [
                CHOOSE,
                *(choice(str(one.id), one.full_name) for one in handlers),
            ]
            return
        del self.handler_id
        units = queries.units_in_service(opened.session, on=opened.today)
        self.lead_unit_id.choices = [
            CHOOSE,
            *(
                choice(str(unit.id), unit.name)
                for unit in units
                if unit.id != opened.case.lead_unit_id
            ),
        ]


def _recall(opened: Opened, form: RecallForm, told: dict[str, Any]) -> None:
    recalling.recall(opened.session, opened.case, form.reason.data or "", **told)


def _reopen(opened: Opened, form: ConfirmReopenForm, told: dict[str, Any]) -> None:
    reopening.reopen(
        opened.session,
        opened.case,
        form.data.get("reason") or "",
        calendar=wiring.current().calendar,
        **told,
    )


def _propose(opened: Opened, form: ReopenForm, told: dict[str, Any]) -> None:
    reopening.propose(opened.session, opened.case, form.reason.data or "", **told)


def _reassign(opened: Opened, form: ReassignForm, told: dict[str, Any]) -> None:
    session, case, reason = opened.session, opened.case, form.reason.data or ""
    if "handler_id" in form:
        handler = int(form.handler_id.data)
        reassigning.to_handler(session, case, handler, reason, **told)
    else:
        unit = int(form.lead_unit_id.data)
        reassigning.to_unit(session, case, unit, reason, **told)


def _reopening(opened: Opened) -> tuple[str, str]:
    """Open it of one's own, or agree to what was proposed."""
    hint = "Hạn mới tính từ hôm nay; kết quả lần trước giữ nguyên."
    proposal = standing.pending(opened.session, opened.case)
    if proposal is not None and proposal.action is CaseAction.REOPEN:
        return "Đồng ý mở lại", f"Mở lại theo đúng đề nghị ở trên. {hint}"
    return "Mở lại hồ sơ", hint


ROUNDS: Final = (
    Step(
        CaseAction.REASSIGN,
        "Giao lại",
        "Đã giao lại hồ sơ; thời hạn vẫn tính như trước.",
        _reassign,
        ReassignForm,
        hint="Thời hạn không tính lại từ đầu.",
        is_primary=False,
    ),
    Step(
        CaseAction.RECALL,
        "Thu hồi phê duyệt",
        "Đã thu hồi phê duyệt; đơn vị chủ trì sửa dự thảo rồi trình lại.",
        _recall,
        RecallForm,
        hint="Chỉ khi văn bản chưa cấp số. Dự thảo phải được trình và phê duyệt lại.",
        is_primary=False,
    ),
    Step(
        CaseAction.REOPEN,
        "Mở lại hồ sơ",
        "Đã mở lại hồ sơ cho một lần xử lý mới.",
        _reopen,
        ConfirmReopenForm,
        is_primary=False,
        words=_reopening,
    ),
    Step(
        proposing(CaseAction.REOPEN),
        "Đề nghị mở lại hồ sơ",
        "Đã gửi đề nghị mở lại để Chánh Văn phòng xác nhận.",
        _propose,
        ReopenForm,
        hint="Từ lần mở lại thứ hai, Chánh Văn phòng xác nhận.",
        is_primary=False,
        look=asking(CaseAction.REOPEN),
    ),
)
