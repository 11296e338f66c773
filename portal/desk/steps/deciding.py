"""The steps of what one officer proposes and another decides (X07, X14–X20)."""

from typing import Any, Final

from documents import proposals, standing
from documents.handling import (
    closing_unresolved,
    declining,
    extending,
    reclassifying,
    transferring,
)
from documents.vocabulary import CaseAction
from portal import wiring
from portal.desk.forms import Opened, StepForm
from portal.desk.proposed import told_of
from portal.desk.steps.asking_forms import (
    ClosingForm,
    DecliningForm,
    ExtensionForm,
    FindingForm,
    RefuseForm,
    TransferForm,
    found_same_as,
)
from portal.desk.steps.step import REFUSE, Step, Words, asking, looking, proposing
from portal.security import acting

_ENDS: Final = "Đồng ý thì hồ sơ kết thúc ngay, theo đúng đề nghị."
_ASKED: Final = "Đã gửi đề nghị; hồ sơ chờ người có thẩm quyền quyết định."


def _propose_transfer(opened: Opened, form: TransferForm, told: dict[str, Any]) -> None:
    asked = form.transfer()
    transferring.propose_transfer(opened.session, opened.case, asked, **told)


def _propose_closing(opened: Opened, form: ClosingForm, told: dict[str, Any]) -> None:
    calendar = wiring.current().calendar
    closing_unresolved.propose_closing(
        opened.session, opened.case, form.ending(), calendar=calendar, **told
    )


def _propose_extension(
    opened: Opened, form: ExtensionForm, told: dict[str, Any]
) -> None:
    calendar = wiring.current().calendar
    extending.propose_extension(
        opened.session, opened.case, form.asked(), calendar=calendar, **told
    )


def _propose_reclassifying(
    opened: Opened, form: FindingForm, told: dict[str, Any]
) -> None:
    found = form.finding()
    reclassifying.propose_reclassifying(opened.session, opened.case, found, **told)


def _propose_declining(
    opened: Opened, form: DecliningForm, told: dict[str, Any]
) -> None:
    asked = form.declining()
    declining.propose_declining(opened.session, opened.case, asked, **told)


def _transfer(opened: Opened, _form: StepForm, told: dict[str, Any]) -> None:
    transferring.transfer(opened.session, opened.case, **told)


def _close(opened: Opened, _form: StepForm, told: dict[str, Any]) -> None:
    calendar = wiring.current().calendar
    closing_unresolved.close_unresolved(
        opened.session, opened.case, calendar=calendar, **told
    )


def _extend(opened: Opened, _form: StepForm, told: dict[str, Any]) -> None:
    calendar = wiring.current().calendar
    extending.extend(opened.session, opened.case, calendar=calendar, **told)


def _reclassify(opened: Opened, _form: StepForm, told: dict[str, Any]) -> None:
    reclassifying.reclassify(opened.session, opened.case, **told)


def _decline(opened: Opened, form: DecliningForm, told: dict[str, Any]) -> None:
    declining.decline(opened.session, opened.case, form.declining(), **told)


def _refuse(opened: Opened, form: RefuseForm, told: dict[str, Any]) -> None:
    comment = form.comment.data or ""
    proposals.refuse(opened.session, opened.case, comment, **told)


def agreeing(label: str, then: str) -> Words:
    """Say what was proposed and by whom, and what agreeing does."""

    def words(opened: Opened) -> tuple[str, str]:
        proposal = standing.pending(opened.session, opened.case)
        if proposal is None:
            return label, then
        who, (name, what) = proposal.proposed_by.full_name, next(told_of(proposal))
        return label, f"{who} đề nghị {name.lower()}: {what}. {then}"

    return words


def _refusing(opened: Opened) -> tuple[str, str]:
    """Say no, or take back what one has proposed oneself."""
    proposal = standing.pending(opened.session, opened.case)
    if proposal is not None and proposal.proposed_by_id == acting().officer_id:
        return "Rút đề nghị", "Đề nghị này là của bạn; rút rồi thì đề nghị lại được."
    return "Không đồng ý", "Hồ sơ tiếp tục như trước; người đề nghị thấy ý kiến này."


