"""Signed copies: what came back, compared with what was issued (T57).

The words that differ may name a complainant, so they are read from the two files
whenever they are shown, and never kept.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from documents import history, signatures
from documents.errors import NotAllowed, NotFound, TransitionRefused
from documents.files import FileStore
from documents.letters.comparison import Comparison, compare
from documents.models import OutgoingLetter, SignedCopy, StoredFile
from documents.viewer import Viewer
from documents.vocabulary import CopyVerdict, EventKind, LetterState, Role

PDF: Final = "application/pdf"

_AGREES: Final = frozenset({CopyVerdict.SAME, CopyVerdict.NO_TEXT})
"""A scan proves the letter to the eye of whoever files it."""


@dataclass(frozen=True)
class Returned:
    """A file that came back, and the roots its signatures are verified against."""

    content: bytes
    name: str
    media_type: str
    roots: Sequence[bytes] = ()


def can_receive(letter: OutgoingLetter, viewer: Viewer) -> bool:
    """Say whether this officer files signed copies of the letter (§6, văn thư)."""
    return letter.state is LetterState.ISSUED and viewer.role is Role.CLERK


def receive(
    session: Session,
    letter: OutgoingLetter,
    returned: Returned,
    *,
    store: FileStore,
    by: Viewer,
    now: datetime,
) -> SignedCopy:
    """Keep a signed file with what was found in it; the same file is kept once.

    Raises:
        NotAllowed: not a clerk. TransitionRefused: the letter is not issued.
        Unreadable: the file is none that can be read safely; nothing is kept.
    """
    issued = _issued(letter, by)
    standing = _same(session, letter, returned)
    if standing is not None:
        return standing
    comparison = compare(store.read(issued), returned.content)
    found = _signatures(returned, now)
    kept = store.keep(
        session,
        returned.content,
        name=returned.name,
        media_type=returned.media_type,
        by=by,
        now=now,
    )
    copy = _copy(letter, kept, comparison, found)
    session.add(copy)
    note = f"{comparison.verdict.label} Chữ ký số: {len(found)}."
    history.record(session, letter, EventKind.SIGNED, by=by, now=now, note=note)
    session.flush()
    return copy


def _copy(
    letter: OutgoingLetter,
    kept: StoredFile,
    comparison: Comparison,
    found: Sequence[signatures.Signature],
) -> SignedCopy:
    return SignedCopy(
        letter_id=letter.id,
        file_id=kept.id,
        verdict=comparison.verdict,
        differences=len(comparison.differences) + comparison.left_out,
        signatures=[signature.data() for signature in found],
        at=kept.stored_at,
        by_id=kept.stored_by_id,
    )


def _issued(letter: OutgoingLetter, by: Viewer) -> StoredFile:
    if by.role is not Role.CLERK:
        raise NotAllowed("Chỉ văn thư lưu bản đã ký.")
    if letter.state is not LetterState.ISSUED or letter.file is None:
        raise TransitionRefused("Chỉ lưu bản đã ký của văn bản đã ban hành.")
    return letter.file


def _signatures(returned: Returned, now: datetime) -> tuple[signatures.Signature, ...]:
    if returned.media_type != PDF:
        return ()
    return signatures.signatures(returned.content, roots=returned.roots, now=now)


def _same(
    session: Session, letter: OutgoingLetter, returned: Returned
) -> SignedCopy | None:
    """Return the copy of the same bytes that this letter has already."""
    sha256 = hashlib.sha256(returned.content).hexdigest()
    return session.scalar(
        select(SignedCopy)
        .join(SignedCopy.file)
        .where(SignedCopy.letter_id == letter.id, StoredFile.sha256 == sha256)
    )


def proof_of(session: Session, letter: OutgoingLetter) -> SignedCopy | None:
    """Return the newest signed copy whose text does not part from the letter's."""
    agreeing = (it for it in copies(session, letter) if it.verdict in _AGREES)
    return next(agreeing, None)


def copies(session: Session, letter: OutgoingLetter) -> list[SignedCopy]:
    """Return a letter's signed copies, the newest first."""
    rows = (
        select(SignedCopy)
        .where(SignedCopy.letter_id == letter.id)
        .options(joinedload(SignedCopy.file), joinedload(SignedCopy.by))
        .order_by(SignedCopy.id.desc())
    )
    return list(session.scalars(rows))


def copy_of(session: Session, letter: OutgoingLetter, copy_id: int) -> SignedCopy:
    """Return one signed copy of a letter, or raise NotFound."""
    row = session.get(SignedCopy, copy_id)
    if row is None or row.letter_id != letter.id:
        raise NotFound("Không có bản đã ký này.")
    return row


def differences(copy: SignedCopy, *, store: FileStore) -> Comparison:
    """Return how a copy differs from the letter, read from both files again.

    Raises:
        Unreadable, FileDamaged.
    """
    letter = copy.letter
    if letter.file is None:
        raise NotFound("Không có văn bản đã ban hành để so.")
    return compare(store.read(letter.file), store.read(copy.file))
