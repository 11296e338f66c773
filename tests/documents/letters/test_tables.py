"""Tables typed in a body: Word's tables, with a heading on every page."""

import pytest
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table

from documents.errors import Invalid
from documents.letters.body import Cell, Span, widest_table
from documents.letters.metrics import Face, width_mm
from documents.letters.tables import widths
from tests.documents.letters.samples import letter, opened

TYPED = """Sở tổng hợp như sau:

| STT | Đơn vị | Số lượng |
|---|---|---|
| 1 | Phòng **Quản lý** vận tải | 12 |
| 2 | A \\| B |

Kính báo cáo."""


def printed(body: str) -> list[Table]:
    """Return the tables of a body, without those of header and signature."""
    _, *tables, _ = opened(letter("shortest", body=body)).tables
    return tables


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_rows_typed_with_bars_are_a_table() -> None:
    (table,) = printed(TYPED)
    assert texts(table) == [
        ["STT", "Đơn vị", "Số lượng"],
        ["1", "Phòng Quản lý vận tải", "12"],
        ["2", "A | B", ""],
    ]
    bold = [run.text for run in table.cell(1, 1).paragraphs[0].runs if run.bold]
    assert bold == ["Quản lý"]


def test_the_heading_is_repeated_and_no_row_is_torn() -> None:
    (table,) = printed(TYPED)
    head, *rows = (row._tr.xml for row in table.rows)
    assert "w:tblHeader" in head
    assert not any("w:tblHeader" in row for row in rows)
    assert all("w:cantSplit" in row for row in (head, *rows))


def test_a_table_is_as_wide_as_the_text_in_13_point_with_lines() -> None:
    (table,) = printed(TYPED)
    columns = [column.width or 0 for column in table.columns]
    assert abs(sum(columns) - Mm(165)) < Mm(0.2)
    assert columns[0] < columns[2] < columns[1]
    paragraphs = (p for row in table.rows for c in row.cells for p in c.paragraphs)
    sizes = {
        p.style.font.size for p in paragraphs if isinstance(p.style, ParagraphStyle)
    }
    assert sizes == {Pt(13)}
    assert "w:insideH" in table._tbl.xml


def test_a_blank_line_parts_two_tables() -> None:
    first, second = printed("Gồm:\n| a | b |\n| 1 | 2 |\n\n| c |\n| 3 |\n\nHết.")
    assert (texts(first)[0], texts(second)[0]) == (["a", "b"], ["c"])
    between = first._tbl.getnext()
    assert between is not None
    assert between.tag.endswith("}p")


def test_a_single_row_is_text() -> None:
    assert printed("Giá trị |x| là số dương.\n|x|") == []


def test_the_end_mark_stands_beneath_a_table_that_ends_the_text() -> None:
    document = opened(letter("shortest", body="Gồm:\n| a | b |\n| 1 | 2 |"))
    (mark,) = [p for p in document.paragraphs if p.text == "./."]
    assert mark.paragraph_format.keep_with_next
    last_row = document.tables[1].rows[-1].cells
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in last_row)


def cells(*words: str) -> tuple[Cell, ...]:
    return tuple((Span(word),) if word else () for word in words)


def test_no_word_is_broken_while_there_is_room() -> None:
    long = "Nghiêng " * 40
    rows = (
        cells("STT", "Mã phản ánh", "Nội dung"),
        cells("1", "DDN-2026-000012", long),
    )
    found = widths(rows, size=13, within=165)
    assert sum(found) == pytest.approx(165)
    assert found[1] > width_mm("DDN-2026-000012", size=13, face=Face.BOLD)
    assert found[0] > width_mm("STT", size=13, face=Face.BOLD)


@pytest.mark.parametrize("rows", [(cells("x" * 200, "y"),), (cells("", ""),)])
def test_columns_always_fill_the_text(rows: tuple[tuple[Cell, ...], ...]) -> None:
    found = widths(rows, size=13, within=165)
    assert sum(found) == pytest.approx(165)
    assert min(found) > 0


def test_more_columns_than_a_page_holds_are_refused() -> None:
    row = "|" + " a |" * 21
    wide = f"{row}\n{row}"
    assert widest_table(wide) == 21
    with pytest.raises(Invalid) as refused:
        letter(body=wide, appendices=[{"title": "Danh sách", "body": wide}])
    assert set(refused.value.fields) == {"body", "appendices"}
