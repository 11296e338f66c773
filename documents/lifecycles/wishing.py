"""What a sender wishes done about his case: from where, and who answers him.

A wish leaves the case where it is. The table lets no sender withdraw or open again by
himself: he does it through the office (domain.md §5.2 X16, X17).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from documents.lifecycles.rows import OPEN, REOPENED, TAKERS
from documents.vocabulary import CaseAction, CaseState, Role


@dataclass(frozen=True)
class Wish:
    """A wish: where it may stand, and who carries it out or says why not.

    It may stand wherever a sender reads the same words about his case: what is
    offered to him tells nothing of what goes on inside (domain.md §12).
    """

    sources: frozenset[CaseState | None]
    answered_by: tuple[Role, ...]


WISHES: Final[Mapping[CaseAction, Wish]] = {
    CaseAction.WITHDRAW: Wish(frozenset(OPEN), TAKERS),
    CaseAction.REOPEN: Wish(frozenset(REOPENED), (Role.FOCAL,)),
}
