"""Rows a second and peak memory of an import, and what the database holds behind it.

`python -m bench.importing [ROWS] [KIND]` writes ROWS generated past cases (100,000) to
a file of a KIND (csv, xlsx, jsonl), takes it into an empty SQLite, and fails unless
every row is a case, the history is whole and a second import takes nothing. Memory is
of this process; the child that opens the file is bound (`documents.sandbox`).
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from documents import history
from documents.database import Database
from documents.deadlines import Calendar
from documents.importing import taking, writing
from documents.importing.reading import reading
from documents.importing.taking import Tools
from documents.vault import Vault
from documents.vocabulary import ImportVerdict
from tests import factories

ROWS: Final = 100_000
LEAST: Final = 1_000
"""Rows a second on SQLite."""

MOST_GROWTH: Final = 100
"""Mebibytes more for a whole file than for its first thousand rows."""

NOW: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRST: Final = date(2016, 1, 4)
DAYS: Final = 3_600
ROADS: Final = ("Quốc lộ 51", "đường 3 tháng 2", "đường Lê Hồng Phong", "Tỉnh lộ 44")
TROUBLES: Final = (
    "có nhiều ổ gà rất nguy hiểm cho xe máy, nhất là khi trời mưa và ban đêm",
    "ngập nước sau mỗi trận mưa lớn vì cống thoát nước bị nghẹt từ nhiều tháng nay",
    "có đèn tín hiệu không hoạt động, các phương tiện không biết nhường nhau",
    "có xe quá tải chạy suốt đêm làm hư hỏng mặt đường và mất ngủ người dân",
)


def rows(count: int) -> Iterator[writing.Cells]:
    """Yield generated past cases, the way an office exports them."""
    for n in range(count):
        road, trouble = ROADS[n % 4], TROUBLES[n // 4 % 4]
        on = FIRST + timedelta(n % DAYS)
        told = {
            "external_ref": f"PA-{n:06}",
            "received_on": f"{on:%d/%m/%Y}",
            "channel": "Điện thoại",
            "kind": "Phản ánh",
            "field": "Hạ tầng đường bộ",
            "title": f"{road} hư hỏng, Km {n % 97}",
            "content": f"Đoạn Km {n} {road} {trouble}. Đề nghị Sở kiểm tra, xử lý sớm.",
            "place": f"Km {n % 97}, {road}",
            "full_name": f"Nguyễn Văn Mẫu {n}",
            "phone": f"09{n:08}",
        }
        if n % 10:
            replied = on + timedelta(9)
            told |= {
                "unit": "KCHT",
                "outcome": "Đã giải quyết",
                "reply_number": f"{n % 4_000 + 1}/SGTVT-KCHT",
                "reply_date": f"{replied:%d/%m/%Y}",
                "reply_text": f"Sở đã kiểm tra đoạn Km {n} và giao đơn vị sửa chữa.",
            }
        yield told


def write(folder: Path, count: int, kind: str) -> Path:
    path = folder / f"{count}.{kind}"
    match kind:
        case "xlsx":
            path.write_bytes(writing.xlsx_of(rows(count)))
        case "jsonl":
            path.write_text("".join(writing.jsonl_of(rows(count))), encoding="utf-8")
        case _:
            path.write_text("".join(writing.csv_of(rows(count))), encoding="utf-8")
    return path


def take(database: Database, path: Path) -> Counter[ImportVerdict]:
    """Take a file in; return how many of its rows became what."""
    tools, counts = Tools(Vault(factories.SECRET), Calendar()), Counter[ImportVerdict]()
    with reading(path) as read:
        for told in taking.take(database, read, tools, by=None, now=NOW):
            counts.update(row.verdict for row in told)
    return counts


def peak(whose: int = resource.RUSAGE_SELF) -> float:
    """Return the most memory a process has had, in mebibytes."""
    return resource.getrusage(whose).ru_maxrss / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    kind = sys.argv[2] if len(sys.argv) > 2 else "csv"
    with TemporaryDirectory() as folder:
        paths = [write(Path(folder), n, kind) for n in (1_000, count)]
        database = Database(f"sqlite:///{folder}/portal.sqlite3")
        database.migrate()
        with database.writing() as session, session.begin():
            factories.make_units(session)
        first = take(database, paths[0])[ImportVerdict.IMPORTED]
        before = peak()
        began = time.perf_counter()
        counts = take(database, paths[1])
        took = time.perf_counter() - began
        grown = peak() - before
        assert counts == {
            ImportVerdict.IMPORTED: count - first,
            ImportVerdict.DUPLICATE: first,
        }
        with database.reading() as session:
            whole, fault = history.verify(session)
        assert (whole, fault) == (count, None)
        again = take(database, paths[1])
        assert again == {ImportVerdict.DUPLICATE: count}, "a case was taken twice"
        database.dispose()
    print(f"{count} rows of .{kind}: {took:.1f} s, {count / took:.0f} rows a second")
    print(f"peak memory {peak():.0f} MiB, {grown:.0f} MiB more than for 1,000 rows")
    print(f"the child that reads, at most: {peak(resource.RUSAGE_CHILDREN):.0f} MiB")
    assert count / took >= LEAST, "too slow"
    assert grown <= MOST_GROWTH, "memory grows with the file"


if __name__ == "__main__":
    main()
