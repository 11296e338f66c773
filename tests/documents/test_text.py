"""What Vietnamese text must survive."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text import clean, fold, nfc, one_line, problems, sort_key


def test_decomposed_and_eth_spellings_become_one() -> None:
    assert nfc(unicodedata.normalize("NFD", "Đường")) == "Đường"
    assert nfc("Ðường dây ðỏ") == "Đường dây đỏ"


def test_folding_takes_every_mark_and_the_bar_of_d() -> None:
    assert fold("ĐƯỜNG DÂY NÓNG của Sở") == "duong day nong cua so"


def test_sorting_follows_the_dictionary() -> None:
    words = ["đá", "da", "dạ", "dà", "ân", "ăn", "an", "đa", "dz"]
    assert sorted(words, key=sort_key) == [
        "an", "ăn", "ân", "da", "dà", "dạ", "dz", "đa", "đá",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["a\x00b", "a\x0bb", "a\ufffeb", "a\u202eb", "a\u200bb", "a\x1b[31mb"]
)
def test_cleaned_text_can_stand_in_xml(typed: str) -> None:
    assert clean(typed).replace("[31m", "") == "ab"


def test_a_lone_surrogate_can_still_be_encoded() -> None:
    assert clean("a\ud800b").encode() == "a\N{REPLACEMENT CHARACTER}b".encode()


@given(st.text(st.characters(codec=None)))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode()
    assert "\n" not in one_line(text)


def test_what_misleads_a_reader_is_named() -> None:
    assert problems("số \u202e12154")
    assert problems("a\ud800")
    assert problems("ữ" * 100_000)
    assert problems("a" + "\u0301" * 500)
    assert problems("Đường Trần Phú, phường 1.\nKm 28+500") == []
