"""The letter on paper: converted to PDF by LibreOffice and measured.

Liberation Serif stands in for Times New Roman: the same widths, so the same lines.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from documents import letters
from documents.letters import ND30, Letter, Profile
from tests.documents.letters.printed import Line, centre, find, sheets, to_pdf
from tests.documents.letters.samples import CASES, letter

PAGE_WIDTH, LEFT, TEXT_WIDTH = 210, 30, 165
LENGTHS = range(16, 30)
LONG_NAMES = Profile(
    id="dai",
    parent="Ủy ban nhân dân huyện Đất Đỏ, tỉnh Bà Rịa - Vũng Tàu",
    name="Ban Quản lý dự án đầu tư xây dựng các công trình giao thông",
    full_name="Ban Quản lý dự án đầu tư xây dựng các công trình giao thông",
    code="BQLDAGT",
    place="Thị trấn Phước Hải",
    head="Giám đốc",
)


def samples() -> dict[str, Letter]:
    """Return the reviewed letters, and some that end about where page one does."""
    found = {name: letter(name) for name in CASES}
    for count in LENGTHS:
        body = "\n\n".join(["Sở Giao thông vận tải đã kiểm tra."] * count)
        found[f"{count}-lines"] = letter("shortest", body=body)
    rows = "\n".join(f"| {n} | Việc thứ {n} |" for n in range(1, 61))
    body = f"Gồm các việc:\n\n| STT | Nội dung |\n{rows}"
    found["long-table"] = letter("shortest", body=body)
    found["thirty"] = letter(
        "shortest",
        addressees=[f"Sở số {n}" for n in range(1, 31)],
        recipients=[f"Ủy ban nhân dân xã số {n}" for n in range(1, 31)],
    )
    found["ninety"] = letter(
        "shortest", recipients=[f"Ủy ban nhân dân xã số {n}" for n in range(1, 91)]
    )
    found["long-names"] = replace(
        letter("shortest", number=8, date="2026-03-09"), profile=LONG_NAMES
    )
    return found


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with every sample letter as PDF, ND30 form."""
    folder = tmp_path_factory.mktemp("pages")
    for name, value in samples().items():
        (folder / f"{name}.docx").write_bytes(letters.render(value, ND30))
    to_pdf(folder, tmp_path_factory.mktemp("soffice"))
    return folder


@pytest.fixture(scope="module")
def pages(pdfs: Path) -> Callable[[str], list[list[Line]]]:
    """Return a function: the lines of each page of a sample."""

    @cache
    def read(name: str) -> list[list[Line]]:
        return [sheet.lines for sheet in sheets(pdfs / f"{name}.pdf")]

    return read


Pages = Callable[[str], list[list[Line]]]


