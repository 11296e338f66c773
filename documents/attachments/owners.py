"""Whose a file is, and whether its text may be searched at all.

A letter that names a complainant, frozen or signed, is never read: identity is in no
index (domain.md §12). A signed copy of a case's letter is read only when its words
are the letter's own; what else stands in it may be anybody's name. Of the files
attached to a case those are read that its units may open too.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session, contains_eager, joinedload

from documents import outbox, outgoing
from documents.models import (
    Case,
    CaseFile,
    Directive,
    IncomingFile,
    OutgoingLetter,
    Reply,
    SignedCopy,
    StoredFile,
)
from documents.vocabulary import CopyVerdict, FileKind

Files = defaultdict[int, list[StoredFile]]


@dataclass(frozen=True)
class Owner:
    """What a file belongs to, by the keys of search, and whether it may be read.

    `case_ids` are the cases whose complainants must not be named in it.
    """

    keys: frozenset[str] = frozenset()
    case_ids: frozenset[int] = frozenset()
    may_be_read: bool = False


def owner(session: Session, file_id: str) -> Owner:
    """Return whose a file is now; what is nobody's is not read."""
    replies = list(session.scalars(_replies(Reply.signed_file_id == file_id)))
    copies = list(session.scalars(_copies(SignedCopy.file_id == file_id)))
    frozen = list(
        session.scalars(select(OutgoingLetter).where(OutgoingLetter.file_id == file_id))
    )
    registered = _registered(session, file_id)
    attached = list(session.scalars(_attached(CaseFile.file_id == file_id)))
    is_known = registered or replies or copies or frozen or attached
    keys = {outbox.case_key(row.case) for row in attached}
    keys |= {outbox.directive_key(row) for row in registered}
    answering = [one.letter for one in replies if one.letter is not None]
    letters = [*frozen, *answering, *(it.letter for it in copies)]
    keys |= {outbox.letter_key(letter) for letter in letters if letter not in frozen}
    may_be_read = (
        (bool(is_known) or _is_proposed(session, file_id))
        and not any(outgoing.names_complainant(one.content) for one in frozen)
        and all(map(_tells_no_name, replies))
        and all(map(_is_the_letter, copies))
        and all(map(_is_for_units, attached))
    )
    case_ids = {one.case_id for one in letters if one.case_id is not None}
    case_ids |= {one.case_id for one in attached}
    case_ids |= {one.case_id for one in replies}
    return Owner(frozenset(keys), frozenset(case_ids), may_be_read)


def keep_from_units(session: Session, file_id: str) -> None:
    """Leave a file that came from a case's sender, and names him, to the office."""
    of_sender = CaseFile.kind.in_((FileKind.FROM_SENDER, FileKind.SUPPLEMENT))
    session.execute(
        update(CaseFile)
        .where(CaseFile.file_id == file_id, of_sender)
        .values(is_private=True)
    )


def files_of_cases(session: Session, case_ids: Collection[int]) -> Files:
    """Return the files of cases that may be read: attached, replies', letters'."""
    found: Files = defaultdict(list)
    of_cases = OutgoingLetter.case_id.in_(case_ids)
    for copy in session.scalars(_copies(of_cases)):
        if _is_the_letter(copy) and copy.letter.case_id is not None:
            found[copy.letter.case_id].append(copy.file)
    for reply in session.scalars(_replies(Reply.case_id.in_(case_ids))):
        if reply.signed_file is not None and _tells_no_name(reply):
            found[reply.case_id].append(reply.signed_file)
    for attached in session.scalars(_attached(CaseFile.case_id.in_(case_ids))):
        if _is_for_units(attached):
            found[attached.case_id].append(attached.file)
    return _once(found)


def files_of_letters(session: Session, letter_ids: Collection[int]) -> Files:
    """Return the signed copies, of letters of no case, that may be read."""
    found: Files = defaultdict(list)
    for copy in session.scalars(_copies(OutgoingLetter.id.in_(letter_ids))):
        if _is_the_letter(copy):
            found[copy.letter_id].append(copy.file)
    return _once(found)


def _once(found: Files) -> Files:
    """Return the same bytes once, however often they were filed."""
    for owner_id, files in found.items():
        found[owner_id] = list({file.sha256: file for file in files}.values())
    return found


def _is_for_units(attached: CaseFile) -> bool:
    """Say whether everybody who sees a case may open a file of it."""
    is_open = attached.withdrawn_at is None and not attached.is_private
    return is_open and not attached.case.sealed


def _tells_no_name(reply: Reply) -> bool:
    """Say it of a letter of ours only: what stands in another one nobody knows."""
    return reply.letter is not None and not outgoing.names_complainant(
        reply.letter.content
    )


def _is_the_letter(copy: SignedCopy) -> bool:
    """Say whether nothing stands in a copy that could be a complainant's name."""
    is_of_case = copy.letter.case_id is not None
    told = copy.verdict is CopyVerdict.SAME or not is_of_case
    return told and not outgoing.names_complainant(copy.letter.content)


def _registered(session: Session, file_id: str) -> list[Directive]:
    """Return the directives a file belongs to, or that were entered from it."""
    mine = select(Directive).where(Directive.file_id == file_id)
    entered = (
        select(Directive)
        .join(IncomingFile, IncomingFile.directive_id == Directive.id)
        .where(IncomingFile.file_id == file_id)
    )
    return [row for rows in (mine, entered) for row in session.scalars(rows).unique()]


def _is_proposed(session: Session, file_id: str) -> bool:
    """Say whether a file came in, or waits in a change, to be the register's."""
    proposed = Directive.proposal["file_id"].as_string() == file_id
    return any(
        session.scalar(rows.limit(1)) is not None
        for rows in (
            select(IncomingFile.id).where(IncomingFile.file_id == file_id),
            select(Directive.id).where(proposed),
        )
    )


def _attached(wanted: ColumnElement[bool]) -> Select[CaseFile]:
    rows = select(CaseFile).join(Case, Case.id == CaseFile.case_id).where(wanted)
    return rows.options(contains_eager(CaseFile.case)).order_by(CaseFile.id)


def _copies(wanted: ColumnElement[bool]) -> Select[SignedCopy]:
    told = contains_eager(SignedCopy.letter)
    rows = select(SignedCopy).join(SignedCopy.letter).where(wanted)
    files = joinedload(SignedCopy.file)
    return rows.options(told, told.joinedload(OutgoingLetter.case), files).order_by(
        SignedCopy.id
    )


def _replies(wanted: ColumnElement[bool]) -> Select[Reply]:
    told = joinedload(Reply.letter).joinedload(OutgoingLetter.case)
    rows = select(Reply).where(wanted).order_by(Reply.id)
    return rows.options(told, joinedload(Reply.signed_file))
