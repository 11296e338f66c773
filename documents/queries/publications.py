"""Reads of what visitors may read of cases, and of what waits to be released.

`answer` and `answers` are the one door to the public text: page, list, search and
the officers' “as the public sees it” all ask here.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from documents.errors import NotFound
from documents.models import Case, Publication
from documents.queries.cases import visible_cases
from documents.queries.listing import Listing, listing
from documents.queries.parts import Address, Part, addresses, parts
from documents.remembering import remembered
from documents.viewer import Viewer
from documents.vocabulary import CaseState, Field, PublicationState

ANSWERED: Final = (CaseState.REPLIED, CaseState.RESOLVED)
"""Where a case stands once it was answered."""

_CODE: Final = re.compile(r"[A-Z]+-[0-9]{4}-[0-9]{6,9}")
"""What may be a code; anything else is not asked of the database."""


def _is_public() -> ColumnElement[bool]:
    """Return the condition under which anybody may read a text (domain.md §12)."""
    return and_(
        Publication.state == PublicationState.PUBLIC,
        Publication.round == Case.round,
        _may_stand(),
    )


def _may_stand() -> ColumnElement[bool]:
    return and_(Case.state.in_(ANSWERED), ~Case.opted_out, ~Case.sealed)


def _is_to_edit() -> ColumnElement[bool]:
    """Return the condition under which a text that came back can be prepared anew."""
    return and_(Publication.state == PublicationState.PRIVATE, _may_stand())


def _joined() -> Select[Publication]:
    joined = select(Publication).join(Publication.case)
    return joined.options(contains_eager(Publication.case))


def answers(
    session: Session, *, field: Field | None = None, page: int = 1
) -> Listing[Publication]:
    """Return what visitors may read, the newest first, of one field or of all."""
    query = _joined().where(_is_public())
    if field is not None:
        query = query.where(Case.field == field)
    newest = query.order_by(Publication.released_at.desc(), Publication.id.desc())
    return listing(session, newest, page)


def answer(session: Session, code: str) -> Publication:
    """Return what visitors may read of a case, or raise NotFound."""
    known = _CODE.fullmatch(code.upper())
    query = _joined().where(Case.code == known[0], _is_public()) if known else None
    row = session.scalar(query) if query is not None else None
    if row is None:
        raise NotFound("Không có câu trả lời này, hoặc đã được gỡ.")
    return row


def answers_among(session: Session, codes: Iterable[str]) -> list[Publication]:
    """Return what visitors may read of the cases with these codes."""
    query = _joined().where(Case.code.in_(list(codes)), _is_public())
    return list(session.scalars(query))


def newest_answers(session: Session, most: int) -> list[Publication]:
    """Return so many of the newest texts that visitors may read."""
    newest = _joined().where(_is_public()).order_by(Publication.released_at.desc())
    return list(session.scalars(newest.limit(most)))


def answer_parts(session: Session) -> list[Part]:
    """Return the parts of the list of all that visitors may read."""
    public = select(Publication).join(Publication.case).where(_is_public())
    return parts(session, public, Publication.id, Publication.released_at)


def answer_addresses(session: Session, part: int) -> list[Address]:
    """Return the codes of what visitors may read in one part."""
    public = select(Publication).join(Publication.case).where(_is_public())
    told = (Case.code, Publication.released_at)
    return addresses(session, public, Publication.id, told, part=part)


def publications_waiting(session: Session, viewer: Viewer) -> tuple[int, int]:
    """Return how many texts wait to be edited, and to be released, of what he sees."""
    to_release = Publication.state == PublicationState.PENDING
    rows = (
        select(
            func.count().filter(_is_to_edit()),
            func.count().filter(to_release),
        )
        .select_from(Publication)
        .join(Publication.case)
        .where(or_(_is_to_edit(), to_release), visible_cases(viewer))
    )
    to_edit, pending = session.execute(rows).one()
    return to_edit, pending


@remembered
def publication(session: Session, case: Case) -> Publication | None:
    """Return what stands of a case for the public, in whatever state."""
    return session.scalar(select(Publication).where(Publication.case_id == case.id))


def publications(
    session: Session,
    viewer: Viewer,
    state: PublicationState,
    *,
    to_edit: bool | None = None,
    page: int = 1,
) -> Listing[Publication]:
    """Return the texts in one state of cases that the viewer sees.

    Told `to_edit`, only those that can be prepared anew, or only those that cannot.
    """
    query = _joined().where(Publication.state == state, visible_cases(viewer))
    if to_edit is not None:
        query = query.where(_is_to_edit() if to_edit else ~_is_to_edit())
    return listing(session, query.order_by(*_order(state)), page)


def _order(
    state: PublicationState,
) -> tuple[ColumnElement[datetime] | ColumnElement[int], ...]:
    if state is PublicationState.PENDING:
        return Publication.prepared_at.asc(), Publication.id.asc()
    return Publication.prepared_at.desc(), Publication.id.desc()
