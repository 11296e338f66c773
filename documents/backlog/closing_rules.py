"""What a case of the backlog lacks, in words, and the move that ends it (§8)."""

from dataclasses import dataclass
from typing import Final

from documents.backlog.situations import Situation
from documents.models import REPLY, Case, OutgoingLetter
from documents.vocabulary import (
    BacklogKind,
    BacklogMark,
    CaseAction,
    CaseState,
    LetterState,
    Source,
)

TRANSFERRING: Final = frozenset({"chuyen-tra", "bao-tin-chuyen"})
"""Papers that tell of a transfer (D2, D3)."""


@dataclass(frozen=True)
class Missing:
    """What is missing in words, and the move that comes next; None: wait."""

    words: str
    step: CaseAction | None = None


def missing(case: Case, situation: Situation) -> Missing:
    """Return what keeps a case from its end."""
    if situation.proposal is not None:
        asked = situation.proposal.action
        return Missing(f"Đang có đề nghị “{asked.label}” chờ quyết định.", asked)
    match situation.kind:
        case BacklogKind.B2:
            return _unrecorded(case, situation)
        case BacklogKind.B3 | BacklogKind.B4 if _is_handed_in(case):
            return Missing(
                "Đang chờ phê duyệt văn bản trả lời; muốn kết thúc cách khác thì trả"
                " lại dự thảo trước."
            )
        case BacklogKind.B3:
            return Missing(_stale(situation), CaseAction.CLOSE_UNRESOLVED)
        case BacklogKind.B4:
            return Missing(
                "Cần cơ quan nhận, số và ngày văn bản chuyển, cách báo người gửi; đầu"
                " mối đề nghị, Chánh Văn phòng duyệt.",
                CaseAction.TRANSFER,
            )
        case _:
            return _UNSOLVED.get(case.state, Missing(case.state.label))


def _is_handed_in(case: Case) -> bool:
    return case.state is CaseState.PENDING_APPROVAL


def _stale(situation: Situation) -> str:
    flag = situation.mark(BacklogMark.NO_LONGER_RELEVANT)
    told = f"{flag.by.full_name}: {flag.reason} " if flag else ""
    return f"{told}Cần mã lý do và lời nêu rõ lý do; người có thẩm quyền duyệt."


def _unrecorded(case: Case, situation: Situation) -> Missing:
    """Say it of a case that is solved: by its reply, by a letter, or outside."""
    match case.state:
        case CaseState.REPLIED:
            province = case.source is Source.PROVINCE
            report = " và số báo cáo UBND tỉnh" if province else ""
            words = f"Cần ghi cách gửi, ngày gửi{report}, rồi kết thúc."
            return Missing(words, CaseAction.CLOSE)
        case CaseState.APPROVED:
            return _approved(situation)
        case CaseState.PENDING_APPROVAL:
            return Missing("Đang chờ phê duyệt văn bản trả lời.", CaseAction.APPROVE)
    if situation.issued is not None:
        return _lettered(situation.issued)
    return _without_letter(situation)


def _approved(situation: Situation) -> Missing:
    if situation.issued is None:
        return Missing("Văn bản đã phê duyệt, chờ văn thư cấp số và ban hành.")
    told = named(situation.issued)
    return Missing(
        f"{told} đã ban hành; cần tệp đã ký, hoặc biên bản trả lời điện thoại.",
        CaseAction.ENTER_REPLY,
    )


def _lettered(letter: OutgoingLetter) -> Missing:
    """Say how a case ends that another letter than its reply has settled."""
    told = f"{named(letter)} đã ban hành mà hồ sơ còn mở; "
    if letter.paper in TRANSFERRING:
        return Missing(told + "cần đề nghị chuyển, trả.", CaseAction.TRANSFER)
    return Missing(told + "cần đề nghị kết thúc có lý do.", CaseAction.CLOSE_UNRESOLVED)


def _without_letter(situation: Situation) -> Missing:
    """Say how a case ends that was solved outside: by a letter signed, or to be."""
    past, tick = situation.past, situation.mark(BacklogMark.RESOLVED_OFFLINE)
    told = ""
    if past is not None:
        number = f" số {past.number}" if past.number else ""
        told = f"Hồ sơ cũ đã có trả lời{number}. "
    elif tick is not None:
        told = f"{tick.by.full_name}: {tick.reason} "
    then = _OFFLINE.get(situation.facts.state, _SIGNED_OR_NOT)
    return Missing(told + then.words, then.step)


def named(letter: OutgoingLetter) -> str:
    """Name an issued letter by its number and day."""
    on = f" ngày {letter.issued_on:%d/%m/%Y}" if letter.issued_on else ""
    kind = "Văn bản trả lời" if letter.paper == REPLY else "Văn bản"
    if letter.state is not LetterState.ISSUED:
        return f"{kind} ({letter.state.label.lower()})"
    return f"{kind} số {letter.printed_number}{on}"


_SIGNED_OR_NOT: Final = Missing(
    "Văn bản đã ký: đầu mối đề nghị ghi nhận số, ngày, người ký và tệp đã ký; Chánh"
    " Văn phòng hoặc Lãnh đạo Sở xác nhận. Chưa ký: nêu kết quả, soạn dự thảo, trình"
    " phê duyệt.",
    CaseAction.ENTER_OUTSIDE,
)
_OFFLINE: Final = {
    CaseState.RECEIVED: Missing(
        "Cần phân loại, giao đơn vị chủ trì, rồi ghi nhận văn bản đã ký.",
        CaseAction.ASSIGN,
    ),
    CaseState.AWAITING_INFO: Missing(
        "Đang chờ người gửi bổ sung; ghi bổ sung xong thì ghi nhận văn bản đã ký.",
        CaseAction.SUPPLEMENT,
    ),
}
"""What is missing of a case that was solved outside, before its unit is at work."""

_UNSOLVED: Final = {
    CaseState.RECEIVED: Missing(
        "Cần phân loại và giao phòng, đơn vị chủ trì.", CaseAction.ASSIGN
    ),
    CaseState.IN_PROGRESS: Missing(
        "Cần kết quả của đơn vị và dự thảo trả lời, rồi trình phê duyệt.",
        CaseAction.SUBMIT_RESULT,
    ),
    CaseState.AWAITING_INFO: Missing(
        "Đang chờ người gửi bổ sung thông tin.", CaseAction.SUPPLEMENT
    ),
    CaseState.PENDING_APPROVAL: Missing(
        "Đang chờ người ký phê duyệt văn bản trả lời.", CaseAction.APPROVE
    ),
}
"""What is missing of a case that nobody has solved yet, by where it stands."""
