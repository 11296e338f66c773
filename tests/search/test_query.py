"""What a person types, read."""

import pytest

from search.query import LONGEST, MOST_NUMBERS, MOST_TERMS, Piece, parse


def tokens(typed: str) -> list[tuple[str, ...]]:
    return [piece.tokens for piece in parse(typed).pieces]


def test_words_are_exact_tokens_in_their_order() -> None:
    assert tokens("Đường dây nóng") == [("đương`",), ("dây",), ("nong'",)]


@pytest.mark.parametrize("typed", ['"a b"', "“a b”", "«a b»", '"a b'])
def test_quotes_of_any_shape_make_a_phrase(typed: str) -> None:
    (piece,) = parse(typed).pieces
    assert piece == Piece(("a", "b"))
    assert piece.is_phrase


@pytest.mark.parametrize("minus", "-–−")
def test_any_dash_before_a_word_excludes_it(minus: str) -> None:
    told = parse(f'cầu {minus}đường {minus}"hai chữ" Bà Rịa - Vũng Tàu 405-TB/TU')
    assert [piece.tokens for piece in told.excluded] == [
        ("đương`",),
        ("hai", "chư~"),
    ]


@pytest.mark.parametrize(
    ("typed", "starts"),
    [("đườ*", {"duo"}), ("quy*", {"quy", "qui"}), ("NGH*", {"ngh"})],
)
def test_three_letters_and_a_star_begin_a_word(typed: str, starts: set[str]) -> None:
    (piece,) = parse(typed).pieces
    assert piece.is_prefix
    assert set(piece.tokens) == starts


@pytest.mark.parametrize("typed", ["ab*", "*", "a-b*", "*abc"])
def test_a_shorter_or_broken_beginning_is_a_word(typed: str) -> None:
    assert not any(piece.is_prefix for piece in parse(typed).pieces)


def test_a_number_among_words_is_one_thing_with_its_syllables_kept() -> None:
    told = parse("ổ gà quốc lộ 51 cũ")
    assert [piece.tokens for piece in told.pieces] == [("ô?",), ("ga`",), ("cu~",)]
    (number,) = told.numbers
    assert number.key == "ql51"
    assert number.tokens == ("quôc'", "lô.", "51")


def test_too_much_is_cut_to_what_is_bounded() -> None:
    told = parse("từ " * 500)
    assert len(told.pieces) == MOST_TERMS
    assert not parse("x" * 10 * LONGEST).is_empty
    (phrase,) = parse('"' + "từ " * 60).pieces
    assert len(phrase.tokens) == MOST_TERMS
    assert len(parse("72A-123.45 " * 15).numbers) == MOST_NUMBERS


def test_decomposed_text_may_be_as_long_as_composed() -> None:
    composed = "đường dây nóng lãnh đạo tỉnh "
    typed = (composed * 9)[: LONGEST - 1]
    import unicodedata

    assert parse(unicodedata.normalize("NFD", typed)) == parse(typed)


@pytest.mark.parametrize("typed", ["", "  ", "!?", "-a", '-"a b"', '""', "*", "\x00"])
def test_to_ask_for_nothing_is_empty(typed: str) -> None:
    assert parse(typed).is_empty


@pytest.mark.parametrize(
    "typed",
    [
        "Ai phụ trách đường dây nóng?",
        "đường dây nóng có bao nhiêu số",
        "trong thoi gian bao lau thi tra loi",
        "Quy chế này là gì",
    ],
)
def test_a_question_is_told_from_words(typed: str) -> None:
    assert parse(typed).is_question


@pytest.mark.parametrize(
    "typed", ["đường dây nóng", "ai?", "là gì", "sửa chữa ổ gà quốc lộ 51 gần cầu"]
)
def test_words_are_no_question(typed: str) -> None:
    assert not parse(typed).is_question
