"""The office in small: units, officers and cases that tests start from.

Plain functions; each takes the session it writes in and the moment it happens.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import cases, closing, drafting, intake, officers, replies
from documents.deadlines import HANOI, Calendar
from documents.files import FileStore
from documents.models import Case, Unit
from documents.outgoing import ReplyDraft
from documents.vault import Identity, Vault
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Channel,
    Decision,
    Field,
    Outcome,
    OutcomeReason,
    Role,
    SendChannel,
    UnitKind,
    Urgency,
)

SECRET = "a secret for tests only, long enough to be taken"
VAULT = Vault(SECRET)
CALENDAR = Calendar()
CANARY = Identity(
    full_name="Trần Thị Kín Đáo", phone="0912 345 678", address="12 Lê Lợi, Vũng Tàu"
)
"""Who sends every case; no column but `sealed` may ever show it."""

_UNITS = {
    "VP": ("Văn phòng Sở", UnitKind.OFFICE),
    "TTr": ("Thanh tra Sở", UnitKind.INSPECTORATE),
    "KCHT": ("Phòng Quản lý kết cấu hạ tầng", UnitKind.DIVISION),
    "VTPT": ("Phòng Quản lý vận tải", UnitKind.DIVISION),
}
_UNIT_OF = {
    Role.CLERK: "VP",
    Role.FOCAL: "VP",
    Role.CVP: "VP",
    Role.HEAD: "KCHT",
    Role.HANDLER: "KCHT",
}
_STATES = (
    CaseState.RECEIVED,
    CaseState.IN_PROGRESS,
    CaseState.PENDING_APPROVAL,
    CaseState.APPROVED,
    CaseState.REPLIED,
    CaseState.RESOLVED,
)

People = dict[Role, Viewer]
Result = TypeVar("Result")


def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def at_once(act: Callable[[], Result], *, times: int) -> list[Result]:
    """Do the same thing in several threads that start together."""
    gate = Barrier(times)

    def start() -> Result:
        gate.wait()
        return act()

    with ThreadPoolExecutor(times) as pool:
        doing = [pool.submit(start) for _ in range(times)]
        return [done.result() for done in doing]


def make_units(session: Session) -> dict[str, Unit]:
    made = {
        code: Unit(code=code, name=name, kind=kind, place=place)
        for place, (code, (name, kind)) in enumerate(_UNITS.items(), start=1)
    }
    session.add_all(made.values())
    session.flush()
    return made


def unit(session: Session, code: str) -> Unit:
    return session.scalars(select(Unit).where(Unit.code == code)).one()


_POSITIONS = {Role.DIRECTOR: "Giám đốc", Role.CVP: "Chánh Văn phòng"}


def make_officer(
    session: Session,
    role: Role,
    unit_code: str | None = None,
    *,
    now: datetime,
    username: str | None = None,
    full_name: str = "Nguyễn Văn Mẫu",
    position: str = "",
) -> Viewer:
    officer = officers.add(
        session,
        username=username or role.value,
        full_name=full_name,
        role=role,
        unit_code=unit_code or _UNIT_OF.get(role),
        position=position or _POSITIONS.get(role, ""),
        now=now,
    )
    return officers.viewer_of(officer)


def make_people(session: Session, *, now: datetime) -> People:
    """Make one officer of every role; the units must stand."""
    return {role: make_officer(session, role, now=now) for role in Role}


def make_case(session: Session, *, now: datetime, by: Viewer, **told: Any) -> Case:
    """Record a case; `told` overrides what `intake.Intake` is given."""
    typed = make_intake(now=now, **told)
    return intake.record(session, typed, vault=VAULT, calendar=CALENDAR, by=by, now=now)


def make_sent_case(session: Session, *, now: datetime, by: Viewer, **told: Any) -> Case:
    """Make a case as its sender left it: nobody has taken it yet."""
    case = make_case(session, now=now, by=by, channel=Channel.WEB_FORM, **told)
    case.state, case.recorded_by_id = CaseState.SUBMITTED, None
    case.rounds[0].accepted = False
    session.flush()
    return case


def seal(session: Session, case: Case, now: datetime) -> None:
    """Let a case stand as it does once it was found to be a denunciation."""
    current = case.rounds[-1]
    case.state, case.kind, case.sealed = CaseState.DECLINED, CaseKind.DENUNCIATION, True
    case.outcome = current.outcome = Outcome.DECLINED
    case.done_at = current.done_at = case.closed_at = current.closed_at = now
    current.on_time, current.reason = True, OutcomeReason.DENUNCIATION
    current.reason_text = "Hướng dẫn theo Luật Tố cáo."
    session.flush()


def make_intake(*, now: datetime, **told: Any) -> intake.Intake:
    """Return what a clerk keys in of an ordinary call."""
    fields: dict[str, Any] = {
        "title": "Ổ gà trên Quốc lộ 51",
        "content": "Đoạn Km 40 Quốc lộ 51 có nhiều ổ gà rất nguy hiểm.",
        "received_at": now,
        "field": Field.ROADS,
        "identity": CANARY,
    }
    return intake.Intake(**(fields | told))


def advance_to(
    session: Session,
    case: Case,
    state: CaseState,
    people: People,
    now: datetime,
    *,
    files: FileStore | None = None,
) -> Case:
    """Take a case along the straight path until it stands at `state`.

    From approval on a reply is issued: `files` must then be given.
    """
    goal = _STATES.index(state)
    while (here := _STATES.index(case.state)) < goal:
        if case.state is CaseState.APPROVED:
            assert files is not None
            issue(session, case, people, now, files)
        _MOVES[_STATES[here]](session, case, people, now)
        session.flush()
    return case


def assign(session: Session, case: Case, people: People, now: datetime) -> None:
    lead = unit(session, "KCHT")
    cases.assign(
        session,
        case,
        cases.Assignment(CaseKind.REPORT, Field.ROADS, Urgency.NORMAL, lead.id),
        calendar=CALENDAR,
        expected_version=case.version,
        by=people[Role.FOCAL],
        now=now,
    )


def draft(session: Session, case: Case, people: People, now: datetime) -> None:
    drafting.draft(
        session,
        case,
        ReplyDraft(
            "trả lời phản ánh về Quốc lộ 51",
            "Sở đã cho vá toàn bộ ổ gà.",
            people[Role.DIRECTOR].officer_id,
        ),
        result="Đã vá xong toàn bộ ổ gà.",
        expected_version=case.version,
        by=people[Role.HANDLER],
        now=now,
    )


def _hand_in(session: Session, case: Case, people: People, now: datetime) -> None:
    draft(session, case, people, now)
    session.flush()
    replies.submit_result(
        session,
        case,
        expected_version=case.version,
        by=people[Role.HEAD],
        now=now,
    )


def _approve(session: Session, case: Case, people: People, now: datetime) -> None:
    replies.decide(
        session,
        case,
        Decision.APPROVED,
        comment="",
        expected_version=case.version,
        by=people[Role.DIRECTOR],
        now=now,
    )


def issue(
    session: Session, case: Case, people: People, now: datetime, files: FileStore
) -> None:
    number = partial(replies.issue, session, case, vault=VAULT, store=files)
    number(
        on=now.astimezone(HANOI).date(),
        expected_version=case.version,
        by=people[Role.CLERK],
        now=now,
    )
    session.flush()


def _enter(session: Session, case: Case, people: People, now: datetime) -> None:
    replies.enter_reply(
        session,
        case,
        replies.Entry(minutes="Đã gọi điện trả lời người phản ánh."),
        expected_version=case.version,
        by=people[Role.FOCAL],
        now=now,
    )


def _close(session: Session, case: Case, people: People, now: datetime) -> None:
    sending = closing.Sending(
        channel=SendChannel.POST,
        sent_on=now.astimezone(HANOI).date(),
        province_report="Đã báo cáo",
        province_report_on=now.astimezone(HANOI).date(),
    )
    closing.close(
        session,
        case,
        sending,
        expected_version=case.version,
        by=people[Role.FOCAL],
        now=now,
    )


_MOVES = {
    CaseState.RECEIVED: assign,
    CaseState.IN_PROGRESS: _hand_in,
    CaseState.PENDING_APPROVAL: _approve,
    CaseState.APPROVED: _enter,
    CaseState.REPLIED: _close,
}
