"""Pages of the list of cases: each case on one of them, and how a page is found."""

from datetime import date, datetime
from itertools import product
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from documents import queries
from documents.database import Database
from documents.files import FileStore
from documents.queries import CaseFilter, Order
from documents.viewer import Viewer
from documents.vocabulary import CaseState, Field, Role
from tests import factories
from tests.factories import People

MANY = 7
NARROWED = {
    "not at all": CaseFilter(),
    "by state": CaseFilter(state=CaseState.RESOLVED),
    "to what is open": CaseFilter(only_open=True),
    "by unit": CaseFilter(unit_code="KCHT"),
    "by handler": CaseFilter(handler_id=1),
    "by field": CaseFilter(field=Field.ROADS),
    "by days": CaseFilter(received=(date(2019, 11, 1), None)),
}
FEW = ("to what is open", "by days")
"""What is found first and put in order then, out of its order's index."""

READERS = (Role.FOCAL, Role.HANDLER)


@pytest.mark.parametrize("order", Order)
def test_every_case_stands_on_one_page_whatever_they_have_in_common(
    session: Session, people: People, now: datetime, files: FileStore, order: Order
) -> None:
    for number in range(MANY):
        state = CaseState.IN_PROGRESS if number % 2 else CaseState.REPLIED
        case = factories.make_case(session, now=now, by=people[Role.CLERK])
        factories.advance_to(session, case, state, people, now, files=files)

    def page(number: int, size: int) -> list[int]:
        reader, only = people[Role.FOCAL], CaseFilter()
        found = queries.case_list(
            session, reader, only=only, order=order, page=number, per_page=size
        )
        return [row.id for row in found.rows]

    whole = page(1, MANY)
    assert len({*whole}) == MANY
    assert [one for number in range(1, 5) for one in page(number, 2)] == whole


def test_a_page_far_down_is_walked_to_in_an_index(
    sqlite_database: Database, now: datetime
) -> None:
    """Neither counting nor finding a page reads cases; the whole list is not sorted."""
    with sqlite_database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        for role, order, how in product(READERS, Order, NARROWED):
            only = NARROWED[how]
            counting, finding = plans(session, people[role], only, order)
            assert "COVERING INDEX ix_case_" in counting, (role, order, how)
            assert "COVERING INDEX ix_case_" in finding, (role, order, how)
            if how not in FEW:
                assert "TEMP B-TREE" not in finding, (role, order, how)


def plans(
    session: Session, viewer: Viewer, only: CaseFilter, order: Order
) -> list[str]:
    """Return how SQLite counts a list, and how it finds the keys of a page."""
    asked: list[tuple[str, Any]] = []

    def note(
        _a: object, _b: object, statement: str, given: Any, *_rest: object
    ) -> None:
        asked.append((statement, given))

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    queries.case_list(session, viewer, only=only, order=order)
    event.remove(connection, "before_cursor_execute", note)
    told = [
        connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        for statement, given in asked[:2]
    ]
    return ["\n".join(row.detail for row in rows) for rows in told]
