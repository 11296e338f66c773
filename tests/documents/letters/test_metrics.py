"""Widths of text as the reference table has them, and columns for subjects."""

import pytest

from documents.letters.metrics import Face, column, width_mm

SUBJECT = (
    "V/v tiếp tục thực hiện các giải pháp nâng cao chất lượng hoạt động Đường dây"
    " nóng của Lãnh đạo tỉnh Bà Rịa - Vũng Tàu"
)


@pytest.mark.parametrize(
    ("text", "size", "face", "expected"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, Face.BOLD, 88.3),
        ("Độc lập - Tự do - Hạnh phúc", 13, Face.BOLD, 56.1),
        ("UBND TỈNH BÀ RỊA - VŨNG TÀU", 12, Face.REGULAR, 64.0),
        ("SỞ GIAO THÔNG VẬN TẢI", 12, Face.BOLD, 53.6),
        ("Số: 2401/SGTVT-VP", 13, Face.REGULAR, 39.9),
        ("Bà Rịa - Vũng Tàu, ngày 05 tháng 12 năm 2019", 13, Face.ITALIC, 88.0),
        (SUBJECT, 12, Face.REGULAR, 207),
    ],
)
def test_widths_are_those_of_times_new_roman(
    text: str, size: int, face: Face, expected: float
) -> None:
    assert width_mm(text, size=size, face=face) == pytest.approx(expected, abs=1)


def test_a_subject_that_fills_its_lines_keeps_the_whole_column() -> None:
    assert column(SUBJECT, size=12, within=62).width == 62


def test_a_last_word_does_not_stand_alone() -> None:
    text = "V/v khắc phục hư hỏng trên Quốc lộ 51 <đoạn Km 40+200> & cầu Cỏ May"
    found = column(text, size=12, within=62)
    assert found.width < 62
    assert found.longest <= found.width


@pytest.mark.parametrize("text", ["x" * 200, f"{'x' * 200} {'y' * 190} z", "một"])
def test_words_longer_than_the_column_end_the_search(text: str) -> None:
    found = column(text, size=14, within=62, face=Face.BOLD)
    assert 0 < found.longest <= found.width <= 62
