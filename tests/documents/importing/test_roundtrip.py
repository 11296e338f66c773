"""What is written as a file of past cases is read back, whatever it says."""

import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.importing import writing
from documents.importing.columns import COLUMNS
from documents.importing.guarding import guarded
from documents.importing.source import open_source
from documents.text import clean
from tests.documents.importing.files import judged, put

RISKY = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")
TEXTS = st.text(
    st.one_of(
        st.sampled_from("'\"=+-@;,\t\n|＝＋ÂăđỆốườ aA1_x\\"),
        st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")),
    ),
    max_size=40,
).map(lambda text: clean(text).strip())
ROWS = st.lists(
    st.fixed_dictionaries({column.name: TEXTS for column in COLUMNS}).filter(
        lambda row: any(row.values())
    ),
    max_size=4,
)


def written(kind: str, rows: Iterable[writing.Cells]) -> bytes:
    match kind:
        case "csv":
            return "".join(writing.csv_of(rows)).encode()
        case "jsonl":
            return "".join(writing.jsonl_of(rows)).encode()
        case _:
            return writing.xlsx_of(rows)


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
@example(rows=[{column.name: "_x0000_" for column in COLUMNS}])
def test_what_is_written_is_read_back(kind: str, rows: list[dict[str, str]]) -> None:
    # The first row tells what a .jsonl is, so one must be there.
    rows = [dict(writing.examples()[0]), *rows]
    with TemporaryDirectory() as folder:
        path = put(Path(folder), f"a.{kind}", written(kind, rows))
        source = open_source(path, name=path.name)
        read = [dict(raw.cells) for raw in source.rows() if not raw.faults]
    names = [column.name for column in COLUMNS]
    told = [{name: row.get(name, "") for name in names} for row in read]
    assert told == [dict(row) for row in rows]


@given(text=TEXTS)
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    row = {column.name: text for column in COLUMNS}
    cell = guarded(text)
    assert not RISKY.match(cell)
    assert "".join(writing.csv_of([row])).startswith("\ufeff")


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
def test_the_template_itself_can_be_imported(tmp_path: Path, kind: str) -> None:
    examples = writing.examples()
    unit = {"unit": "KCHT"}
    content = written(kind, [dict(row) | unit for row in examples])
    found = judged(put(tmp_path, f"a.{kind}", content))
    assert [row.faults for row in found] == [(), ()]


def test_the_template_explains_every_column(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xlsx", writing.xlsx_of(writing.examples()))
    told = openpyxl.load_workbook(path)["Hướng dẫn"]
    rows = list(told.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [column.name for column in COLUMNS]
    assert all(row[2] for row in rows)
