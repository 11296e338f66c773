"""What only looks different is the same; every word and figure that differs is told."""

import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.letters.comparison import (
    MOST,
    Change,
    Comparison,
    Difference,
    Place,
    compared,
)
from documents.letters.comparison.alignment import hunks
from documents.letters.paper import Look, Paper, Paragraph, Run, Shape
from documents.vocabulary import CopyVerdict


def paper(text: str) -> Paper:
    """Return a paper of which each line of a text is a paragraph."""
    lines = enumerate(text.split("\n"), start=1)
    found = (Paragraph(at, (Run(line, Look()),), Shape()) for at, line in lines)
    return Paper(tuple(found), ())


def plain(before: str, after: str) -> Comparison:
    return compared(paper(before), paper(after))


def words_of(found: Iterable[Difference]) -> list[tuple[str, str]]:
    return [(each.before, each.after) for each in found]


def test_a_day_put_into_the_text_is_an_addition() -> None:
    found = plain("Trả lời trong ngày tháng này.", "Trả lời trong ngày 5 tháng này.")
    assert [each.after for each in found.differences] == ["5"]


def test_a_sentence_between_two_signatures_is_not_passed_over() -> None:
    letter = "Sở trả lời đơn của ông như sau.\nÔng không được bồi thường."
    sentence = "Sở sẽ bồi thường cho ông năm trăm triệu đồng ngay."
    signature = "Ký bởi: Sở\nThời gian ký: 05.12.2019 14:20:05 +07:00"
    found = plain(letter, f"{letter}\n{signature}\n{sentence}\n{signature}")
    assert [each.after for each in found.differences] == [sentence]


def test_words_of_the_letter_that_look_like_a_signature_are_compared() -> None:
    letter = "Ký bởi: Giám đốc Sở\nHồ sơ gồm 02 bộ."
    assert plain(letter, letter) == Comparison(CopyVerdict.SAME)
    found = plain(letter, "Hồ sơ gồm 02 bộ.")
    assert [each.before for each in found.differences] == ["Ký bởi: Giám đốc Sở"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sở “Giao thông” – vận tải…", 'Sở "Giao thông" - vận tải...'),
        (
            "Đường dây nóng của Sở",
            unicodedata.normalize("NFD", "Đường dây nóng của Sở"),
        ),
        ("Giám đốc Sở : ông Chí", "Giám đốc Sở: ông Chí"),
        ("kinh phí 1.500.000 đồng", "kinh phí\u00a01.500.000   đồng"),
        ("hệ thống thông tin", "hệ thống thô\u00adng tin"),
        ("hệ thống thông tin", "hệ thống thông-\ntin"),
        ("kinh phí xác định", "kinh phí xác đ ịnh"),
        ("Một hai\nba bốn", "Một\nhai ba bốn"),
        ("Một hai ba bốn năm", "Một hai ba\nTrang 2/5\nbốn năm"),
        ("hồ sơ ﬁle", "hồ sơ file"),
    ],
)
def test_what_only_looks_different_is_the_same(before: str, after: str) -> None:
    assert plain(before, after).verdict is CopyVerdict.SAME


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("từ 10-12 người", "từ 1012 người"),
        ("từ ngày 1-2 tháng", "từ ngày 1/2 tháng"),
        ("500 đồng", "500.000 đồng"),
        ("Sở đồng ý", "Sở Đồng ý"),
        ("Một hai ba\nBốn năm sáu", "Bốn năm sáu\nMột hai ba"),
        ("có điều kiện", "có kiện điều"),
    ],
)
def test_what_reads_differently_is_different(before: str, after: str) -> None:
    assert plain(before, after).verdict is CopyVerdict.DIFFERENT


def test_a_sum_is_shown_whole_with_the_words_around_it() -> None:
    found = plain("Chi tối đa 1.500.000 đồng.", "Chi tối đa 1.900.000 đồng.")
    assert found.differences == (
        Difference(
            Change.CHANGED,
            "1.500.000",
            "1.900.000",
            Place("Nội dung", 1),
            lead="Chi tối đa",
            trail="đồng.",
        ),
    )


