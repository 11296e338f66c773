"""What was proposed and waits for a yes or no: on its case's page, and on the desk."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import queries, standing
from documents.deadlines import local_day
from documents.facts import facts_of
from documents.handling import signed_outside
from documents.handling.correcting import CORRECTABLE
from documents.handling.reclassifying import CHECKLIST
from documents.lifecycles import decider
from documents.models import Case, Proposal
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseAction,
    CaseKind,
    OutcomeReason,
    Role,
    SendChannel,
    TransferMode,
)
from portal import wiring
from portal.jinja import date_vi

Facts = Iterator[tuple[str, str]]
Content = Mapping[str, Any]

_DECIDES: Final = {
    Role.CVP: "Chánh Văn phòng",
    Role.DIRECTOR: "Lãnh đạo Sở",
    Role.FOCAL: "công chức đầu mối",
}
"""Whose turn it is, as a sentence names him."""

_NOBODY: Final = "Lúc này chưa ai quyết định được."


@dataclass(frozen=True)
class Proposed:
    """A proposal as the page of its case tells it to everybody who sees the case."""

    title: str
    who: str
    at: datetime
    facts: tuple[tuple[str, str], ...]
    turn: str
    signed_url: str = ""


@dataclass(frozen=True)
class DecisionRow:
    """A proposal as a line of what waits for an officer's decision."""

    url: str
    code: str
    about: str
    asked: str
    who: str
    at: datetime
    due_on: date


def proposed_of(session: Session, case: Case, viewer: Viewer) -> Proposed | None:
    """Return what waits on a case; None if nothing does."""
    proposal = standing.pending(session, case)
    if proposal is None:
        return None
    facts = facts_of(session, case, viewer, today=local_day(wiring.current().clock()))
    role = decider(case.state, facts)
    return Proposed(
        title=f"Đề nghị: {proposal.action.label}",
        who=proposal.proposed_by.full_name,
        at=proposal.proposed_at,
        facts=tuple(told_of(proposal)),
        turn=f"Chờ {_DECIDES[role]} quyết định." if role else _NOBODY,
        signed_url=_signed_url(session, case, viewer),
    )


def _signed_url(session: Session, case: Case, viewer: Viewer) -> str:
    """Return where the proposed letter is read, by whom its addressee may be known."""
    if signed_outside.signed_file(session, case) and viewer.sees_every_case:
        return url_for("desk.signed", code=case.code)
    return ""


def decisions_for(session: Session, viewer: Viewer) -> tuple[DecisionRow, ...]:
    """Return what waits for this officer's yes or no, most urgent first."""
    return tuple(
        DecisionRow(
            url=f"{url_for('desk.show', code=case.code)}#viec-can-lam",
            code=case.code,
            about=case.title,
            asked=proposal.action.label,
            who=proposal.proposed_by.full_name,
            at=proposal.proposed_at,
            due_on=case.due_on,
        )
        for proposal, case in queries.proposals_to_decide(session, viewer)
    )


def told_of(proposal: Proposal) -> Facts:
    """Yield what a proposal says, as names and words."""
    told = _TOLD.get(proposal.action, _reason)
    return ((name, words) for name, words in told(proposal.content) if words)


def _reason(content: Content) -> Facts:
    yield "Lý do", content.get("reason", "")


def _transfer(content: Content) -> Facts:
    yield "Cơ quan nhận", content["agency"]
    yield "Cách chuyển", TransferMode(content["mode"]).label
    yield "Lý do", content["reason"]
    day = content["document_on"]
    dated = f" ngày {date_vi(date.fromisoformat(day))}" if day else ""
    yield "Văn bản", content["document"] + dated
    yield "Báo cho người gửi", SendChannel(content["told_by"]).label


def _closing(content: Content) -> Facts:
    yield "Kết thúc vì", OutcomeReason(content["reason"]).label
    yield "Trùng hồ sơ", content["duplicate_of"]
    yield "Nêu rõ", content["reason_text"]


def _outside(content: Content) -> Facts:
    on = date_vi(date.fromisoformat(content["issued_on"]))
    yield "Ghi nhận văn bản", f"số {content['number']} ngày {on}"
    yield "Người ký", f"{content['position']} {content['signer']}"
    yield "Cũng trả lời hồ sơ", ", ".join(content["answers_too"])


def _extension(content: Content) -> Facts:
    yield "Hạn mới", date_vi(date.fromisoformat(content["due_on"]))
    yield "Lý do", content["reason"]


def _finding(content: Content) -> Facts:
    yield "Phân loại là", CaseKind(content["kind"]).label
    for key, question in CHECKLIST.items():
        yield question, "Có" if content["checklist"][key] else "Không"
    yield "Hướng dẫn người gửi", content["guidance"]


def _declining(content: Content) -> Facts:
    yield "Lý do", OutcomeReason(content["reason"]).label
    yield "Trùng hồ sơ", content["duplicate_of"]
    yield "Hướng dẫn người gửi", content["guidance"]


def _correction(content: Content) -> Facts:
    field = CORRECTABLE[content["field"]]
    yield "Mục đính chính", field.label
    yield "Đang ghi", field.shown(content["old"]) or "(để trống)"
    yield "Giá trị mới", field.shown(content["new"]) or "(để trống)"
    yield "Lý do", content["reason"]


_TOLD: Final[Mapping[CaseAction, Callable[[Content], Facts]]] = {
    CaseAction.TRANSFER: _transfer,
    CaseAction.CLOSE_UNRESOLVED: _closing,
    CaseAction.ENTER_OUTSIDE: _outside,
    CaseAction.EXTEND: _extension,
    CaseAction.RECLASSIFY: _finding,
    CaseAction.DECLINE: _declining,
    CaseAction.CORRECT: _correction,
}
