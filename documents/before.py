"""How a case stood before a change: kept, so that figures of past days stay (§9).

Whatever changes how a case is led, classified or due keeps what was; corrected data,
another unit or a later date then leave the figures of the days before alone.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from documents.models import Case, CaseBefore
from documents.vocabulary import CaseKind, Field, Urgency


@dataclass(frozen=True)
class Stood:
    """What figures are cut by, and a case judged late by, in one of its rounds."""

    round: int
    due_on: date
    lead_unit_id: int | None
    handler_id: int | None
    kind: CaseKind | None
    field: Field | None
    urgency: Urgency


def stood(case: Case) -> Stood:
    """Return how a case stands, as it was last written."""
    return Stood(
        round=case.round,
        due_on=case.due_on,
        lead_unit_id=case.lead_unit_id,
        handler_id=case.handler_id,
        kind=case.kind,
        field=case.field,
        urgency=case.urgency,
    )


def keep(session: Session, case: Case, was: Stood, *, now: datetime) -> None:
    """Keep how a case stood until now, if it stands otherwise since."""
    session.flush()
    if stood(case) != was:
        session.add(CaseBefore(case_id=case.id, until=now, **asdict(was)))
