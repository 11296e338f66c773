"""The reply of a case that came in from a file, on the case's page."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import standing
from documents.models import Case, PastReply
from portal.jinja import date_vi


@dataclass(frozen=True)
class PastReplyView:
    """A reply from before this portal, as the file told it."""

    number: str
    issued_on: str
    text: str


def past_reply_of(session: Session, case: Case) -> PastReplyView | None:
    """Return the reply that came in with the case; of a case of ours there is none."""
    row = standing.past_reply(session, case)
    return _view(row) if row else None


def past_replies(session: Session, cases: Iterable[Case]) -> dict[int, PastReplyView]:
    """Return the replies that came in with cases, by their ids: one question."""
    ids = [case.id for case in cases]
    rows = select(PastReply).where(PastReply.case_id.in_(ids))
    return {row.case_id: _view(row) for row in session.scalars(rows)} if ids else {}


def _view(row: PastReply) -> PastReplyView:
    issued_on = date_vi(row.issued_on) if row.issued_on else ""
    return PastReplyView(row.number, issued_on, row.text)
