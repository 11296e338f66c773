"""The results of an officer's search as a spreadsheet."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from documents import directives
from documents.vocabulary import ContentAction, Role
from portal import tables
from portal.searches import sheet
from tests.conftest import NOW
from tests.portal.office import Office, office
from tests.portal.public_site import draft, publish

__all__ = ["office"]

Table = list[tuple[Any, ...]]


def table(office: Office, role: Role, asked: str) -> Table:
    answer = office.as_(role).get(f"/tim-kiem/ket-qua.xlsx?{asked}")
    assert answer.status_code == 200
    assert answer.content_type == tables.MEDIA_TYPE
    assert answer.headers["Cache-Control"] == "no-store"
    book = load_workbook(BytesIO(answer.data))
    told = [cell for row in book.active.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in told} <= {"s"}
    assert {cell.number_format for cell in told} == {"@"}
    assert not any(cell.hyperlink for cell in told)
    return [tuple(row) for row in book.active.iter_rows(values_only=True)]


def test_the_file_says_what_the_page_shows(office: Office) -> None:
    case = office.case(title="Ổ gà trên cầu")
    office.index()
    title, told, headings, row = table(office, Role.FOCAL, "q=o+ga&loai=case")
    assert title[0] == "Tìm kiếm “o ga” · Hồ sơ phản ánh"
    assert told[0].startswith("Có 1 kết quả, lập 09:30 17/12/2019")
    assert headings[:3] == ("Số", "Loại", "Tên, trích yếu")
    code = case.rsplit("/", 1)[-1]
    assert row[:4] == (code, "Hồ sơ phản ánh", "Ổ gà trên cầu", "17/12/2019")
    assert row[6].endswith(case)


@pytest.mark.parametrize("sign", "=+-@\t")
def test_nothing_in_it_is_a_formula(office: Office, sign: str) -> None:
    nasty = f"{sign}cmd|'/c calc'!A1 cầu"
    office.case(title=nasty.strip())
    office.index()
    rows = table(office, Role.FOCAL, "q=cmd")
    assert rows[3][2] == nasty.strip()


def test_its_name_is_ascii_and_vietnamese(office: Office) -> None:
    answer = office.as_(Role.FOCAL).get("/tim-kiem/ket-qua.xlsx?q=đường+%22/..%5C")
    told = answer.headers["Content-Disposition"]
    assert told.isascii()
    plain = told.split('filename="')[1].split('"')[0]
    assert plain.startswith("tim-kiem-duong")
    assert plain.endswith("2019-12-17.xlsx")
    assert not set('/\\":') & set(plain)
    assert "filename*=UTF-8''t%C3%ACm-ki%E1%BA%BFm" in told


def test_it_is_for_officers_and_holds_what_each_may_see(office: Office) -> None:
    office.case(title="chimyen")
    office.index()
    answer = office.visitor().get("/tim-kiem/ket-qua.xlsx?q=chimyen")
    assert answer.status_code == 303
    assert len(table(office, Role.DIRECTOR, "q=chimyen")) == 4
    assert len(table(office, Role.ADMIN, "q=chimyen")) == 3


def test_what_was_just_taken_down_is_not_in_it(office: Office) -> None:
    with office.writing() as session:
        row = draft(session, office.people, abstract="vá cầu chimyen")
        publish(session, row, office.people)
        number = row.id
    office.index()
    assert len(table(office, Role.CVP, "q=chimyen")) == 4
    with office.writing() as session:
        row = directives.get(session, number)
        directives.advance(
            session,
            row,
            ContentAction.ARCHIVE,
            expected_version=row.version,
            by=office.people[Role.CVP],
            now=NOW,
        )
    assert len(table(office, Role.CVP, "q=chimyen")) == 3


def test_a_long_list_is_cut_and_says_of_how_many(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST", 20)
    monkeypatch.setattr(sheet, "_PAGE", 10)
    with office.writing() as session:
        for number in range(25):
            told = {"number": f"{number}/CV", "abstract": "vá cầu"}
            publish(session, draft(session, office.people, **told), office.people)
    office.index()
    rows = table(office, Role.CLERK, "q=vá+cầu")
    assert rows[1][0].startswith("Có 25 kết quả; tệp này ghi 20 kết quả đầu")
    assert len({row[0] for row in rows[3:]}) == 20


def test_late_cases_are_listed_too(office: Office) -> None:
    code = office.case(title="Cống ngập").rsplit("/", 1)[-1]
    with office.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE \"case\" SET due_on = '2019-12-16'"
        )
    (row,) = table(office, Role.FOCAL, "q=hạn:quá")[3:]
    assert row[0] == code
