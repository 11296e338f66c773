"""What goes in is found, counted and narrowed; what comes out is gone."""

from datetime import date
from pathlib import Path

import pytest

from search import Index, SearchError, open_index
from tests.search.conftest import Opener
from tests.search.samples import OFFICE, PUBLIC, STAFF, entry, keys, many

ALL = PUBLIC | STAFF


def test_a_new_index_answers_with_nothing(index: Index) -> None:
    results = index.search("đường", audience=PUBLIC)
    assert (results.total, results.hits, dict(results.facets)) == (0, (), {})
    assert index.cursor == 0
    assert index.revisions() == {}


def test_the_audience_must_be_named(index: Index) -> None:
    with pytest.raises(TypeError):
        index.search("đường")  # type: ignore[call-arg]  # the point of the test


def test_a_later_entry_takes_the_place_of_an_earlier(index: Index) -> None:
    index.update([entry("a", "cầu cũ"), entry("b", "cầu khác"), entry("a", "cầu mới")])
    index.update([entry("b", "phà")])
    assert keys(index.search("cầu", audience=PUBLIC)) == ["a"]
    assert index.search("cũ", audience=PUBLIC).total == 0
    assert keys(index.search("phà", audience=PUBLIC)) == ["b"]


def test_a_large_commit_keeps_the_last_of_each_key(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.whoosh._BATCH", 4)
    index.update([entry("a", "phà"), *many(10), entry("n:3", "cầu"), entry("a", "cầu")])
    assert index.status().entries == 11
    assert index.search("phà", audience=PUBLIC).total == 0
    assert set(keys(index.search("cầu", audience=PUBLIC))) == {"a", "n:3"}


def test_an_audience_of_letters_is_a_mistake(index: Index) -> None:
    with pytest.raises(TypeError):
        index.search("đường", audience="public")


def test_what_is_removed_is_found_no_longer(office: Index) -> None:
    office.remove(["contact:1", "no such thing"])
    assert office.search("Thạch", audience=PUBLIC).total == 0
    assert "contact:1" not in office.revisions()


def test_one_commit_puts_in_takes_out_and_moves_the_cursor(office: Index) -> None:
    office.apply([entry("new", "cầu", revision=9)], ["contact:1"], cursor=41)
    assert office.cursor == 41
    held = office.revisions()
    assert held["new"] == 9
    assert "contact:1" not in held
    office.apply([], [], cursor=42)
    assert office.cursor == 42
    assert office.revisions() == held
    office.update([entry("other", "phà")])
    assert office.cursor == 42


def test_revisions_are_those_given_last(office: Index) -> None:
    assert office.revisions() == {one.key: one.revision for one in OFFICE}
    office.update([entry("contact:1", "x", revision=77)])
    assert office.revisions()["contact:1"] == 77


def test_all_words_must_be_there(office: Index) -> None:
    results = office.search("quy chế tiếp nhận", audience=PUBLIC)
    assert keys(results) == ["directive:2"]
    assert not results.relaxed


def test_when_nothing_holds_all_words_some_will_do_and_it_is_said(
    office: Index,
) -> None:
    results = office.search("quy chế máy bay", audience=PUBLIC)
    assert keys(results) == ["directive:2"]
    assert results.relaxed


def test_a_whole_question_is_answered_by_what_is_rare_in_it(index: Index) -> None:
    asked = "Hội đồng thành phố có bao nhiêu thành viên?"
    index.update(many(30, "bao nhiêu người là ở đâu"))
    index.update(
        [
            entry("answer", "Hội đồng thành phố", body="Hội đồng có 9 thành viên"),
            entry("chance", "Hồ sơ", body=f"{'chữ ' * 300} {asked} {'chữ ' * 300}"),
        ]
    )
    found = index.search(asked, audience=PUBLIC)
    assert set(keys(found)[:2]) == {"answer", "chance"}
    assert found.relaxed


def test_a_phrase_stands_together_and_in_order(index: Index) -> None:
    index.update(
        [
            entry("right", "x", body="gọi đường dây nóng ngay"),
            entry("apart", "x", body="nóng quá, dây điện rơi xuống đường"),
            entry("across", "gọi đường dây", body="nóng"),
        ]
    )
    assert keys(index.search('"đường dây nóng"', audience=PUBLIC)) == ["right"]
    assert keys(index.search('"duong day nong"', audience=PUBLIC)) == ["right"]
    assert index.search("đường dây nóng", audience=PUBLIC).total == 3
    assert keys(index.search("“dây nóng” gọi", audience=PUBLIC)) == ["right"]


def test_a_word_with_a_minus_must_not_be_there(office: Index) -> None:
    asked = "đường dây nóng"
    assert office.search(asked, audience=PUBLIC).total == 2
    assert keys(office.search(f"{asked} -Thạch", audience=PUBLIC)) == ["directive:1"]
    assert keys(office.search(f"{asked} -thach", audience=PUBLIC)) == ["directive:1"]
    asked = 'đường dây nóng -"điện thoại"'
    assert keys(office.search(asked, audience=PUBLIC)) == ["directive:1"]
    assert office.search("-Thạch", audience=PUBLIC).total == 0


def test_the_beginning_of_a_word_finds_it(office: Index) -> None:
    assert keys(office.search("thac*", audience=PUBLIC)) == ["contact:1"]
    assert keys(office.search("thạc*", audience=PUBLIC)) == ["contact:1"]
    assert keys(office.search("chánh thac*", audience=PUBLIC)) == ["contact:1"]
    assert office.search("zzz*", audience=PUBLIC).total == 0


def test_kinds_facets_and_days_narrow(office: Index) -> None:
    def found(**narrowed: object) -> set[str]:
        asked = "công văn quyết định đường thông báo ổ gà"
        results = office.search(asked, audience=ALL, **narrowed)  # type: ignore[arg-type]
        assert results.total == len(results.hits)
        return set(keys(results))

    everything = found()
    assert everything == {one.key for one in OFFICE}
    assert found(kinds={"case"}) == {"case:DDN-2026-000123"}
    assert found(kinds=[]) == set()
    assert found(facets={"type": {"Quyết định"}}) == {"directive:2"}
    assert found(facets={"type": {"Quyết định", "Thông báo"}}) == {
        "directive:2",
        "directive:3",
    }
    assert found(facets={"type": {"Quyết định"}, "issuer": {"Tỉnh ủy"}}) == set()
    since, until = date(2019, 11, 22), date(2019, 11, 30)
    assert found(since=since) == {"directive:1", "directive:2", "case:DDN-2026-000123"}
    assert found(since=since, until=since) == {"directive:1"}
    assert found(until=until) == {"directive:1", "directive:2", "directive:3"}
    assert found(since=until, until=since) == set()


def test_facets_count_every_answer_not_only_the_page(office: Index) -> None:
    results = office.search("số", audience=ALL, per_page=1)
    assert len(results.hits) == 1
    assert results.total == 3
    assert results.facets == {
        "kind": {"directive": 3},
        "type": {"Công văn": 1, "Quyết định": 1, "Thông báo": 1},
        "issuer": {"UBND tỉnh": 2, "Tỉnh ủy": 1},
    }


def test_the_newest_come_first_when_asked_for(office: Index) -> None:
    results = office.search("số", audience=ALL, sort="newest")
    assert keys(results) == ["directive:2", "directive:1", "directive:3"]


def test_pages_follow_each_other_without_gap_or_repetition(index: Index) -> None:
    index.update(many(250))
    for sort in ("relevance", "newest"):
        seen: list[str] = []
        for page in range(1, 14):
            results = index.search("đường", audience=PUBLIC, sort=sort, page=page)
            assert results.total == 250
            seen += keys(results)
        assert len(seen) == len(set(seen)) == 250
        one = index.search("đường", audience=PUBLIC, sort=sort, page=3, per_page=40)
        assert keys(one) == seen[80:120]


@pytest.mark.parametrize(("page", "per_page"), [(0, 10), (-5, 10), (10**9, 10)])
def test_a_page_out_of_bounds_is_the_nearest(
    office: Index, page: int, per_page: int
) -> None:
    results = office.search("số", audience=ALL, page=page, per_page=per_page)
    assert len(results.hits) == 3


@pytest.mark.parametrize(("per_page", "expected"), [(0, 1), (-1, 1), (10**9, 100)])
def test_no_page_is_endless(index: Index, per_page: int, expected: int) -> None:
    index.update(many(150))
    results = index.search("đường", audience=PUBLIC, per_page=per_page)
    assert len(results.hits) == expected


FEW = [f"few:{number}" for number in range(6)]


@pytest.mark.parametrize("best", FEW[:3])
def test_a_title_weighs_more_than_a_text(index: Index, best: str) -> None:
    told = ("Hồ sơ vụ việc", "phản ánh về cầu Cỏ May")
    index.update(entry(key, told[0], body=told[1]) for key in FEW)
    index.update([entry(best, "phản ánh về cầu Cỏ May", body="Hồ sơ vụ việc")])
    assert keys(index.search("cầu cỏ may", audience=PUBLIC))[0] == best


@pytest.mark.parametrize("best", FEW[:3])
def test_words_beside_each_other_weigh_more_than_words_apart(
    index: Index, best: str
) -> None:
    apart = "nhà cũ, máy ở xa, nước ngoài vào, sạch đẹp, đường"
    index.update(entry(key, "x", body=apart) for key in FEW)
    beside = "đường vào nhà máy nước sạch ở xa, cũ, đẹp, ngoài"
    index.update([entry(best, "x", body=beside)])
    assert keys(index.search("nhà máy nước sạch", audience=PUBLIC))[0] == best


def test_of_equals_the_newer_comes_first(index: Index) -> None:
    days = {"old": date(2015, 1, 1), "new": date(2020, 1, 1), "mid": date(2018, 1, 1)}
    index.update(entry(key, "Cầu Cỏ May", on=day) for key, day in days.items())
    assert keys(index.search("cầu", audience=PUBLIC)) == ["new", "mid", "old"]


def test_of_nearly_equals_the_newer_comes_first(index: Index) -> None:
    long = "Cầu Cỏ May nối hai bờ sông"
    index.update(
        [
            entry("old", "x", body=long, on=date(2005, 1, 1)),
            entry("new", "x", body=f"{long} dài", on=date(2025, 1, 1)),
        ]
    )
    assert keys(index.search("cầu", audience=PUBLIC)) == ["new", "old"]


def test_the_state_is_told(office: Index, engine: str) -> None:
    office.apply([], [], cursor=7)
    told = office.status()
    assert (told.engine, told.entries, told.cursor) == (engine, len(OFFICE), 7)
    assert told.size > 0
    assert told.analyzer >= 1


def test_a_rebuild_forgets_what_is_not_given(office: Index) -> None:
    office.rebuild([entry("only", "cầu")], cursor=12)
    assert office.revisions() == {"only": 1}
    assert office.cursor == 12
    assert office.search("Thạch", audience=PUBLIC).total == 0


def test_many_commits_leave_few_files_and_lose_nothing(
    opened: Opener, place: Path
) -> None:
    index = opened()
    for number in range(40):
        index.update(
            entry(f"{part}:{number}", f"đường {number} {part}", revision=number)
            for part in ("kept", "gone")
        )
        index.remove([f"gone:{number - 1}"])
    expected = {f"kept:{number}": number for number in range(40)} | {"gone:39": 39}
    assert opened().revisions() == expected
    results = index.search("đường", audience=PUBLIC, per_page=100)
    assert set(keys(results)) == expected.keys()
    assert index.search("gone", audience=PUBLIC).total == 1
    assert len([path for path in place.rglob("*") if path.is_file()]) < 250


@pytest.mark.parametrize("url", ["", "whoosh", "whoosh:", "lucene:/x", ":memory:"])
def test_an_address_of_no_index_is_refused(url: str) -> None:
    with pytest.raises(SearchError):
        open_index(url)
