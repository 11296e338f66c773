"""The text an officer starts a reply from."""

from datetime import date

import pytest

from documents import letters


def skeleton(**changes: str) -> list[str]:
    told = {"agency": "Sở Giao thông vận tải", "code": "DDN-2026-000007"}
    body = letters.reply_skeleton(
        **(told | {"about": "Ổ gà trên Quốc lộ 51"} | changes),
        received_on=date(2026, 2, 5),
    )
    return body.split("\n\n")


def test_an_empty_reply_opens_closes_and_shows_where_the_answer_goes() -> None:
    opening = (
        "Sở Giao thông vận tải nhận được phản ánh của Ông (bà) ngày 05/02/2026"
        " (mã DDN-2026-000007) về việc ổ gà trên Quốc lộ 51."
    )
    assert skeleton() == [
        opening,
        "Sau khi kiểm tra, xác minh, Sở Giao thông vận tải có ý kiến như sau:",
        letters.ANSWER_HERE,
        "Sở Giao thông vận tải trân trọng thông báo./.",
    ]


def test_an_answer_stands_between_opening_and_closing() -> None:
    assert skeleton(answer=" Đã vá xong.\n\nXin cảm ơn. ")[2:4] == [
        "Đã vá xong.",
        "Xin cảm ơn.",
    ]


def test_the_opening_names_the_sender_as_told() -> None:
    assert "phản ánh của Quý đơn vị ngày" in skeleton(sender="Quý đơn vị")[0]


@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("Đèn tín hiệu không sáng.", "đèn tín hiệu không sáng"),
        ("QL51 ngập nước", "QL51 ngập nước"),
        ("UBND xã chậm trả lời", "UBND xã chậm trả lời"),
        ("", ""),
    ],
)
def test_a_title_becomes_a_part_of_a_sentence(title: str, phrase: str) -> None:
    assert letters.as_phrase(title) == phrase
