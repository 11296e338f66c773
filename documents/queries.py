"""Reads for pages: each returns only what its viewer may see.

A visitor is a viewer of None. What is published is decided here and nowhere
else, so that page, list, feed and index cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from documents.errors import NotFound
from documents.lifecycles import EDITORS, OPEN, PUBLISHERS
from documents.models import (
    Case,
    Contact,
    Directive,
    DirectiveRelation,
    OutgoingLetter,
    PostingPlace,
    Unit,
)
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseState,
    ContentState,
    Field,
    LetterState,
    Role,
    Urgency,
)

Row = TypeVar("Row")
PER_PAGE: Final = 20


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """One page of a list, and how many rows there are in all."""

    rows: Sequence[Row]
    total: int
    page: int
    per_page: int = PER_PAGE

    @property
    def last(self) -> int:
        """Return the number of the last page, at least 1."""
        return max(1, -(-self.total // self.per_page))


def _listing(session: Session, query: Select[Row], page: int) -> Listing[Row]:
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    last = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), last)
    rows = session.scalars(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return Listing(rows.unique().all(), total, page)


def is_content_staff(viewer: Viewer | None) -> bool:
    """Say whether the viewer prepares or publishes content (domain.md §6)."""
    return viewer is not None and viewer.role in EDITORS | PUBLISHERS


def contacts(session: Session, viewer: Viewer | None) -> list[Contact]:
    """Return the contacts in their order; drafts only for who works on them."""
    query = select(Contact).order_by(Contact.place, Contact.id)
    if not is_content_staff(viewer):
        query = query.where(Contact.state == ContentState.PUBLISHED)
    else:
        query = query.where(Contact.state != ContentState.ARCHIVED)
    return list(session.scalars(query))


def published_contacts(session: Session) -> list[Contact]:
    """Return what a visitor sees of the contacts."""
    return contacts(session, None)


def posting_places(session: Session) -> list[str]:
    """Return where the contacts are posted on paper."""
    rows = session.scalars(select(PostingPlace).order_by(PostingPlace.place))
    return [row.name for row in rows]


def units(session: Session) -> list[Unit]:
    """Return the department's units in their order."""
    return list(session.scalars(select(Unit).order_by(Unit.place, Unit.id)))


def may_see_directive(directive: Directive, viewer: Viewer | None) -> bool:
    """Say whether a directive exists for this viewer (domain.md §12)."""
    if is_content_staff(viewer):
        return True
    if directive.state is not ContentState.PUBLISHED:
        return False
    return directive.is_public or viewer is not None


def _directive_filter(viewer: Viewer | None) -> ColumnElement[bool]:
    if is_content_staff(viewer):
        return Directive.state != ContentState.ARCHIVED
    published = Directive.state == ContentState.PUBLISHED
    return published if viewer else and_(published, Directive.is_public)


@dataclass(frozen=True)
class DirectiveFilter:
    """What the list of directives is narrowed to."""

    kind: str = ""
    issuer: str = ""
    year: int | None = None


def directives(
    session: Session,
    viewer: Viewer | None,
    *,
    only: DirectiveFilter | None = None,
    page: int = 1,
) -> Listing[Directive]:
    """Return the register, newest first."""
    wanted = only or DirectiveFilter()
    query = select(Directive).where(_directive_filter(viewer))
    if wanted.kind:
        query = query.where(Directive.kind == wanted.kind)
    if wanted.issuer:
        query = query.where(Directive.issuer == wanted.issuer)
    if wanted.year:
        first = date(wanted.year, 1, 1)
        query = query.where(
            Directive.issued_on >= first,
            Directive.issued_on <= date(wanted.year, 12, 31),
        )
    newest = query.order_by(Directive.issued_on.desc(), Directive.id.desc())
    return _listing(session, newest, page)


def directive_choices(session: Session, viewer: Viewer | None) -> dict[str, list[Any]]:
    """Return the kinds, issuers and years that the viewer can filter by."""
    seen = _directive_filter(viewer)

    def distinct(column: Any) -> list[Any]:
        rows = select(column).where(seen).distinct().order_by(column)
        return list(session.scalars(rows))

    days = distinct(Directive.issued_on)
    return {
        "kind": distinct(Directive.kind),
        "issuer": distinct(Directive.issuer),
        "year": sorted({day.year for day in days}, reverse=True),
    }


def directive(session: Session, slug: str, viewer: Viewer | None) -> Directive:
    """Return a directive by its address, or raise NotFound."""
    row = session.scalar(
        select(Directive)
        .where(Directive.slug == slug)
        .options(selectinload(Directive.relations))
    )
    if row is None or not may_see_directive(row, viewer):
        raise NotFound("Không có văn bản này.")
    return row


