"""Numbers a second, and the proof that there is no gap among them.

`python -m bench.register` issues 2,000 whole letters from eight processes, on SQLite
and on PostgreSQL, each in a transaction of its own that ends on the disk, and fails
unless they bear 1..2000.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from documents.database import Database
from tests import postgres
from tests.documents.issuing import approve_letters, numbers_of, start

LETTERS: Final = 2_000
PROCESSES: Final = 8


@contextmanager
def empty(url: str) -> Iterator[Database]:
    database = Database(url)
    database.migrate()
    yield database
    database.dispose()


def measure(name: str, url: str, folder: Path) -> None:
    with empty(url) as database:
        approve_letters(database, LETTERS)
        began = time.perf_counter()
        running = [start(url, folder, n, PROCESSES) for n in range(PROCESSES)]
        told = [process.communicate()[0] for process in running]
        took = time.perf_counter() - began
        numbers = sorted(int(line) for out in told for line in out.split())
        expected = list(range(1, LETTERS + 1))
        assert numbers == expected, "a gap, or a number given twice"
        assert numbers_of(database) == expected
    print(f"{name:12} {LETTERS} letters, {PROCESSES} processes: 1..{LETTERS}")
    print(f"{'':12} {took:.1f} s, {LETTERS / took:.0f} a second")


def main() -> None:
    with TemporaryDirectory() as folder:
        measure("SQLite", f"sqlite:///{folder}/portal.sqlite3", Path(folder))
    with TemporaryDirectory() as folder, postgres.running() as url:
        measure("PostgreSQL", url, Path(folder))


if __name__ == "__main__":
    main()
