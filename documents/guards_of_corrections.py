"""The conditions of correcting an ended case: alone, or by two (domain.md §5.2 X21)."""

from documents.guards import CaseFacts, asked_for
from documents.vocabulary import CaseAction


def corrected_alone(facts: CaseFacts) -> str | None:
    """X21: what was reported is corrected by two."""
    if facts.pending is CaseAction.CORRECT:
        return "Đã có đề nghị đính chính đang chờ Chánh Văn phòng xác nhận."
    if facts.period_closed:
        return (
            "Kỳ thống kê có hồ sơ này đã chốt: công chức đầu mối đề nghị đính chính,"
            " Chánh Văn phòng xác nhận."
        )
    return None


def correction_agreed(facts: CaseFacts) -> str | None:
    """X21: once the period is closed, what the focal officer has proposed."""
    if facts.period_closed or facts.pending is CaseAction.CORRECT:
        return asked_for(CaseAction.CORRECT)(facts)
    return None


def period_closed(facts: CaseFacts) -> str | None:
    """X21: before the period is closed nobody has to be asked."""
    if facts.period_closed:
        return None
    return "Kỳ thống kê chưa chốt, đính chính không cần đề nghị."
