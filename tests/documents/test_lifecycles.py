"""The lifecycle of a case: its reviewed matrix, and what is never offered."""

from dataclasses import replace
from pathlib import Path

import pytest

from documents.guards import CaseFacts
from documents.lifecycles import ASKING, CASE, OPEN, TERMINAL
from documents.lifecycles.matrix import matrix as whole_matrix
from documents.vocabulary import CaseState, Role

S = CaseState

GOLDEN = Path(__file__).parent.parent / "golden" / "lifecycles.txt"
READY = CaseFacts(
    in_lead_unit=True,
    has_result=True,
    has_draft=True,
    is_signer=True,
    letter_issued=True,
    is_sent=True,
)


# domain.md §5.3, word for word, and what §8 (B2) adds: in_progress to replied, by a
# letter that was signed outside. A move that stays is not in it.
WAYS = """
submitted: received awaiting_info declined withdrawn
awaiting_info: submitted received in_progress declined closed_unresolved withdrawn
received: in_progress awaiting_info pending_approval transferred
    closed_unresolved declined withdrawn
in_progress: awaiting_info pending_approval replied transferred closed_unresolved
    declined withdrawn
pending_approval: in_progress approved withdrawn
approved: replied in_progress
replied: resolved in_progress
resolved: in_progress
transferred: in_progress
closed_unresolved: in_progress
"""


def matrix() -> list[str]:
    return [
        f"{state} | {role} | {move.code} {move.action}"
        for state in CaseState
        for role in Role
        for move in CASE.open_to(state, role=role, facts=READY)
    ]


def test_the_matrix_of_moves_is_the_reviewed_one() -> None:
    assert matrix() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_the_whole_matrix_names_every_row_and_gives_the_administrator_none() -> None:
    lines = list(whole_matrix())
    for row in (*CASE.transitions, *ASKING.transitions):
        assert any(f"| {row.code} " in line for line in lines), row.code
        assert Role.ADMIN not in row.roles
    assert "∅ | X02 record | → received | clerk, focal" in "\n".join(lines)
    ended = [line for line in lines if line.startswith(("declined", "withdrawn"))]
    told = ["X21a correct", "X21b correct", "X21 đề nghị: correct"]
    assert [line.split(" | ")[1] for line in ended] == told * 2


def test_who_decides_a_proposal_is_never_who_may_make_it() -> None:
    for row in ASKING.transitions:
        deciders = {
            role
            for move in CASE.transitions
            if move.action is row.action and move.code not in {"X17a", "X21a"}
            for role in move.roles
        }
        assert deciders, row.code
        assert not deciders & row.roles, row.code


def test_an_administrator_moves_no_case() -> None:
    offered = [CASE.open_to(s, role=Role.ADMIN, facts=READY) for s in CaseState]
    assert not any(offered)


def test_the_whole_table_stands_even_where_no_verb_does_yet() -> None:
    assert {row.code[:3] for row in CASE.transitions} == {
        f"X{n:02}" for n in range(1, 23)
    }


def ways() -> set[tuple[str, str]]:
    """Return from where a case may go where, after domain.md §5.3."""
    lines = WAYS.replace("\n    ", " ").strip().splitlines()
    return {
        (source, target)
        for source, _, targets in (line.partition(": ") for line in lines)
        for target in targets.split()
    }


def test_the_table_leads_where_the_department_says_and_nowhere_else() -> None:
    assert ways() == {
        (source.value, row.target.value)
        for row in CASE.transitions
        for source in row.sources
        if source is not None and row.target is not None
    }


def test_no_case_is_both_open_and_ended() -> None:
    assert set(CaseState) - {CaseState.REPLIED} == OPEN | TERMINAL
    assert not OPEN & TERMINAL


@pytest.mark.parametrize(
    ("facts", "state", "role", "codes"),
    [
        (replace(READY, in_lead_unit=False), S.IN_PROGRESS, Role.HEAD, "X09a X19b"),
        (replace(READY, has_result=False), S.IN_PROGRESS, Role.HEAD, "X09a"),
        (replace(READY, has_draft=False), S.IN_PROGRESS, Role.HEAD, "X09a"),
        (replace(READY, is_drafter=True), S.PENDING_APPROVAL, Role.DIRECTOR, "X11a"),
        (replace(READY, is_signer=False), S.PENDING_APPROVAL, Role.DIRECTOR, "X11a"),
        (replace(READY, letter_issued=False), S.APPROVED, Role.FOCAL, "X12"),
    ],
)
def test_a_move_whose_condition_fails_is_not_offered(
    facts: CaseFacts, state: CaseState, role: Role, codes: str
) -> None:
    ready = {row.code for row in CASE.open_to(state, role=role, facts=READY)}
    offered = {row.code for row in CASE.open_to(state, role=role, facts=facts)}
    assert ready - offered == set(codes.split())
