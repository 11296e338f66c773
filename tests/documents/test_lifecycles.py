"""The lifecycle of a case: its reviewed matrix, and what is never offered."""

from pathlib import Path

from documents.guards import CaseFacts
from documents.lifecycles import CASE
from documents.vocabulary import CaseState, Role

GOLDEN = Path(__file__).parent.parent / "golden" / "lifecycles.txt"
READY = CaseFacts(
    in_lead_unit=True,
    has_result=True,
    has_draft=True,
    is_signer=True,
    letter_issued=True,
    is_sent=True,
)


def matrix() -> list[str]:
    return [
        f"{state} | {role} | {move.code} {move.action}"
        for state in CaseState
        for role in Role
        for move in CASE.open_to(state, role=role, facts=READY)
    ]


def test_the_matrix_of_moves_is_the_reviewed_one() -> None:
    assert matrix() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_an_administrator_moves_no_case() -> None:
    offered = [CASE.open_to(s, role=Role.ADMIN, facts=READY) for s in CaseState]
    assert not any(offered)
