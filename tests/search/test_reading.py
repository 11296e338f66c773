"""What is recognised in a question, and told back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import EVERYTHING, Index, read
from search.query import LONGEST, cut
from tests.search.samples import PUBLIC, STAFF, keys


def told(typed: str) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in read(typed).parts]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("cv 12154/UBND-VP", "document", "12154/UBND-VP"),
        ("12154 ubnd vp", "number", "12154 ubnd vp"),
        ("12154", "number", "12154"),
        ("xe 72A-123.45 vượt", "plate", "72A-123.45"),
        ("ổ gà ql51", "road", "ql51"),
        ("ổ gà quốc lộ 51", "road", "quốc lộ 51"),
        ("ổ gà km 28+500", "post", "km 28+500"),
        ("gọi 0903 706 338", "phone", "0903 706 338"),
        ("hồ sơ DDN-2026-000123", "case", "DDN-2026-000123"),
        ("họp ngày 22 tháng 11 năm 2019", "date", "ngày 22 tháng 11 năm 2019"),
        ("họp 22/11/2019", "date", "22/11/2019"),
        ("cầu “ổ gà sâu”", "phrase", "ổ gà sâu"),
        ("cầu -tỉnh", "excluded", "tỉnh"),
        ('cầu -"tỉnh ủy"', "excluded", "tỉnh ủy"),
        ("cầu quy*", "prefix", "quy"),
    ],
)
def test_a_part_is_known_for_what_it_is(typed: str, kind: str, text: str) -> None:
    assert told(typed) == [(kind, text)]


@pytest.mark.parametrize(
    "typed", ["", "đường dây nóng", "3 bánh xe", '""', "- *", "**"]
)
def test_words_are_only_words(typed: str) -> None:
    assert told(typed) == []


def test_parts_stand_where_their_spans_say() -> None:
    typed = 'o ga ql51 km 40 "vá đường" -tỉnh 72A-123.45'
    found = [typed[slice(*part.span)] for part in read(typed).parts]
    assert found == ["ql51", "km 40", '"vá đường"', "-tỉnh", "72A-123.45"]


def test_too_much_is_said_to_be_cut() -> None:
    assert not read("đường dây nóng").is_cut
    assert read("x" * (LONGEST + 1)).is_cut
    assert read("a " * 30).is_cut
    assert read("1/a " * 9).is_cut


@given(st.text(alphabet="ab đườ \"-*:/.+0189()~'QLkm", max_size=220))
def test_no_question_is_too_odd_to_be_read(typed: str) -> None:
    text = cut(typed)
    for part in read(typed).parts:
        start, end = part.span
        assert 0 <= start < end <= len(text)


def test_everything_is_what_the_audience_may_find_narrowed(office: Index) -> None:
    everything = office.search(EVERYTHING, audience=PUBLIC, sort="newest")
    assert set(keys(everything)) == {"directive:1", "directive:2", "contact:1"}
    letters = office.search(
        EVERYTHING, audience=PUBLIC, facets={"type": {"Công văn"}}, sort="newest"
    )
    assert keys(letters) == ["directive:1"]
    without = office.search(f"{EVERYTHING} -thạch", audience=PUBLIC)
    assert set(keys(without)) == {"directive:1", "directive:2"}
    assert office.search(EVERYTHING, audience=STAFF | PUBLIC).total == 5
