"""What is attached is found with what it belongs to, and the hit says where."""

import random

import pytest

from search import Entry, FoundPart, Index, Part, open_index
from tests.search.conftest import Opener
from tests.search.samples import OFFICE, PUBLIC, STAFF, entry, keys, many

PAGES = (
    Part("f1#1", "Báo cáo.pdf, trang 1", "Kính gửi Ủy ban nhân dân tỉnh, về việc vá."),
    Part(
        "f1#2",
        "Báo cáo.pdf, trang 2",
        "Mặt cầu Cỏ May bong tróc tại Km 51+200, căn cứ văn bản số 8812/SGTVT-KCHT.",
    ),
    Part("f1#3", "Báo cáo.pdf, trang 3", 'Nơi nhận: <b>lưu</b> & "VT".'),
)
CASE = Entry(
    key="case:DDN-2026-000777",
    kind="case",
    title="Hư hỏng mặt đường",
    body="Người dân phản ánh mặt đường hư hỏng, đề nghị vá.",
    numbers=("DDN-2026-000777",),
    audience=STAFF,
    revision=9,
    parts=PAGES,
)


@pytest.fixture
def attached(index: Index) -> Index:
    index.update([*OFFICE, CASE])
    return index


@pytest.mark.parametrize("typed", ["cầu Cỏ May", "cau co may", '"mặt cầu Cỏ May"'])
def test_words_of_an_attachment_find_what_it_belongs_to(
    attached: Index, typed: str
) -> None:
    results = attached.search(typed, audience=STAFF)
    assert keys(results) == [CASE.key]
    assert results.hits[0].title == CASE.title
    assert results.hits[0].part == FoundPart("f1#2", "Báo cáo.pdf, trang 2")
    assert "<mark>May</mark> bong tróc" in results.hits[0].snippet


def test_what_is_attached_is_only_for_those_it_belongs_to(attached: Index) -> None:
    for typed in ("Cỏ May", "co ma*", "8812/SGTVT-KCHT", "bong troc cau", "cỏ mya"):
        results = attached.search(typed, audience=PUBLIC)
        assert CASE.key not in keys(results)
        assert "may" not in results.suggestion.lower()
        assert "8812" not in str(results)


def test_words_apart_in_body_and_attachment_answer_together(attached: Index) -> None:
    results = attached.search("phản ánh bong tróc", audience=STAFF)
    assert keys(results) == [CASE.key]
    assert not results.relaxed


def test_a_body_that_tells_as_much_is_shown_instead(attached: Index) -> None:
    hit = attached.search("vá", audience=STAFF).hits[0]
    assert hit.key == CASE.key
    assert hit.part is None
    assert "đề nghị <mark>vá</mark>" in hit.snippet


def test_a_number_cited_in_an_attachment_finds_its_page(attached: Index) -> None:
    for typed in ("8812/SGTVT-KCHT", "cv 8812 sgtvt kcht", "km 51+200"):
        hit = attached.search(typed, audience=STAFF).hits[0]
        assert hit.key == CASE.key
        assert hit.part == FoundPart("f1#2", "Báo cáo.pdf, trang 2")
        assert "<mark>" in hit.snippet


def test_the_thing_itself_comes_before_one_that_only_attaches_the_words(
    index: Index,
) -> None:
    text = "sạt lở taluy dương"
    index.update(
        [
            *many(20),
            entry("n:attached", "khác", parts=(Part("f#1", "a.txt", text),)),
            entry("n:itself", "khác", body=text),
        ]
    )
    assert keys(index.search(text, audience=PUBLIC))[:2] == ["n:itself", "n:attached"]


def test_no_phrase_runs_from_one_page_into_the_next(index: Index) -> None:
    pages = (Part("f#1", "a", "tuyến quốc"), Part("f#2", "b", "lộ sáu"))
    index.update([entry("n:1", "x", body="đèo", parts=pages)])
    assert index.search('"quốc lộ"', audience=PUBLIC).relaxed
    assert index.search('"đèo tuyến"', audience=PUBLIC).relaxed
    assert index.search('"lộ sáu"', audience=PUBLIC).hits[0].part is not None


