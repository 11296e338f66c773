"""Closing a case: how its reply was sent, and that the province was told."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import cases
from documents.cases import Told
from documents.deadlines import local_day
from documents.errors import Invalid
from documents.models import Case, Reply
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, SendChannel, Source


@dataclass(frozen=True)
class Sending:
    """How the reply went out, and the province was told (X13, T37)."""

    channel: SendChannel
    sent_on: date
    province_report: str = ""
    province_report_on: date | None = None


def close(
    session: Session,
    case: Case,
    sending: Sending,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Note how the reply was sent and close the case (X13).

    Raises:
        Invalid: a day that cannot be, or the province was not told (T37).
    """
    cases.must_be_open(
        session,
        case,
        CaseAction.CLOSE,
        expected_version=expected_version,
        by=by,
        now=now,
    )
    reply = _entered(session, case)
    _check_sending(case, reply, sending, today=local_day(now))
    _note(reply, sending)

    def change() -> Told:
        case.closed_at = case.rounds[-1].closed_at = now
        return Told(_sent_how(sending))

    cases.advance(
        session,
        case,
        CaseAction.CLOSE,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _entered(session: Session, case: Case) -> Reply:
    return session.scalars(
        select(Reply).where(Reply.case_id == case.id, Reply.round == case.round)
    ).one()


def _check_sending(case: Case, reply: Reply, sending: Sending, *, today: date) -> None:
    wrong: dict[str, str] = {}
    issued_on, told_on = reply.issued_on, sending.province_report_on
    if sending.sent_on > today:
        wrong["sent_on"] = "Ngày gửi không thể ở tương lai."
    elif issued_on is not None and sending.sent_on < issued_on:
        wrong["sent_on"] = (
            f"Ngày gửi không thể trước ngày ban hành {issued_on:%d/%m/%Y}."
        )
    if case.source is Source.PROVINCE:
        if not sending.province_report.strip():
            wrong["province_report"] = "Cần số văn bản đã báo cáo UBND tỉnh."
        if told_on is None:
            wrong["province_report_on"] = "Cần ngày báo cáo UBND tỉnh."
    if told_on is not None and told_on > today:
        wrong["province_report_on"] = "Ngày báo cáo không thể ở tương lai."
    if wrong:
        raise Invalid(wrong)


def _note(reply: Reply, sending: Sending) -> None:
    reply.send_channel, reply.sent_on = sending.channel, sending.sent_on
    reply.province_report = sending.province_report
    reply.province_report_on = sending.province_report_on


def _sent_how(sending: Sending) -> str:
    told = f"{sending.channel.label}, ngày {sending.sent_on:%d/%m/%Y}"
    if not sending.province_report:
        return told
    return f"{told}; báo cáo UBND tỉnh: {sending.province_report}"
