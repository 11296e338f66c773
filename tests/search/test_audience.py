"""Nothing a search tells depends on what its audience may not see."""

from collections.abc import Iterable

import pytest

from search import Entry, Index, Results, open_index
from tests.search.samples import OFFICE, PUBLIC, STAFF, entry, keys

QUERIES = (
    "số",
    "đường dây nóng",
    "chimyenbaocao",
    "chimyen*",
    "chi*",
    '"thường trực tỉnh ủy"',
    "405-TB/TU",
    "405",
    "thông báo -quyết",
    "ổ gà quốc lộ 51",
    "o ga ql51",
    "ket luan tinh uy ve viec gi?",
    "thuong",
    "thuongtruc",
    "tyhong bao",
    "kêt luận",
)


def told(results: Results) -> str:
    return repr(results)


@pytest.mark.parametrize("query", QUERIES)
def test_a_hidden_entry_changes_nothing_for_others(engine: str, query: str) -> None:
    """The index with it answers, letter by letter, as one without it (T31)."""
    with_it = open_index(f"{engine}::memory:")
    without = open_index(f"{engine}::memory:")
    with_it.update(OFFICE)
    without.update(_seen_by(PUBLIC, OFFICE))
    for sort in ("relevance", "newest"):
        one = with_it.search(query, audience=PUBLIC, sort=sort)
        two = without.search(query, audience=PUBLIC, sort=sort)
        assert told(one) == told(two)


def _seen_by(audience: frozenset[str], entries: Iterable[Entry]) -> list[Entry]:
    return [one for one in entries if one.audience & audience]


def test_hidden_words_are_in_no_count_snippet_facet_or_suggestion(
    office: Index,
) -> None:
    for query in QUERIES:
        results = office.search(query, audience=PUBLIC)
        assert "chimyen" not in told(results)
        assert "Tỉnh ủy" not in results.facets.get("issuer", {})
        assert "case" not in results.facets.get("kind", {})
        assert {"directive:3", "case:DDN-2026-000123"}.isdisjoint(keys(results))


def test_a_suggestion_is_made_of_words_the_audience_may_see(office: Index) -> None:
    office.update([entry("hidden", "thuyền trưởng", audience=STAFF)])
    assert office.search("thuyeen", audience=STAFF).suggestion
    assert not office.search("thuyeen", audience=PUBLIC).suggestion
    assert not office.search("thuyem", audience=PUBLIC).suggestion


def test_filters_do_not_open_what_the_audience_closes(office: Index) -> None:
    for narrowed in (
        {"kinds": {"case"}},
        {"facets": {"unit": {"KCHT"}}},
        {"facets": {"issuer": {"Tỉnh ủy"}}},
    ):
        results = office.search("số ổ gà", audience=PUBLIC, **narrowed)
        assert (results.total, results.hits, dict(results.facets)) == (0, (), {})


def test_any_one_of_the_names_will_do(office: Index) -> None:
    names = {"unit:KCHT", "staff", "nobody"}
    assert keys(office.search("ổ gà", audience=names)) == ["case:DDN-2026-000123"]


@pytest.mark.parametrize("audience", [(), {"nobody"}, {""}, {"pub"}, {"a:public"}])
def test_whoever_is_nobody_finds_nothing(office: Index, audience: set[str]) -> None:
    results = office.search("số", audience=audience)
    assert (results.total, results.hits, dict(results.facets)) == (0, (), {})


def test_an_entry_for_nobody_is_found_by_nobody(index: Index) -> None:
    index.update([entry("a", "cầu", audience=frozenset())])
    assert index.search("cầu", audience={"public", "staff", ""}).total == 0


def test_an_entry_that_closes_is_closed_at_once(index: Index) -> None:
    index.update([entry("a", "cầu")])
    assert index.search("cầu", audience=PUBLIC).total == 1
    index.update([entry("a", "cầu", audience=STAFF)])
    assert index.search("cầu", audience=PUBLIC) == Results()
