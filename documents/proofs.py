"""Proofs of work that were used: each lets one request through (security.md T24)."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents.models import SpentProof


def spend(session: Session, nonce: str, *, expires_at: datetime, now: datetime) -> bool:
    """Use a proof up; False if it was used before. Those that ran out are forgotten."""
    session.execute(delete(SpentProof).where(SpentProof.expires_at < now))
    try:
        with session.begin_nested():
            session.add(SpentProof(nonce=nonce, expires_at=expires_at))
    except IntegrityError:
        return False
    return True
