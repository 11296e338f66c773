"""The letter to the sender of a merged case: it quotes the answer of its main case.

What tells who sent the main case stays behind (domain.md §12). Once the letter is
issued its addressee counts as answered (`standing.untold`).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import borrowing, drafting, seeing, standing, studio
from documents.borrowing import Source
from documents.errors import NotAllowed, TransitionRefused
from documents.letters import typed_paragraphs
from documents.merging import TELLERS
from documents.models import MERGED_REPLY, Case, OutgoingLetter
from documents.text import fold
from documents.vault import Vault
from documents.viewer import Viewer

_NOT_ANSWERED: Final = "Hồ sơ chính chưa có văn bản trả lời đã ban hành để dẫn lại."
_END: Final = " ./"


def prepare(
    session: Session, case: Case, *, vault: Vault, by: Viewer, now: datetime
) -> OutgoingLetter:
    """Begin the letter to a merged case's sender, or return the one that was begun.

    Raises:
        NotFound. NotAllowed: who answers nobody. TransitionRefused: a case that is not
        merged, one whose main case has no issued reply, or whose sender was answered.
    """
    seeing.must_see(case, by)
    if by.role not in TELLERS:
        raise NotAllowed("Vai trò này không trả lời người gửi của hồ sơ gộp.")
    main = _main_case(session, case, by)
    made = standing.merged_replies(session, main).get(case.id)
    if made is not None:
        return made
    source = borrowing.sources(session, [main], vault=vault).get(main.id)
    if main.done_at is None or source is None:
        raise TransitionRefused(_NOT_ANSWERED)
    if case not in standing.untold(session, main):
        raise TransitionRefused("Người gửi của hồ sơ này đã được trả lời.")
    day = f" ngày {source.issued_on:%d/%m/%Y}" if source.issued_on else ""
    known = {
        "document": f"{source.number}{day}" if source.number else None,
        "answer": "\n\n".join(_quoted(session, source)) or None,
    }
    start = studio.for_case(session, case, MERGED_REPLY, by=by, known=known)
    return studio.begin(session, start, case=case, by=by, now=now)


def _main_case(session: Session, case: Case, by: Viewer) -> Case:
    if case.duplicate_of_id is None or case.sealed:
        raise TransitionRefused("Hồ sơ này không gộp vào hồ sơ nào.")
    main = session.get_one(Case, case.duplicate_of_id)
    seeing.must_see(main, by)
    return main


def _quoted(session: Session, source: Source) -> Iterator[str]:
    """Yield what the main case was answered, without the phrases around it."""
    around = drafting.suggested_body(session, source.case)
    phrases = {_bare(text) for text in typed_paragraphs(around)}
    for one in source.passages:
        if not one.why_not and _bare(one.text) not in phrases:
            yield one.text


def _bare(text: str) -> str:
    return fold(text).rstrip(_END)
