"""A snippet shows where it was found, and nothing of it is markup but ours."""

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from search import analysis
from search.highlight import WORDS, snippet


def shown(body: str, *words: str) -> str:
    body = analysis.normal(body)
    signs = analysis.signs(analysis.exact(body))
    sought = {analysis.sign(analysis.canonical(word)): 2.0 for word in words}
    return snippet(body, signs, sought)


def test_the_words_found_are_marked_as_they_are_written() -> None:
    told = shown("Sở đã VÁ mặt đường; đường êm.", "vá", "đường")
    assert told == (
        "Sở đã <mark>VÁ</mark> mặt <mark>đường</mark>; <mark>đường</mark> êm."
    )


def test_the_stretch_with_most_distinct_words_is_shown() -> None:
    filler = "chữ " * 100
    told = shown(f"{filler} cầu {filler} cầu Cỏ May {filler}", "cầu", "cỏ", "may")
    assert "<mark>cầu</mark> <mark>Cỏ</mark> <mark>May</mark>" in told
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told.split()) <= WORDS + 2


def test_without_a_word_found_the_beginning_is_shown() -> None:
    told = shown("đầu " + "chữ " * 100, "khác")
    assert told.startswith("đầu chữ")
    assert told.endswith("…")
    assert shown("", "x") == ""
    assert shown("… !!!", "x") == "… !!!"


def test_a_word_that_is_none_of_any_language_does_not_fill_the_page() -> None:
    assert len(shown("x" * 100_000, "y")) < 1000
    assert len(shown("x" * 100_000, "x" * 100_000)) < 1000
    assert len(shown("!" * 100_000, "y")) < 1000


def test_quotes_are_escaped_too() -> None:
    assert shown("\"a\" & 'b'", "a") == "&quot;<mark>a</mark>&quot; &amp; &#x27;b&#x27;"


@given(st.text(max_size=300), st.lists(st.text(min_size=1, max_size=5), max_size=3))
@settings(max_examples=300, deadline=None)
def test_a_snippet_is_a_piece_of_the_text(body: str, words: list[str]) -> None:
    told = shown(body, *words)
    bare = re.sub("</?mark>", "", told)
    assert not set("<>\"'") & set(bare)
    assert told.count("<mark>") == told.count("</mark>")
    plain = unescape(bare).removeprefix("… ").removesuffix(" …")
    assert " ".join(plain.split()) in " ".join(analysis.normal(body).split())
