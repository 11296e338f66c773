"""What the pages of contacts and directives share: moves open, changes waiting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from documents import content
from documents.content import Content
from documents.errors import NotFound
from documents.lifecycles import EDITORS, PUBLISHERS
from documents.viewer import Viewer
from documents.vocabulary import ContentAction, ContentState

CONTENT_STAFF: Final = tuple(sorted(EDITORS | PUBLISHERS))
"""Who sees drafts at all."""

WRITERS: Final = tuple(sorted(EDITORS))
"""Who may add and change."""

Lines = Sequence[tuple[str, str]]
"""What a reader sees of a thing: label and text, in order."""


@dataclass(frozen=True)
class Change:
    """One line of what is published beside what would replace it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Move:
    """A button: the lifecycle's action, in words."""

    action: str
    label: str
    is_primary: bool


@dataclass(frozen=True)
class StaffSide:
    """What only those who work on content see of a thing."""

    state: ContentState
    version: int
    may_edit: bool
    moves: tuple[Move, ...]
    changes: tuple[Change, ...]


def changes_between(published: Lines, proposed: Lines) -> tuple[Change, ...]:
    """Return the lines that a waiting change would replace."""
    before, after = dict(published), dict(proposed)
    return tuple(
        Change(label, before.get(label, ""), after.get(label, ""))
        for label in dict.fromkeys([*before, *after])
        if before.get(label, "") != after.get(label, "")
    )


def staff_side(
    row: Content, seen_by: Viewer | None, *, published: Lines, proposed: Lines
) -> StaffSide | None:
    """Return the working side of a thing; None for whoever only reads."""
    if seen_by is None or seen_by.role not in CONTENT_STAFF:
        return None
    moves = content.open_to(row, seen_by)
    return StaffSide(
        state=row.state,
        version=row.version,
        may_edit=seen_by.role in EDITORS and row.state is not ContentState.ARCHIVED,
        moves=tuple(
            Move(
                move.action.value,
                move.action.label,
                is_primary=move.action in {ContentAction.PUBLISH, ContentAction.SUBMIT},
            )
            for move in moves
        ),
        changes=changes_between(published, proposed) if row.proposal else (),
    )


def action_of(name: str) -> ContentAction:
    """Return the action an address names, or raise NotFound."""
    try:
        return ContentAction(name)
    except ValueError as error:
        raise NotFound("Không có thao tác này.") from error
