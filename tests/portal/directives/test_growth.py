"""What the pages of the register cost: the same whatever it holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool

from documents.models import Directive, DirectiveRelation, Distribution
from documents.vocabulary import Role
from tests.portal.directives.many import slug_of, stock
from tests.portal.office import Office, office

__all__ = ["office"]

FEW, MANY = 70, 700
STEP: Final = 20
"""The database's own steps, which are counted by so many."""

COUNTED, PASSED_OVER = 7, 25
"""Steps for each directive that a list counts, and that stands before its last page."""

ONE = f"/van-ban/{slug_of(21)}"
HUB = f"/van-ban/{slug_of(1)}"
LAST = "/van-ban?trang=9999"
LISTS: Final[tuple[tuple[Role | None, str], ...]] = (
    (None, LAST),
    (None, "/van-ban?trang=1"),
    (None, "/van-ban?loai=Quyết định"),
    (None, "/?x=1"),
    (Role.HANDLER, "/van-ban"),
    (Role.CLERK, "/van-ban"),
)
PAGES: Final[tuple[tuple[Role | None, str], ...]] = (
    *LISTS,
    (None, f"{ONE}?x=1"),
    (None, f"{HUB}?x=1"),
    (None, "/van-ban/atom.xml?x=1"),
    (Role.CLERK, ONE),
    (Role.CLERK, f"{ONE}/sua"),
    (Role.CLERK, f"{ONE}/phien-ban"),
    (Role.CLERK, "/van-ban/goi-y?so=2"),
    (Role.CLERK, "/van-ban/thung-rac"),
    (Role.CLERK, "/van-ban/theo-doi"),
    (Role.HEAD, "/van-ban/theo-doi?con-cho=chua-lam"),
    (Role.HEAD, "/ban-lam-viec"),
)


@dataclass
class Cost:
    """What a page asked of the database, and how many steps that took it."""

    statements: int = 0
    steps: int = 0


@contextmanager
def counting() -> Iterator[Cost]:
    cost = Cost()

    def stepped() -> int:
        cost.steps += STEP
        return 0

    def asked(*_rest: object) -> None:
        cost.statements += 1

    def taken(connection: Any, *_rest: object) -> None:
        # What a new connection reads of the schema is no cost of the page.
        connection.execute("SELECT 1 FROM outbox LIMIT 1").fetchall()
        connection.set_progress_handler(stepped, STEP)

    event.listen(Engine, "before_cursor_execute", asked)
    event.listen(Pool, "checkout", taken)
    try:
        yield cost
    finally:
        event.remove(Engine, "before_cursor_execute", asked)
        event.remove(Pool, "checkout", taken)


def costs(office: Office, role: Role | None, path: str) -> Cost:
    """Return what a page costs once the application is warm: the less of two times."""
    client, found = office.as_(role) if role else office.visitor(), []
    client.get(path)
    for _ in range(2):
        with counting() as cost:
            assert client.get(path).status_code == 200, path
        found.append(cost)
    return min(found, key=lambda one: one.steps)


def fill(office: Office, count: int) -> None:
    with office.writing() as session:
        for table in (Distribution, DirectiveRelation, Directive):
            session.execute(delete(table))
        stock(session, count, office.people[Role.CLERK])


def test_a_register_ten_times_as_long_costs_its_pages_no_more(office: Office) -> None:
    fill(office, FEW)
    few = [costs(office, role, path) for role, path in PAGES]
    fill(office, MANY)
    for (role, path), less in zip(PAGES, few, strict=True):
        cost = costs(office, role, path)
        where = (role, path, less, cost)
        more = {LAST: PASSED_OVER}.get(path, COUNTED if (role, path) in LISTS else 0)
        assert cost.statements <= less.statements, where
        assert cost.steps <= 1.2 * less.steps + more * (MANY - FEW), where
