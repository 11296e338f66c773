"""Reads of contacts and directives: what is published, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    false,
    or_,
    select,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, defer

from documents.errors import NotFound
from documents.lifecycles import EDITORS, PUBLISHERS
from documents.models import (
    Contact,
    Directive,
    DirectiveAddress,
    DirectiveRelation,
    PostingPlace,
)
from documents.queries.listing import Listing, listing
from documents.queries.parts import Address, Part, addresses, parts
from documents.viewer import Viewer
from documents.vocabulary import ContentState, DirectiveForce, Validity


def is_content_staff(viewer: Viewer | None) -> bool:
    """Say whether the viewer prepares or publishes content (domain.md §6)."""
    return viewer is not None and viewer.role in EDITORS | PUBLISHERS


def contacts(session: Session, viewer: Viewer | None, *, on: date) -> list[Contact]:
    """Return the contacts of a day in their order.

    Drafts, who will hold a post later and, at the end, what was taken down only for
    who works on them; who held a post before is not among them.
    """
    archived = Contact.state == ContentState.ARCHIVED
    query = select(Contact).order_by(archived, Contact.place, Contact.id)
    if is_content_staff(viewer):
        return list(session.scalars(query.where(~_held_before(on))))
    return list(session.scalars(query.where(is_shown(on))))


def published_contacts(session: Session, *, on: date) -> list[Contact]:
    """Return what a visitor sees of the contacts on a day."""
    return contacts(session, None, on=on)


def former_contacts(session: Session, *, on: date) -> list[Contact]:
    """Return who held a post before a day, for officers; the last one first."""
    newest = (Contact.valid_to.desc(), Contact.place, Contact.id)
    return list(
        session.scalars(select(Contact).where(_held_before(on)).order_by(*newest))
    )


def is_shown(on: date | InstrumentedAttribute[date | None]) -> ColumnElement[bool]:
    """Say of a contact whether visitors see it on a day (domain.md T13)."""
    return and_(
        Contact.state == ContentState.PUBLISHED,
        or_(Contact.valid_from.is_(None), Contact.valid_from <= on),
        or_(Contact.valid_to.is_(None), Contact.valid_to >= on),
    )


def _held_before(on: date) -> ColumnElement[bool]:
    """Say of a contact whether somebody held a post, and no longer does."""
    was_shown = Contact.state.in_((ContentState.PUBLISHED, ContentState.ARCHIVED))
    has_ended = and_(Contact.valid_to.is_not(None), Contact.valid_to < on)
    return and_(was_shown, has_ended)


def posting_places(session: Session) -> list[str]:
    """Return where the contacts are posted on paper."""
    rows = session.scalars(select(PostingPlace).order_by(PostingPlace.place))
    return [row.name for row in rows]


def may_see_directive(directive: Directive, viewer: Viewer | None) -> bool:
    """Say whether a directive exists for this viewer (domain.md §12)."""
    if directive.trashed_at is not None:
        return False
    if is_content_staff(viewer):
        return True
    if directive.state is not ContentState.PUBLISHED:
        return False
    return directive.is_public or viewer is not None


def directive_filter(viewer: Viewer | None) -> ColumnElement[bool]:
    """Return the condition under which directives exist for this viewer."""
    if is_content_staff(viewer):
        return Directive.trashed_at.is_(None)
    published = Directive.state == ContentState.PUBLISHED
    return published if viewer else and_(published, Directive.is_public)


@dataclass(frozen=True)
class DirectiveFilter:
    """What the list of directives is narrowed to."""

    kind: str = ""
    issuer: str = ""
    year: int | None = None
    force: DirectiveForce | None = None
    validity: Validity | None = None
    state: ContentState | None = None
    related_to: str = ""
    """The address of a directive; "" for all."""


def directives(
    session: Session,
    viewer: Viewer | None,
    *,
    only: DirectiveFilter | None = None,
    page: int = 1,
) -> Listing[Directive]:
    """Return the register, newest first."""
    wanted = only or DirectiveFilter()
    query = select(Directive).where(directive_filter(viewer))
    if wanted.kind:
        query = query.where(Directive.kind == wanted.kind)
    if wanted.issuer:
        query = query.where(Directive.issuer == wanted.issuer)
    if wanted.force:
        query = query.where(Directive.force == wanted.force)
    if wanted.year:
        first = date(wanted.year, 1, 1)
        query = query.where(
            Directive.issued_on >= first,
            Directive.issued_on <= date(wanted.year, 12, 31),
        )
    if wanted.validity:
        query = query.where(Directive.validity == wanted.validity)
    if wanted.state:
        query = query.where(Directive.state == wanted.state)
    if wanted.related_to:
        one = directive_filter(viewer) & (Directive.slug == wanted.related_to)
        query = query.where(
            Directive.id.in_(_related_to(select(Directive.id).where(one)))
        )
    newest = query.order_by(Directive.issued_on.desc(), Directive.id.desc())
    return listing(session, newest.options(defer(Directive.body)), page)


def trashed_directives(
    session: Session, viewer: Viewer | None, *, page: int = 1
) -> Listing[Directive]:
    """Return what was thrown away, the last of it first, for who works on it."""
    lies = Directive.trashed_at.is_not(None)
    query = select(Directive).where(lies if is_content_staff(viewer) else false())
    newest = query.order_by(Directive.trashed_at.desc(), Directive.id.desc())
    return listing(session, newest.options(defer(Directive.body)), page)


def newest_directives(session: Session, most: int) -> list[Directive]:
    """Return so many of the directives that visitors see, the last published first."""
    visible = select(Directive).where(directive_filter(None))
    newest = visible.order_by(Directive.published_at.desc(), Directive.id.desc())
    return list(session.scalars(newest.options(defer(Directive.body)).limit(most)))


def directives_among(session: Session, ids: Iterable[int]) -> list[Directive]:
    """Return those of the directives with these keys that visitors see."""
    visible = select(Directive).where(directive_filter(None))
    return list(session.scalars(visible.where(Directive.id.in_(list(ids)))))


def directive_parts(session: Session) -> list[Part]:
    """Return the parts of the list of what visitors see."""
    visible = select(Directive).where(directive_filter(None))
    return parts(session, visible, Directive.id, Directive.published_at)


def directive_addresses(session: Session, part: int) -> list[Address]:
    """Return the slugs of what visitors see in one part."""
    visible = select(Directive).where(directive_filter(None))
    told = (Directive.slug, Directive.published_at)
    return addresses(session, visible, Directive.id, told, part=part)


def _related_to(one: Select[int]) -> CompoundSelect[int]:
    """Return the ids of what stands at the other end of a directive's relations."""
    relation, its = DirectiveRelation, one.scalar_subquery()
    return union(
        select(relation.to_id).where(relation.from_id == its),
        select(relation.from_id).where(relation.to_id == its),
    )


def directive(session: Session, slug: str, viewer: Viewer | None) -> Directive:
    """Return a directive by its address, or raise NotFound."""
    row = session.scalar(select(Directive).where(Directive.slug == slug))
    if row is None or not may_see_directive(row, viewer):
        raise NotFound("Không có văn bản này.")
    return row


def directive_once_at(
    session: Session, slug: str, viewer: Viewer | None
) -> Directive | None:
    """Return the directive that had an address before, if the viewer may see it."""
    return session.scalar(
        select(Directive)
        .join(DirectiveAddress, DirectiveAddress.directive_id == Directive.id)
        .where(DirectiveAddress.slug == slug, directive_filter(viewer))
    )
