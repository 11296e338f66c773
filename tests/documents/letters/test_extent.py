"""The guess how long a letter's text is, beside how long it is when printed."""

import pytest

from documents.letters import extent

TOLD = "Sở đã giao đơn vị quản lý đường bộ khắc phục ngay các vị trí hư hỏng. " * 9


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "0 ký tự, khoảng 1 trang khi in"),
        ("  **Kính** gửi:\n\n\r\n Đủ ", "11 ký tự, khoảng 1 trang khi in"),
        (TOLD.strip(), "629 ký tự, khoảng 1 trang khi in"),
        ("\n\n".join([TOLD.strip()] * 5), "3.145 ký tự, khoảng 2 trang khi in"),
    ],
)
def test_characters_and_pages_are_told(body: str, words: str) -> None:
    assert extent(body).words == words
