"""Whatever is typed gives a page: no error, no long wait (security.md, corpus E)."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import Index, Results, open_index, query
from tests.search.samples import OFFICE, PUBLIC, entry, keys, many

HOSTILE = (
    "",
    " ",
    "*",
    "a*",
    "**",
    "?*?*?*x",
    "body:09*",
    "[a TO z]",
    "{* TO *}",
    "nghiêng~9",
    "đường^1000000",
    "/.*(.*)*/",
    "NOT " * 2000,
    "AND OR NOT",
    "( " * 100_000,
    '"' * 100_000,
    '"' * 199 + "a",
    "-" * 5000,
    "-" * 50 + "a",
    "a " * 20_000,
    "đường " * 5000,
    "x" * 100_000,
    "cccd:079*",
    "email:*",
    "identity:Nguyen",
    "_stored:*",
    "a:public",
    "tag:a:staff",
    "' OR 1=1--",
    "%' ESCAPE",
    "_",
    "%",
    "\\",
    "\x00",
    "đường\x00dây",
    "\ud800",
    "\udfff đường",
    "\u202eđường\u202c",
    "İ",
    "ß",
    "ﬁ",
    "Ⅷ",
    "²³",
    "½",
    "e" + "\u0301" * 500,
    "\u0301" * 200,
    "🚧🚧",
    "👩‍👩‍👧‍👦",
    "中文",
    "한국어",
    "<script>alert(1)</script>",
    "\n\r\t\x0b\x0c\x85\u2028",
    "¶",
    "¶ ¶",
    "và là của",
    "...!!!???",
    "9" * 200,
    "0" * 200,
    "1/" * 100,
    "+84" * 60,
    "km " * 60,
    "72a-" * 50,
    '-"a b" -"c d" ' * 10,
    "aaa* bbb* ccc* ddd* eee* fff* ggg* hhh*",
)


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def stocked(request: pytest.FixtureRequest) -> Index:
    index = open_index(f"{request.param}::memory:")
    index.update([*OFFICE, *many(200, "đường dây nóng nghiêng 079 a b c x")])
    return index


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_query_is_only_a_query(stocked: Index, typed: str) -> None:
    before = time.process_time()
    for sort in ("relevance", "newest"):
        results = stocked.search(typed, audience=PUBLIC, sort=sort)
        results_text = repr(results)
        assert "<script>" not in results_text
        assert results.total >= len(results.hits)
        results.suggestion.encode()
    # Two seconds of computing is what one query may never take (T20); the
    # parser of the engine needs ten times as long for some of these.
    assert time.process_time() - before < 4


@given(st.text(max_size=250))
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_is_a_query(stocked: Index, typed: str) -> None:
    results = stocked.search(typed, audience=PUBLIC)
    assert isinstance(results, Results)
    for hit in results.hits:
        hit.snippet.encode()


@given(st.text(alphabet="ab đườ \"-*:/.+0189()~'", max_size=220))
@settings(max_examples=2000, deadline=None)
def test_parsing_never_fails_and_is_bounded(typed: str) -> None:
    told = query.parse(typed)
    pieces = (*told.pieces, *told.excluded)
    assert sum(len(piece.tokens) for piece in pieces) <= query.MOST_TERMS
    assert len(told.numbers) <= query.MOST_NUMBERS


def test_a_field_cannot_be_asked_for_by_name(stocked: Index) -> None:
    for typed in ("kind:contact", "tag:staff", "exact:thạch", "audience:staff"):
        probed = stocked.search(typed, audience=PUBLIC)
        plain = stocked.search(typed.replace(":", " "), audience=PUBLIC)
        assert (probed.total, probed.hits) == (plain.total, plain.hits)
        assert probed.facets == plain.facets


def test_a_word_of_the_engines_language_is_a_word(index: Index) -> None:
    index.update([entry("and", "rock AND roll"), entry("or", "do OR die NOT")])
    assert keys(index.search("AND", audience=PUBLIC)) == ["and"]
    assert keys(index.search("or not", audience=PUBLIC)) == ["or"]


def test_markup_in_what_is_stored_comes_out_as_text(index: Index) -> None:
    body = "<script>__x()</script> <img src=x onerror=__x()> \" ' & cầu <b>cầu</b>"
    index.update([entry("a", "<b>cầu</b>", body=body)])
    (hit,) = index.search("cầu script", audience=PUBLIC).hits
    bare = hit.snippet.replace("<mark>", "").replace("</mark>", "")
    assert not set("<>\"'") & set(bare)
    assert "<mark>cầu</mark>" in hit.snippet
    assert "&lt;<mark>script</mark>&gt;" in hit.snippet
