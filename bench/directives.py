"""Server time of the register of directives, with a hundred of them and with many.

`python -m bench.directives [--few 100] [--many 20000] [--asked 200] [--seed 8712]`
fills two SQLite databases with so many directives, each related to others and passed
on to every unit, and asks each page as who reads it, another directive every time.
What is kept rendered is asked anew: an address with a question is never kept. It
prints markdown: milliseconds at p50 and p95 with few and with many, how many times as
long it took, and the statements.
"""

import argparse
import itertools
import logging
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask.testing import FlaskClient

from documents.database import Database
from documents.vocabulary import Role
from tests.portal.desk.test_growth import asked as statements
from tests.portal.directives.many import DRAFT, INTERNAL, slug_of, stock
from tests.portal.office import Office, peopled, started

LAST: Final = 10_000_000
"""A page behind every other one: the last is shown."""


@dataclass(frozen=True)
class Asked:
    """A page, who asks for it, and its address of the directive of a number."""

    name: str
    role: Role | None
    address: Callable[[int], str]


PAGES: Final = (
    Asked("public list", None, lambda _n: "/van-ban?trang=1"),
    Asked("public list, last page", None, lambda _n: f"/van-ban?trang={LAST}"),
    Asked("public list, one kind", None, lambda _n: "/van-ban?loai=Quyết định"),
    Asked("public list, one year", None, lambda _n: "/van-ban?nam=2015"),
    Asked("one directive, its chain", None, lambda n: f"/van-ban/{slug_of(n)}?x=1"),
    Asked("one that all relate to", None, lambda _n: f"/van-ban/{slug_of(1)}?x=1"),
    Asked("all that relate to one", None, lambda n: f"/van-ban?lien-quan={slug_of(n)}"),
    Asked("feed", None, lambda _n: "/van-ban/atom.xml?x=1"),
    Asked("first page", None, lambda _n: "/?x=1"),
    Asked("officer's list", Role.HANDLER, lambda _n: "/van-ban"),
    Asked("editor's list", Role.CLERK, lambda _n: "/van-ban"),
    Asked("editor's list, last page", Role.CLERK, lambda _n: f"/van-ban?trang={LAST}"),
    Asked("one directive, staff", Role.CLERK, lambda n: f"/van-ban/{slug_of(n)}"),
    Asked("editor's form", Role.CLERK, lambda n: f"/van-ban/{slug_of(n)}/sua"),
    Asked("its versions", Role.CLERK, lambda n: f"/van-ban/{slug_of(n)}/phien-ban"),
    Asked("who has not read", Role.CLERK, lambda _n: "/van-ban/theo-doi"),
    Asked("numbers offered", Role.CLERK, lambda n: f"/van-ban/goi-y?so={n % 100}"),
    Asked("desk of a unit's head", Role.HEAD, lambda _n: "/ban-lam-viec"),
)


@dataclass(frozen=True)
class Measured:
    """What a page took: milliseconds at p50 and p95, statements of the last."""

    p50: float
    p95: float
    statements: int


def measured(client: FlaskClient, addresses: Iterator[str], asked: int) -> Measured:
    """Ask for a page again and again, once warmed up."""
    taken = []
    client.get(next(addresses))
    for path in itertools.islice(addresses, asked):
        begun = time.perf_counter()
        answer = client.get(path)
        answer.get_data()
        taken.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, (path, answer.status_code)
    with statements() as told:
        client.get(next(addresses))
    cuts = statistics.quantiles(taken, n=20)
    return Measured(cuts[9], cuts[18], len(told))


def stocked(folder: Path, count: int) -> Office:
    """Return an office whose register holds so many directives."""
    database = Database(f"sqlite:///{folder}/portal.sqlite3")
    database.migrate()
    office = peopled(Office(started(database, folder), folder))
    with office.writing() as session:
        stock(session, count, office.people[Role.CLERK])
    return office


def measure(count: int, chosen: argparse.Namespace) -> list[Measured]:
    """Return what every page takes with so many directives."""
    with tempfile.TemporaryDirectory() as folder:
        office, found = stocked(Path(folder), count), []
        for page in PAGES:
            client = office.as_(page.role) if page.role else office.visitor()
            numbers = random.Random(chosen.seed)
            addresses = (page.address(_any(numbers, count)) for _ in itertools.count())
            found.append(measured(client, addresses, chosen.asked))
        office.database.dispose()
    return found


def _any(numbers: random.Random, count: int) -> int:
    """Return the number of a directive that every visitor reads."""
    while True:
        n = numbers.randrange(12, count)
        if n % DRAFT and n % INTERNAL:
            return n


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--asked", type=int, default=200)
    parser.add_argument("--seed", type=int, default=8712)
    chosen = parser.parse_args()
    logging.disable(logging.ERROR)
    few, many = measure(chosen.few, chosen), measure(chosen.many, chosen)
    print(f"\n{chosen.few:,} directives and {chosen.many:,}, {chosen.asked} asked\n")
    print("| page | as | p50 ms | p95 ms | p50 ms | p95 ms | p50 × | p95 × | asked |")
    print("|---" * 9 + "|")
    for page, small, large in zip(PAGES, few, many, strict=True):
        print(
            f"| {page.name} | {page.role.label if page.role else 'visitor'}"
            f" | {small.p50:.1f} | {small.p95:.1f} | {large.p50:.1f} | {large.p95:.1f}"
            f" | {large.p50 / small.p50:.1f} | {large.p95 / small.p95:.1f}"
            f" | {small.statements} → {large.statements} |"
        )


if __name__ == "__main__":
    main()
