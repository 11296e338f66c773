"""For whom a case exists (domain.md §6, §12); for others there is none."""

from documents.errors import NotFound
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import Role


def can_see(case: Case, viewer: Viewer) -> bool:
    """Say whether a case exists for this viewer (domain.md §6)."""
    if case.sealed:
        return viewer.keeps_the_sealed
    if viewer.sees_every_case:
        return True
    if viewer.role not in {Role.HEAD, Role.HANDLER} or viewer.unit_id is None:
        return False
    return viewer.unit_id == case.lead_unit_id or any(
        one.unit_id == viewer.unit_id for one in case.coordinating
    )


def must_see(case: Case, viewer: Viewer) -> None:
    """Raise NotFound for a case that is not the viewer's to see (security T5)."""
    if not can_see(case, viewer):
        raise NotFound("Không có hồ sơ này.")
