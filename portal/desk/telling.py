"""What a case's page tells of what happened: request, result, letter, reply, road."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from documents import drafting, history, letters, queries, standing
from documents.letters import Block
from documents.lifecycles import OPEN
from documents.models import Case, Event, OutgoingLetter, PastReply, Pause, Reply
from documents.viewer import Viewer
from documents.vocabulary import CaseState, EventKind, LetterState, Urgency
from portal import dress
from portal.due import Due
from portal.jinja import date_vi, moment_vi
from portal.road import Stop
from portal.workbench.bench import BorrowedRow, borrowed_of
from portal.workbench.cited import OutdatedRow, outdated_of


@dataclass(frozen=True)
class Told:
    """A text, who wrote it and when."""

    text: str
    who: str
    at: datetime


@dataclass(frozen=True)
class LetterView:
    """The reply letter: its words, and where it stands."""

    state: str
    icon: str
    tone: str
    number: str
    issued_on: date | None
    subject: str
    body: tuple[Block, ...]
    cited: tuple[OutdatedRow, ...]
    borrowed: tuple[BorrowedRow, ...]
    signer: str
    drafter: str
    download_url: str
    download_label: str
    studio_url: str
    page_url: str


@dataclass(frozen=True)
class ReplyView:
    """The reply as entered: what proves it, how it went out.

    `outside` names a letter that was signed outside this system, and `signer` its
    signer.
    """

    outside: str
    signer: str
    entered_at: datetime
    minutes: str
    signed_url: str
    signed_name: str
    sent: str
    province_report: str


def again_of(session: Session, cases: Sequence[Case]) -> dict[int, str]:
    """Return in words how often cases were told again, by their ids (§9 S15)."""
    times = queries.times_told_again(session, cases)
    return {case.id: _again(case, times[case.id]) for case in cases if case.id in times}


def _again(case: Case, times: int) -> str:
    if case.parent_id is not None:
        return f"Tái phản ánh lần {times}"
    return f"Đã tái phản ánh {times} lần"


def result_of(session: Session, case: Case) -> Told | None:
    """Return the lead unit's result of this round."""
    row = standing.current_result(session, case)
    return Told(row.text, row.by.full_name, row.at) if row else None


def asked_of(
    session: Session, case: Case, *, today: date
) -> tuple[tuple[str, str], ...]:
    """Return what the sender was asked and answered, oldest first: (label, text)."""
    asked = standing.pauses(session, case)
    return tuple(pair for pause in asked for pair in _asked(pause, today))


def _asked(pause: Pause, today: date) -> Iterator[tuple[str, str]]:
    yield f"Hỏi ngày {date_vi(pause.since)}", pause.question
    if pause.until is None:
        over = today > pause.expires_on
        told = "Đã hết thời hạn trả lời" if over else "Đến hết"
        yield "Chờ trả lời", f"{told} ngày {date_vi(pause.expires_on)}."
    elif pause.answer:
        yield f"Trả lời ngày {date_vi(pause.until)}", pause.answer
        yield "Thời hạn", f"Tạm dừng {pause.days} ngày làm việc."
    else:
        yield "Trả lời", f"Không có; hồ sơ kết thúc ngày {date_vi(pause.until)}."


def letter_of(session: Session, case: Case, seen_by: Viewer) -> LetterView | None:
    """Return the reply letter of this round; none if another one was signed outside."""
    row = standing.current_letter(session, case)
    reply = standing.current_reply(session, case)
    if row is None or (reply is not None and reply.letter_id != row.id):
        return None
    icon, tone = dress.LETTER[row.state]
    return LetterView(
        state=row.state.label,
        icon=icon,
        tone=tone,
        number=row.printed_number,
        issued_on=row.issued_on,
        subject=row.subject,
        body=letters.blocks(row.content["body"]),
        cited=outdated_of(session, row),
        borrowed=borrowed_of(session, row),
        signer=f"{row.signer.position} {row.signer.full_name}",
        drafter=row.drafter.full_name,
        download_url=url_for("desk.download", code=case.code),
        download_label=_download_label(row, seen_by),
        studio_url=url_for("studio.edit", letter_id=row.id)
        if drafting.can_draft(case, seen_by)
        else "",
        page_url=url_for("studio.show", letter_id=row.id),
    )


