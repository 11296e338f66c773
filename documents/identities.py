"""Looking at who sent a case: by the right roles, with a reason, written down."""

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import history, seeing
from documents.errors import Invalid, NotAllowed
from documents.models import Case, Complainant, IdentityAccess
from documents.vault import Identity, Vault
from documents.viewer import Viewer
from documents.vocabulary import EventKind, Role

_NEEDS_NO_REASON: Final = frozenset({Role.FOCAL, Role.CVP, Role.DIRECTOR})
_NEEDS_REASON: Final = frozenset({Role.CLERK, Role.HEAD, Role.HANDLER})
"""A clerk knows an identity while keying it in; later he too says why (§6)."""


def may_unseal(viewer: Viewer) -> bool:
    """Say whether the viewer's role ever sees identities."""
    return viewer.role in _NEEDS_NO_REASON | _NEEDS_REASON


def needs_reason(viewer: Viewer) -> bool:
    """Say whether the viewer must say why he looks."""
    return viewer.role in _NEEDS_REASON


def unseal(
    session: Session,
    case: Case,
    *,
    reason: str,
    vault: Vault,
    by: Viewer,
    now: datetime,
) -> Identity:
    """Return who sent a case, and write down who looked and why (T32).

    Raises:
        Invalid: a role that must say why gave no reason of ten characters.
        NotAllowed: the role never sees identities.
    """
    seeing.must_see(case, by)
    if not may_unseal(by):
        raise NotAllowed("Vai trò này không được xem thông tin người phản ánh.")
    if needs_reason(by) and len(reason.strip()) < 10:
        raise Invalid({"reason": "Cần nêu lý do xem, ít nhất 10 ký tự."})
    row = session.get_one(Complainant, case.id)
    why = reason.strip() or f"Theo nhiệm vụ: {by.role.label}"
    session.add(
        IdentityAccess(case_id=case.id, officer_id=by.officer_id, at=now, reason=why)
    )
    history.record(session, case, EventKind.UNSEALED, by=by, now=now, note=why)
    return vault.open(row.sealed, code=case.code)
