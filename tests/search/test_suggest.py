"""A slip of the keyboard gets a suggestion; what is right gets none."""

import pytest

from search import Index, suggest
from tests.search.samples import PUBLIC, entry


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("dduongwf", "đường"),
        ("dduwowngf", "đường"),
        ("duongwf", "dường"),
        ("nongs", "nóng"),
        ("noongs", "nống"),
        ("daay", "dây"),
        ("dday", "đay"),
        ("quoocs", "quốc"),
        ("looj", "lộ"),
        ("hoaf", "hòa"),
        ("thuys", "thúy"),
        ("toans", "toán"),
        ("nghieepj", "nghiệp"),
        ("giaos", "giáo"),
        ("gif", "gì"),
        ("quyeetj", "quyệt"),
        ("huwowngs", "hướng"),
        ("mawtj", "mặt"),
    ],
)
def test_keys_of_telex_become_the_word(keys: str, word: str) -> None:
    assert suggest.telex(keys) == word


@pytest.mark.parametrize("keys", ["duong", "ban", "xyz", "ssss", "w", "", "12ff"])
def test_what_is_no_telex_stays_as_it_is(keys: str) -> None:
    assert suggest.telex(keys) == ""


@pytest.fixture
def hotline(index: Index) -> Index:
    index.update(
        [
            entry("a", "Đường dây nóng", body="đường dây nóng của lãnh đạo tỉnh"),
            entry("b", "Ổ gà trên đường", body="đại biểu dài"),
        ]
    )
    return index


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dduongwf", "đường"),
        ("dduongwf daay nongs", "đường dây nóng"),
        ("duong dai nogn", "duong dai nong"),
        ("duongg day nong", "đường dây nóng"),
        ("dong day nong", "đường dây nóng"),
        ("duongday nong", "đường dây nóng"),
        ("duongf day nongs", "đường dây nóng"),
        ("lanh dap", "lanh dao"),
        ('"duong dat nong"', '"duong day nong"'),
    ],
)
def test_a_misspelt_question_gets_a_better_one(
    hotline: Index, typed: str, meant: str
) -> None:
    results = hotline.search(typed, audience=PUBLIC)
    assert results.suggestion == meant


@pytest.mark.parametrize("typed", ["duong day nong", "đường", "12345", "o ga", "zzzz"])
def test_what_is_right_or_hopeless_gets_none(hotline: Index, typed: str) -> None:
    assert hotline.search(typed, audience=PUBLIC).suggestion == ""


def test_a_text_of_nothing_but_slips_is_not_tried_without_end() -> None:
    tried: list[str] = []

    def answers(text: str) -> int:
        tried.append(text)
        return 0

    typed = " ".join(["toam"] * 24)
    better = suggest.suggestion(
        typed, known=lambda word: word != "toam", answers=answers
    )
    assert len(better.split()) == 24
    assert "toam" not in better
    assert len(tried) <= 24
