"""Whose turn it is to decide what waits on a case, by the rows of its life."""

from dataclasses import replace
from typing import Final

from documents.guards import CaseFacts
from documents.lifecycles.case import CASE
from documents.vocabulary import CaseState, Role

_FIRST: Final = (Role.FOCAL, Role.CVP, Role.DIRECTOR)
"""Who is asked before whom, where several may decide."""


def decider(state: CaseState, facts: CaseFacts) -> Role | None:
    """Return whose turn it is to agree to what is pending, or not, whoever asked.

    A leader may do for the Chánh Văn phòng what both of them may.
    """
    asked = replace(facts, is_proposer=False)
    for role in _FIRST:
        rows = CASE.open_to(state, role=role, facts=asked)
        if any(row.action is facts.pending for row in rows):
            return role
    return None
