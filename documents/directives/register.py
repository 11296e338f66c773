"""Entering, changing and moving directives; what they were called leads on to them."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import content, history
from documents.content import Values
from documents.database import Queue, wait_turn
from documents.deadlines import local_day
from documents.directives import addresses, validity
from documents.directives.fields import DirectiveFields, from_values, values_of
from documents.errors import Invalid, NotFound
from documents.models import Directive, DirectiveRelation
from documents.viewer import Viewer
from documents.vocabulary import ContentAction, EventKind


def get(session: Session, directive_id: int) -> Directive:
    """Return a directive, or raise NotFound."""
    directive = session.get(Directive, directive_id)
    if directive is None:
        raise NotFound("Không có văn bản này.")
    return directive


def by_slug(session: Session, slug: str) -> Directive:
    """Return a directive by its address, or raise NotFound."""
    directive = session.scalar(select(Directive).where(Directive.slug == slug))
    if directive is None:
        raise NotFound("Không có văn bản này.")
    return directive


def add(
    session: Session,
    typed: DirectiveFields,
    *,
    by: Viewer | None,
    now: datetime,
    note: str = "",
) -> Directive:
    """Enter a directive as a draft; `by` None is a command.

    Raises:
        Invalid: the register holds this number of this issuer and day already.
    """
    if by is not None:
        content.must_be_editor(by)
    wait_turn(session, Queue.DIRECTIVES)
    directive = Directive(
        slug=addresses.free_slug(session, typed),
        edited_at=now,
        edited_by_id=by.officer_id if by else None,
    )
    values = values_of(typed)
    _apply(session, directive, values)
    session.add(directive)
    history.record(
        session, directive, EventKind.EDITED, by=by, now=now, note=note, data=values
    )
    validity.settle(session, directive, on=local_day(now))
    return directive


def _apply(session: Session, directive: Directive, values: Values) -> None:
    typed = from_values(values)
    _refuse_twin(session, directive, typed)
    if directive in session:
        addresses.follow(session, directive, typed)
    for field in fields(typed):
        if field.name != "relations":
            setattr(directive, field.name, getattr(typed, field.name))
    # In the order in which they were typed, each once.
    wanted = {(one.kind, one.target_id): None for one in typed.relations}
    kept = [r for r in directive.relations if (r.kind, r.to_id) in wanted]
    standing = {(r.kind, r.to_id) for r in kept}
    directive.relations = kept + [
        DirectiveRelation(kind=kind, target=get(session, target_id))
        for kind, target_id in wanted
        if target_id != directive.id and (kind, target_id) not in standing
    ]


def _refuse_twin(
    session: Session, directive: Directive, typed: DirectiveFields
) -> None:
    with session.no_autoflush:
        twin = session.scalar(
            select(Directive.id).where(
                Directive.number == typed.number,
                Directive.issued_on == typed.issued_on,
                Directive.issuer == typed.issuer,
            )
        )
    if twin is not None and twin != directive.id:
        raise Invalid({"number": f"Sổ đã có văn bản số {typed.number} cùng ngày."})


def edit(
    session: Session,
    directive: Directive,
    typed: DirectiveFields,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Change a directive; a published one keeps showing until published anew."""
    wait_turn(session, Queue.DIRECTIVES)
    replaced = validity.replaced_by(directive)
    _refuse_twin(session, directive, typed)
    content.edit(
        session,
        directive,
        values_of(typed),
        apply=lambda values: _apply(session, directive, values),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    validity.settle(session, directive, replaced, on=local_day(now))


def advance(
    session: Session,
    directive: Directive,
    action: ContentAction,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Submit, publish, return or archive a directive."""
    wait_turn(session, Queue.DIRECTIVES)
    replaced = validity.replaced_by(directive)
    content.advance(
        session,
        directive,
        action,
        apply=lambda values: _apply(session, directive, values),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    validity.settle(session, directive, replaced, on=local_day(now))
