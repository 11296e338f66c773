"""What a case tells the letters about it; who sent it is never told (domain.md §12)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import agency, standing
from documents.deadlines import local_day
from documents.models import REPLY, Case, OutgoingLetter
from documents.vocabulary import LetterState


def matter_of(session: Session, case: Case) -> dict[str, Any]:
    """Return what is known, by the names of `letters.Facts`; None is not known."""
    result = standing.current_result(session, case)
    return {
        "agency": agency.current(session).name,
        "code": case.code,
        "received_on": local_day(case.received_at),
        "about": case.title,
        "place": case.location or None,
        "due_on": case.due_on,
        "lead_unit": case.lead_unit.name if case.lead_unit else None,
        "joint_units": ", ".join(one.unit.name for one in case.coordinating) or None,
        "result": result.text if result else None,
        "document": _answered_by(session, case),
    }


def _answered_by(session: Session, case: Case) -> str | None:
    """Return number and day of the newest letter that answered the case."""
    issued = session.scalars(
        select(OutgoingLetter)
        .where(
            OutgoingLetter.case_id == case.id,
            OutgoingLetter.paper == REPLY,
            OutgoingLetter.state == LetterState.ISSUED,
        )
        .order_by(OutgoingLetter.round.desc())
        .limit(1)
    ).first()
    if issued is None or issued.issued_on is None:
        return None
    return f"{issued.printed_number} ngày {issued.issued_on:%d/%m/%Y}"
