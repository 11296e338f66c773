"""One word is one word, however it is typed: marks, case, form, place of tone."""

import random
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import Index, analysis, open_index
from tests.search.samples import ONSETS, PUBLIC, RHYMES, entry, keys

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_MODERN = {"oa": "a", "oe": "e", "uy": "y"}


@st.composite
def syllables(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a syllable in the old place of its tone and in the modern one."""
    onset, rhyme = draw(st.sampled_from(ONSETS)), draw(st.sampled_from(RHYMES))
    tone = draw(st.sampled_from(TONES))
    if rhyme in _MODERN and onset != "qu":
        old = onset + rhyme[0] + tone + rhyme[1:]
        new = onset + rhyme + tone
    else:
        vowel = max(rhyme.find(c) for c in "aeiouyăâêôơư")
        old = new = onset + rhyme[: vowel + 1] + tone + rhyme[vowel + 1 :]
    return unicodedata.normalize("NFC", old), unicodedata.normalize("NFC", new)


TEXTS = st.lists(syllables(), min_size=1, max_size=8)


PAIRS = 10_000
"""Pairs of spellings of one text that must not differ (search.md §3)."""

_FINAL_I = {"h", "k", "l", "m", "s", "t", "qu"}
"""Onsets after which a last y and a last i are one."""


def written(chance: random.Random) -> tuple[str, str]:
    """Return a syllable, and the same in another spelling that is as correct."""
    onset, rhyme = chance.choice(ONSETS), chance.choice(RHYMES)
    tone = chance.choice(TONES)
    vowel = max(rhyme.find(char) for char in "aeiouyăâêôơư")
    one = other = onset + rhyme[: vowel + 1] + tone + rhyme[vowel + 1 :]
    if rhyme in _MODERN and onset != "qu":
        other = onset + rhyme[0] + tone + rhyme[1:]
    elif rhyme in {"i", "y"} and onset in _FINAL_I:
        other = onset + ("y" if rhyme == "i" else "i") + tone
    return (one, other) if chance.random() < 0.5 else (other, one)


def typed(text: str, chance: random.Random) -> str:
    """Return a text in one of the cases, forms and letters đ it may be typed in."""
    text = chance.choice((str, str.upper, str.title, str.swapcase))(text)
    if chance.random() < 0.3:
        text = text.replace("Đ", "Ð").replace("đ", "ð")
    return unicodedata.normalize(chance.choice(("NFC", "NFD", "NFKC", "NFKD")), text)


def test_ten_thousand_pairs_of_spellings_do_not_differ() -> None:
    chance = random.Random(10_000)  # noqa: S311 - the same pairs every time
    differing, spelled_apart = [], 0
    for _ in range(PAIRS):
        text = [written(chance) for _ in range(chance.randint(1, 6))]
        one, other = (typed(" ".join(half), chance) for half in zip(*text, strict=True))
        streams = [analysis.exact(analysis.normal(half)) for half in (one, other)]
        spelled_apart += one != other
        if streams[0] != streams[1]:
            differing.append((one, other))
    assert not differing
    assert spelled_apart > PAIRS / 2


@pytest.fixture(scope="module")
def indexes() -> list[Index]:
    """Give each engine with the same few hundred words of made-up text."""
    made = [open_index(f"{name}::memory:") for name in ("whoosh", "tantivy")]
    words = [onset + rhyme for onset in ONSETS[:12] for rhyme in RHYMES]
    for index in made:
        index.update(
            entry(f"n:{place}", " ".join(words[place : place + 7]))
            for place in range(0, len(words), 3)
        )
    return made


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_way_of_typing_gives_the_same_tokens(text: list[tuple[str, str]]) -> None:
    old = " ".join(one for one, _ in text)
    expected = analysis.exact(analysis.normal(old))
    for same in (
        " ".join(two for _, two in text),
        old.upper(),
        old.title(),
        unicodedata.normalize("NFD", old),
        unicodedata.normalize("NFD", old.upper()),
        old.upper().replace("Đ", "Ð"),
    ):
        assert analysis.exact(analysis.normal(same)) == expected


@given(TEXTS)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_way_of_typing_gives_the_same_results(
    indexes: list[Index], text: list[tuple[str, str]]
) -> None:
    old = " ".join(one for one, _ in text)
    for index in indexes:
        expected = index.search(old, audience=PUBLIC)
        for same in (
            " ".join(two for _, two in text),
            old.upper(),
            unicodedata.normalize("NFD", old),
        ):
            assert index.search(same, audience=PUBLIC).hits == expected.hits


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_without_marks_a_text_folds_to_itself(text: list[tuple[str, str]]) -> None:
    old = " ".join(one for one, _ in text)
    bare = analysis.plain(analysis.normal(old))
    assert bare.isascii()
    tokens = analysis.exact(analysis.normal(old))
    assert analysis.folded(tokens) == analysis.folded(analysis.exact(bare))


@given(st.text(max_size=80))
@settings(max_examples=500, deadline=None)
def test_streams_keep_step_with_any_text(text: str) -> None:
    normal = analysis.normal(text)
    normal.encode()
    tokens = analysis.exact(normal)
    assert len(tokens) == len(list(analysis.spans(normal)))
    for token in (*tokens, *analysis.folded(tokens)):
        assert token
        assert not token.isspace()
        assert len(token.split()) == 1
    assert len(analysis.signs(tokens)) == len(tokens)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("hòa", "hoà"),
        ("thúy", "thuý"),
        ("kỹ", "kĩ"),
        ("quý", "quí"),
        ("Mỹ", "mĩ"),
        ("Ðường", "đường"),
        ("ĐƯỜNG", "đường"),
        ("straße", "STRASSE"),
        ("ﬁ", "fi"),
        ("İ", "i"),
        ("đường\u200bdây", "đườngdây"),
    ],
)
def test_two_spellings_of_one_word_are_one(one: str, two: str) -> None:
    told = [analysis.exact(analysis.normal(word)) for word in (one, two)]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("one", "two"), [("ma", "má"), ("đa", "da"), ("quyết", "quiết"), ("y", "i")]
)
def test_two_words_stay_two(one: str, two: str) -> None:
    assert analysis.exact(one) != analysis.exact(two)


def test_no_word_is_too_common_or_too_short(index: Index) -> None:
    words = "ý a to in an và là của tổ cán căn máy it the"
    index.update([entry("all", words), entry("none", "khác hẳn")])
    for word in words.split():
        for typed in (word, analysis.plain(word)):
            assert keys(index.search(typed, audience=PUBLIC)) == ["all"], typed


def test_a_query_with_marks_prefers_its_own_marks(index: Index) -> None:
    index.update([entry("má", "má"), entry("mà", "mà"), entry("ma", "ma")])
    assert keys(index.search("má", audience=PUBLIC))[0] == "má"
    assert "mà" not in keys(index.search("má", audience=PUBLIC))
    assert set(keys(index.search("ma", audience=PUBLIC))) == {"má", "mà", "ma"}


def test_a_text_typed_without_marks_is_found_with_them(index: Index) -> None:
    index.update([entry("sms", "o ga tren duong 51"), entry("gá", "gá ở đường")])
    assert keys(index.search("ổ gà", audience=PUBLIC)) == ["sms"]


def test_half_marked_words_are_still_found(index: Index) -> None:
    index.update([entry("a", "Quyết định phê duyệt")])
    results = index.search("quyêt đinh", audience=PUBLIC)
    assert keys(results) == ["a"]
    assert not results.relaxed
