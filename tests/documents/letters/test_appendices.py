"""Phụ lục: pages of their own behind the signature, and what is printed of them."""

from typing import Any

import pytest
from docx.document import Document
from docx.shared import Mm

from documents import letters
from documents.letters import TT01
from documents.letters.passages import roman
from tests.documents.letters.samples import begun, letter, opened

ONE = [{"title": "Danh sách", "body": "Gồm một việc"}]
TWO = [*ONE, {"title": "Biểu mẫu", "body": "1. Mục thứ nhất."}]


def printed(document: Document, *names: str) -> list[str]:
    paragraphs = document.paragraphs
    return [p.text for p in paragraphs if p.style is not None and p.style.name in names]


def heads(appendices: list[dict[str, str]], **changes: Any) -> list[str]:
    document = opened(letter("shortest", appendices=appendices, **changes))
    return printed(document, "Phụ lục", "Tên phụ lục")


def test_a_single_appendix_has_no_number() -> None:
    assert heads(ONE) == ["Phụ lục", "Danh sách"]


def test_several_are_numbered_in_roman() -> None:
    expected = ["Phụ lục I", "Danh sách", "Phụ lục II", "Biểu mẫu"]
    assert heads(TWO) == expected


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (20, "XX")]
)
def test_numerals(number: int, numeral: str) -> None:
    assert roman(number) == numeral


def test_each_appendix_counts_its_pages_from_one_and_hides_the_first() -> None:
    sections = opened(letter("shortest", appendices=TWO)).sections
    assert len(sections) == 3
    starts = ['w:pgNumType w:start="1"' in s._sectPr.xml for s in sections]
    assert starts == [False, True, True]
    assert all(s.different_first_page_header_footer for s in sections)
    assert all("PAGE" in s.header.paragraphs[0]._p.xml for s in sections)


def test_an_appendix_names_its_letter() -> None:
    issued = letter("shortest", appendices=ONE, number=5, date="2026-03-09")
    expected = (
        "(Kèm theo Công văn số 05/SGTVT-VP ngày 09 tháng 3 năm 2026 của"
        " Sở Giao thông vận tải tỉnh Bà Rịa - Vũng Tàu)"
    )
    assert printed(opened(issued), "Kèm theo") == [expected]


def test_a_draft_leaves_room_for_number_and_day() -> None:
    draft = letter("shortest", appendices=ONE, date="2026-03")
    (line,) = printed(opened(draft), "Kèm theo")
    assert "số            /SGTVT-VP ngày       tháng 3 năm 2026" in line


def test_only_the_letter_is_closed() -> None:
    document = opened(letter("shortest", appendices=ONE))
    text = printed(document, "Nội dung")
    assert text == ["Kính đề nghị Ban Giám đốc Sở cho ý kiến./.", "Gồm một việc"]


def test_appendices_of_a_small_slip_are_on_whole_sheets() -> None:
    slip = begun("phieu-chuyen", appendices=ONE)
    small, whole = opened(slip, TT01).sections
    assert small.page_height is not None
    assert whole.page_height is not None
    assert (round(small.page_height.mm), round(whole.page_height.mm)) == (148, 297)


def test_the_address_stands_on_the_first_page_of_the_letter_only() -> None:
    document = opened(letter("shortest", appendices=ONE, address=True))
    first, second = (s.first_page_footer.paragraphs for s in document.sections)
    agency = letters.profile("sgtvt-brvt")
    assert agency.address in first[0].text
    assert agency.email in first[1].text
    assert [p.text for p in second] == [""]


def test_an_appendix_with_a_wide_table_may_lie() -> None:
    table = "| STT | Nội dung |\n| 1 | Việc thứ nhất |"
    lying = {"title": "Danh sách", "body": table, "landscape": True}
    document = opened(letter("shortest", appendices=[lying, *ONE]))
    widths = [round(s.page_width.mm) for s in document.sections if s.page_width]
    assert widths == [210, 297, 210]
    drawn = document.tables[2]
    assert sum(c.width or 0 for c in drawn.columns) > Mm(250)
