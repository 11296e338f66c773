"""Deadlines in a text: each way they are written, and what only looks like one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.letters.incoming import Deadline, deadlines_in, sentences
from documents.vocabulary import DeadlineMode

BEFORE, BY = DeadlineMode.BEFORE, DeadlineMode.BY
WITHIN, WITHIN_DAYS = DeadlineMode.WITHIN, DeadlineMode.WITHIN_DAYS
DATED = "2019-12-05"


def found(text: str, dated: str = DATED) -> list[Deadline]:
    return list(deadlines_in(sentences(text), dated=dated))


@pytest.mark.parametrize(
    ("text", "mode", "on"),
    [
        ("Gửi báo cáo trước ngày 22/12/2019.", BEFORE, "2019-12-22"),
        ("Gửi báo cáo trước ngày 22 tháng 12 năm 2019.", BEFORE, "2019-12-22"),
        ("Gửi báo cáo trước ngày **22/12/2019**;", BEFORE, "2019-12-22"),
        ("Gửi về Sở (trước ngày 5/1/2020) để tổng hợp", BEFORE, "2020-01-05"),
        ("Báo cáo trước ngày 22/12.", BEFORE, "--12-22"),
        ("Báo cáo trước ngày 22 tháng 12.", BEFORE, "--12-22"),
        ("Báo cáo trước 22/12/2019", BEFORE, "2019-12-22"),
        ("Báo cáo trước thứ Sáu, ngày 20/12/2019", BEFORE, "2019-12-20"),
        ("Chậm nhất trước ngày 22/12/2019 phải xong", BEFORE, "2019-12-22"),
        ("Hoàn thành xong trước ngày 22.12.2019", BEFORE, "2019-12-22"),
        ("Chậm nhất ngày 20/12/2019 gửi về Sở", BY, "2019-12-20"),
        ("Chậm nhất là ngày 20/12/2019", BY, "2019-12-20"),
        ("Chậm nhất đến hết ngày 20/12/2019", BY, "2019-12-20"),
        ("muộn nhất vào ngày 20 tháng 12", BY, "--12-20"),
        ("Thực hiện đến hết ngày 31/12/2019", BY, "2019-12-31"),
        ("báo cáo trong ngày 20/12/2019", BY, "2019-12-20"),
        ("trước và trong ngày 20/12/2019", BY, "2019-12-20"),
        ("hạn cuối ngày 20/12/2019", BY, "2019-12-20"),
        ("hạn cuối là ngày 20/12/2019", BY, "2019-12-20"),
        ("hạn chót: ngày 20/12/2019", BY, "2019-12-20"),
        ("phải xong ngày 20/12/2019", BY, "2019-12-20"),
        ("không muộn hơn ngày 20/12/2019", BY, "2019-12-20"),
        ("không quá ngày 20/12/2019", BY, "2019-12-20"),
        ("Thời hạn gửi báo cáo: ngày 20/12/2019", BY, "2019-12-20"),
        ("Thời hạn hoàn thành: 20/12/2019", BY, "2019-12-20"),
        ("Gửi trước 17 giờ ngày 20/12/2019", BY, "2019-12-20"),
        ("Gửi trước 11h30, thứ Sáu, ngày 20/12/2019", BY, "2019-12-20"),
        ("| 1 | Rà soát biển báo | Trước ngày 20/12/2019 |", BEFORE, "2019-12-20"),
    ],
)
def test_a_stated_date_is_a_deadline(text: str, mode: DeadlineMode, on: str) -> None:
    (deadline,) = found(text)
    assert (deadline.mode, deadline.on, deadline.days) == (mode, on, None)


@pytest.mark.parametrize(
    ("text", "mode", "days", "from_receipt"),
    [
        ("Trả lời trong thời hạn 05 ngày làm việc.", WITHIN, 5, False),
        (
            "Trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này.",
            WITHIN,
            5,
            True,
        ),
        ("trong vòng 03 (ba) ngày làm việc, kể từ ngày nhận", WITHIN, 3, True),
        ("trong thời hạn 10 ngày làm việc kể từ ngày ký", WITHIN, 10, False),
        ("trong thời hạn năm ngày làm việc kể từ ngày ban hành", WITHIN, 5, False),
        ("Chậm nhất 07 ngày làm việc kể từ ngày ký ban hành", WITHIN, 7, False),
        ("Chậm nhất sau 07 ngày làm việc kể từ khi nhận", WITHIN, 7, True),
        ("không quá 2 ngày làm việc", WITHIN, 2, False),
        ("Thời hạn báo cáo: 05 ngày làm việc", WITHIN, 5, False),
        ("trong thời hạn 15 ngày kể từ ngày nhận được", WITHIN_DAYS, 15, True),
        ("trong vòng 30 ngày", WITHIN_DAYS, 30, False),
    ],
)
def test_a_term_is_a_deadline(
    text: str, mode: DeadlineMode, days: int, from_receipt: bool
) -> None:
    (deadline,) = found(text)
    assert (deadline.mode, deadline.days) == (mode, days)
    assert (deadline.from_receipt, deadline.on) == (from_receipt, "")


def test_a_term_may_count_from_a_day_of_its_own() -> None:
    (deadline,) = found("trong 10 ngày làm việc kể từ ngày 16/12/2019")
    assert (deadline.days, deadline.on) == (10, "2019-12-16")


@pytest.mark.parametrize(
    "text",
    [
        "Đối với hồ sơ đã tiếp nhận trước ngày 01/02/2020 thì giữ nguyên",
        "Các quy định đã được ban hành trước ngày 01/02/2020 hết hiệu lực",
        "Các văn bản đã ban hành trước ngày 01/02/2020",
        "Việc này có từ trước ngày 22/12/2019",
        "kể từ trước ngày 22/12/2019",
        "hồ sơ tồn đọng trước ngày 20/12/2019",
        "Báo cáo của Sở trước ngày 22/11/2019 chưa đủ",
        "Tính đến hết ngày 31/12/2019 còn 12 hồ sơ",
        "Số liệu từ ngày 01/12/2019 đến hết ngày 31/12/2019",
        "Giấy phép có hiệu lực đến hết ngày 31/12/2020",
        "Giải quyết trong thời hạn 10 ngày làm việc kể từ ngày nhận đủ hồ sơ",
        "trong thời hạn 10 ngày làm việc kể từ ngày nhận được phản ánh",
        "trong 05 ngày qua",
        "trong 05 ngày nghỉ Tết",
        "trước ngày Nghị định này có hiệu lực",
        "trước ngày 31/02/2020",
        "trước ngày 45/13/2020",
        "trước ngày 20 hằng tháng",
        "Công văn số 12154/UBND-VP ngày 22/12/2019",
        "Số: 22/12/2019",
        "sau ngày 22/12/2019",
        "",
    ],
)
def test_what_only_looks_like_a_deadline_is_left_out(text: str) -> None:
    assert found(text) == []


def test_an_order_in_the_past_tense_is_still_a_deadline() -> None:
    text = "UBND tỉnh đã giao Sở Nội vụ báo cáo kết quả trước ngày 22/12/2019."
    assert [deadline.on for deadline in found(text)] == ["2019-12-22"]


def test_the_letters_month_alone_tells_what_is_past() -> None:
    text = "trước ngày 22/11/2019; trước ngày 22/12/2019"
    assert [d.on for d in found(text, "2019-12")] == ["2019-12-22"]
    assert len(found(text, "")) == 2


def test_each_deadline_carries_the_sentence_it_stands_in() -> None:
    text = (
        "1. Sở Nội vụ rà soát tại TP. Vũng Tàu trước ngày 20/12/2019. Các sở báo cáo"
        " chậm nhất ngày 25/12/2019; UBND tỉnh tổng hợp."
    )
    assert [(d.text, d.on) for d in found(text)] == [
        ("Sở Nội vụ rà soát tại TP. Vũng Tàu trước ngày 20/12/2019", "2019-12-20"),
        ("Các sở báo cáo chậm nhất ngày 25/12/2019", "2019-12-25"),
    ]


def test_two_deadlines_of_one_sentence_are_two() -> None:
    text = "Dự thảo trước ngày 10/12/2019, báo cáo trước ngày 20/12/2019."
    assert [d.on for d in found(text)] == ["2019-12-10", "2019-12-20"]


@pytest.mark.parametrize(
    ("issued_on", "due"),
    [
        (date(2019, 12, 5), date(2019, 12, 22)),
        (date(2019, 12, 22), date(2019, 12, 22)),
        (date(2019, 12, 25), date(2020, 12, 22)),
    ],
)
def test_a_date_without_year_is_the_first_from_the_letter_on(
    issued_on: date, due: date
) -> None:
    (deadline,) = found("trước ngày 22/12", issued_on.isoformat())
    assert deadline.stated_on(issued_on) == due


@settings(max_examples=150, deadline=None)
@given(
    on=st.dates(date(2019, 12, 5), date(2100, 12, 31)),
    shape=st.sampled_from(
        ["{0.day}/{0.month}/{0.year}", "{0.day} tháng {0.month} năm {0.year}"]
    ),
    before=st.sampled_from(["Báo cáo ", "Sở tổng hợp, gửi UBND tỉnh ", "1. "]),
)
def test_every_day_is_found_however_it_is_written(
    on: date, shape: str, before: str
) -> None:
    (deadline,) = found(f"{before}trước ngày {shape.format(on)}.")
    assert deadline.stated_on(date(2019, 12, 5)) == on


@settings(max_examples=200, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(
            ["trước ", "ngày ", "22/12/2019", "22/12", "chậm nhất ", "trong ", "5 ",
             "ngày làm việc ", "kể từ ", "nhận", "Trước ngày 1/1/2020. ", "\n", "| "]
        )
        | st.text(st.characters(exclude_categories=()), max_size=8),
        max_size=14,
    ).map("".join),
    dated=st.sampled_from(["", "2019-12", "2019-12-05"]),
)  # fmt: skip
def test_any_text_gives_deadlines_that_can_be_resolved(text: str, dated: str) -> None:
    for deadline in found(text, dated):
        assert deadline.text
        if deadline.is_term:
            assert deadline.days is not None
            assert 1 <= deadline.days <= 400
        else:
            assert deadline.stated_on(date(2020, 1, 1)) is not None
