"""Entering, changing and moving directives; what they were called leads on to them."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import content, history
from documents.content import Values
from documents.database import Queue, wait_turn
from documents.deadlines import local_day
from documents.directives import addresses, links, validity
from documents.directives.fields import DirectiveFields, from_values, values_of
from documents.errors import Invalid, NotFound, TransitionRefused
from documents.models import Directive, DirectiveRelation
from documents.viewer import Viewer
from documents.vocabulary import ContentAction, ContentState, EventKind


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
        DirectiveRelation(kind=kind, target=_standing(session, target_id))
        for kind, target_id in wanted
        if target_id != directive.id and (kind, target_id) not in standing
    ]


def _standing(session: Session, directive_id: int) -> Directive:
    """Return a directive that does not lie in the trash."""
    found = get(session, directive_id)
    if found.trashed_at is not None:
        told = f"Văn bản liên quan số {found.number} nằm trong thùng rác."
        raise Invalid({"relations": told})
    return found


def _refuse_twin(
    session: Session, directive: Directive, typed: DirectiveFields
) -> None:
    with session.no_autoflush:
        twin = session.scalar(
            select(Directive).where(
                Directive.number == typed.number,
                Directive.issued_on == typed.issued_on,
                Directive.issuer == typed.issuer,
            )
        )
    if twin is not None and twin is not directive:
        where = ", trong thùng rác" if twin.trashed_at else ""
        told = f"Sổ đã có văn bản số {typed.number} cùng ngày{where}."
        raise Invalid({"number": told})


def edit(
    session: Session,
    directive: Directive,
    typed: DirectiveFields,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Change a directive; a published one keeps showing until published anew.

    Raises:
        Invalid: its number is another one's, or it relates to what is thrown away.
        OutOfDate: somebody else kept it meanwhile.
        TransitionRefused: it is archived, or lies in the trash.
    """
    wait_turn(session, Queue.DIRECTIVES)
    _must_not_lie_in_trash(directive)
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
    knowing: bool = False,
) -> None:
    """Submit, publish, return, archive or revive a directive.

    Raises:
        StillNeeded: it is taken down under what leads to it, not `knowing` of that.
    """
    wait_turn(session, Queue.DIRECTIVES)
    _must_not_lie_in_trash(directive)
    if action is ContentAction.ARCHIVE:
        links.must_be_known(session, directive, knowing=knowing)
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


def trash(
    session: Session,
    directive: Directive,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Put a directive that is not public into the trash.

    Raises:
        TransitionRefused: it is published, or something leads to it.
    """
    content.must_be_editor(by)
    wait_turn(session, Queue.DIRECTIVES)
    _must_not_lie_in_trash(directive)
    history.expect_version(session, directive, expected_version)
    if directive.state is ContentState.PUBLISHED:
        raise TransitionRefused("Văn bản đang công bố. Hãy gỡ xuống rồi mới xóa.")
    links.must_be_unneeded(session, directive)
    directive.trashed_at = now
    note = "Bỏ vào thùng rác"
    history.record(session, directive, EventKind.EDITED, by=by, now=now, note=note)


def take_out(
    session: Session,
    directive: Directive,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Take a directive out of the trash, as it was.

    Raises:
        TransitionRefused: it does not lie there, or something that it relates to does.
    """
    content.must_be_editor(by)
    wait_turn(session, Queue.DIRECTIVES)
    history.expect_version(session, directive, expected_version)
    if directive.trashed_at is None:
        raise TransitionRefused("Văn bản này không nằm trong thùng rác.")
    gone = [one.target for one in directive.relations if one.target.trashed_at]
    if gone:
        told = ", ".join(one.number for one in gone)
        raise TransitionRefused(
            f"Văn bản liên quan số {told} còn trong thùng rác. Hãy lấy lại trước."
        )
    directive.trashed_at = None
    note = "Lấy lại từ thùng rác"
    history.record(session, directive, EventKind.EDITED, by=by, now=now, note=note)


def _must_not_lie_in_trash(directive: Directive) -> None:
    if directive.trashed_at is not None:
        raise TransitionRefused("Văn bản này nằm trong thùng rác. Hãy lấy lại trước.")
