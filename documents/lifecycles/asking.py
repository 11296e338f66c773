"""Who proposes what: moves that one officer asks for and another one decides.

A proposal leaves the case where it is; the decision is a row of
`documents.lifecycles.case` that asks for it (domain.md §5.2 X07, X14, X15, X17, X18,
X20, X21; §8 B2: X12b).
"""

from typing import Final

from documents import guards, guards_of_corrections
from documents.guards import CaseFacts
from documents.lifecycles.rows import OPEN, TERMINAL
from documents.vocabulary import CaseAction as A
from documents.vocabulary import CaseState as S
from documents.vocabulary import Role
from documents.workflow import Guard, Lifecycle, Transition


def _asked(
    code: str,
    action: A,
    sources: set[S],
    *roles: Role,
    needs: tuple[str, ...],
    guards_: tuple[Guard[CaseFacts], ...] = (),
    wired: bool = False,
) -> Transition[S, A, CaseFacts]:
    return Transition(
        code,
        action,
        frozenset(sources),
        None,
        frozenset(roles),
        guards=(*guards_, guards.nothing_pending),
        needs=needs,
        wired=wired,
    )


ASKING: Final = Lifecycle(
    (
        _asked(
            "X07",
            A.DECLINE,
            {S.SUBMITTED},
            Role.CLERK,
            needs=("reason", "guidance"),
            wired=True,
        ),
        _asked(
            "X12b",
            A.ENTER_OUTSIDE,
            {S.IN_PROGRESS},
            Role.FOCAL,
            needs=("number", "issued_on", "signer", "position", "signed_file"),
            wired=True,
        ),
        _asked(
            "X14",
            A.TRANSFER,
            {S.RECEIVED, S.IN_PROGRESS},
            Role.FOCAL,
            needs=("agency", "mode", "reason", "document", "document_on", "told_by"),
            wired=True,
        ),
        _asked(
            "X15",
            A.CLOSE_UNRESOLVED,
            {S.RECEIVED, S.IN_PROGRESS, S.AWAITING_INFO},
            Role.FOCAL,
            needs=("reason", "reason_text"),
            guards_=(guards.asked_after_receipt,),
            wired=True,
        ),
        _asked(
            "X17",
            A.REOPEN,
            {S.REPLIED, S.RESOLVED, S.TRANSFERRED, S.CLOSED_UNRESOLVED},
            Role.FOCAL,
            needs=("reason",),
            guards_=(guards.closed_lately, guards.reopened_before),
            wired=True,
        ),
        _asked(
            "X18a",
            A.EXTEND,
            {*OPEN},
            Role.FOCAL,
            needs=("reason", "due_on"),
            guards_=(guards.not_overdue, guards.may_be_extended),
            wired=True,
        ),
        _asked(
            "X18b",
            A.EXTEND,
            {*OPEN},
            Role.HANDLER,
            Role.HEAD,
            needs=("reason", "due_on"),
            guards_=(
                guards.in_lead_unit,
                guards.not_overdue,
                guards.may_be_extended,
            ),
            wired=True,
        ),
        _asked(
            "X20",
            A.RECLASSIFY,
            {S.RECEIVED, S.IN_PROGRESS},
            Role.FOCAL,
            needs=("kind", "checklist", "guidance"),
            wired=True,
        ),
        _asked(
            "X21",
            A.CORRECT,
            {*TERMINAL},
            Role.FOCAL,
            needs=("field", "value", "reason"),
            guards_=(guards.not_sealed, guards_of_corrections.period_closed),
            wired=True,
        ),
    )
)
"""What is proposed by whom, and from where."""
