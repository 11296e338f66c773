"""What contacts, directives and pages share: drafts, waiting changes, publication.

A published row keeps showing what was published; a change to it waits in the
row's proposal until a publisher takes it over (domain.md §6).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from documents import history
from documents.errors import NotAllowed, TransitionRefused
from documents.lifecycles import CONTENT, EDITORS
from documents.lifecycles.content import ContentFacts
from documents.models import Contact, Directive, SitePage
from documents.viewer import Viewer
from documents.vocabulary import ContentAction, ContentState, EventKind
from documents.workflow import Transition

Content = Contact | Directive | SitePage
Values = dict[str, Any]

_KINDS = {
    ContentAction.SUBMIT: EventKind.PROPOSED,
    ContentAction.PUBLISH: EventKind.PUBLISHED,
    ContentAction.RETURN: EventKind.EDITED,
    ContentAction.ARCHIVE: EventKind.WITHDRAWN,
    ContentAction.REVIVE: EventKind.EDITED,
}
_TAKES_OVER = frozenset({ContentAction.PUBLISH, ContentAction.REVIVE})


def is_editor(viewer: Viewer) -> bool:
    """Say whether an officer prepares what is published (domain.md §6)."""
    return viewer.role in EDITORS


def must_be_editor(by: Viewer) -> None:
    """Refuse who may not prepare content at all."""
    if not is_editor(by):
        raise NotAllowed(f"Vai trò “{by.role.label}” không soạn nội dung công bố.")


def open_to(
    row: Content, viewer: Viewer
) -> list[Transition[ContentState, ContentAction, ContentFacts]]:
    """Return the moves whose buttons this viewer should see."""
    return CONTENT.open_to(row.state, role=viewer.role, facts=_facts(row))


def edit(
    session: Session,
    row: Content,
    values: Values,
    *,
    apply: Callable[[Values], None],
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Change a draft at once, or leave the change waiting on what is published.

    Raises:
        TransitionRefused: archived content is revived before it is changed.
    """
    must_be_editor(by)
    history.expect_version(session, row, expected_version)
    if row.state is ContentState.ARCHIVED:
        raise TransitionRefused(
            "Nội dung đã lưu trữ. Hãy đưa lại về bản nháp rồi mới sửa."
        )
    row.edited_by_id, row.edited_at = by.officer_id, now
    if row.state is ContentState.PUBLISHED:
        row.proposal = values
        history.record(session, row, EventKind.PROPOSED, by=by, now=now, data=values)
    else:
        apply(values)
        history.record(session, row, EventKind.EDITED, by=by, now=now, data=values)


def advance(
    session: Session,
    row: Content,
    action: ContentAction,
    *,
    apply: Callable[[Values], None],
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Move content along its lifecycle.

    Publishing takes a waiting change over; so does reviving, because only what
    is published has something waiting on it.
    """
    history.expect_version(session, row, expected_version)
    move = CONTENT.step(row.state, action, role=by.role, facts=_facts(row))
    if action in _TAKES_OVER and row.proposal is not None:
        apply(row.proposal)
    if action in _TAKES_OVER or action is ContentAction.RETURN:
        row.proposal = None
    if action is ContentAction.PUBLISH:
        row.published_at = now
    if move.target is not None:
        row.state = move.target
    row.edited_at = max(row.edited_at, now)
    history.record(session, row, _KINDS[action], by=by, now=now, action=action)


def _facts(row: Content) -> ContentFacts:
    return ContentFacts(has_proposal=row.proposal is not None)
