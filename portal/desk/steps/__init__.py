"""The moves of a case as its page offers them: button, form, verb.

Whether a move is open is never decided here: the domain is asked, for the
button and again when the form comes back.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy.orm import Session

from documents import cases, proposals, replies, standing
from documents.deadlines import local_day
from documents.errors import NotFound
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import CaseAction
from portal import attaching, wiring
from portal.desk.forms import Opened, StepForm
from portal.desk.steps import coordinating, instructing, outside
from portal.desk.steps.coordinating import ALONGSIDE
from portal.desk.steps.correcting import CORRECTING
from portal.desk.steps.deciding import DECIDING, PROPOSING
from portal.desk.steps.informing import INFORMING
from portal.desk.steps.instructing import INSTRUCTING
from portal.desk.steps.rounds import ROUNDS
from portal.desk.steps.step import REFUSE, Step, proposing
from portal.desk.steps.straight import ISSUE, STRAIGHT
from portal.forms import version_in
from portal.security import acting

__all__ = [
    "ISSUE",
    "REFUSE",
    "STEPS",
    "Step",
    "must_be_open",
    "named",
    "open_to",
    "proposing",
    "take",
]

STEPS: Final = (
    outside.CONFIRM,
    *DECIDING,
    *INFORMING,
    *STRAIGHT,
    *ALONGSIDE,
    *INSTRUCTING,
    outside.PROPOSE,
    *PROPOSING,
    *ROUNDS,
    *CORRECTING,
)
"""Every step, in the order in which a page shows them."""


def named(action: str) -> Step:
    """Return the step of an address, or raise NotFound."""
    found = next((step for step in STEPS if step.action == action), None)
    if found is None:
        raise NotFound("Không có thao tác này.")
    return found


def open_to(session: Session, case: Case) -> Iterator[Step]:
    """Yield the steps that the officer at work may take now."""
    offered = set(_offered(session, case, acting()))
    return (step for step in STEPS if step.action in offered)


def _offered(session: Session, case: Case, viewer: Viewer) -> Iterator[str]:
    today = local_day(wiring.current().clock())
    for row in cases.open_to(session, case, viewer, today=today):
        yield row.action.value
    for action in proposals.open_to(session, case, viewer, today=today):
        yield proposing(action)
    proposal = standing.pending(session, case)
    if proposal is not None and proposals.may_refuse(proposal, case, viewer):
        yield REFUSE
    if replies.can_issue(session, case, viewer):
        yield ISSUE
    yield from coordinating.offered(session, case, viewer, today=today)
    yield from instructing.offered(session, case, viewer)


def must_be_open(step: Step, opened: Opened, form: StepForm) -> None:
    """Refuse a step the officer may not take, before its form is read."""
    told = _told(form)
    if step.look is not None:
        step.look(opened, told)
    else:
        action = CaseAction(step.action)
        cases.must_be_open(opened.session, opened.case, action, **told)


def take(step: Step, opened: Opened, form: StepForm) -> None:
    """Carry a step out."""
    step.make(opened, form, _told(form))
    attaching.release(form)


def _told(form: StepForm) -> dict[str, Any]:
    """Return what every verb is told: the version that was seen, by whom, when."""
    return {
        "expected_version": version_in(form.version),
        "by": acting(),
        "now": wiring.current().clock(),
    }
