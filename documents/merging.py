"""Cases that are one matter told by several: merged into a main case (X07, X15 TRUNG).

A main case is never merged itself: what was merged into a case that is merged goes on
to its main case. Whoever sent a merged case gets the main case's answer too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, linking, outbox, seeing, standing
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.models import Case, MergedAnswer
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Role, SendChannel

TELLERS: Final = frozenset({Role.FOCAL, Role.CVP})
"""Who closes cases, and notes how their replies were sent (X13)."""

_NO_CODE: Final = "Cần mã của hồ sơ đã có, khác hồ sơ này."


def main_case(session: Session, case: Case, code: str) -> Case:
    """Return the case that this one repeats.

    Raises:
        Invalid: itself, unknown or sealed, or merged into a third one.
    """
    asked = select(Case).where(
        Case.code == code.strip().upper(), Case.id != case.id, ~Case.sealed
    )
    found = session.scalar(asked)
    if found is None:
        raise Invalid({"duplicate_of": _NO_CODE})
    if found.duplicate_of_id == case.id:
        message = f"{found.code} đã gộp vào chính hồ sơ này."
        raise Invalid({"duplicate_of": message})
    if found.duplicate_of_id is not None:
        message = f"{found.code} đã gộp vào hồ sơ khác; hãy ghi mã của hồ sơ đó."
        raise Invalid({"duplicate_of": message})
    return found


def faults(session: Session, case: Case, code: str) -> dict[str, str]:
    """Say what is wrong with the code of the case that this one repeats."""
    try:
        main_case(session, case, code)
    except Invalid as refusal:
        return refusal.fields
    return {}


def merge(
    session: Session, case: Case, code: str, *, by: Viewer, now: datetime
) -> None:
    """Let an ending case, and what was merged into it, name its main case.

    Raises:
        Invalid: as `main_case`.
    """
    main = main_case(session, case, code)
    moved = session.scalars(select(Case).where(Case.duplicate_of_id == case.id))
    linking.forget(session, case, main)
    for one in (case, *moved.unique()):
        one.duplicate_of_id = main.id
        note = f"Gộp vào hồ sơ {main.code}."
        history.record(session, one, EventKind.LINKED, by=by, now=now, note=note)
        outbox.announce(session, outbox.case_key(one))
        note = f"Gộp hồ sơ {one.code} vào hồ sơ này."
        history.record(session, main, EventKind.LINKED, by=by, now=now, note=note)
    outbox.announce(session, outbox.case_key(main))


@dataclass(frozen=True)
class Telling:
    """How senders of merged cases got the answer: their codes, the way, the day.

    Without an address there is no day.
    """

    codes: Sequence[str]
    channel: SendChannel
    told_on: date | None


def must_be_tellable(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> None:
    """Refuse who answers nobody, and a case that has no answer yet.

    Raises:
        NotAllowed, NotFound, OutOfDate, TransitionRefused.
    """
    seeing.must_see(case, by)
    if by.role not in TELLERS:
        raise NotAllowed("Vai trò này không ghi nhận việc trả lời người gửi.")
    history.expect_version(session, case, expected_version)
    if case.done_at is None:
        raise TransitionRefused("Hồ sơ chưa có kết quả để trả lời người gửi.")


def tell_senders(
    session: Session,
    case: Case,
    telling: Telling,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Note that senders of merged cases got the main case's answer.

    Raises:
        Invalid: a code that does not wait, or a day that cannot be; and what
        `must_be_tellable` raises.
    """
    must_be_tellable(session, case, expected_version=expected_version, by=by)
    waiting = {one.code: one for one in standing.untold(session, case)}
    _check(session, case, telling, set(waiting), today=local_day(now))
    for code in telling.codes:
        session.add(
            MergedAnswer(
                case_id=waiting[code].id,
                round=case.round,
                channel=telling.channel,
                told_on=telling.told_on,
                at=now,
                by_id=by.officer_id,
            )
        )
        said = f"Trả lời người gửi theo kết quả của hồ sơ {case.code}: {_how(telling)}."
        history.record(
            session, waiting[code], EventKind.LINKED, by=by, now=now, note=said
        )
    named = ", ".join(telling.codes)
    note = f"Trả lời người gửi của hồ sơ gộp {named}: {_how(telling)}."
    history.record(session, case, EventKind.LINKED, by=by, now=now, note=note)


def _how(telling: Telling) -> str:
    day = f", ngày {telling.told_on:%d/%m/%Y}" if telling.told_on else ""
    return f"{telling.channel.label.lower()}{day}"


def _check(
    session: Session, case: Case, telling: Telling, waiting: set[str], *, today: date
) -> None:
    wrong: dict[str, str] = {}
    reply = standing.current_reply(session, case)
    issued_on, on = reply.issued_on if reply else None, telling.told_on
    if not telling.codes or not waiting.issuperset(telling.codes):
        wrong["codes"] = "Hãy chọn hồ sơ gộp còn chờ trả lời."
    if telling.channel is SendChannel.NO_ADDRESS:
        if on is not None:
            wrong["told_on"] = "Không có địa chỉ thì không ghi ngày gửi."
    elif on is None:
        wrong["told_on"] = "Cần ngày gửi."
    elif on > today:
        wrong["told_on"] = "Ngày gửi không thể ở tương lai."
    elif issued_on is not None and on < issued_on:
        wrong["told_on"] = (
            f"Ngày gửi không thể trước ngày ban hành {issued_on:%d/%m/%Y}."
        )
    if wrong:
        raise Invalid(wrong)
