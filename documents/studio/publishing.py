"""An issued letter on the department's website: a record of the register (T17)."""

from datetime import datetime

from sqlalchemy.orm import Session

from documents import content, directives, history, letters, outgoing
from documents.directives import DirectiveFields
from documents.errors import TransitionRefused
from documents.models import Directive, OutgoingLetter
from documents.studio.signed import proof_of
from documents.viewer import Viewer
from documents.vocabulary import EventKind, IssuerLevel, LetterState


def can_be_published(letter: OutgoingLetter, viewer: Viewer) -> bool:
    """Say whether this officer may make the letter a record of the register now."""
    return (
        letter.state is LetterState.ISSUED
        and letter.directive_id is None
        and not outgoing.names_complainant(letter.content)
        and content.is_editor(viewer)
    )


def record(
    session: Session, letter: OutgoingLetter, *, by: Viewer, now: datetime
) -> Directive:
    """Enter an issued letter into the register, as a draft that is then published.

    Its file is the newest signed copy that agrees with it, or the issued .docx.

    Raises:
        NotAllowed: he prepares no content. TransitionRefused: it is not issued, or is
        in the register, or names a complainant (domain.md §12). Invalid.
    """
    content.must_be_editor(by)
    if letter.state is not LetterState.ISSUED or letter.issued_on is None:
        raise TransitionRefused("Chỉ đưa lên trang văn bản đã ban hành.")
    if letter.directive_id is not None:
        raise TransitionRefused("Văn bản đã có trong sổ văn bản chỉ đạo.")
    if outgoing.names_complainant(letter.content):
        raise TransitionRefused(
            "Văn bản ghi tên người phản ánh nên không đưa lên trang được."
        )
    proof = proof_of(session, letter)
    fields = DirectiveFields(
        kind=letters.KINDS[letter.book].name,
        number=letter.printed_number,
        issuer=letters.profile(letter.content["profile"]).full_name,
        issuer_level=IssuerLevel.DEPARTMENT,
        issued_on=letter.issued_on,
        abstract=letters.without_about(letter.subject),
        body=letter.content["body"],
        file_id=proof.file_id if proof else letter.file_id,
    )
    directive = directives.add(session, fields, by=by, now=now)
    letter.directive_id = directive.id
    history.record(session, letter, EventKind.LINKED, by=by, now=now)
    session.flush()
    return directive
