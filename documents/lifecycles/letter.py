"""The life of an outgoing letter: written, approved by its signer, numbered, kept.

After NĐ 30/2020, Điều 10-15 and 18, and domain.md §6 and §13. The reply to a case is
such a letter too, but it moves with its case (`documents.lifecycles.case`).
"""

from typing import Final

from documents import guards
from documents.guards import LetterFacts
from documents.vocabulary import LetterAction, LetterState, Role
from documents.workflow import Guard, Lifecycle, Transition

_S, _DO = LetterState, LetterAction

WRITERS: Final = frozenset(role for role in Role if role is not Role.ADMIN)
"""Who drafts a letter (§6, "Generate .docx drafts")."""

SIGNERS: Final = frozenset({Role.DIRECTOR, Role.CVP, Role.HEAD})
"""Who may be given the right to sign (Điều 13)."""


def _row(
    code: str,
    action: LetterAction,
    source: LetterState,
    target: LetterState,
    roles: frozenset[Role],
    *guards: Guard[LetterFacts],
    needs: tuple[str, ...] = (),
) -> Transition[LetterState, LetterAction, LetterFacts]:
    return Transition(
        code,
        action,
        frozenset({source}),
        target,
        roles,
        guards=guards,
        needs=needs,
        wired=True,
    )


LETTER: Final = Lifecycle(
    (
        _row(
            "L1",
            _DO.SUBMIT,
            _S.DRAFT,
            _S.PENDING,
            WRITERS,
            guards.moves_by_itself,
            guards.in_charge,
            guards.another_signs,
            guards.complete,
        ),
        _row(
            "L2",
            _DO.TAKE_BACK,
            _S.PENDING,
            _S.DRAFT,
            WRITERS,
            guards.moves_by_itself,
            guards.in_charge,
        ),
        _row(
            "L3",
            _DO.RETURN,
            _S.PENDING,
            _S.DRAFT,
            SIGNERS,
            guards.moves_by_itself,
            guards.reviewer,
            needs=("comment",),
        ),
        _row(
            "L4",
            _DO.APPROVE,
            _S.PENDING,
            _S.APPROVED,
            SIGNERS,
            guards.moves_by_itself,
            guards.signs_this,
            guards.did_not_draft,
            guards.signs_by_right,
        ),
        _row(
            "L5",
            _DO.RECALL,
            _S.APPROVED,
            _S.DRAFT,
            SIGNERS,
            guards.moves_by_itself,
            guards.signs_this,
            needs=("comment",),
        ),
        _row(
            "L6",
            _DO.ISSUE,
            _S.APPROVED,
            _S.ISSUED,
            frozenset({Role.CLERK}),
            guards.moves_by_itself,
            guards.takes_a_number,
        ),
        _row(
            "L7",
            _DO.DISCARD,
            _S.DRAFT,
            _S.DISCARDED,
            WRITERS,
            guards.moves_by_itself,
            guards.in_charge,
        ),
        _row(
            "L8",
            _DO.RESTORE,
            _S.DISCARDED,
            _S.DRAFT,
            WRITERS,
            guards.moves_by_itself,
            guards.in_charge,
        ),
    )
)
