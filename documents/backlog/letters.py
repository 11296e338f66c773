"""Closing letters of many cases: drafted from their skeletons, approved as one (§8).

Each letter is its case's own, with an approval of its own; what is done for many is
only the going through them. An approval moves no case: its end is proposed and agreed
to for itself (X14, X15).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from documents import delegations, queries, studio
from documents.backlog.situations import Situation
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.handling import wording
from documents.models import Case, Officer, OutgoingLetter
from documents.viewer import Viewer
from documents.vocabulary import (
    BacklogKind,
    BacklogMark,
    LetterAction,
    LetterState,
    Role,
)

NOTICE: Final = "ket-thuc"
TRANSFER: Final = "chuyen-tra"
TELLING: Final = "bao-tin-chuyen"

SETS: Final[Mapping[str, tuple[str, ...]]] = {
    NOTICE: (NOTICE,),
    TRANSFER: (TRANSFER, TELLING),
}
"""What is prepared together: the notice (D15); the transfer and its notice (D2, D3)."""

PAPERS: Final = (NOTICE, TRANSFER, TELLING)
_SHORTEST_NAME: Final = 4


@dataclass(frozen=True)
class Wanted:
    """What a case's closing letters say: why, and to which agency it goes."""

    papers: str
    reason: str
    agency: str = ""


def suggested(situation: Situation) -> str:
    """Return which set of letters fits a case; "" if none does."""
    match situation.kind:
        case BacklogKind.B3:
            return NOTICE
        case BacklogKind.B4:
            return TRANSFER
        case _:
            return ""


def likely_reason(situation: Situation) -> str:
    """Return why the case ends, as far as somebody has said it or its age tells."""
    if situation.proposal is not None:
        told = situation.proposal.content
        return str(told.get("reason_text") or told.get("reason") or "")
    for mark in (BacklogMark.OUT_OF_COMPETENCE, BacklogMark.NO_LONGER_RELEVANT):
        found = situation.mark(mark)
        if found is not None:
            return found.reason
    if situation.kind is BacklogKind.B3:
        return f"đã {situation.facts.age} ngày, người gửi không phản ánh lại lần hai"
    return ""


def prepare(
    session: Session,
    case: Case,
    wanted: Wanted,
    *,
    signer_id: int,
    by: Viewer,
    now: datetime,
) -> list[OutgoingLetter]:
    """Draft a case's closing letters and hand them in to whoever signs them.

    Raises:
        Invalid: no reason, no agency, or a signer without the right. NotFound.
        TransitionRefused: such a letter is there already; and what the studio raises.
    """
    _check(wanted)
    _must_be_new(session, case, wanted)
    agency = wanted.agency.strip() or None
    facts = {"reason": _in_sentence(wanted.reason), "competent": agency}
    made = []
    for paper in SETS[wanted.papers]:
        start = studio.for_case(session, case, paper, by=by, known=facts)
        letter = studio.begin(session, start, case=case, by=by, now=now)
        _hand_in(session, letter, signer_id, by=by, now=now)
        made.append(letter)
    return made


def _hand_in(
    session: Session,
    letter: OutgoingLetter,
    signer_id: int,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    studio.save(
        session,
        letter,
        letter.content,
        signer_id=signer_id,
        expected_version=letter.version,
        by=by,
        now=now,
    )
    studio.advance(
        session,
        letter,
        LetterAction.SUBMIT,
        expected_version=letter.version,
        by=by,
        now=now,
    )


def _check(wanted: Wanted) -> None:
    wrong = wording.faults(reason=wanted.reason)
    needs_agency = wanted.papers == TRANSFER
    if wanted.papers not in SETS:
        wrong["papers"] = "Hãy chọn loại văn bản."
    elif needs_agency and len(wanted.agency.strip()) < _SHORTEST_NAME:
        wrong["agency"] = "Cần ghi tên cơ quan nhận."
    if wrong:
        raise Invalid(wrong)


def _must_be_new(session: Session, case: Case, wanted: Wanted) -> None:
    rows = select(OutgoingLetter).where(
        OutgoingLetter.case_id == case.id,
        OutgoingLetter.round == case.round,
        OutgoingLetter.paper.in_(SETS[wanted.papers]),
        OutgoingLetter.state != LetterState.DISCARDED,
    )
    found = session.scalars(rows.limit(1)).one_or_none()
    if found is not None:
        raise TransitionRefused(
            f"Hồ sơ đã có văn bản này, đang ở bước “{found.state.label}”."
        )


def _in_sentence(reason: str) -> str:
    """Return a reason as it follows "vì": no capital, no full stop."""
    text = reason.strip().rstrip(" .;,")
    return text[:1].lower() + text[1:] if not text[1:2].isupper() else text


def signers(session: Session, *, now: datetime) -> Sequence[Officer]:
    """Return who may sign closing letters today: as for replies (X11)."""
    return delegations.reply_signers(session, on=local_day(now))


def to_sign(session: Session, viewer: Viewer) -> Sequence[OutgoingLetter]:
    """Return the closing letters that wait for this officer's approval."""
    mine = OutgoingLetter.signer_id == viewer.officer_id
    rows = _letters(viewer, LetterState.PENDING).where(mine)
    return session.scalars(rows).unique().all()


def to_issue(session: Session, viewer: Viewer) -> Sequence[OutgoingLetter]:
    """Return the approved closing letters that wait for their numbers."""
    if viewer.role is not Role.CLERK:
        raise NotAllowed("Chỉ văn thư cấp số và ban hành văn bản.")
    return session.scalars(_letters(viewer, LetterState.APPROVED)).unique().all()


def _letters(viewer: Viewer, state: LetterState) -> Select[OutgoingLetter]:
    return (
        select(OutgoingLetter)
        .join(Case, Case.id == OutgoingLetter.case_id)
        .where(
            OutgoingLetter.state == state,
            OutgoingLetter.paper.in_(PAPERS),
            queries.visible_cases(viewer),
        )
        .options(
            joinedload(OutgoingLetter.case),
            joinedload(OutgoingLetter.drafter),
            joinedload(OutgoingLetter.signer),
        )
        .order_by(OutgoingLetter.id)
        .limit(200)
    )
