"""Who writes at a letter: its drafter, his unit's head, the office (domain.md §6)."""

from sqlalchemy.orm import Session

from documents import drafting
from documents.errors import NotAllowed, TransitionRefused
from documents.lifecycles.letter import WRITERS
from documents.models import OutgoingLetter
from documents.viewer import Viewer
from documents.vocabulary import LetterState, Role


def in_charge(letter: OutgoingLetter, viewer: Viewer) -> bool:
    """Say whether a letter is this officer's to write and to hand in."""
    if viewer.role not in WRITERS:
        return False
    same_unit = viewer.unit_id is not None and letter.drafter.unit_id == viewer.unit_id
    return (
        viewer.sees_every_case
        or letter.drafter_id == viewer.officer_id
        or (viewer.role is Role.HEAD and same_unit)
    )


def can_write(letter: OutgoingLetter, viewer: Viewer) -> bool:
    """Say whether this officer may change the draft now."""
    if letter.is_reply and letter.case is not None:
        is_current = letter.round == letter.case.round
        return is_current and drafting.can_draft(letter.case, viewer)
    return letter.state is LetterState.DRAFT and in_charge(letter, viewer)


def must_write(session: Session, letter: OutgoingLetter, by: Viewer) -> None:
    """Refuse who cannot change the draft now.

    Raises:
        TransitionRefused: it is no draft any more, its case is not in progress, or
        was opened again since (X17).
        NotAllowed: it is another unit's.
    """
    if letter.is_reply and letter.case is not None:
        version = letter.case.version
        if letter.round != letter.case.round:
            raise TransitionRefused(
                f"Văn bản thuộc lần xử lý {letter.round}; hồ sơ đã được mở lại."
            )
        drafting.must_be_draftable(
            session, letter.case, expected_version=version, by=by
        )
    elif letter.state is not LetterState.DRAFT:
        raise TransitionRefused(
            f"Văn bản đang ở bước “{letter.state.label}” nên không sửa được."
        )
    elif not in_charge(letter, by):
        raise NotAllowed("Văn bản do phòng, đơn vị khác soạn.")
