"""The conditions of the lifecycles: what must be known before a move is open.

Each guard answers None, or the Vietnamese reason why not.
"""

from dataclasses import dataclass


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


@dataclass(frozen=True)
class ContentFacts:
    """What the guards may know of published content."""

    has_proposal: bool = False


def something_new(facts: ContentFacts) -> str | None:
    """A published thing is published again only when a change waits."""
    return None if facts.has_proposal else "Không có thay đổi nào chờ công bố."


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
