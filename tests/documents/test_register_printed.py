"""The printed register: the decree's columns, every number, nothing that computes."""

import re
import zipfile
from dataclasses import astuple
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from docx import Document
from docx.enum.section import WD_ORIENT
from sqlalchemy.orm import Session

from documents import letters, queries, register, replies
from documents.files import FileStore
from documents.letters import LEDGER_COLUMNS, Ledger
from documents.register import Reservation
from documents.vocabulary import CaseState, Role
from tests import factories
from tests.factories import VAULT, People

TRICK = '=HYPERLINK("http://a.example";"bấm vào đây")'
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
AGENCY = letters.profile(letters.DEFAULT_PROFILE)
DAY = timedelta(days=1)


@pytest.fixture
def year(session: Session, people: People, now: datetime, files: FileStore) -> Ledger:
    """An issued letter, a number still held, one voided, one used after all."""
    clerk = people[Role.CLERK]
    cases = [factories.make_case(session, now=now, by=clerk) for _ in "ab"]
    for case in cases:
        factories.advance_to(session, case, CaseState.APPROVED, people, now)
    factories.issue(session, cases[0], people, now, files)
    _held, voided = (
        register.reserve(
            session, Reservation("cong-van", "VP", reason), by=clerk, now=now
        )
        for reason in (TRICK, "Văn bản ký ở tỉnh")
    )
    why = "Tỉnh không ban hành\nvăn bản này"
    register.void(session, voided.id, reason=why, by=clerk, now=now + DAY)
    wanted = Reservation("cong-van", "KCHT", "Giám đốc ký tại hiện trường")
    used = register.reserve(session, wanted, by=clerk, now=now)
    replies.issue(
        session,
        cases[1],
        on=used.dated_on,
        vault=VAULT,
        store=files,
        expected_version=cases[1].version,
        by=clerk,
        now=now,
        reserved=used.id,
    )
    since, until = date(2019, 1, 1), date(2019, 12, 31)
    found = queries.register_between(session, since, until)
    return register.ledger(found, of=AGENCY, since=since, until=until)


def test_every_number_is_a_line_and_no_complainant_is_named(year: Ledger) -> None:
    assert year.period == "Năm 2019"
    assert [line.number for line in year.lines] == [
        "01/SGTVT-KCHT",
        "02/SGTVT-VP",
        "03/SGTVT-VP",
        "04/SGTVT-KCHT",
    ]
    issued, held, voided, used = year.lines
    assert astuple(issued) == (
        "01/SGTVT-KCHT",
        "17/12/2019",
        "Công văn V/v trả lời phản ánh về Quốc lộ 51",
        "Nguyễn Văn Mẫu",
        "Người phản ánh (hồ sơ DDN-2019-000001)\nBan Giám đốc Sở\nVăn phòng Sở",
        "VT, KCHT",
        "",
        "",
    )
    assert (held.about, held.signer) == (TRICK, "")
    assert held.notes == "Giữ số 17/12/2019, Nguyễn Văn Mẫu"
    assert "HỦY SỐ 18/12/2019, Nguyễn Văn Mẫu: Tỉnh không" in voided.notes
    assert used.notes.endswith("Nguyễn Văn Mẫu: Giám đốc ký tại hiện trường")
    assert "Kín Đáo" not in repr(year)


def test_a_span_of_days_holds_its_days_and_no_others(
    session: Session, people: People, now: datetime
) -> None:
    for days in range(4):
        wanted = Reservation("cong-van", "VP", "Văn bản ký ở ngoài")
        clerk = people[Role.CLERK]
        register.reserve(session, wanted, by=clerk, now=now + days * DAY)
    since, until = date(2019, 12, 18), date(2019, 12, 19)
    found = queries.register_between(session, since, until)
    made = register.ledger(found, of=AGENCY, since=since, until=until)
    assert made.period == "Từ ngày 18/12/2019 đến ngày 19/12/2019"
    assert [line.number[:2] for line in made.lines] == ["02", "03"]


def test_the_paper_has_the_decrees_columns_on_every_lying_page(year: Ledger) -> None:
    made = letters.render_ledger(year)
    assert letters.render_ledger(year) == made
    document = Document(BytesIO(made))
    section = document.sections[0]
    assert section.orientation is WD_ORIENT.LANDSCAPE
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    table = document.tables[1]
    heading = [cell.text.split("\n") for cell in table.rows[0].cells]
    assert heading == [
        [name, f"({n})"] for n, (name, _) in enumerate(LEDGER_COLUMNS, 1)
    ]
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert [cell.text for cell in table.rows[2].cells] == list(astuple(year.lines[1]))
    assert document.styles.element.xpath("//w:rFonts/@w:ascii")[0] == "Times New Roman"
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐI\nNăm 2019" in text


def test_the_columns_are_those_of_the_decree_and_fill_the_sheet() -> None:
    assert [name for name, _ in LEDGER_COLUMNS] == [
        "Số, ký hiệu văn bản",
        "Ngày tháng văn bản",
        "Tên loại và trích yếu nội dung văn bản",
        "Người ký",
        "Nơi nhận văn bản",
        "Đơn vị, người nhận bản lưu",
        "Số lượng bản",
        "Ghi chú",
    ]
    assert sum(width for _, width in LEDGER_COLUMNS) == 297 - 30 - 15


@pytest.mark.parametrize("first", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", TRICK])
def test_the_sheet_computes_nothing_whatever_a_cell_begins_with(
    first: str,
) -> None:
    line = letters.LedgerLine(*[first] * 8)
    made = register.render_sheet(Ledger(AGENCY, "Năm 2019", (line,)))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        sheet = fromstring(archive.read("xl/worksheets/sheet1.xml"))
        strings = fromstring(archive.read("xl/sharedStrings.xml"))
        styles = archive.read("xl/styles.xml")
    cells = [c for c in sheet.iter(f"{MAIN}c") if len(c)]
    assert {cell.get("t") for cell in cells} == {"s"}
    assert list(sheet.iter(f"{MAIN}f")) == []
    told = ["".join(item.itertext()) for item in strings.iter(f"{MAIN}si")]
    line_cells = [c for c in cells if re.fullmatch(r"[A-Z]5", str(c.get("r")))]
    assert [told[int(str(c[0].text))] for c in line_cells] == [first] * 8
    marks = fromstring(styles).find(f"{MAIN}cellXfs")
    assert marks is not None
    dress = [marks[int(str(cell.get("s")))] for cell in cells]
    assert {(d.get("numFmtId"), d.get("quotePrefix")) for d in dress} == {("49", "1")}


def test_the_sheet_tells_what_the_paper_tells(year: Ledger) -> None:
    made = register.render_sheet(year)
    assert register.render_sheet(year) == made
    with zipfile.ZipFile(BytesIO(made)) as archive:
        strings = fromstring(archive.read("xl/sharedStrings.xml"))
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    told = {"".join(item.itertext()) for item in strings.iter(f"{MAIN}si")}
    for line in year.lines:
        assert set(astuple(line)) - {""} <= told
    assert 'orientation="landscape"' in sheet
    assert "$4:$4" in book
