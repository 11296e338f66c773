"""What a list costs: as many questions for many rows as for few."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool

from documents.vocabulary import CaseState, Role
from tests.conftest import NOW
from tests.portal.office import Office, office

__all__ = ["office"]


@contextmanager
def asked() -> Iterator[list[str]]:
    """Gather every statement meanwhile, and every connection that was taken."""
    statements: list[str] = []

    def note(
        _connection: object, _cursor: object, statement: str, told: object, *_: object
    ) -> None:
        statements.append(f"{statement} {told}")

    def taken(*_rest: object) -> None:
        statements.append("a connection")

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Pool, "checkout", taken)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Pool, "checkout", taken)


LATE = "/tim-kiem?q=hạn:quá"


@pytest.mark.parametrize("path", ["/ho-so/", "/ban-lam-viec", "/bao-cao/", LATE])
def test_a_list_asks_no_more_for_more_cases(office: Office, path: str) -> None:
    def cost() -> int:
        office.get(Role.FOCAL, path)
        with asked() as statements:
            office.get(Role.FOCAL, path)
        return len(statements)

    def add() -> None:
        office.case()
        office.case(now=NOW - timedelta(days=60))
        office.case(CaseState.REPLIED)
        office.move(Role.FOCAL, office.case(), "ask_info", question="Ở làn đường nào?")

    add()
    few = cost()
    for _ in range(6):
        add()
    assert cost() == few


@pytest.mark.parametrize("role", [Role.FOCAL, Role.HANDLER, Role.DIRECTOR])
@pytest.mark.parametrize(
    "state", [CaseState.IN_PROGRESS, CaseState.PENDING_APPROVAL, CaseState.REPLIED]
)
def test_a_page_of_a_case_asks_nothing_twice(
    office: Office, role: Role, state: CaseState
) -> None:
    case = office.case(state)
    office.get(role, case)
    with asked() as statements:
        office.get(role, case)
    questions = Counter(one for one in statements if one.startswith("SELECT"))
    assert [one for one, times in questions.items() if times > 1] == []


def test_a_page_of_a_case_asks_no_more_for_more_that_are_like_it(
    office: Office,
) -> None:
    case = office.case(CaseState.IN_PROGRESS)

    def cost() -> int:
        office.index()
        office.get(Role.HANDLER, case)
        with asked() as statements:
            page = office.get(Role.HANDLER, case)
        assert "01/SGTVT-KCHT" in page
        return len(statements)

    office.case(CaseState.REPLIED)
    few = cost()
    office.case(CaseState.REPLIED)
    office.case(CaseState.REPLIED)
    assert cost() == few
