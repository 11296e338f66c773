"""Files made to harm, and files that are not what they say (security.md T14, T18)."""

import io
import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from documents.importing.columns import WrongFile
from documents.importing.source import open_source
from tests.documents.importing.files import HEADINGS, ROW, faults, judged, put, text_of
from tests.documents.importing.test_reading import book


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Return a workbook with some of its parts written anew; `_` stands for `/`."""
    out = io.BytesIO()
    packed = zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", packed) as new,
    ):
        for name in old.namelist():
            key = re.sub(r"\W", "_", name)
            new.writestr(name, parts.pop(key, old.read(name)))
        for name, told in parts.items():
            new.writestr(name, told)
    return out.getvalue()


BOOK = book([HEADINGS, ROW])
HEAD = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>"
)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "rỗng"),
        ("a.jsonl", b"", "rỗng"),
        ("a.xlsx", b"", "rỗng"),
        ("a.pdf", b"%PDF-1.4", "Chỉ nhận"),
        ("a", b"x", "Chỉ nhận"),
        ("a.csv", BOOK, "bên trong là loại khác"),
        ("a.jsonl", BOOK, "bên trong là loại khác"),
        ("a.csv", b"%PDF-1.4 x", "bên trong là loại khác"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", "bên trong là loại khác"),
        ("a.xlsx", text_of([HEADINGS, ROW]).encode(), "không phải tệp Excel"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "đời cũ"),
        ("a.xlsx", BOOK[: len(BOOK) // 2], "hỏng hoặc bị cắt cụt"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 500, "hỏng hoặc bị cắt cụt"),
        ("a.csv", bytes(range(256)) * 40, "bảng mã"),
        ("a.csv", b"\0\1\2\3\4\5\6\7" * 400, "không phải văn bản"),
        ("a.csv", b"a,b,c\n1,2,3\n", "tiêu đề"),
        ("a.csv", "x" * 2_000_000, "tiêu đề"),
        ("a.jsonl", b"[]\n", "JSON"),
        ("a.jsonl", b"[" * 100_000, "JSON"),
        ("a.xlsx", repacked(BOOK, **{"xl/vbaProject.bin": b"x"}), "macro"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes | str, said: str
) -> None:
    with pytest.raises(WrongFile, match=said):
        judged(put(tmp_path, name, content))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_heading_without_rows_holds_no_case(tmp_path: Path, name: str) -> None:
    content = text_of([HEADINGS]) if name == "a.csv" else book([HEADINGS])
    assert judged(put(tmp_path, name, content)) == []


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    swollen = HEAD + b" " * 60_000_000 + b"</sheetData></worksheet>"
    path = put(tmp_path, "a.xlsx", repacked(BOOK, xl_worksheets_sheet1_xml=swollen))
    del swollen
    tracemalloc.start()
    with pytest.raises(WrongFile, match="quá lớn"):
        open_source(path, name=path.name)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_document_type_is_refused_in_every_part(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    for part in ("xl_worksheets_sheet1_xml", "xl_sharedStrings_xml", "xl_workbook_xml"):
        content = repacked(BOOK, **{part: bomb + b"<x>&b;</x>"})
        with pytest.raises(WrongFile, match="DOCTYPE"):
            judged(put(tmp_path, "a.xlsx", content))


def test_a_damaged_sheet_is_told_when_it_is_reached(tmp_path: Path) -> None:
    for broken in (
        HEAD + b"<row r='1'>",
        b"\xff\xfe\xfa",
        HEAD + b"<row r='5'/><row r='5'/>",
    ):
        content = repacked(BOOK, xl_worksheets_sheet1_xml=broken)
        with pytest.raises(WrongFile, match="hỏng"):
            judged(put(tmp_path, "a.xlsx", content))


def test_a_formula_is_the_text_or_number_it_was_worked_out_to(tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet()
        for place, heading in enumerate(HEADINGS):
            sheet.write_string(0, place, heading)
        sheet.write_formula(1, 0, "=DATE(2019,11,22)", value=43791)
        sheet.write_formula(
            1, 1, '=HYPERLINK("http://evil.example","x")', value="Đường"
        )
        sheet.write_string(1, 2, "=cmd|' /C calc'!A0 nguyên văn")
    (found,) = judged(put(tmp_path, "a.xlsx", out.getvalue()))
    assert found.past is not None
    assert found.past.title == "Đường"
    assert found.past.content == "=cmd|' /C calc'!A0 nguyên văn"


def test_an_error_in_a_cell_is_no_value(tmp_path: Path) -> None:
    row = b"<row r='2'><c r='B2' t='e'><v>#N/A</v></c></row>"
    heading = b"".join(
        f"<c r='{'ABC'[n]}1' t='inlineStr'><is><t>{told}</t></is></c>".encode()
        for n, told in enumerate(HEADINGS)
    )
    sheet = (
        HEAD + b"<row r='1'>" + heading + b"</row>" + row + b"</sheetData></worksheet>"
    )
    path = put(tmp_path, "a.xlsx", repacked(BOOK, xl_worksheets_sheet1_xml=sheet))
    (found,) = judged(path)
    assert "#N/A" in faults(found)["title"]


def test_a_line_of_a_megabyte_is_skipped_and_the_next_one_read(tmp_path: Path) -> None:
    long = "1/2/2019,x," + "y" * 1_000_000
    content = "\n".join([",".join(HEADINGS), long, "1/2/2019,Xe,Đỗ xe sai chỗ."])
    for name, text in (("a.csv", content), ("b.csv", content.replace(",x,", ',x,"'))):
        broken, kept = judged(put(tmp_path, name, text))
        assert (broken.line, kept.line) == (2, 3)
        assert "dài quá" in faults(broken)[""]
        assert kept.past is not None


def test_memory_does_not_grow_with_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write(",".join(HEADINGS) + "\n")
        for _ in range(60):
            out.write("y" * 1_000_000)
    tracemalloc.start()
    (found,) = judged(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "dài quá" in faults(found)[""]
    assert peak < 12_000_000


def test_nul_bytes_and_hidden_turns_do_not_reach_the_text(tmp_path: Path) -> None:
    path = put(
        tmp_path,
        "a.csv",
        text_of([HEADINGS, ("1/2/2019", "Ổ\x00 gà\u202e", "Đường\x00 hỏng\u200b.")] * 1)
        + text_of([ROW] * 20),
    )
    found = judged(path)[0]
    assert found.past is not None
    assert (found.past.title, found.past.content) == ("Ổ gà", "Đường hỏng.")


def test_quotes_that_do_not_match_spoil_their_row_only(tmp_path: Path) -> None:
    content = ",".join(HEADINGS) + '\n1/2/2019,"a"b,c\n1/2/2019,Xe,Đỗ xe sai chỗ.\n'
    broken, kept = judged(put(tmp_path, "a.csv", content))
    assert "nháy kép" in faults(broken)[""]
    assert kept.past is not None
    open_ended = ",".join(HEADINGS) + '\n1/2/2019,x,"không đóng\n1/2/2019,y,z\n'
    (broken,) = judged(put(tmp_path, "b.csv", open_ended))
    assert "nháy kép" in faults(broken)[""]


def test_cells_beyond_the_heading_are_told(tmp_path: Path) -> None:
    content = ",".join(HEADINGS) + "\n1/2/2019,x,Đường hỏng, sụt lún\n1/2/2019,x,y,,\n"
    broken, kept = judged(put(tmp_path, "a.csv", content))
    assert "nhiều ô hơn" in faults(broken)[""]
    assert kept.past is not None
    content_of_book = book([HEADINGS, (*ROW, "ngoài cột")])
    (broken,) = judged(put(tmp_path, "a.xlsx", content_of_book))
    assert "ngoài các cột" in faults(broken)[""]


def test_bytes_of_no_letter_spoil_their_row_only(tmp_path: Path) -> None:
    good = text_of([HEADINGS, *[ROW] * 3]).encode("utf-16")
    content = good + "1/2/2019,x,".encode("utf-16-le") + b"\x00\xd8" + b"y\0\n\0"
    found = judged(put(tmp_path, "a.csv", content))
    assert "ký tự hỏng" in faults(found[-1])["content"]
    assert all(row.past for row in found[:-1])
