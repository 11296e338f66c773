"""Keeping what a case names, and the key of its sender's telephone, to be found by."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from documents import landmarks
from documents.models import Case, CaseMark, Complainant
from documents.vault import Vault, VaultLocked

AT_ONCE: Final = 200
"""Cases of before that are marked in one transaction."""


def rows_of(
    case_id: int, *, title: str, content: str, location: str
) -> Iterator[dict[str, Any]]:
    """Yield the rows of what a case names."""
    for kind, key in landmarks.marks_of(title, content, location):
        yield {"case_id": case_id, "kind": kind, "key": key}


def mark(session: Session, case: Case) -> None:
    """Keep what a case names now, and nothing that it named before."""
    session.execute(delete(CaseMark).where(CaseMark.case_id == case.id))
    mark_new(session, case)


def mark_new(session: Session, case: Case) -> None:
    """Keep what a case names that has just come."""
    rows = rows_of(
        case.id, title=case.title, content=case.content, location=case.location
    )
    if told := list(rows):
        session.execute(insert(CaseMark), told)


def unmarked(session: Session, *, since: int) -> list[int]:
    """Return the next cases above an id that stood before there were marks."""
    rows = (
        select(Complainant.case_id)
        .where(Complainant.phone_key.is_(None), Complainant.case_id > since)
        .order_by(Complainant.case_id)
        .limit(AT_ONCE)
    )
    return list(session.scalars(rows))


def mark_old(session: Session, case_ids: list[int], vault: Vault) -> None:
    """Mark cases that stood before; what this vault does not open waits for its key."""
    rows = select(Case, Complainant).join(Complainant, Complainant.case_id == Case.id)
    for case, row in session.execute(rows.where(Case.id.in_(case_ids))).unique():
        mark(session, case)
        try:
            row.phone_key = vault.phone_key(
                vault.open(row.sealed, code=case.code).phone
            )
        except VaultLocked:
            continue
