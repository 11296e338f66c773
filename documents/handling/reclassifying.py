"""A received case that is a complaint or denunciation: guided, ended, sealed (X20).

The hotline handles neither (domain.md §3.2). Which of them it is, is a human step:
four questions are answered, and the answers are kept with the proposal. Either is
sealed (§5.2 X20): it leaves every list, index and export; `seeing.can_see` says who
may still open it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import case_files, cases, proposals
from documents.cases import Told
from documents.ending import end
from documents.errors import Invalid
from documents.handling import wording
from documents.models import Case, Proposal
from documents.proposals import Asked
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, CaseKind, Outcome, OutcomeReason

_ACTION: Final = CaseAction.RECLASSIFY

KINDS: Final = {
    CaseKind.COMPLAINT: OutcomeReason.COMPLAINT,
    CaseKind.DENUNCIATION: OutcomeReason.DENUNCIATION,
}
"""What a case may be found to be, and the reason it then ends with."""

CHECKLIST: Final = {
    "asks_to_reconsider": "Người gửi yêu cầu hủy, sửa quyết định hoặc hành vi hành"
    " chính xâm phạm quyền, lợi ích của chính mình?",
    "accuses": "Người gửi tố giác hành vi vi phạm pháp luật của người hoặc cơ quan cụ"
    " thể và yêu cầu xử lý?",
    "asks_the_law": "Người gửi chỉ hỏi pháp luật quy định thế nào?",
    "only_reports": "Nội dung chỉ là phản ánh, kiến nghị thông thường?",
}
"""The four questions of domain.md §3.2, in their order."""

_SHOWS: Final = {
    CaseKind.COMPLAINT: "asks_to_reconsider",
    CaseKind.DENUNCIATION: "accuses",
}


@dataclass(frozen=True)
class Finding:
    """What a case is found to be; `checklist` answers the four questions, by key."""

    kind: CaseKind
    checklist: Mapping[str, bool]
    guidance: str


def propose_reclassifying(
    session: Session,
    case: Case,
    finding: Finding,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> Proposal:
    """Ask that a case be ended as a complaint or denunciation.

    Raises:
        Invalid: a question is not answered, the answers say otherwise, or the sender
        is guided nowhere; and what `proposals.propose` raises.
    """

    def judged() -> Asked:
        _check(finding)
        content = {
            "kind": finding.kind.value,
            "checklist": {key: finding.checklist[key] for key in CHECKLIST},
            "guidance": finding.guidance.strip(),
        }
        return Asked(content, f"Là {finding.kind.label.lower()}. {content['guidance']}")

    return proposals.propose(
        session,
        case,
        _ACTION,
        judged,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def reclassify(
    session: Session,
    case: Case,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """End the case as what it was found to be, and seal it.

    Raises:
        What `cases.advance` raises; TransitionRefused if nothing was proposed.
    """

    def change() -> Told:
        told = proposals.waiting(session, case, _ACTION).content
        kind, text = CaseKind(told["kind"]), told["guidance"]
        reason = KINDS[kind]
        case_files.withhold(session, case, now=now)
        end(case, Outcome.DECLINED, now=now, text=text, reason=reason)
        # Last: whatever is still read would write a sealed case that is not declined.
        case.kind, case.sealed = kind, True
        return Told(f"{reason.label}. {text}", {"reason": reason.value})

    cases.advance(
        session,
        case,
        _ACTION,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _check(finding: Finding) -> None:
    wrong = wording.faults(guidance=finding.guidance)
    answers = finding.checklist
    for key in CHECKLIST:
        if key not in answers:
            wrong[key] = "Cần trả lời câu này."
    if finding.kind not in KINDS:
        wrong["kind"] = "Chỉ phân loại lại thành khiếu nại hoặc tố cáo."
    elif not answers.get(_SHOWS[finding.kind], True):
        wrong["kind"] = (
            f"Câu trả lời bên dưới không cho thấy đây là {finding.kind.label.lower()}."
        )
    elif answers.get("only_reports"):
        wrong["only_reports"] = (
            "Phản ánh, kiến nghị thông thường thì tiếp tục xử lý, không phân loại lại."
        )
    if wrong:
        raise Invalid(wrong)
