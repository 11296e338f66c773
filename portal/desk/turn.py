"""Whose turn it is on a case, in words."""

from sqlalchemy.orm import Session

from documents import drafting, standing
from documents.deadlines import local_day
from documents.models import Case
from documents.vocabulary import CaseState
from portal import wiring
from portal.jinja import date_vi


def turn_of(session: Session, case: Case) -> str:
    """Say whose turn it is."""
    letter = standing.current_letter(session, case)
    match case.state:
        case CaseState.RECEIVED:
            return "Chờ công chức đầu mối phân loại và giao phòng, đơn vị chủ trì."
        case CaseState.IN_PROGRESS:
            unit = case.lead_unit.name if case.lead_unit else "phòng, đơn vị chủ trì"
            if drafting.waits_for_draft(session, case):
                return f"Chờ {unit} nêu kết quả và soạn dự thảo trả lời."
            return f"Chờ thủ trưởng {unit} trình kết quả và dự thảo."
        case CaseState.PENDING_APPROVAL if letter:
            return f"Chờ {letter.signer.position} {letter.signer.full_name} phê duyệt."
        case CaseState.APPROVED if letter and letter.number is None:
            return "Chờ văn thư cấp số và ban hành văn bản trả lời."
        case CaseState.APPROVED:
            return "Chờ công chức đầu mối đăng nhập văn bản trả lời đã ký."
        case _:
            return _otherwise(session, case)


def _otherwise(session: Session, case: Case) -> str:
    """Say it of a case that is not taken yet, waits for its sender, or is done."""
    if case.state is CaseState.REPLIED and standing.untold(session, case):
        return "Chờ công chức đầu mối trả lời người gửi của hồ sơ gộp, rồi kết thúc."
    if case.state is CaseState.REPLIED:
        return "Chờ công chức đầu mối ghi nhận việc gửi và kết thúc hồ sơ."
    if case.state is CaseState.SUBMITTED:
        return "Chờ văn thư hoặc công chức đầu mối tiếp nhận."
    asked = standing.open_pause(session, case)
    if asked is None:
        return f"{case.state.label}."
    if local_day(wiring.current().clock()) > asked.expires_on:
        return "Đã hết thời hạn bổ sung; chờ công chức đầu mối kết thúc hồ sơ."
    return f"Chờ người gửi trả lời đến hết ngày {date_vi(asked.expires_on)}."
