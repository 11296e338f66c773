"""A number is found however it is typed, and what is numbered so comes first."""

import pytest

from search import Index, numbers
from tests.search.samples import OFFICE, PUBLIC, STAFF, entry, keys

ALL = PUBLIC | STAFF

TYPED = {
    "directive:1": (
        "12154",
        "12154/ubnd",
        "12154/UBND-VP",
        "12154/ubnd-vp",
        "12154 ubnd vp",
        "12154UBND",
        "12154ubndvp",
        "cv 12154",
        "CV số 12154/UBND-VP",
        "công văn 12154",
        "cong van so 12154",
        "số 12154",
        "số: 12154",
        "1215*",
        "12154*",
    ),
    "directive:2": (
        "3229",
        "qd 3229",
        "QĐ 3229",
        "quyết định 3229",
        "quyet dinh so 3229/qd-ubnd",
        "3229/QĐ-UBND",
        "3229/qd",
        "3229QD",
        "03229/QĐ-UBND",
    ),
    "directive:3": ("405-TB/TU", "405-tb", "405 tb tu", "tb 405", "405tb"),
    "case:DDN-2026-000123": (
        "DDN-2026-000123",
        "ddn-2026-123",
        "DDN2026000123",
        "ddn 2026 000123",
        "ddn2026123",
        "hồ sơ DDN-2026-000123",
        "72A-123.45",
        "72a12345",
        "72A-12345",
        "72A 123.45",
        "biển số 72A-123.45",
        "bien so xe 72a 12345",
        "ql51",
        "QL 51",
        "ql.51",
        "quốc lộ 51",
        "quoc lo 51",
        "km28",
        "Km 28",
        "km 28+500",
        "Km28+500",
    ),
    "contact:1": (
        "02543.727819",
        "02543727819",
        "(0254) 3 727 819",
        "0254 3727 819",
        "+84 254 3727819",
        "+842543727819",
        "84 254 372 7819",
        "3727819",
        "0909818779",
        "0909 818 779",
        "0909.818.779",
        "+84 909 818 779",
        "+84909818779",
        "0084 909818779",
        "điện thoại 0909818779",
        "sđt 0909818779",
    ),
}


@pytest.mark.parametrize(
    ("key", "typed"), [(key, one) for key, typed in TYPED.items() for one in typed]
)
def test_a_number_finds_its_thing_first(office: Index, key: str, typed: str) -> None:
    results = office.search(typed, audience=ALL)
    assert keys(results)[0] == key
    assert not results.relaxed


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/2019",
        "22-11-2019",
        "22.11.2019",
        "2019-11-22",
        "ngày 22 tháng 11 năm 2019",
        "ngay 22 thang 11 nam 2019",
        "ngày 22/11/2019",
    ],
)
def test_a_day_finds_what_is_of_it_and_what_mentions_it(
    office: Index, typed: str
) -> None:
    found = keys(office.search(typed, audience=ALL))
    assert set(found) == {"directive:1", "directive:2"}


def test_what_is_numbered_so_precedes_what_mentions_it(index: Index) -> None:
    index.update(
        entry(f"m:{n}", "12154 12154/UBND-VP", body="12154/UBND-VP " * n)
        for n in range(1, 30)
    )
    index.update([entry("own", "Công văn", numbers=("12154/UBND-VP",))])
    index.update([entry("longer", "Công văn", numbers=("121549/UBND",))])
    for typed in ("12154", "12154/UBND-VP", "cv 12154"):
        found = index.search(typed, audience=PUBLIC)
        assert keys(found)[0] == "own", typed
        assert found.total >= 30
    assert set(keys(index.search("1215", audience=PUBLIC))[:2]) == {"own", "longer"}


def test_the_kind_before_a_number_chooses_between_two(index: Index) -> None:
    index.update(
        [
            entry("tb", "Thông báo", numbers=("77/TB-SGTVT",)),
            entry("qd", "Quyết định", numbers=("77/QĐ-SGTVT",)),
        ]
    )
    assert keys(index.search("qd 77", audience=PUBLIC))[0] == "qd"
    assert keys(index.search("thông báo 77", audience=PUBLIC))[0] == "tb"


def test_a_number_among_words_narrows_them(office: Index) -> None:
    for typed in ("o ga ql51", "ổ gà quốc lộ 51", "sửa đường ql51 km28"):
        results = office.search(typed, audience=ALL)
        assert keys(results)[0] == "case:DDN-2026-000123"
    assert keys(office.search("căn cứ 12154/UBND-VP", audience=ALL)) == ["directive:2"]


def test_the_number_found_is_marked_in_the_text(office: Index) -> None:
    (hit,) = office.search("72a12345", audience=ALL).hits
    assert "<mark>72A</mark>-<mark>123</mark>.<mark>45</mark>" in hit.snippet
    (hit, *_) = office.search("+84 254 3727819", audience=ALL).hits
    assert "<mark>02543</mark>" in hit.snippet


def test_figures_that_are_no_number_of_anything_are_words(index: Index) -> None:
    index.update([entry("a", "51 người và 5 xe", body="giá 500.000.000 đồng")])
    assert keys(index.search("51 người", audience=PUBLIC)) == ["a"]
    assert keys(index.search("500.000.000 đồng", audience=PUBLIC)) == ["a"]
    assert keys(index.search("5-xe người", audience=PUBLIC)) == ["a"]


def test_a_table_of_numbers_does_not_flood_the_index() -> None:
    text = " ".join(f"72A-{n:03}.{n % 100:02}" for n in range(900))
    assert len(numbers.mentions(text)) == numbers.MOST_MENTIONS


def test_every_sample_has_a_query() -> None:
    assert TYPED.keys() == {one.key for one in OFFICE}


@pytest.mark.parametrize(
    "number",
    [
        "ngày 17 tháng 12 năm 2019",
        "17/12/2019",
        "DDN-2026-000123",
        "1234/2026/STTTTXYZ-CNTTABCD-PHAPCHEABC-VANPHONGAB",
        "72A-123.45",
        "đường tỉnh số 51",
        "Km 28 + 500",
        "(+84) 254 3727 819",
    ],
)
@pytest.mark.parametrize("apart", [1, 20, 200])
def test_a_number_is_read_the_same_wherever_it_stands(number: str, apart: int) -> None:
    """Only the surroundings of figures are looked at."""
    (alone,) = numbers.mentions(number)
    filler = "phản ánh " * apart
    text = f"{filler}{number} {filler}{number}\n{filler}"
    found = numbers.mentions(text)
    assert [text[slice(*one.span)] for one in found] == [number, number]
    assert {one.keys for one in found} == {alone.keys}
