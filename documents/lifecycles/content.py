"""The life of a contact or a directive: prepare, publish, take down (domain.md §6)."""

from dataclasses import dataclass
from typing import Final

from documents.vocabulary import ContentAction, ContentState, Role
from documents.workflow import Guard, Lifecycle, Transition

_C, _DO = ContentState, ContentAction
EDITORS: Final = frozenset({Role.CLERK, Role.FOCAL, Role.CVP})
PUBLISHERS: Final = frozenset({Role.CVP, Role.DIRECTOR})


@dataclass(frozen=True)
class ContentFacts:
    """What the guards may know of published content."""

    has_proposal: bool = False


def something_new(facts: ContentFacts) -> str | None:
    """A published thing is published again only when a change waits."""
    return None if facts.has_proposal else "Không có thay đổi nào chờ công bố."


def _content(
    code: str,
    action: ContentAction,
    sources: set[ContentState | None],
    target: ContentState,
    roles: frozenset[Role],
    *guards: Guard[ContentFacts],
) -> Transition[ContentState, ContentAction, ContentFacts]:
    return Transition(
        code, action, frozenset(sources), target, roles, guards=guards, wired=True
    )


CONTENT: Final = Lifecycle(
    (
        _content("C1", _DO.SUBMIT, {_C.DRAFT}, _C.PENDING, EDITORS),
        _content("C2", _DO.RETURN, {_C.PENDING}, _C.DRAFT, PUBLISHERS),
        _content("C3", _DO.PUBLISH, {_C.DRAFT, _C.PENDING}, _C.PUBLISHED, PUBLISHERS),
        _content(
            "C4", _DO.PUBLISH, {_C.PUBLISHED}, _C.PUBLISHED, PUBLISHERS, something_new
        ),
        _content(
            "C5", _DO.RETURN, {_C.PUBLISHED}, _C.PUBLISHED, PUBLISHERS, something_new
        ),
        _content("C6", _DO.ARCHIVE, {_C.PUBLISHED}, _C.ARCHIVED, PUBLISHERS),
        _content("C7", _DO.REVIVE, {_C.ARCHIVED}, _C.DRAFT, EDITORS),
    )
)