@pytest.mark.parametrize("name", CASES)
def test_no_line_of_the_header_is_broken(pages: Pages, name: str) -> None:
    first = pages(name)[0]
    for text in (
        "UBND TỈNH BÀ RỊA - VŨNG TÀU",
        "SỞ GIAO THÔNG VẬN TẢI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ):
        assert any(line.text == text for line in first)


def test_number_and_date_stand_on_one_line_each_under_its_own(pages: Pages) -> None:
    first = pages("every-part")[0]
    number = find(first, "Số: 07/SGTVT-KCHT")
    day = find(first, "Bà Rịa - Vũng Tàu, ngày 05 tháng 02 năm 2026")
    assert number.down == pytest.approx(day.down, abs=0.2)
    assert centre(number) == pytest.approx(LEFT + 33, abs=1)
    assert centre(day) == pytest.approx(LEFT + 66 + 49.5, abs=1)
    assert centre(day) == pytest.approx(centre(find(first, "Hạnh phúc")), abs=1)


def test_the_subject_of_the_seed_breaks_between_its_phrases(pages: Pages) -> None:
    first = pages("seed")[0]
    subject = [find(first, "V/v tiếp tục thực hiện các giải pháp")]
    subject.append(find(first, "nâng cao chất lượng hoạt động"))
    assert subject[0].text == "V/v tiếp tục thực hiện các giải pháp"
    assert subject[1].text == "nâng cao chất lượng hoạt động"


def test_a_single_addressee_is_centred_on_one_line(pages: Pages) -> None:
    line = find(pages("seed")[0], "Kính gửi: UBND tỉnh Bà Rịa - Vũng Tàu")
    assert centre(line) == pytest.approx(LEFT + TEXT_WIDTH / 2, abs=1)


def test_several_addressees_stand_beneath_the_colon(pages: Pages) -> None:
    first = pages("every-part")[0]
    colon = find(first, "Kính gửi:").right
    dashes = [line.left for line in first if line.text.startswith("- ")][:3]
    assert dashes == [pytest.approx(colon, abs=1.5)] * 3


def test_signature_and_recipients_start_level(pages: Pages) -> None:
    last = pages("seed")[-1]
    label, position = find(last, "Nơi nhận:"), find(last, "GIÁM ĐỐC")
    assert label.down == pytest.approx(position.down, abs=0.3)
    assert label.left == pytest.approx(LEFT, abs=0.5)
    name = find(last, "Trần Thượng Chí")
    assert centre(name) == pytest.approx(centre(position), abs=0.5)
    assert 25 <= name.down - position.down <= 40


@pytest.mark.parametrize("name", samples())
def test_the_signature_has_text_of_the_letter_above_it(pages: Pages, name: str) -> None:
    found = pages(name)
    (last,) = [p for p in found if any(line.text == "Nơi nhận:" for line in p)]
    label = find(last, "Nơi nhận:")
    above = [line for line in last if 21 < line.down < label.down]
    assert above


def test_pages_are_numbered_in_the_top_margin_from_the_second_on(pages: Pages) -> None:
    found = pages("seed")
    assert len(found) >= 2
    assert not [line for line in found[0] if line.down < 20]
    for number, lines in enumerate(found[1:], start=2):
        (top,) = [line for line in lines if line.down < 20]
        assert top.text == str(number)
        assert centre(top) == pytest.approx(LEFT + TEXT_WIDTH / 2, abs=1)


@pytest.mark.parametrize("name", CASES)
def test_nothing_leaves_the_margins(pages: Pages, name: str) -> None:
    for lines in pages(name):
        for line in lines:
            assert line.left >= LEFT - 0.5
            assert line.right <= PAGE_WIDTH - 15 + 0.5
            assert line.down <= 297 - 20 + 0.5


def test_a_short_letter_takes_one_page(pages: Pages) -> None:
    assert [len(pages(name)) for name in ("shortest", "every-part")] == [1, 1]


def test_appendices_begin_new_pages_without_a_number(pages: Pages) -> None:
    letter_page, *rest = pages("appendices")
    assert [page[0].text for page in rest] == ["Phụ lục I", "Phụ lục II"]
    assert not any(line.down < 20 for page in rest for line in page)
    strip = [line for line in letter_page if "Số 198 Bạch Đằng" in line.text]
    assert len(strip) == 1
    assert strip[0].down > 260


def test_the_heading_of_a_long_table_is_repeated(pages: Pages) -> None:
    first, second, *_ = pages("long-table")
    assert find(first, "STT").down > find(first, "Gồm các việc:").down
    assert find(second, "STT").down < 30


def test_thirty_addressees_and_thirty_copies_are_all_printed(pages: Pages) -> None:
    found = [line.text for page in pages("thirty") for line in page]
    for place in range(1, 31):
        assert sum(f"Ủy ban nhân dân xã số {place};" in text for text in found) >= 1
        assert any(f"- Sở số {place}" in text for text in found)
    last = pages("thirty")[-1]
    label, position = find(last, "Nơi nhận:"), find(last, "CHÁNH VĂN PHÒNG")
    assert label.down == pytest.approx(position.down, abs=0.3)


def test_a_list_of_copies_longer_than_a_page_goes_on_overleaf(pages: Pages) -> None:
    *_, signed, last = pages("ninety")
    label, position = find(signed, "Nơi nhận:"), find(signed, "CHÁNH VĂN PHÒNG")
    assert label.down == pytest.approx(position.down, abs=0.3)
    assert find(signed, "Đỗ Văn Đông").down > position.down
    assert find(last, "- Lưu: VT, VP.").down < 250


def test_a_long_name_of_an_agency_takes_lines_and_leaves_the_nation_its_own(
    pages: Pages,
) -> None:
    first = pages("long-names")[0]
    names = [line for line in first if line.down < 50 and line.right < 110]
    assert len(names) == 5
    assert max(line.right for line in names) - LEFT <= 66.5
    middle = centre(find(first, "Số: "))
    assert all(centre(line) == pytest.approx(middle, abs=0.5) for line in names)
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Thị trấn Phước Hải, ngày 09 tháng 3 năm 2026",
    ):
        assert find(first, text).text == text
