"""`flask cases`: who may do what to a case, as a table; past cases out of files."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NoReturn

import click
from flask.cli import AppGroup

from documents.errors import DomainError
from documents.importing import taking
from documents.importing.keeping import Told
from documents.importing.reading import Reading, reading
from documents.importing.taking import Tools
from documents.lifecycles.matrix import matrix
from documents.models import ImportRun
from documents.vocabulary import ImportVerdict as Verdict
from portal import wiring
from portal.wiring import Wiring

group = AppGroup("cases", help="Hồ sơ: bảng thao tác; nhập hồ sơ cũ từ tệp.")

_CLEAR: Final = "\r\x1b[K"
"""Takes the progress bar off the line that is written on next."""


@group.command("matrix")
def show_matrix() -> None:
    """In bảng: ở bước nào, vai trò nào được làm gì, với điều kiện nào."""
    for line in matrix():
        click.echo(line)


@group.command("import")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ báo sẽ ra sao, không nhập gì.")
@click.option(
    "--from-row", type=click.IntRange(min=1), help="Bỏ qua các dòng trước dòng này."
)
def import_file(source: Path, *, dry_run: bool, from_row: int | None) -> None:
    """Nhập hồ sơ cũ từ FILE (.csv, .xlsx, .jsonl); mã thoát 1 khi có dòng không nhận.

    Lượt bị ngắt giữa chừng thì chạy lại lệnh này để nhập tiếp.
    """
    wired = wiring.current()
    try:
        with reading(source) as read:
            _tell_of(read)
            before = None if dry_run or from_row else _gone_on(wired, read)
            reports = _reports(wired, read, is_dry=dry_run, from_line=from_row)
            counts = _told(read, reports) + _counted(before)
    except OSError:
        _fail(f"Không đọc được tệp {source}. Hãy kiểm tra tên tệp và quyền đọc.")
    except DomainError as refusal:
        _fail(f"{source}: {refusal.message}")
    _sum_up(counts, is_dry=dry_run)
    _catch_up(wired)
    sys.exit(1 if counts[Verdict.REFUSED] else 0)


def _tell_of(read: Reading) -> None:
    if read.unused:
        names = ", ".join(f"“{name}”" for name in read.unused)
        click.echo(f"Không dùng các cột: {names}.")


def _gone_on(wired: Wiring, read: Reading) -> ImportRun | None:
    """Return the run that is gone on with, told to whoever starts it again."""
    run = taking.unfinished(wired.database, read.sha256)
    if run is not None and run.place:
        click.echo(f"Lượt trước bị ngắt sau dòng {run.place}: nhập tiếp từ đó.")
    return run


def _counted(run: ImportRun | None) -> Counter[Verdict]:
    if run is None:
        return Counter()
    return Counter(
        {
            Verdict.IMPORTED: run.imported,
            Verdict.DUPLICATE: run.duplicates,
            Verdict.REFUSED: run.refused,
        }
    )


def _reports(
    wired: Wiring, read: Reading, *, is_dry: bool, from_line: int | None
) -> Iterator[list[Told]]:
    database, now = wired.database, wired.clock()
    if is_dry:
        return taking.try_out(database, read, now=now, from_line=from_line)
    tools = Tools(wired.vault, wired.calendar)
    return taking.take(database, read, tools, by=None, now=now, from_line=from_line)


def _told(read: Reading, reports: Iterator[list[Told]]) -> Counter[Verdict]:
    """Print what became of each row while the bar moves; return how many of which."""
    counts, place = Counter[Verdict](), 0
    with click.progressbar(
        length=max(1, read.lines), label="Đang đọc tệp", file=sys.stderr
    ) as bar:
        for told in reports:
            with _above_the_bar():
                for row in told:
                    click.echo(_line(row))
            counts.update(row.verdict for row in told)
            bar.update(told[-1].line - place)
            place = told[-1].line
    return counts


@contextmanager
def _above_the_bar() -> Iterator[None]:
    if sys.stderr.isatty():
        click.echo(_CLEAR, nl=False, err=True)
    yield
    sys.stdout.flush()


def _line(row: Told) -> str:
    told = f"dòng {row.line}: {row.verdict.label.lower()}"
    if row.code:
        told = f"{told}, {row.code}"
    return f"{told}. {row.said}" if row.said else told


def _sum_up(counts: Counter[Verdict], *, is_dry: bool) -> None:
    taken = Verdict.READY if is_dry else Verdict.IMPORTED
    click.echo(
        f"{taken.label}: {counts[taken]} hồ sơ. Trùng: {counts[Verdict.DUPLICATE]}."
        f" Không nhận: {counts[Verdict.REFUSED]}."
    )


def _catch_up(wired: Wiring) -> None:
    with wired.search.as_the_indexer() as mine:
        if mine:
            wired.search.catch_up()


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(1)