@pytest.mark.parametrize(
    ("kept", "dropped"),
    [
        ("Sở nhận. {}Sở trả.", "Sở gửi. "),
        ("Sở đã nhận đơn. {}Sở sẽ trả lời trong tháng.", "Sở đã chuyển đơn. "),
    ],
)
def test_what_is_dropped_is_shown_from_where_it_begins(kept: str, dropped: str) -> None:
    found = plain(kept.format(dropped), kept.format(""))
    (only,) = found.differences
    assert (only.before, only.after) == (dropped.strip(), "")


def test_changes_in_two_lines_of_a_list_are_two() -> None:
    found = plain("- Sở A;\n- Sở B;\n- Sở C.", "- Sở A;\n- Sở D;\n- Sở E.")
    assert [each.after for each in found.differences] == ["D;", "E."]


def test_more_differences_than_anybody_reads_are_counted() -> None:
    rows = range(MOST + 50)
    before = "\n".join(f"Hồ sơ số {row} đã được giải quyết xong" for row in rows)
    found = plain(before, before.replace("giải quyết", "chuyển"))
    assert len(found.differences) == MOST
    assert found.left_out == 50


def test_another_letter_altogether_is_one_short_difference() -> None:
    one = " ".join(f"một{place}" for place in range(2_000))
    other = " ".join(f"hai{place}" for place in range(2_000))
    (found,) = plain(one, other).differences
    assert len(found.before) < 700
    assert found.before.endswith("…")


def test_a_comparison_survives_a_trip_through_data() -> None:
    found = plain("Một hai\nba", "Một bốn\nNgười ký: Chí\nba")
    assert found.passed_over
    assert Comparison.of(found.data()) == found
    assert str(found.differences[0].where) == "Nội dung, đoạn 1"


SYLLABLES = ["sở", "công", "văn", "ngày", "12", "500", "phản", "ánh,", "đơn.", "ông"]
TEXTS = st.lists(st.sampled_from(SYLLABLES), min_size=8, max_size=60)


@given(words=TEXTS, at=st.integers(min_value=0, max_value=7))
def test_a_dropped_word_is_found(words: list[str], at: int) -> None:
    found = plain(" ".join(words), " ".join(words[:at] + words[at + 1 :]))
    (only,) = found.differences
    assert words[at].strip(".,") in only.before
    assert len(only.after.split()) < len(only.before.split())


@given(words=TEXTS, at=st.integers(min_value=0, max_value=8))
def test_an_added_word_is_found(words: list[str], at: int) -> None:
    found = plain(" ".join(words), " ".join([*words[:at], "không", *words[at:]]))
    assert words_of(found.differences) == [("", "không")]
    assert found.differences[0].kind is Change.ADDED


@given(words=TEXTS, at=st.integers(min_value=0, max_value=7))
def test_a_changed_word_is_found(words: list[str], at: int) -> None:
    found = plain(" ".join(words), " ".join([*words[:at], "900", *words[at + 1 :]]))
    assert words_of(found.differences) == [(words[at], "900")]


@given(words=TEXTS, other=TEXTS)
def test_only_equal_texts_are_the_same(words: list[str], other: list[str]) -> None:
    found = plain(" ".join(words), " ".join(other))
    assert (found.verdict is CopyVerdict.SAME) == (words == other)


@given(
    one=st.lists(st.sampled_from("abcdefgh"), max_size=80),
    other=st.lists(st.sampled_from("abcdefgh"), max_size=80),
    shared=st.lists(st.sampled_from("abcdefghijklmnop"), max_size=80),
)
def test_the_parts_that_differ_turn_one_text_into_the_other(
    one: list[str], other: list[str], shared: list[str]
) -> None:
    before, after = [*one, *shared, *other], [*other, *shared, *one]
    made, at = [], 0
    for hunk in hunks(before, after):
        made += before[at : hunk.start]
        assert len(made) == hunk.begin
        made += after[hunk.begin : hunk.stop]
        at = hunk.end
    assert made + before[at:] == after
