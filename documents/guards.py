"""The conditions of the lifecycles: what must be known before a move is open.

Each guard answers None, or the Vietnamese reason why not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from documents.vocabulary import CaseAction, CaseState

MOST_QUESTIONS: Final = 2
"""How often a complainant is asked for more; once before receipt (X04)."""

MOST_EXTENSIONS: Final = 2
"""The first by the Chánh Văn phòng, the second by a leader (X18)."""


@dataclass(frozen=True)
class CaseFacts:
    """What the guards may know of a case and of who acts."""

    in_lead_unit: bool = False
    has_result: bool = False
    has_draft: bool = False
    is_drafter: bool = False
    is_signer: bool = False
    has_delegation: bool = False
    letter_issued: bool = False
    is_sent: bool = False
    from_province: bool = False
    province_reported: bool = False
    waits_for_units: str = ""
    waits_for_senders: str = ""
    pending: CaseAction | None = None
    is_proposer: bool = False
    asked_from: CaseState | None = None
    wait_is_over: bool = False
    can_be_asked: bool = True
    questions: int = 0
    questions_before_receipt: int = 0
    closed_long_ago: bool = False
    was_led: bool = True
    round: int = 1
    extensions: int = 0
    is_overdue: bool = False
    is_sealed: bool = False
    period_closed: bool = False


def in_lead_unit(facts: CaseFacts) -> str | None:
    """X09: a unit's head hands in for the unit that leads."""
    return None if facts.in_lead_unit else "Hồ sơ do phòng, đơn vị khác chủ trì."


def result_and_draft(facts: CaseFacts) -> str | None:
    """X09: the unit's result and the draft reply stand."""
    if facts.has_result and facts.has_draft:
        return None
    return "Cần có kết quả xử lý và dự thảo văn bản trả lời trước khi trình."


def not_the_drafter(facts: CaseFacts) -> str | None:
    """X11: drafter ≠ approver (domain.md §6)."""
    return "Người soạn dự thảo không được tự phê duyệt." if facts.is_drafter else None


def the_signer(facts: CaseFacts) -> str | None:
    """X11: who signs approves (Nghị định 30/2020, Điều 11)."""
    return None if facts.is_signer else "Chỉ người ký văn bản mới được phê duyệt."


def delegated(facts: CaseFacts) -> str | None:
    """X11: the Chánh Văn phòng approves only under a delegation in force."""
    return None if facts.has_delegation else "Chưa có văn bản ủy quyền còn hiệu lực."


def letter_issued(facts: CaseFacts) -> str | None:
    """X12: the letter bears its number and day."""
    return None if facts.letter_issued else "Văn bản trả lời chưa được cấp số."


def letter_not_issued(facts: CaseFacts) -> str | None:
    """X22: nothing is recalled once a number is given."""
    return "Văn bản trả lời đã được cấp số." if facts.letter_issued else None


def sent(facts: CaseFacts) -> str | None:
    """X13: the reply went out, or there is no address."""
    return None if facts.is_sent else "Chưa ghi nhận việc gửi văn bản trả lời."


def province_told(facts: CaseFacts) -> str | None:
    """X13: a case of the province's hotline is reported to it (T37)."""
    if facts.from_province and not facts.province_reported:
        return "Hồ sơ của Đường dây nóng tỉnh: phải báo cáo UBND tỉnh trước khi đóng."
    return None


def merged_senders_told(facts: CaseFacts) -> str | None:
    """X13: whoever sent a case that was merged into this one is answered too."""
    if not facts.waits_for_senders:
        return None
    return (
        f"Chưa trả lời người gửi của hồ sơ gộp {facts.waits_for_senders}; hãy ghi ở"
        " mục “Người gửi của hồ sơ gộp” trước khi kết thúc."
    )


def units_are_done(facts: CaseFacts) -> str | None:
    """X09: whoever works with the lead unit has finished, or was let off."""
    if not facts.waits_for_units:
        return None
    return (
        f"Còn chờ kết quả phối hợp của {facts.waits_for_units}; hãy chờ, hoặc miễn"
        " phối hợp và nêu lý do."
    )


def nothing_pending(facts: CaseFacts) -> str | None:
    """One proposal at a time waits on a case."""
    if facts.pending is None:
        return None
    return f"Đang có đề nghị “{facts.pending.label}” chờ quyết định."


def asked_for(action: CaseAction) -> Callable[[CaseFacts], str | None]:
    """X12b, X14, X15, X18, X20: one officer proposes, another one decides (§6)."""

    def asked_by_another(facts: CaseFacts) -> str | None:
        if facts.pending is not action:
            return f"Chưa có đề nghị “{action.label}” nào chờ quyết định."
        if facts.is_proposer:
            return "Người đề nghị không tự quyết định đề nghị của mình."
        return None

    return asked_by_another


def reopening_agreed(facts: CaseFacts) -> str | None:
    """X17: from the second time on, what the focal officer has proposed."""
    return None if facts.round == 1 else asked_for(CaseAction.REOPEN)(facts)


def asked_from(state: CaseState) -> Callable[[CaseFacts], str | None]:
    """X05, X06: a case goes back to where it was when more was asked."""

    def asked_there(facts: CaseFacts) -> str | None:
        there = facts.asked_from is state
        return None if there else f"Khi hỏi, hồ sơ không ở bước “{state.label}”."

    return asked_there


def asked_after_receipt(facts: CaseFacts) -> str | None:
    """X06, X15: a case that was taken is closed, one that was not is declined."""
    before = facts.asked_from is CaseState.SUBMITTED
    return "Hồ sơ chưa được tiếp nhận." if before else None