def relations_of(
    session: Session, row: Directive, viewer: Viewer | None
) -> tuple[list[DirectiveRelation], list[DirectiveRelation]]:
    """Return a directive's relations (to others, from others) that may be seen."""
    backward = session.scalars(
        select(DirectiveRelation)
        .where(DirectiveRelation.to_id == row.id)
        .order_by(DirectiveRelation.id)
    )
    return (
        [r for r in row.relations if may_see_directive(r.target, viewer)],
        [r for r in backward if may_see_directive(r.origin, viewer)],
    )


def visible_cases(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition under which a case exists for the viewer (§6)."""
    if viewer.sees_every_case:
        return true()
    if viewer.role in {Role.HEAD, Role.HANDLER} and viewer.unit_id is not None:
        return Case.lead_unit_id == viewer.unit_id
    return false()


@dataclass(frozen=True)
class CaseFilter:
    """What the list of cases is narrowed to."""

    state: CaseState | None = None
    field: Field | None = None
    urgency: Urgency | None = None
    unit_id: int | None = None
    only_open: bool = False
    overdue_on: date | None = None


def case_list(
    session: Session, viewer: Viewer, *, only: CaseFilter, page: int = 1
) -> Listing[Case]:
    """Return cases the viewer may see: open ones by due date, then the newest."""
    query = select(Case).where(visible_cases(viewer))
    for column, value in (
        (Case.state, only.state),
        (Case.field, only.field),
        (Case.urgency, only.urgency),
        (Case.lead_unit_id, only.unit_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if only.only_open or only.overdue_on:
        query = query.where(Case.state.in_(OPEN))
    if only.overdue_on:
        query = query.where(Case.due_on < only.overdue_on)
    order = (Case.done_at.is_not(None), Case.due_on, Case.id)
    return _listing(session, query.order_by(*order), page)


def waiting_for(session: Session, viewer: Viewer) -> list[Case]:
    """Return the cases whose next move is this viewer's, most urgent first.

    A role's states are those it has a move from; a signer waits only for what
    he signs, a clerk for what is to be numbered.
    """
    query = select(Case).where(visible_cases(viewer), _next_is(viewer))
    rows = session.scalars(query.order_by(Case.due_on, Case.id).limit(100))
    return list(rows.unique())


def _next_is(viewer: Viewer) -> ColumnElement[bool]:
    own_unit = (
        Case.lead_unit_id == viewer.unit_id if viewer.unit_id is not None else false()
    )
    in_progress = and_(Case.state == CaseState.IN_PROGRESS, own_unit)
    match viewer.role:
        case Role.CLERK:
            return Case.id.in_(_letters(LetterState.APPROVED))
        case Role.FOCAL:
            issued = Case.id.in_(_letters(LetterState.ISSUED))
            return or_(
                Case.state.in_([CaseState.RECEIVED, CaseState.REPLIED]),
                and_(Case.state == CaseState.APPROVED, issued),
                in_progress,
            )
        case Role.HANDLER | Role.HEAD:
            return in_progress
        case Role.DIRECTOR:
            mine = select(OutgoingLetter.case_id).where(
                OutgoingLetter.signer_id == viewer.officer_id
            )
            return and_(Case.state == CaseState.PENDING_APPROVAL, Case.id.in_(mine))
        case Role.CVP:
            return or_(Case.state == CaseState.PENDING_APPROVAL, in_progress)
        case Role.ADMIN:
            return false()


def _letters(state: LetterState) -> Select[int | None]:
    return select(OutgoingLetter.case_id).where(
        OutgoingLetter.state == state, OutgoingLetter.round == Case.round
    )


@dataclass(frozen=True)
class DeskFigures:
    """The numbers at the head of the desk."""

    open: int
    due_today: int
    overdue: int


def desk_figures(session: Session, viewer: Viewer, *, today: date) -> DeskFigures:
    """Count the open cases the viewer may see, those due today and those late."""
    seen = and_(visible_cases(viewer), Case.state.in_(OPEN))

    def count(*conditions: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count(Case.id)).where(seen, *conditions)) or 0

    return DeskFigures(
        open=count(),
        due_today=count(Case.due_on == today),
        overdue=count(Case.due_on < today),
    )


def issued_letters(session: Session, *, page: int = 1) -> Listing[OutgoingLetter]:
    """Return the register of issued letters, newest number first."""
    query = (
        select(OutgoingLetter)
        .where(OutgoingLetter.state == LetterState.ISSUED)
        .order_by(OutgoingLetter.year.desc(), OutgoingLetter.number.desc())
    )
    return _listing(session, query, page)
