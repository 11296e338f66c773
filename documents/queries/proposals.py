"""Reads of what officers ask for and who decides it."""

from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from documents.guards import CaseFacts
from documents.lifecycles import CASE, decider
from documents.models import Case, Extension, Proposal
from documents.queries.cases import visible_cases
from documents.viewer import Viewer
from documents.vocabulary import Source

MOST: Final = 200
"""Proposals of one list."""


def proposals_to_decide(
    session: Session, viewer: Viewer
) -> list[tuple[Proposal, Case]]:
    """Return what waits for this viewer's yes or no, most urgent first.

    One question, however much waits; whose turn it is is asked of the lifecycle.
    """
    actions = {row.action for row in CASE.transitions if viewer.role in row.roles}
    extensions = (
        select(func.count(Extension.id))
        .where(Extension.case_id == Case.id, Extension.round == Case.round)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Proposal, Case, extensions)
        .join(Case, Case.id == Proposal.case_id)
        .where(
            Proposal.decision.is_(None),
            Proposal.action.in_(actions),
            Proposal.proposed_by_id != viewer.officer_id,
            visible_cases(viewer),
        )
        .options(joinedload(Proposal.proposed_by))
        .order_by(Case.due_on, Proposal.id)
        .limit(MOST)
    )
    return [
        (proposal, case)
        for proposal, case, extensions in rows
        if decider(case.state, _facts(proposal, case, extensions or 0)) is viewer.role
    ]


def _facts(proposal: Proposal, case: Case, extensions: int) -> CaseFacts:
    return CaseFacts(
        pending=proposal.action,
        from_province=case.source is Source.PROVINCE,
        round=case.round,
        extensions=extensions,
    )
