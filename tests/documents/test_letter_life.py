"""The life of a letter: its reviewed matrix, and what is refused on every way."""

from dataclasses import replace
from pathlib import Path

import pytest

from documents.errors import NotAllowed, TransitionRefused
from documents.guards import LetterFacts
from documents.lifecycles import LETTER
from documents.vocabulary import LetterAction, LetterState, Role

S, A = LetterState, LetterAction

GOLDEN = Path(__file__).parent.parent / "golden" / "lifecycle-letter.txt"
READY = LetterFacts(in_charge=True, is_signer=True, is_leader=True, signs_by_right=True)

# NĐ 30/2020, Điều 10-18: written, approved by who signs, numbered, never changed.
WAYS = {
    S.DRAFT: {S.PENDING, S.DISCARDED},
    S.PENDING: {S.DRAFT, S.APPROVED},
    S.APPROVED: {S.DRAFT, S.ISSUED},
    S.DISCARDED: {S.DRAFT},
    S.ISSUED: set[LetterState](),
}


def matrix() -> list[str]:
    return [
        f"{state} | {role} | {move.code} {move.action}"
        for state in LetterState
        for role in Role
        for move in LETTER.open_to(state, role=role, facts=READY)
    ]


def refused(
    state: LetterState, action: LetterAction, role: Role, facts: LetterFacts = READY
) -> type[Exception] | None:
    try:
        LETTER.step(state, action, role=role, facts=facts)
    except (NotAllowed, TransitionRefused) as refusal:
        return type(refusal)
    return None


def test_the_matrix_of_moves_is_the_reviewed_one() -> None:
    assert matrix() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_machine_refuses_every_move_that_the_matrix_does_not_offer() -> None:
    offered = {tuple(line.split(" | ")) for line in matrix()}
    moves = {(s, r, code.split()[1]) for s, r, code in offered}
    known = {(state, action) for state, _, action in moves}
    for state in S:
        for action in A:
            for role in Role:
                got = refused(state, action, role)
                if (state.value, role.value, action.value) in moves:
                    assert got is None
                elif (state.value, action.value) in known:
                    assert got is NotAllowed
                else:
                    assert got is TransitionRefused


def test_the_table_leads_where_the_decree_says_and_nowhere_else() -> None:
    told: dict[LetterState, set[LetterState]] = {state: set() for state in S}
    for row in LETTER.transitions:
        for source in row.sources:
            assert source is not None
            assert row.target is not None
            told[source].add(row.target)
    assert told == WAYS


def test_an_administrator_moves_no_letter() -> None:
    assert not any(LETTER.open_to(s, role=Role.ADMIN, facts=READY) for s in S)


@pytest.mark.parametrize(
    ("facts", "closed"),
    [
        ({"in_charge": False}, {"L1", "L2", "L7", "L8"}),
        ({"missing": "trích yếu"}, {"L1"}),
        ({"is_signer": False}, {"L4", "L5"}),
        ({"is_signer": False, "is_leader": False}, {"L3", "L4", "L5"}),
        ({"is_leader": False}, set()),
        ({"is_drafter": True}, {"L4"}),
        ({"signs_by_right": False}, {"L4"}),
        ({"takes_a_number": False}, {"L6"}),
        ({"is_reply": True}, {f"L{n}" for n in range(1, 9)}),
    ],
)
def test_each_condition_closes_the_moves_it_is_about(
    facts: dict[str, object], closed: set[str]
) -> None:
    def offered(facts: LetterFacts) -> set[str]:
        return {
            row.code
            for state in S
            for role in Role
            for row in LETTER.open_to(state, role=role, facts=facts)
        }

    less = replace(READY, **facts)  # type: ignore[arg-type]
    assert offered(READY) - offered(less) == closed
    for row in LETTER.transitions:
        (source,) = row.sources
        assert source is not None
        for role in row.roles if row.code in closed else ():
            assert refused(source, row.action, role, less) is TransitionRefused
