"""The office's database, and a file of past cases taken into it, for tests."""

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE, Popen

from sqlalchemy import func, select

from documents import history
from documents.database import Database
from documents.importing import taking
from documents.importing.keeping import Told
from documents.importing.reading import reading
from documents.importing.taking import Tools
from documents.models import Base, Case
from tests import factories
from tests.documents.importing.files import put, text_of

NOW = datetime(2019, 12, 17, 2, 30, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
CANARIES = ("Trần Thị Kín Đáo", "0912 345 678", "kindao@mau.example", "12 Lê Lợi")
HEADINGS = (
    "external_ref", "received_on", "title", "content", "unit", "kind", "field",
    "outcome", "reply_number", "reply_date", "reply_text", "closed_on",
    "full_name", "phone", "email", "address",
)  # fmt: skip


def answered(n: int, *, on: str = "22/11/2019") -> tuple[str, ...]:
    """Return the row of a case that was answered, sent by the canary."""
    return (
        f"PA-{n:04}", on, f"Ổ gà số {n}", f"Đường xuống cấp ở Km {n}, rất nguy hiểm.",
        "KCHT", "Phản ánh", "Hạ tầng đường bộ", "Đã giải quyết",
        f"{n}/SGTVT-KCHT", "5/12/2019", f"Sở đã vá ổ gà tại Km {n}.", "6/12/2019",
        *CANARIES,
    )  # fmt: skip


def write(folder: Path, rows: Iterable[Sequence[str]], name: str = "cu.csv") -> Path:
    return put(folder, name, text_of([HEADINGS, *rows]))


def peopled(database: Database) -> factories.People:
    with database.writing() as session, session.begin():
        factories.make_units(session)
        return factories.make_people(session, now=NOW)


def take(database: Database, path: Path, from_line: int | None = None) -> list[Told]:
    tools = Tools(factories.VAULT, factories.CALENDAR)
    with reading(path) as read:
        return [
            row
            for told in taking.take(
                database, read, tools, by=None, now=NOW, from_line=from_line
            )
            for row in told
        ]


def try_out(database: Database, path: Path) -> list[Told]:
    with reading(path) as read:
        return [row for told in taking.try_out(database, read, now=NOW) for row in told]


def count(database: Database, model: type[Base] = Case) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def history_is_whole(database: Database) -> int:
    """Return how many lines the history has, none of them broken."""
    with database.reading() as session:
        whole, fault = history.verify(session)
    assert fault is None
    return whole


def begin(url: str, path: Path) -> "Popen[str]":
    """Take a file in, in a process of its own; it prints a line after each batch."""
    return Popen(
        [sys.executable, "-m", "tests.documents.importing.office", url, str(path)],
        cwd=ROOT,
        stdout=PIPE,
        text=True,
    )


def main(url: str, path: str) -> None:
    database = Database(url)
    tools = Tools(factories.VAULT, factories.CALENDAR)
    with reading(Path(path)) as read:
        for told in taking.take(database, read, tools, by=None, now=NOW):
            sys.stdout.write(f"{told[-1].line}\n")
            sys.stdout.flush()
    database.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
