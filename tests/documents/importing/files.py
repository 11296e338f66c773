"""Files of past cases for tests: written by hand, the way offices have them."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

from documents.importing.raw import Raw
from documents.importing.rows import Judged, Reader
from documents.importing.source import open_source
from documents.importing.terms import Units

TODAY = date(2019, 12, 17)
HEADINGS = ("Ngày tiếp nhận", "Trích yếu", "Nội dung")
UNITS = Units(
    {"kcht": 1, "phong quan ly ket cau ha tang": 1, "cu": 2},
    frozenset({1}),
    ("KCHT", "CU"),
)
ROW = ("22/11/2019", "Ổ gà trên Quốc lộ 51", "Đường xuống cấp, ổ gà rất nguy hiểm.")


def text_of(rows: Iterable[Sequence[str]], delimiter: str = ",") -> str:
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def put(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def raws(path: Path) -> list[Raw]:
    return list(open_source(path, name=path.name).rows())


def judged(path: Path) -> list[Judged]:
    reader = Reader(UNITS, today=TODAY)
    return [reader.read(raw) for raw in raws(path)]


def one(folder: Path, **cells: str) -> Judged:
    """Return what is made of a row, told by the names of design.md §4."""
    told = dict(zip(("received_on", "title", "content"), ROW, strict=True)) | cells
    (found,) = judged(put(folder, "a.csv", text_of([list(told), list(told.values())])))
    return found


def faults(found: Judged) -> dict[str, str]:
    return {fault.column: fault.message for fault in found.faults}
