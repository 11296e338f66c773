"""The life of a case as lines to read: state × action × role, with its conditions.

A condition is told by its guard's name; what the form must bring follows after "+".
A row that no verb carries out yet is marked "(chưa mở)".
"""

from collections.abc import Iterator

from documents.guards import CaseFacts
from documents.lifecycles.asking import ASKING
from documents.lifecycles.case import CASE
from documents.vocabulary import CaseAction, CaseState, Role
from documents.workflow import Transition

Row = Transition[CaseState, CaseAction, CaseFacts]


def matrix() -> Iterator[str]:
    """Yield a line for each move that a role has from a state, first the beginning."""
    for state in (None, *CaseState):
        for row in CASE.transitions:
            if state in row.sources:
                yield _line(state, row, "")
        for row in ASKING.transitions:
            if state in row.sources:
                yield _line(state, row, "đề nghị: ")


def _line(state: CaseState | None, row: Row, asks: str) -> str:
    named = [role.value for role in Role if role in row.roles]
    roles = ", ".join([*named, *(["người gửi"] if row.by_sender else [])])
    target = row.target.value if row.target else "="
    conditions = " & ".join(guard.__name__ for guard in (*row.guards, *row.brought))
    needs = ", ".join(row.needs)
    told = [
        state.value if state else "∅",
        f"{row.code} {asks}{row.action.value}",
        f"→ {target}",
        roles,
        conditions + (f" + {needs}" if needs else ""),
        "" if row.wired else "(chưa mở)",
    ]
    return " | ".join(told).rstrip(" |")