def _download_label(letter: OutgoingLetter, seen_by: Viewer) -> str:
    if letter.state is not LetterState.ISSUED:
        return "Tải dự thảo (.docx)"
    if seen_by.sees_every_case:
        return "Tải văn bản đã ban hành (.docx)"
    return "Tải bản sao không ghi tên người phản ánh (.docx)"


def reply_of(session: Session, case: Case, seen_by: Viewer) -> ReplyView | None:
    """Return the reply entered in this round."""
    row = standing.current_reply(session, case)
    if row is None:
        return None
    outside = row.outside
    may_have = row.signed_file is not None and seen_by.sees_every_case
    return ReplyView(
        outside=_outside(outside) if outside else "",
        signer=f"{outside.position} {outside.signer}" if outside else "",
        entered_at=row.entered_at,
        minutes=row.minutes,
        signed_url=url_for("desk.signed", code=case.code) if may_have else "",
        signed_name=row.signed_file.name if row.signed_file else "",
        sent=_sent(row),
        province_report=_reported(row),
    )


def _outside(letter: PastReply) -> str:
    on = f" ngày {date_vi(letter.issued_on)}" if letter.issued_on else ""
    return f"{letter.number}{on}"


def _sent(reply: Reply) -> str:
    if reply.send_channel is None or reply.sent_on is None:
        return ""
    return f"{reply.send_channel.label}, ngày {date_vi(reply.sent_on)}"


def _reported(reply: Reply) -> str:
    on = reply.province_report_on
    return reply.province_report + (f" ngày {date_vi(on)}" if on else "")


def road_of(session: Session, case: Case, due: Due) -> tuple[Stop, ...]:
    """Return the stops of a case: what was done, where it is, what comes."""
    units = {unit.code: unit.name for unit in queries.units(session)}
    done = [_stop(event, units) for event in history.of(session, case)]
    return (*done, *_ahead(case, due))


def _stop(event: Event, units: dict[str, str]) -> Stop:
    return Stop(
        title=history.title(event),
        at=moment_vi(event.at),
        who=event.actor_name,
        note="\n".join(_notes(event, units)),
    )


def _notes(event: Event, units: dict[str, str]) -> Iterator[str]:
    unit, urgency = event.data.get("lead_unit"), event.data.get("urgency")
    if unit:
        yield f"Chủ trì: {units.get(unit, unit)}"
    others = event.data.get("coordinating") or ()
    if others:
        yield f"Phối hợp: {', '.join(units.get(code, code) for code in others)}"
    if event.kind is EventKind.COORDINATED:
        yield units.get(event.data["unit"], event.data["unit"])
    if "to_unit" in event.data:
        yield from _ordered(event, units)
    if handler := event.data.get("handler"):
        yield f"Công chức xử lý: {handler}"
    if urgency:
        yield f"Mức độ: {Urgency(urgency).label}"
    if event.note:
        yield event.note


def _ordered(event: Event, units: dict[str, str]) -> Iterator[str]:
    """Yield who is to carry an instruction out, and until when."""
    unit, due_on = event.data["to_unit"], event.data["due_on"]
    until = f", hạn {date_vi(date.fromisoformat(due_on))}" if due_on else ""
    yield f"Thực hiện: {units.get(unit, 'công chức đầu mối')}{until}"


def _ahead(case: Case, due: Due) -> Iterator[Stop]:
    if case.state in OPEN:
        late = due.tone in {"red", "crimson"}
        yield Stop(case.state.label, note=due.label, tone="late" if late else "now")
        yield Stop("Trả lời", at=f"hạn {date_vi(case.due_on)}", tone="next")
    elif case.state is CaseState.REPLIED:
        yield Stop(case.state.label, tone="now")
        yield Stop("Kết thúc", tone="next")
