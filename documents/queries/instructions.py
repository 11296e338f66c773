"""Reads of what leaders want done and what nobody has answered yet."""

from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session, joinedload

from documents.models import Case, CaseUnit, Instruction
from documents.queries.cases import visible_cases
from documents.viewer import Viewer
from documents.vocabulary import Role

MOST: Final = 100
"""Instructions of one list."""


def open_instructions(
    session: Session, viewer: Viewer
) -> list[tuple[Instruction, Case]]:
    """Return what a viewer is to carry out, or gave and waits for; most urgent first.

    One question, however much waits.
    """
    rows = session.execute(
        select(Instruction, Case)
        .join(Case, Case.id == Instruction.case_id)
        .where(
            Instruction.answered_at.is_(None),
            Instruction.taken_back_at.is_(None),
            visible_cases(viewer),
            or_(Instruction.by_id == viewer.officer_id, _is_addressed(viewer)),
        )
        .options(joinedload(Instruction.by))
        .order_by(Instruction.due_on.is_(None), Instruction.due_on, Instruction.id)
        .limit(MOST)
    )
    return [(instruction, case) for instruction, case in rows]


def _is_addressed(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition that an instruction is for a viewer's desk.

    What is for no unit, or for one that has no part in the case any more, is the focal
    officer's.
    """
    of_unit: ColumnElement[bool] = false()
    if viewer.unit_id is not None and viewer.role is not Role.CLERK:
        of_unit = Instruction.unit_id == viewer.unit_id
    if viewer.role is not Role.FOCAL:
        return of_unit
    along = Case.units.any(
        and_(CaseUnit.unit_id == Instruction.unit_id, CaseUnit.round == Case.round)
    )
    leads = Case.lead_unit_id.is_not_distinct_from(Instruction.unit_id)
    nobodys = and_(~along, ~leads)
    return or_(of_unit, Instruction.unit_id.is_(None), nobodys)
