"""What stands in a case's current round: letter, result, reply, and what is open."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from documents import queries
from documents.deadlines import local_day
from documents.errors import TransitionRefused
from documents.models import (
    MERGED_REPLY,
    REPLY,
    Approval,
    Case,
    CaseUnit,
    ClosedPeriod,
    Extension,
    Instruction,
    LetterVersion,
    MergedAnswer,
    OutgoingLetter,
    PastReply,
    Pause,
    Proposal,
    Reply,
    UnitResult,
)
from documents.remembering import remembered
from documents.vocabulary import CaseState, LetterState


@remembered
def current_letter(session: Session, case: Case) -> OutgoingLetter | None:
    """Return the reply letter of the case's current round."""
    people = joinedload(OutgoingLetter.signer), joinedload(OutgoingLetter.drafter)
    return session.scalar(
        select(OutgoingLetter)
        .where(
            OutgoingLetter.case_id == case.id,
            OutgoingLetter.round == case.round,
            OutgoingLetter.paper == REPLY,
        )
        .options(*people)
    )


def issued_replies(
    session: Session, cases: Iterable[Case]
) -> dict[int, OutgoingLetter]:
    """Return the issued letter that replied to each case's current round, by its id.

    One question for a whole list, and none for an empty one.
    """
    rounds = {case.id: case.round for case in cases}
    if not rounds:
        return {}
    rows = select(OutgoingLetter).where(
        OutgoingLetter.case_id.in_(rounds),
        OutgoingLetter.paper == REPLY,
        OutgoingLetter.state == LetterState.ISSUED,
    )
    return {
        row.case_id: row
        for row in session.scalars(rows).unique()
        if row.case_id is not None and row.round == rounds[row.case_id]
    }


def reply_letter(session: Session, case: Case) -> OutgoingLetter:
    """Return the reply letter of the current round; TransitionRefused if none."""
    letter = current_letter(session, case)
    if letter is None:
        raise TransitionRefused("Hồ sơ chưa có dự thảo văn bản trả lời.")
    return letter


@remembered
def current_result(session: Session, case: Case) -> UnitResult | None:
    """Return the lead unit's result of the current round."""
    return session.scalar(
        select(UnitResult)
        .where(UnitResult.case_id == case.id, UnitResult.round == case.round)
        .options(joinedload(UnitResult.by))
    )


@remembered
def current_reply(session: Session, case: Case) -> Reply | None:
    """Return the reply entered in the current round."""
    return session.scalar(
        select(Reply).where(Reply.case_id == case.id, Reply.round == case.round)
    )


@remembered
def past_reply(session: Session, case: Case) -> PastReply | None:
    """Return the newest reply that this system did not write; None if it wrote all."""
    rows = select(PastReply).where(PastReply.case_id == case.id)
    return session.scalars(rows.order_by(PastReply.round.desc())).first()


def approvals(session: Session, case: Case) -> list[Approval]:
    """Return every decision on the drafts of the case's reply, oldest first."""
    rows = (
        select(Approval)
        .join(OutgoingLetter, OutgoingLetter.id == Approval.letter_id)
        .where(Approval.case_id == case.id, OutgoingLetter.paper == REPLY)
    )
    return list(session.scalars(rows.order_by(Approval.id)))


@remembered
def closed_period(session: Session, case: Case) -> ClosedPeriod | None:
    """Return a closed period that one of the case's rounds was counted in."""
    counted = [
        and_(
            ClosedPeriod.last_on >= local_day(one.received_at),
            ClosedPeriod.first_on <= local_day(one.done_at),
        )
        for one in case.rounds
        if one.done_at is not None
    ]
    stands = select(ClosedPeriod).where(
        ClosedPeriod.opened_at.is_(None), or_(false(), *counted)
    )
    return session.scalar(stands.order_by(ClosedPeriod.id).limit(1))


@remembered
def pending(session: Session, case: Case) -> Proposal | None:
    """Return what was proposed and not yet decided."""
    return session.scalar(
        select(Proposal).where(Proposal.case_id == case.id, Proposal.decision.is_(None))
    )


@remembered
def open_pause(session: Session, case: Case) -> Pause | None:
    """Return the question that the complainant has not answered yet."""
    return session.scalar(
        select(Pause).where(Pause.case_id == case.id, Pause.until.is_(None))
    )


def paused_since(session: Session, cases: Iterable[Case]) -> dict[int, date]:
    """Return since when those of the cases wait that do, by their ids.

    One question for a whole list, and none if no case of it waits.
    """
    waiting = [case.id for case in cases if case.state is CaseState.AWAITING_INFO]
    if not waiting:
        return {}
    rows = session.execute(
        select(Pause.case_id, Pause.since).where(
            Pause.case_id.in_(waiting), Pause.until.is_(None)
        )
    )
    return dict(rows.all())


@remembered
def pauses(session: Session, case: Case) -> Sequence[Pause]:
    """Return every question asked of the complainant, oldest first."""
    rows = select(Pause).where(Pause.case_id == case.id).order_by(Pause.id)
    return session.scalars(rows).all()


@remembered
def extensions(session: Session, case: Case) -> int:
    """Return how often the current round was given more time."""
    rows = select(func.count(Extension.id)).where(
        Extension.case_id == case.id, Extension.round == case.round
    )
    return session.scalar(rows) or 0


@remembered
def untold(session: Session, case: Case) -> Sequence[Case]:
    """Return the merged cases whose senders have not heard this round's answer.

    Who gets a letter of his own has heard it once that is issued.
    """
    told = exists().where(
        MergedAnswer.case_id == Case.id, MergedAnswer.round == case.round
    )
    rows = select(Case).where(
        Case.duplicate_of_id == case.id,
        queries.unsealed(Case),
        ~told,
        ~exists().where(
            OutgoingLetter.case_id == Case.id,
            OutgoingLetter.state == LetterState.ISSUED,
            _quotes_answer_of(case),
        ),
    )
    return session.scalars(rows.order_by(Case.received_at, Case.id)).unique().all()


def merged_replies(session: Session, case: Case) -> dict[int, OutgoingLetter]:
    """Return the letters that tell merged cases' senders this round's answer.

    By the merged case's id; the newest of each.
    """
    rows = (
        select(OutgoingLetter)
        .join(Case, Case.id == OutgoingLetter.case_id)
        .where(Case.duplicate_of_id == case.id, _quotes_answer_of(case))
        .order_by(OutgoingLetter.id)
    )
    found = session.scalars(rows)
    return {row.case_id: row for row in found if row.case_id is not None}


def _quotes_answer_of(case: Case) -> ColumnElement[bool]:
    """Return the condition that a letter quotes the answer that stands in a case now.

    One that was begun before the answer was given quotes an older one, or none.
    """
    if case.answered_at is None:
        return false()
    begun_before = exists().where(
        LetterVersion.letter_id == OutgoingLetter.id,
        LetterVersion.at < case.answered_at,
    )
    return and_(OutgoingLetter.paper == MERGED_REPLY, ~begun_before)


@remembered
def coordinating(session: Session, case: Case) -> Sequence[CaseUnit]:
    """Return the units that work with the lead unit in the current round."""
    rows = select(CaseUnit).where(
        CaseUnit.case_id == case.id, CaseUnit.round == case.round
    )
    return session.scalars(rows.order_by(CaseUnit.id)).all()


@remembered
def instructions(session: Session, case: Case) -> Sequence[Instruction]:
    """Return every instruction of a leader on a case, oldest first."""
    rows = select(Instruction).where(Instruction.case_id == case.id)
    return session.scalars(rows.order_by(Instruction.id)).all()
