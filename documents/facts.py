"""What is known of a case and of who acts, for the guards of its lifecycle."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from documents import delegations, standing
from documents.deadlines import local_day
from documents.guards import CaseFacts
from documents.lifecycles import CASE, TERMINAL
from documents.models import Case, Complainant, Pause
from documents.remembering import remembered
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, CaseState, LetterState, Role, Source
from documents.workflow import Transition

REOPENED_WITHIN: Final = timedelta(days=90)
"""Days after its end within which a case is opened again (domain.md §5.2 X17)."""


@remembered
def facts_of(
    session: Session, case: Case, viewer: Viewer | None, *, today: date
) -> CaseFacts:
    """Gather what the guards may know on a day; `viewer` None: the sender acts."""
    letter = standing.current_letter(session, case)
    reply = standing.current_reply(session, case)
    proposal = standing.pending(session, case)
    asked = standing.pauses(session, case)
    waiting = next((pause for pause in asked if pause.until is None), None)
    officer_id = viewer.officer_id if viewer else None
    return CaseFacts(
        in_lead_unit=_leads(viewer, case),
        has_result=standing.current_result(session, case) is not None,
        has_draft=letter is not None,
        is_drafter=letter is not None and letter.drafter_id == officer_id,
        is_signer=letter is not None and letter.signer_id == officer_id,
        has_delegation=_has_delegation(session, viewer, today),
        letter_issued=letter is not None and letter.state is LetterState.ISSUED,
        is_sent=reply is not None and reply.send_channel is not None,
        from_province=case.source is Source.PROVINCE,
        province_reported=reply is not None and bool(reply.province_report),
        waits_for_units=_waited_for(session, case),
        waits_for_senders=_untold(session, case),
        pending=proposal.action if proposal else None,
        is_proposer=proposal is not None and proposal.proposed_by_id == officer_id,
        asked_from=waiting.asked_from if waiting else None,
        wait_is_over=waiting is not None and today > waiting.expires_on,
        can_be_asked=_can_be_asked(session, case),
        questions=len(asked),
        questions_before_receipt=sum(_is_before_receipt(pause) for pause in asked),
        closed_long_ago=today > reopened_until(case),
        was_led=case.lead_unit_id is not None,
        round=case.round,
        extensions=standing.extensions(session, case),
        is_overdue=(waiting.since if waiting else today) > case.due_on,
        is_sealed=case.sealed,
        period_closed=_is_reported(session, case),
    )


def _leads(viewer: Viewer | None, case: Case) -> bool:
    """Say whether somebody is of the unit that leads a case."""
    unit_id = viewer.unit_id if viewer else None
    return unit_id is not None and unit_id == case.lead_unit_id


def _has_delegation(session: Session, viewer: Viewer | None, today: date) -> bool:
    """Say whether the Chánh Văn phòng signs replies by order or authorisation."""
    if viewer is None or viewer.role is not Role.CVP:
        return False
    given = delegations.in_force(session, viewer.officer_id, on=today)
    return given is not None and given.authority in delegations.REPLYING


def _is_reported(session: Session, case: Case) -> bool:
    """Say whether an ended case was counted in a period that is closed."""
    return case.state in TERMINAL and standing.closed_period(session, case) is not None


def _waited_for(session: Session, case: Case) -> str:
    """Name the coordinating units whose results are awaited."""
    return ", ".join(
        one.unit.name
        for one in standing.coordinating(session, case)
        if one.settled_at is None
    )


def _untold(session: Session, case: Case) -> str:
    """Name the merged cases whose senders wait for the reply that was entered."""
    if case.state is not CaseState.REPLIED:
        return ""
    return ", ".join(one.code for one in standing.untold(session, case))


def _is_before_receipt(pause: Pause) -> bool:
    return pause.asked_from is CaseState.SUBMITTED


def _can_be_asked(session: Session, case: Case) -> bool:
    """Say whether there is somebody to ask: of an unnamed sender nothing is kept."""
    return not case.anonymous and session.get(Complainant, case.id) is not None


def reopened_until(case: Case) -> date:
    """Return the last day on which an ended case is opened again (X17)."""
    ended = case.closed_at or case.done_at
    return local_day(ended) + REOPENED_WITHIN if ended else date.max


def move_of(
    session: Session, case: Case, action: CaseAction, by: Viewer | None, *, today: date
) -> Transition[CaseState, CaseAction, CaseFacts]:
    """Return the move that an officer makes now; `by` None: the sender himself.

    Raises:
        TransitionRefused, NotAllowed: as `Lifecycle.step` does.
    """
    facts = facts_of(session, case, by, today=today)
    if by is None:
        return CASE.step_of_sender(case.state, action, facts=facts)
    return CASE.step(case.state, action, role=by.role, facts=facts)
