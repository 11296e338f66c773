"""What a list costs: as many questions for many rows as for few."""

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
        _connection: object, _cursor: object, statement: str, *_rest: object
    ) -> None:
        statements.append(statement)

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
