"""Which steps are taken for many cases at a time, and what each case says itself."""

from collections.abc import Mapping
from typing import Final

from documents.errors import NotFound
from documents.models import Event
from documents.vocabulary import CaseAction, EventKind
from portal.desk.steps import REFUSE, STEPS, Step, proposing

_OWN: Final[Mapping[str, tuple[str, ...]]] = {
    CaseAction.ASSIGN: ("note",),
    CaseAction.REASSIGN: ("reason",),
    CaseAction.CLOSE: ("province_report", "province_report_on"),
    CaseAction.DECLINE: ("duplicate_of", "guidance"),
    CaseAction.TRANSFER: (),
    CaseAction.CLOSE_UNRESOLVED: (),
    CaseAction.EXTEND: (),
    CaseAction.ENTER_OUTSIDE: (),
    REFUSE: ("comment",),
    proposing(CaseAction.DECLINE): ("duplicate_of", "guidance"),
    proposing(CaseAction.TRANSFER): ("reason",),
    proposing(CaseAction.CLOSE_UNRESOLVED): ("duplicate_of", "reason_text"),
    proposing(CaseAction.EXTEND): ("due_on", "reason"),
}
"""Step → what each case says itself; the rest of its form is said once.

Left out is what needs each case to be read: drafts handed in, approved, returned.
"""

BULK: Final = tuple(step for step in STEPS if step.action in _OWN)
"""The steps, in the order of a case's page."""


def bulk_step(action: str) -> Step:
    """Return the step of an address, or raise NotFound."""
    found = next((step for step in BULK if step.action == action), None)
    if found is None:
        raise NotFound("Không có thao tác này cho nhiều hồ sơ.")
    return found


def own_names(step: Step) -> tuple[str, ...]:
    """Return the fields of a step that each case has for itself."""
    return _OWN[step.action]


def tells(event: Event, step: Step) -> bool:
    """Say whether a line of the history tells of this step."""
    match event.kind:
        case EventKind.MOVED:
            return event.action == step.action
        case EventKind.ASKED:
            return proposing(CaseAction(event.action)) == step.action
        case EventKind.REFUSED:
            return step.action == REFUSE
        case _:
            return False
