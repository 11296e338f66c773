"""The reply of a case that this system did not write, on the case's page."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import standing
from documents.models import Case, PastReply
from portal.jinja import date_vi


@dataclass(frozen=True)
class PastReplyView:
    """A reply that came in from a file, as that told it, or was signed outside."""

    number: str
    issued_on: str
    text: str
    is_from_file: bool


def past_reply_of(session: Session, case: Case) -> PastReplyView | None:
    """Return the newest reply that this system did not write; None if it wrote all."""
    row = standing.past_reply(session, case)
    return _view(row) if row else None


def past_replies(session: Session, cases: Iterable[Case]) -> dict[int, PastReplyView]:
    """Return such replies of cases, the newest of each, by their ids: one question."""
    ids = [case.id for case in cases]
    rows = select(PastReply).where(PastReply.case_id.in_(ids)).order_by(PastReply.round)
    return {row.case_id: _view(row) for row in session.scalars(rows)} if ids else {}


def _view(row: PastReply) -> PastReplyView:
    issued_on = date_vi(row.issued_on) if row.issued_on else ""
    is_from_file = not row.signer or bool(row.text)
    return PastReplyView(row.number, issued_on, row.text, is_from_file)
