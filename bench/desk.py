"""Server time of the desk, the queue and a case's page, in an office of many years.

`python -m bench.desk [--cases 100000] [--open 3000] [--asked 200] [--seed 3229]` fills
SQLite with so many cases of ten lines of history each, so many of them still open in
the department's units, indexes them, and asks every page as each role, another case
every time; the figures of a year too, as who reads them. It prints markdown, verifies
the history, and fails when a p95 or that is over its goal.
"""

import argparse
import itertools
import logging
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import select

from bench.years import LIFE, stock
from documents import history
from documents.models import Case
from documents.statistics import READERS
from documents.vocabulary import Role
from tests.portal.desk.test_growth import asked as statements
from tests.portal.office import Office

GOAL, OF_FIGURES, OF_HISTORY = 100, 300, 60
"""Milliseconds at p95, of a page and of figures; seconds of verifying the history."""

ROLES: Final = (
    Role.CLERK,
    Role.FOCAL,
    Role.HANDLER,
    Role.HEAD,
    Role.CVP,
    Role.DIRECTOR,
)
PAGES: Final = (
    ("desk", "/ban-lam-viec"),
    ("queue", "/ho-so/"),
    ("queue, open", "/ho-so/?buoc=dang-mo"),
    ("queue, late", "/ho-so/?han=qua-han"),
    ("queue, page 1,000", "/ho-so/?trang=1000"),
)
FIGURES: Final = (
    ("figures of a year", "/bao-cao/?ky=2018"),
    ("figures of a year, by officer", "/bao-cao/?ky=2018&theo=handler"),
)


def cases_of(office: Office, role: Role, chance: random.Random) -> Iterator[str]:
    """Yield addresses of cases that a role may see, a random one each time."""
    query = select(Case.code)
    if role in {Role.HANDLER, Role.HEAD}:
        query = query.where(Case.lead_unit_id == office.people[role].unit_id)
    with office.reading() as session:
        codes = list(session.scalars(query))
    while True:
        yield f"/ho-so/{chance.choice(codes)}"


def measured(
    office: Office, role: Role, address: Callable[[], str], asked: int
) -> tuple[list[float], int]:
    """Return the milliseconds of each answer, and the statements of the last."""
    client, taken = office.as_(role), []
    for _ in range(asked):
        path = address()
        begun = time.perf_counter()
        answer = client.get(path)
        answer.get_data()
        taken.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    with statements() as told:
        client.get(address())
    return taken, len(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--open", type=int, default=3_000)
    parser.add_argument("--asked", type=int, default=200)
    parser.add_argument("--seed", type=int, default=3229)
    chosen = parser.parse_args()
    logging.disable(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        office = stock(Path(folder), chosen)
        lines = chosen.cases * len(LIFE)
        print(f"\n{chosen.cases:,} cases, {lines:,} lines of history,", end=" ")
        print(f"{chosen.open:,} open; made in {time.perf_counter() - begun:.0f} s\n")
        over = [*_pages(office, chosen), *_history(office)]
        office.database.dispose()
    if over:
        raise SystemExit(f"over the goal: {'; '.join(over)}")


def _pages(office: Office, chosen: argparse.Namespace) -> Iterator[str]:
    """Print how long each page takes; yield those over their goal."""
    print("| page | as | p50 ms | p95 ms | slowest ms | statements |")
    print("|---" * 6 + "|")
    for name, path, role in _asked_for():
        address = itertools.repeat(path).__next__
        if path == "":
            chance = random.Random(chosen.seed)
            address = cases_of(office, role, chance).__next__
        taken, told = measured(office, role, address, chosen.asked)
        cuts = statistics.quantiles(taken, n=20)
        print(
            f"| {name} | {role.label} | {cuts[9]:.0f} | {cuts[18]:.0f}"
            f" | {max(taken):.0f} | {told} |",
            flush=True,
        )
        if cuts[18] > (OF_FIGURES if (name, path) in FIGURES else GOAL):
            yield f"{name}, {role.label}, {cuts[18]:.0f} ms"


def _history(office: Office) -> Iterator[str]:
    """Print how long verifying the history takes; yield it if over its goal."""
    begun = time.perf_counter()
    with office.reading() as session:
        whole, fault = history.verify(session)
    took = time.perf_counter() - begun
    assert fault is None, fault
    print(f"\n{whole:,} lines of history verified in {took:.0f} s")
    if took > OF_HISTORY:
        yield f"verifying the history, {took:.0f} s"


def _asked_for() -> Iterator[tuple[str, str, Role]]:
    """Yield every page and role: the page's name, its path (of a case: none)."""
    for name, path in (*PAGES, ("case", "")):
        for role in ROLES:
            yield name, path, role
    for name, path in FIGURES:
        for role in READERS:
            yield name, path, role


if __name__ == "__main__":
    main()