def wait_is_over(facts: CaseFacts) -> str | None:
    """X06: the complainant had his working days to answer."""
    return None if facts.wait_is_over else "Chưa hết thời hạn bổ sung thông tin."


def can_be_asked(facts: CaseFacts) -> str | None:
    """X04: there is somebody to ask."""
    return None if facts.can_be_asked else "Hồ sơ không có cách liên hệ để hỏi."


def may_ask_again(facts: CaseFacts) -> str | None:
    """X04: twice in all."""
    if facts.questions < MOST_QUESTIONS:
        return None
    return f"Đã yêu cầu bổ sung {facts.questions} lần, không hỏi thêm được nữa."


def not_asked_before(facts: CaseFacts) -> str | None:
    """X04: once before receipt."""
    if not facts.questions_before_receipt:
        return None
    return "Đã yêu cầu bổ sung một lần; hãy tiếp nhận hoặc không tiếp nhận."


def closed_lately(facts: CaseFacts) -> str | None:
    """X17: later, or never led by a unit, it is a new case, this one its parent."""
    if facts.was_led and not facts.closed_long_ago:
        return None
    why = "Đã quá thời hạn mở lại" if facts.was_led else "Hồ sơ chưa từng được giao"
    return f"{why}; hãy nhập hồ sơ mới và ghi mã hồ sơ này."


def first_reopening(facts: CaseFacts) -> str | None:
    """X17: from the second time on the Chánh Văn phòng confirms."""
    if facts.round == 1:
        return None
    return "Mở lại từ lần thứ hai cần Chánh Văn phòng xác nhận; hãy gửi đề nghị."


def reopened_before(facts: CaseFacts) -> str | None:
    """X17: the first time nobody has to be asked."""
    return None if facts.round > 1 else "Mở lại lần đầu không cần đề nghị."


def not_overdue(facts: CaseFacts) -> str | None:
    """X18: asked for before the case is due."""
    return "Hồ sơ đã quá hạn, không gia hạn được." if facts.is_overdue else None


def may_be_extended(facts: CaseFacts) -> str | None:
    """X18: twice at most (domain.md §7, EXTEND)."""
    if facts.extensions < MOST_EXTENSIONS:
        return None
    return f"Hồ sơ đã gia hạn {facts.extensions} lần, không gia hạn thêm được."


def first_extension(facts: CaseFacts) -> str | None:
    """X18: the second one is a leader's to grant."""
    return None if facts.extensions == 0 else "Gia hạn lần hai do Lãnh đạo Sở duyệt."


def not_of_province(facts: CaseFacts) -> str | None:
    """X15: a case of the province is ended by a leader."""
    if facts.from_province:
        return "Hồ sơ của Đường dây nóng tỉnh do Lãnh đạo Sở duyệt kết thúc."
    return None


def not_sealed(facts: CaseFacts) -> str | None:
    """X21: nothing of a sealed case is told anew."""
    return "Hồ sơ đã niêm phong." if facts.is_sealed else None


@dataclass(frozen=True)
class LetterFacts:
    """What the guards may know of a letter and of who acts."""

    is_reply: bool = False
    in_charge: bool = False
    is_drafter: bool = False
    is_signer: bool = False
    signer_drafted: bool = False
    is_leader: bool = False
    signs_by_right: bool = False
    takes_a_number: bool = True
    missing: str = ""


def moves_by_itself(facts: LetterFacts) -> str | None:
    """The reply to a case moves with its case."""
    return "Văn bản trả lời đi theo hồ sơ của nó." if facts.is_reply else None


def in_charge(facts: LetterFacts) -> str | None:
    """L1, L2, L7, L8: whoever drafted it, his unit, or the office."""
    return None if facts.in_charge else "Văn bản do phòng, đơn vị khác soạn."


def complete(facts: LetterFacts) -> str | None:
    """L1: nothing that its kind needs is missing or left to be written."""
    return f"Dự thảo chưa đủ: {facts.missing}" if facts.missing else None


def another_signs(facts: LetterFacts) -> str | None:
    """L1: who drafted it cannot approve it, so somebody else must sign (§6)."""
    if not facts.signer_drafted:
        return None
    return "Người soạn không tự ký được; hãy chọn người ký khác rồi trình."


def reviewer(facts: LetterFacts) -> str | None:
    """L3: its signer or a leader sends a draft back."""
    if facts.is_signer or facts.is_leader:
        return None
    return "Chỉ người ký hoặc lãnh đạo mới trả lại dự thảo."


def signs_this(facts: LetterFacts) -> str | None:
    """L4, L5: who signs approves (NĐ 30/2020, Điều 11)."""
    return None if facts.is_signer else "Chỉ người ký văn bản mới được phê duyệt."


def did_not_draft(facts: LetterFacts) -> str | None:
    """L4: drafter ≠ approver (domain.md §6)."""
    return "Người soạn dự thảo không được tự phê duyệt." if facts.is_drafter else None


def signs_by_right(facts: LetterFacts) -> str | None:
    """L4: by his post, or under a delegation in force that day (Điều 13)."""
    if facts.signs_by_right:
        return None
    return "Người ký không có thẩm quyền ký hoặc ủy quyền đã hết hiệu lực."


def takes_a_number(facts: LetterFacts) -> str | None:
    """L6: a slip without a number is not issued, it is printed."""
    return None if facts.takes_a_number else "Phiếu này không lấy số; hãy tải về để in."