def test_an_excluded_word_counts_in_attachments_too(attached: Index) -> None:
    assert attached.search("đường -tróc", audience=STAFF).total
    found = keys(attached.search("đường -tróc", audience=STAFF))
    assert CASE.key not in found


def test_markup_in_an_attachment_stays_text(attached: Index) -> None:
    hit = attached.search("lưu nơi nhận", audience=STAFF).hits[0]
    assert "&lt;b&gt;<mark>lưu</mark>&lt;/b&gt; &amp; &quot;VT&quot;" in hit.snippet


def test_an_entry_without_its_attachment_is_no_longer_found_by_it(
    attached: Index,
) -> None:
    attached.update([entry(CASE.key, CASE.title, audience=STAFF, revision=10)])
    assert keys(attached.search("cỏ may", audience=STAFF)) == []


def test_words_deep_in_a_long_attachment_are_found_on_their_page(
    index: Index,
) -> None:
    pages = tuple(
        Part(f"f#{n}", f"dài.pdf, trang {n}", f"trang chữ {'dài ' * 400} cuối{n}")
        for n in range(1, 80)
    )
    index.update([entry("n:long", "Dài", parts=pages), *many(30)])
    hit = index.search("cuối77", audience=PUBLIC).hits[0]
    assert hit.part == FoundPart("f#77", "dài.pdf, trang 77")
    assert "<mark>cuối77</mark>" in hit.snippet
    assert index.search('"dài cuối78"', audience=PUBLIC).hits[0].part == FoundPart(
        "f#78", "dài.pdf, trang 78"
    )


def test_an_empty_part_and_a_decomposed_one_do_no_harm(index: Index) -> None:
    parts = (Part("f#1", "a", ""), Part("f#2", "b", "Tha\u0323ch"), Part("f#3", "", ""))
    index.update([entry("n:1", "x", parts=parts), entry("n:2", "y", parts=parts[:1])])
    assert index.search("Thạch", audience=PUBLIC).hits[0].part == FoundPart("f#2", "b")
    assert index.search("y", audience=PUBLIC).hits[0].part is None


def test_attachments_survive_on_disk_and_through_merges(opened: Opener) -> None:
    index = opened()
    index.update([CASE])
    for number in range(20):
        index.update([entry(f"n:{number}", f"thêm {number}")])
    hit = opened().search("cỏ may", audience=STAFF).hits[0]
    assert hit.part == FoundPart("f1#2", "Báo cáo.pdf, trang 2")


def test_engines_show_the_same_parts_in_the_same_order() -> None:
    chance = random.Random("parts")  # noqa: S311 - to be repeated
    words = [f"{a}{b}" for a in "bcdghklmnt" for b in ("an", "ang", "inh", "ong", "u")]

    def text(length: int) -> str:
        return " ".join(
            words[min(int(chance.expovariate(1 / 12)), len(words) - 1)]
            for _ in range(length)
        )

    entries = [
        entry(
            f"n:{number}",
            text(5),
            body=text(chance.randint(0, 60)),
            parts=tuple(
                Part(f"{number}#{page}", f"trang {page}", text(chance.randint(0, 900)))
                for page in range(chance.randint(0, 8))
            ),
        )
        for number in range(150)
    ]
    indexes = [open_index(f"{name}::memory:") for name in ("whoosh", "tantivy")]
    for index in indexes:
        index.rebuild(entries)
    for length in (1, 2, 3, 6):
        for _ in range(10):
            asked = text(length)
            one, two = (
                [
                    (hit.key, hit.part, hit.snippet)
                    for hit in index.search(asked, audience=PUBLIC, per_page=10).hits
                ]
                for index in indexes
            )
            assert one == two
