"""What the rows of a case's life are made of: groups of states and of roles."""

from typing import Final

from documents.guards import CaseFacts
from documents.vocabulary import CaseAction as A
from documents.vocabulary import CaseState as S
from documents.vocabulary import Role
from documents.workflow import Guard, Transition

OPEN: Final = frozenset(
    {
        S.SUBMITTED,
        S.AWAITING_INFO,
        S.RECEIVED,
        S.IN_PROGRESS,
        S.PENDING_APPROVAL,
        S.APPROVED,
    }
)
TERMINAL: Final = frozenset(
    {S.RESOLVED, S.TRANSFERRED, S.CLOSED_UNRESOLVED, S.DECLINED, S.WITHDRAWN}
)


def case_row(
    code: str,
    action: A,
    sources: set[S | None],
    target: S | None,
    *roles: Role,
    guards: tuple[Guard[CaseFacts], ...] = (),
    needs: tuple[str, ...] = (),
    brought: tuple[Guard[CaseFacts], ...] = (),
    wired: bool = False,
    by_sender: bool = False,
) -> Transition[S, A, CaseFacts]:
    """Return one row; its roles follow the state it leads to."""
    return Transition(
        code,
        action,
        frozenset(sources),
        target,
        frozenset(roles),
        guards=guards,
        needs=needs,
        brought=brought,
        wired=wired,
        by_sender=by_sender,
    )


TAKERS: Final = (Role.CLERK, Role.FOCAL)
"""Who writes down what a complainant does."""

ASSIGNERS: Final = (Role.FOCAL, Role.CVP, Role.DIRECTOR)
"""Who gives a case to a unit."""

WORKED: Final[set[S | None]] = {S.RECEIVED, S.IN_PROGRESS}
REOPENED: Final[set[S | None]] = {
    S.REPLIED,
    S.RESOLVED,
    S.TRANSFERRED,
    S.CLOSED_UNRESOLVED,
}
