"""The page of statistics as those see it who may, and its spreadsheet."""

from fractions import Fraction
from io import BytesIO

import pytest
from openpyxl import load_workbook

from documents.vocabulary import CaseState, Role
from portal.numbers import count_vi, counted, decimal_vi, percent_vi
from tests.portal.office import Office, office

__all__ = ["office"]


def test_numbers_are_written_as_vietnamese_writes_them() -> None:
    assert count_vi(1234567) == "1.234.567"
    assert [counted(told) for told in ("1.234", "–", "97,3%")] == [1234, "–", "97,3%"]
    assert percent_vi(Fraction(973, 1000)) == "97,3%"
    assert percent_vi(Fraction(1)) == "100,0%"
    assert percent_vi(None) == decimal_vi(None) == "–"
    assert decimal_vi(Fraction(9, 20)) == "0,5"


def test_the_month_is_shown_with_its_table_and_says_until_when(office: Office) -> None:
    office.case(CaseState.IN_PROGRESS)
    page = office.get(Role.DIRECTOR, "/bao-cao/")
    assert "Thống kê tháng 12/2019" in page
    assert "số liệu đến hết ngày 17/12/2019" in page
    assert "Phòng Quản lý kết cấu hạ tầng" in page
    assert "Tổng cộng" in page


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("ky=2019-11", "tháng 11/2019"),
        ("ky=2019-q4", "quý IV/2019"),
        ("ky=2018", "năm 2018"),
        ("tu=1/12/2019&den=05/12/2019", "từ 01/12/2019 đến 05/12/2019"),
        ("ky=2019-12-01..2019-12-05", "từ 01/12/2019 đến 05/12/2019"),
    ],
)
def test_a_period_has_its_own_address(office: Office, query: str, label: str) -> None:
    page = office.get(Role.FOCAL, f"/bao-cao/?{query}&theo=field")
    assert f"Thống kê {label}" in page
    assert "theo lĩnh vực" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("ky=2019-13", "Hãy chọn một kỳ"),
        ("ky=2020-01", "chưa bắt đầu"),
        ("tu=32/12/2019&den=1/1/2020", "Hãy nhập ngày"),
        ("tu=5/12/2019", "Hãy nhập ngày"),
        ("tu=5/12/2019&den=1/12/2019", "không thể trước"),
    ],
)
def test_a_period_that_cannot_be_is_told_and_what_was_typed_stays(
    office: Office, query: str, told: str
) -> None:
    answer = office.as_(Role.CVP).get(f"/bao-cao/?{query}")
    assert answer.status_code == 422
    assert told in answer.text
    assert query.startswith("ky=") or query.rpartition("=")[2] in answer.text
    assert (
        office.as_(Role.CVP).get(f"/bao-cao/thong-ke.xlsx?{query}").status_code == 422
    )


def test_a_head_reads_his_own_unit_and_cuts_it_by_people(office: Office) -> None:
    office.case(CaseState.IN_PROGRESS)
    page = office.get(Role.HEAD, "/bao-cao/?theo=unit")
    assert "theo công chức xử lý" in page
    assert "Phòng Quản lý vận tải" not in page


def test_the_rail_leads_there_whoever_may_and_nobody_else(office: Office) -> None:
    for role in Role:
        may = role in {Role.HEAD, Role.FOCAL, Role.CVP, Role.DIRECTOR}
        assert ("/bao-cao/" in office.get(role, "/ban-lam-viec")) is may
        status = office.as_(role).get("/bao-cao/").status_code
        assert status == (200 if may else 403), role


def test_the_spreadsheet_holds_the_same_figures(office: Office) -> None:
    office.case(CaseState.IN_PROGRESS)
    answer = office.as_(Role.DIRECTOR).get(
        "/bao-cao/thong-ke.xlsx?ky=2019-12&theo=unit"
    )
    assert answer.status_code == 200
    assert "2019-12-01-2019-12-17-unit.xlsx" in answer.headers["Content-Disposition"]
    rows = list(load_workbook(BytesIO(answer.data)).active.values)
    (total,) = [row for row in rows if row[0] == "Tổng cộng"]
    assert total[1:11] == (0, 1, 1, 0, 0, 0, 0, 0, 1, 0)
    assert total[11:13] == ("–", "–")
