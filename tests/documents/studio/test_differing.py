"""What changed between two versions, word by word, in the order of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.studio.differing import Change, How, changes

K, A, R, L = How.KEPT, How.ADDED, How.REMOVED, How.LEFT_OUT
WORDS = st.text(alphabet="ab \n\t\u00a0\u2028Đờ", max_size=60)
"""Few letters, so that texts share words, and every kind of space."""


def told(older: object, newer: object) -> list[tuple[How, str]]:
    return [(change.how, change.text) for change in changes(older, newer)]


def side(found: list[Change], how: How) -> str:
    return "".join(c.text for c in found if c.how in {K, how})


def test_a_changed_word_stands_between_what_stayed() -> None:
    assert told("Sở đã vá ổ gà.", "Sở đang vá ổ gà.") == [
        (K, "Sở "),
        (R, "đã"),
        (A, "đang"),
        (K, " vá ổ gà."),
    ]


def test_a_new_paragraph_is_added_and_the_others_stay() -> None:
    older = "1. Đã vá ổ gà.\n\n2. Đã báo cáo."
    newer = "1. Đã vá ổ gà.\n\n2. Đã kẻ vạch.\n\n3. Đã báo cáo."
    assert told(older, newer) == [
        (K, "1. Đã vá ổ gà.\n\n"),
        (K, "2."),
        (A, " Đã kẻ vạch.\n\n3."),
        (K, " Đã báo cáo."),
    ]


def test_what_was_empty_is_added_and_what_is_emptied_removed() -> None:
    assert told("", "Lời mới.") == told(None, "Lời mới.") == [(A, "Lời mới.")]
    assert told("Lời cũ.", None) == [(R, "Lời cũ.")]
    assert told(None, "") == []


def test_lists_are_compared_line_by_line_and_notes_with_their_names() -> None:
    older = [{"name": "Như trên"}, {"name": "Thanh tra Sở", "note": "để biết"}]
    newer = [{"name": "Như trên"}, {"name": "Thanh tra Sở", "note": "để phối hợp"}]
    assert told(older, newer) == [
        (K, "Như trên\n"),
        (K, "Thanh tra Sở – để "),
        (R, "biết"),
        (A, "phối hợp"),
    ]
    signer = {"authority": None, "position": "GIÁM ĐỐC", "name": "A B"}
    assert told(signer, signer) == [(K, "GIÁM ĐỐC – A B")]


def test_of_a_long_part_that_stayed_both_ends_are_shown() -> None:
    words = [f"từ{n}" for n in range(200)]
    older = " ".join(words)
    found = told(older, f"{older} thêm")
    assert [how for how, _ in found] == [K, L, K, A]
    assert found[0][1].startswith("từ0 từ1 ")
    assert found[2][1].endswith(" từ199")
    assert found[3][1] == " thêm"
    assert "từ100" not in "".join(text for _, text in found)


@given(WORDS, WORDS)
def test_nothing_is_lost_on_either_side(older: str, newer: str) -> None:
    found = list(changes(older, newer))
    assert side(found, R) == older
    assert side(found, A) == newer


@given(WORDS)
def test_what_is_the_same_has_no_change(text: str) -> None:
    assert {change.how for change in changes(text, text)} <= {K, L}


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_text_too_long_to_compare_is_shown_as_changed(between: str) -> None:
    older = between.join("a" * 3000)
    newer = between.join("b" * 3000)
    assert told(older, newer) == [(R, older), (A, newer)]
