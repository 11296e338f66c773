"""The steps of the straight path: assigned, handed in, approved, issued, closed."""

from typing import Any, Final

from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from documents import cases, closing, replies, standing, studio
from documents.handling import withdrawing
from documents.models import StoredFile
from documents.replies import Entry
from documents.vocabulary import CaseAction, Decision
from portal import wiring
from portal.desk.forms import (
    AssignForm,
    CloseForm,
    EntryForm,
    IssueForm,
    Opened,
    ReturnForm,
    StepForm,
    WithdrawForm,
)
from portal.desk.steps.step import Step, looking
from portal.security import acting
from portal.uploads import read_upload

ISSUE: Final = "issue"
"""Numbering the letter: a verb of the register, not a move of the case."""


def _assign(opened: Opened, form: AssignForm, told: dict[str, Any]) -> None:
    calendar = wiring.current().calendar
    assignment = form.assignment()
    cases.assign(opened.session, opened.case, assignment, calendar=calendar, **told)


def _submit(opened: Opened, _form: StepForm, told: dict[str, Any]) -> None:
    replies.submit_result(opened.session, opened.case, **told)


def _return(opened: Opened, form: ReturnForm, told: dict[str, Any]) -> None:
    comment = form.comment.data or ""
    decision = Decision.RETURNED
    replies.decide(opened.session, opened.case, decision, comment=comment, **told)


def _approve(opened: Opened, _form: StepForm, told: dict[str, Any]) -> None:
    decision = Decision.APPROVED
    replies.decide(opened.session, opened.case, decision, comment="", **told)


def _issue(opened: Opened, form: IssueForm, told: dict[str, Any]) -> None:
    wired = wiring.current()
    replies.issue(
        opened.session,
        opened.case,
        on=form["issued_on"].data,
        vault=wired.vault,
        store=wired.store,
        **told,
    )


def _enter(opened: Opened, form: EntryForm, told: dict[str, Any]) -> None:
    entry = Entry(signed_file=_kept(opened, form), minutes=form.minutes.data or "")
    replies.enter_reply(opened.session, opened.case, entry, **told)


def _kept(opened: Opened, form: EntryForm) -> StoredFile | None:
    """Keep the signed copy that was sent, or take the one the clerk has filed."""
    session = opened.session
    if form.signed_file.data:
        return keep_signed(session, form.signed_file.data)
    proof = studio.proof_of(session, standing.reply_letter(session, opened.case))
    return proof.file if proof else None


def keep_signed(session: Session, upload: FileStorage) -> StoredFile:
    """Keep a signed copy that was sent; Invalid if it is not what it says."""
    content, name, media_type = read_upload(upload, field="signed_file")
    wired = wiring.current()
    return wired.store.keep(
        session,
        content,
        name=name,
        media_type=media_type,
        by=acting(),
        now=wired.clock(),
    )


def _close(opened: Opened, form: CloseForm, told: dict[str, Any]) -> None:
    closing.close(opened.session, opened.case, form.sending(), **told)


def _withdraw(opened: Opened, form: WithdrawForm, told: dict[str, Any]) -> None:
    withdrawing.withdraw(
        opened.session,
        opened.case,
        form.request.data or "",
        calendar=wiring.current().calendar,
        **told,
    )


STRAIGHT: Final = (
    Step(
        CaseAction.ASSIGN,
        "Giao xử lý",
        "Đã giao hồ sơ cho phòng, đơn vị chủ trì.",
        _assign,
        AssignForm,
    ),
    Step(
        CaseAction.SUBMIT_RESULT,
        "Trình kết quả",
        "Đã trình kết quả và dự thảo để Lãnh đạo Sở phê duyệt.",
        _submit,
        hint="Trình rồi thì không sửa được nữa, trừ khi được trả lại.",
    ),
    Step(
        CaseAction.APPROVE,
        "Phê duyệt",
        "Đã phê duyệt dự thảo; văn thư sẽ cấp số.",
        _approve,
        hint="Bạn là người ký. Phê duyệt rồi thì dự thảo không sửa được nữa.",
    ),
    Step(
        CaseAction.RETURN,
        "Trả lại dự thảo",
        "Đã trả lại dự thảo kèm ý kiến.",
        _return,
        ReturnForm,
        is_primary=False,
    ),
    Step(
        ISSUE,
        "Cấp số, ban hành",
        "Đã cấp số và ban hành văn bản trả lời.",
        _issue,
        IssueForm,
        look=looking(replies.must_be_issuable),
    ),
    Step(
        CaseAction.ENTER_REPLY,
        "Đăng nhập văn bản trả lời",
        "Đã đăng nhập văn bản trả lời; thời hạn dừng tính từ bây giờ.",
        _enter,
        EntryForm,
    ),
    Step(
        CaseAction.CLOSE,
        "Kết thúc hồ sơ",
        "Đã kết thúc hồ sơ.",
        _close,
        CloseForm,
    ),
    Step(
        CaseAction.WITHDRAW,
        "Người gửi rút",
        "Đã ghi nhận người gửi rút; hồ sơ kết thúc.",
        _withdraw,
        WithdrawForm,
        hint="Chỉ khi chính người gửi yêu cầu. Rút rồi thì không mở lại được.",
        is_primary=False,
    ),
)