def _declining(opened: Opened) -> tuple[str, str]:
    """Agree to what was proposed, or decline of one's own."""
    proposal = standing.pending(opened.session, opened.case)
    if proposal is not None and proposal.action is CaseAction.DECLINE:
        who = proposal.proposed_by.full_name
        hint = f"{who} đề nghị như dưới đây; bạn sửa được. {_SEALS}"
        return "Đồng ý không tiếp nhận", hint
    return "Không tiếp nhận", _SEALS


def _closing(opened: Opened) -> tuple[str, str]:
    """Ask that a case be ended; that it be merged, if it was found to be another."""
    if code := found_same_as(opened):
        return f"Đề nghị gộp vào {code}", _MERGES
    return "Đề nghị kết thúc có lý do", ""


_MERGES: Final = (
    "Hồ sơ này kết thúc vì trùng; người gửi của nó được trả lời cùng hồ sơ kia."
)
_SEALS: Final = "Tố cáo thì hồ sơ được niêm phong và không mở lại được."

DECIDING: Final = (
    Step(
        CaseAction.TRANSFER,
        "Đồng ý chuyển, trả",
        "Đã chuyển, trả hồ sơ cho cơ quan có thẩm quyền; hồ sơ kết thúc.",
        _transfer,
        words=agreeing("Đồng ý chuyển, trả", _ENDS),
    ),
    Step(
        CaseAction.CLOSE_UNRESOLVED,
        "Đồng ý kết thúc",
        "Đã kết thúc hồ sơ, có lý do.",
        _close,
        words=agreeing("Đồng ý kết thúc", _ENDS),
    ),
    Step(
        CaseAction.EXTEND,
        "Đồng ý gia hạn",
        "Đã gia hạn hồ sơ.",
        _extend,
        words=agreeing(
            "Đồng ý gia hạn",
            "Đồng ý thì hạn mới có hiệu lực ngay; hạn ban đầu vẫn được giữ.",
        ),
    ),
    Step(
        CaseAction.RECLASSIFY,
        "Đồng ý phân loại lại",
        "Đã phân loại lại; hồ sơ kết thúc và được niêm phong.",
        _reclassify,
        words=agreeing(
            "Đồng ý phân loại lại",
            "Đồng ý thì hồ sơ kết thúc và được niêm phong: không còn trong danh sách,"
            " tìm kiếm, sổ; chỉ mở được bằng địa chỉ của nó.",
        ),
    ),
    Step(
        REFUSE,
        "Không đồng ý",
        "Đã bỏ đề nghị; hồ sơ tiếp tục như trước.",
        _refuse,
        RefuseForm,
        is_primary=False,
        words=_refusing,
        look=looking(proposals.must_be_refusable),
    ),
)
"""What is decided, before everything else that can be done."""

PROPOSING: Final = (
    Step(
        CaseAction.DECLINE,
        "Không tiếp nhận",
        "Đã ghi nhận không tiếp nhận, kèm hướng dẫn cho người gửi.",
        _decline,
        DecliningForm,
        is_primary=False,
        words=_declining,
    ),
    Step(
        proposing(CaseAction.DECLINE),
        "Đề nghị không tiếp nhận",
        _ASKED,
        _propose_declining,
        DecliningForm,
        is_primary=False,
        look=asking(CaseAction.DECLINE),
    ),
    Step(
        proposing(CaseAction.EXTEND),
        "Đề nghị gia hạn",
        _ASKED,
        _propose_extension,
        ExtensionForm,
        is_primary=False,
        look=asking(CaseAction.EXTEND),
    ),
    Step(
        proposing(CaseAction.TRANSFER),
        "Đề nghị chuyển, trả cơ quan có thẩm quyền",
        _ASKED,
        _propose_transfer,
        TransferForm,
        is_primary=False,
        look=asking(CaseAction.TRANSFER),
    ),
    Step(
        proposing(CaseAction.CLOSE_UNRESOLVED),
        "Đề nghị kết thúc có lý do",
        _ASKED,
        _propose_closing,
        ClosingForm,
        is_primary=False,
        words=_closing,
        look=asking(CaseAction.CLOSE_UNRESOLVED),
    ),
    Step(
        proposing(CaseAction.RECLASSIFY),
        "Đề nghị phân loại lại là khiếu nại, tố cáo",
        _ASKED,
        _propose_reclassifying,
        FindingForm,
        is_primary=False,
        look=asking(CaseAction.RECLASSIFY),
    ),
)
"""What is proposed, after everything else; and a case not taken."""
