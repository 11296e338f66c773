"""Rows out of .csv, .xlsx and .jsonl, whatever program wrote them."""

import json
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from documents.extract import legacy
from documents.importing.columns import WrongFile
from documents.importing.source import open_source
from documents.vocabulary import CaseKind, Channel, Field, PastOutcome, Source
from tests.documents.importing.files import (
    HEADINGS,
    ROW,
    faults,
    judged,
    one,
    put,
    raws,
    text_of,
)

TCVN3 = {chr(new): chr(old) for old, new in legacy._TCVN3.items()}


def as_tcvn3(text: str) -> bytes:
    """Return text as a machine of before Unicode kept it."""
    return "".join(TCVN3.get(char, char) for char in text).encode("latin-1")


def as_cp1258(text: str) -> bytes:
    """Return text as Windows kept it: the tone stands behind its letter."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            (tone,) = (part for part in parts if part in legacy._TONES)
            letter = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out += letter.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: unicodedata.normalize("NFD", text).encode(),
        as_cp1258,
    ],
    ids=["utf-8", "bom", "utf-16", "le", "be", "nfd", "cp1258"],
)
def test_a_csv_is_read_in_any_encoding_and_with_any_delimiter(
    tmp_path: Path, encode: Callable[[str], bytes], delimiter: str
) -> None:
    content = encode(text_of([HEADINGS, ROW], delimiter))
    (found,) = judged(put(tmp_path, "a.csv", content))
    assert found.past is not None
    assert (found.line, found.past.title, found.past.content) == (2, *ROW[1:])
    assert found.past.received_on == date(2019, 11, 22)
    assert not found.is_mended


def test_rows_of_old_fonts_are_turned_back_and_flagged(tmp_path: Path) -> None:
    # A font of small letters has no capital with a tone.
    row = (ROW[0], ROW[1].replace("Ổ", "ổ"), ROW[2])
    content = as_tcvn3(text_of([HEADINGS, row, ("1/2/2019", "Bến xe", "Đỗ sai chỗ.")]))
    first, second = judged(put(tmp_path, "a.csv", content))
    assert first.past is not None
    assert second.past is not None
    assert (first.past.title, first.past.content) == row[1:]
    assert second.past.content == "Đỗ sai chỗ."
    assert first.is_mended
    assert second.is_mended
    assert first.notes == ("Đã chuyển từ bảng mã TCVN3 (ABC) sang Unicode.",)


def test_old_fonts_are_turned_back_in_a_file_that_is_unicode(tmp_path: Path) -> None:
    vni = "Ñöôøng Quoác loä 51 xuoáng caáp, nhieàu oå gaø raát nguy hieåm"
    row = ("22/11/2019", "Sửa đường", "Nội dung này đã là Unicode.")
    path = put(tmp_path, "a.csv", text_of([HEADINGS, ("1/2/2019", vni, vni), row]))
    first, second = judged(path)
    assert first.past is not None
    assert second.past is not None
    expected = "Đường Quốc lộ 51 xuống cấp, nhiều ổ gà rất nguy hiểm"
    assert first.past.title == expected
    assert first.notes == ("Đã chuyển từ bảng mã VNI sang Unicode.",)
    assert (second.past.title, second.is_mended) == ("Sửa đường", False)


@pytest.mark.parametrize(
    "headings",
    [
        ("received_on", "title", "content"),
        ("NGÀY TIẾP NHẬN", "Trích yếu", "Nội dung phản ánh"),
        ("ngay tiep nhan", "trich yeu", "noi dung"),
        ("Ngày nhận", "Tiêu đề", "NỘI DUNG"),
        ("Received date", "Subject", "Description"),
        ("Ngµy tiÕp nhËn", "TrÝch yÕu", "Néi dung"),
    ],
)
def test_columns_are_known_by_many_names(
    tmp_path: Path, headings: tuple[str, ...]
) -> None:
    (found,) = judged(put(tmp_path, "a.csv", text_of([headings, ROW])))
    assert found.past is not None
    assert found.past.title == ROW[1]


def test_a_title_above_the_heading_and_columns_nobody_knows_do_no_harm(
    tmp_path: Path,
) -> None:
    rows = [("DANH SÁCH HỒ SƠ 2019",), (), (*HEADINGS, "Ghi chú"), (*ROW, "x")]
    path = put(tmp_path, "a.csv", text_of(rows))
    assert open_source(path, name="a.csv").unused == ("Ghi chú",)
    (found,) = judged(path)
    assert found.line == 4
    assert found.past is not None


def test_line_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    many = ("1/2/2019", "Nhiều dòng", "một\nhai\nba")
    path = put(tmp_path, "a.csv", text_of([HEADINGS, many, ROW, ("x", *ROW[1:])]))
    found = judged(path)
    assert [row.line for row in found] == [2, 5, 6]
    assert found[0].past is not None
    assert found[0].past.content == "một\nhai\nba"
    assert list(faults(found[2])) == ["received_on"]


def test_every_column_of_a_case_is_understood(tmp_path: Path) -> None:
    found = one(
        tmp_path,
        external_ref="PA-117",
        channel="Hệ thống của tỉnh",
        kind="phan anh",
        field="Hạ tầng đường bộ",
        place="Km 40",
        unit="Phòng Quản lý kết cấu hạ tầng",
        outcome="Đã giải quyết",
        reply_number="3021/SGTVT-KCHT",
        reply_date="5/12/2019",
        reply_text="Sở đã vá.",
        closed_on="6/12/2019",
    ).past
    assert found is not None
    assert (found.channel, found.source) == (Channel.PROVINCE_SYSTEM, Source.PROVINCE)
    assert (found.kind, found.field) == (CaseKind.REPORT, Field.ROADS)
    assert (found.unit_id, found.outcome) == (1, PastOutcome.RESOLVED)
    assert found.reply_number == "3021/SGTVT-KCHT"
    assert found.closed_on == date(2019, 12, 6)


@pytest.mark.parametrize(
    ("typed", "is_said"),
    [
        ("x", True),
        ("Có", True),
        ("1", True),
        ("✓", True),
        ("True", True),
        ("KHÔNG ĐỒNG Ý", True),
        ("", False),
        ("0", False),
        ("Đồng ý", False),
    ],
)
def test_a_sender_who_does_not_agree_is_understood(
    tmp_path: Path, typed: str, is_said: bool
) -> None:
    past = one(tmp_path, opted_out=typed).past
    assert past is not None
    assert past.opted_out is is_said


@pytest.mark.parametrize("outcome", list(PastOutcome))
def test_an_outcome_is_understood_as_stored_and_as_read(
    tmp_path: Path, outcome: PastOutcome
) -> None:
    told = {"unit": "KCHT", "kind": "report", "field": "roads"}
    if outcome is not PastOutcome.OPEN:
        told["closed_on"] = "6/12/2019"
    for typed in (outcome.value, outcome.label, outcome.label.upper()):
        found = one(tmp_path, outcome=typed, **told)
        assert found.past is not None
        assert found.past.outcome is outcome


def test_a_reply_without_an_outcome_means_solved_and_says_so(tmp_path: Path) -> None:
    told = {"unit": "KCHT", "kind": "report", "field": "roads"}
    found = one(tmp_path, reply_date="5/12/2019", **told)
    assert found.past is not None
    assert found.past.outcome is PastOutcome.RESOLVED
    assert "coi là đã giải quyết" in found.notes[0]


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"title": " "}, "title", "bắt buộc"),
        ({"content": ""}, "content", "bắt buộc"),
        ({"received_on": ""}, "received_on", "bắt buộc"),
        ({"received_on": "18/12/2019"}, "received_on", "tương lai"),
        ({"received_on": "12/31/2018"}, "received_on", "tháng 31"),
        ({"channel": "bồ câu"}, "channel", "Điện thoại"),
        ({"field": "vũ trụ"}, "field", "Hạ tầng đường bộ"),
        ({"unit": "Phòng Ma"}, "unit", "KCHT"),
        ({"unit": "CU"}, "unit", "không còn"),
        ({"outcome": "resolved", "closed_on": "1/12/2019"}, "unit", "đơn vị chủ trì"),
        ({"outcome": "resolved", "closed_on": "1/12/2019"}, "kind", "loại"),
        ({"outcome": "resolved", "closed_on": "1/12/2019"}, "field", "lĩnh vực"),
        ({"outcome": "declined"}, "closed_on", "phải có ngày"),
        ({"outcome": "open", "closed_on": "1/12/2019"}, "closed_on", "bỏ ngày"),
        ({"outcome": "declined", "closed_on": "1/1/2019"}, "closed_on", "trước ngày"),
        ({"opted_out": "không"}, "opted_out", "Ghi “x”"),
        ({"opted_out": "chưa hỏi"}, "opted_out", "bỏ trống"),
        ({"kind": "Tố cáo"}, "kind", "niêm phong"),
        ({"channel": "province_system"}, "external_ref", "phải có mã"),
        ({"content": "x " * 11_000}, "content", "20000"),
        ({"title": "x" * 300}, "title", "200 ký tự"),
    ],
)
def test_a_refusal_names_the_column_and_says_what_to_do(
    tmp_path: Path, cells: dict[str, str], column: str, said: str
) -> None:
    found = one(tmp_path, **cells)
    assert found.past is None
    assert said in faults(found)[column]


def test_every_fault_of_a_row_is_told_at_once(tmp_path: Path) -> None:
    found = one(tmp_path, received_on="x", title="", channel="y")
    assert set(faults(found)) == {"received_on", "title", "channel"}


def book(*sheets: list[tuple[object, ...]], date1904: bool = False) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": date1904}) as made:
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for rows in sheets:
            sheet = made.add_worksheet()
            for line, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(line, place, cell, day)
                    else:
                        sheet.write(line, place, cell)
    return out.getvalue()


@pytest.mark.parametrize("date1904", [False, True])
def test_a_workbook_is_read_with_its_days_numbers_and_second_sheet(
    tmp_path: Path, *, date1904: bool
) -> None:
    when = datetime(2019, 11, 22, 14, 30)
    rows = [(*HEADINGS, "external_ref"), (when, *ROW[1:], 117), ("1/2/2019", *ROW[1:])]
    content = book([("Bìa",)], rows, date1904=date1904)
    first, second = judged(put(tmp_path, "a.xlsx", content))
    assert first.past is not None
    assert second.past is not None
    assert (first.line, second.line) == (2, 3)
    assert first.past.received_on == date(2019, 11, 22)
    assert first.past.external_ref == "117"
    assert second.past.received_on == date(2019, 2, 1)


def test_a_line_of_json_is_a_case(tmp_path: Path) -> None:
    told = dict(zip(("received_on", "title", "content"), ROW, strict=True))
    lines = [
        json.dumps(told | {"external_ref": 117, "place": None}, ensure_ascii=False),
        "",
        json.dumps(told | {"unit": ["KCHT"]}),
        "{không phải json",
        "[1, 2]",
        json.dumps(told | {"external_ref": float("nan")}),
        "[" * 100_000,
        json.dumps(told | {"opted_out": True, "phone": None}),
        json.dumps(told | {"opted_out": False}),
        json.dumps(told | {"place": True}),
    ]
    found = judged(put(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [row.line for row in found] == [1, 3, 4, 5, 6, 7, 8, 9, 10]
    assert found[0].past is not None
    assert found[0].past.external_ref == "117"
    assert list(faults(found[1])) == ["unit"]
    assert all("JSON" in faults(row)[""] for row in found[2:6])
    said = [row.past.opted_out for row in found[6:8] if row.past is not None]
    assert said == [True, False]
    assert list(faults(found[8])) == ["place"]


def test_columns_missing_or_named_twice_are_told(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", text_of([HEADINGS[:2], ROW[:2]]))
    with pytest.raises(WrongFile, match=r"thiếu cột “Nội dung” \(content\)"):
        raws(path)
    path = put(tmp_path, "b.csv", text_of([(*HEADINGS, "content"), (*ROW, "y")]))
    with pytest.raises(WrongFile, match="hai cột cùng là “Nội dung”"):
        raws(path)
