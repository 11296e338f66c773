"""Field words, months and numbers in a question, understood without a database."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.text import one_line
from portal.asking import Understood, understand
from portal.naming import KIND, Known, Meaning, name_key
from search import EVERYTHING

ROADS = Meaning("unit", "KCHT", "Phòng Quản lý kết cấu hạ tầng giao thông")
KNOWN: Known = {
    "loai": {
        "cong van": (Meaning("type", "Công văn", "Công văn"),),
        "ho so": (Meaning(KIND, "case", "Hồ sơ phản ánh"),),
    },
    "donvi": {"kcht": (ROADS,), name_key(ROADS.label): (ROADS,)},
    "linhvuc": {
        "ben xe xe buyt": (Meaning("field", "stations", "Bến xe, xe buýt"),),
        "ha tang duong bo": (Meaning("field", "roads", "Hạ tầng đường bộ"),),
        "hanh lang duong bo": (Meaning("field", "safety", "Hành lang đường bộ"),),
    },
}


def ask(typed: str, *, late: bool = True) -> Understood:
    return understand(one_line(typed), known=KNOWN, late=late)


def labels(typed: str) -> list[str]:
    return [piece.label for piece in ask(typed).pieces]


@pytest.mark.parametrize(
    "typed",
    [
        "loại:công văn cầu",
        "loại: công văn cầu",
        "LOẠI: CÔNG VĂN cầu",
        "loai:cong van cầu",
        'loại:"công văn" cầu',
        "loại:“công văn” cầu",
        "cầu loại: công văn",
        unicodedata.normalize("NFD", "loại: công văn cầu"),
    ],
)
def test_a_field_word_is_read_however_it_is_typed(typed: str) -> None:
    told = ask(typed)
    assert told.facets == {"type": {"Công văn"}}
    assert told.words == "cầu"
    assert told.query == f"{EVERYTHING}cầu"
    assert labels(typed) == ["Loại: Công văn"]


def test_a_kind_of_thing_is_told_from_a_kind_of_document() -> None:
    assert ask("loại:hồ sơ").kinds == {"case"}
    assert ask("loại:hồ sơ").facets == {}


@pytest.mark.parametrize(
    "typed",
    ["đơn vị:KCHT", "don vi: kcht", "donvi:hạ tầng", 'đơn vị:"kết cấu hạ tầng"'],
)
def test_a_unit_goes_by_its_code_and_by_part_of_its_name(typed: str) -> None:
    told = ask(f"{typed} ổ gà")
    assert told.facets == {"unit": {"KCHT"}}
    assert told.words == "ổ gà"


def test_a_name_that_is_part_of_two_means_either() -> None:
    told = ask("lĩnh vực:đường bộ ổ gà")
    assert told.facets == {"field": {"roads", "safety"}}
    assert told.words == "ổ gà"


@pytest.mark.parametrize("typed", ["số:12154/UBND-VP", "so: 12154/UBND-VP,"])
def test_a_number_is_asked_for_before_the_words(typed: str) -> None:
    told = ask(f"nâng cao {typed}")
    assert told.number == "12154/UBND-VP"
    assert told.query == "12154/UBND-VP nâng cao"


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("từ:1/11/2019", date(2019, 11, 1), None),
        ("từ: ngày 1 tháng 11 năm 2019", date(2019, 11, 1), None),
        ("tu:2019-11-01", date(2019, 11, 1), None),
        ("từ:11/2019", date(2019, 11, 1), None),
        ("đến:11/2019", None, date(2019, 11, 30)),
        ("đến: tháng 2/2020", None, date(2020, 2, 29)),
        ("đến:2019", None, date(2019, 12, 31)),
        ("từ:2018 đến:năm 2019", date(2018, 1, 1), date(2019, 12, 31)),
        ("tháng 11/2019", date(2019, 11, 1), date(2019, 11, 30)),
        ("tháng 11 năm 2019", date(2019, 11, 1), date(2019, 11, 30)),
        ("năm 2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("NĂM 2019", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_days_months_and_years_are_spans_of_days(
    typed: str, since: date | None, until: date | None
) -> None:
    told = ask(f"cầu {typed}")
    assert (told.since, told.until) == (since, until)
    assert told.words == "cầu"


@pytest.mark.parametrize("typed", ["cau thang 11/2019", "cau thang 11 nam 2019"])
def test_a_month_is_read_without_marks_where_nothing_has_any(typed: str) -> None:
    assert ask(typed).since == date(2019, 11, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "họp ngày 22 tháng 11 năm 2019",
        "cầu thang 11/2019",
        "họp 22/11/2019",
        "Việt Nam 2019",
        "viet nam 2019",
        "Nguyễn Văn Nam 2019",
        "tháng 13/2019",
        '"kế hoạch năm 2019"',
        "năm 2019-2020",
        "nhiệm kỳ -năm 2019x",
    ],
)
def test_what_is_not_clearly_a_time_stays_words(typed: str) -> None:
    told = ask(typed)
    assert told.since is None
    assert told.until is None
    assert told.words == one_line(typed)


def test_a_month_taken_for_a_time_is_said_to_be_a_guess() -> None:
    assert ask("cầu tháng 11/2019").is_guessed
    assert not ask("cầu từ:11/2019").is_guessed
    assert ask("từ:2018 năm 2019").since == date(2018, 1, 1)


@pytest.mark.parametrize("typed", ["hạn:quá", "han: qua", "HẠN:QUÁ HẠN", "hạn:trễ"])
def test_late_cases_are_asked_for_by_who_has_a_desk(typed: str) -> None:
    told = ask(f"{typed} ổ gà")
    assert told.is_overdue
    assert told.words == "ổ gà"
    visitors = ask(typed, late=False)
    assert not visitors.is_overdue
    assert visitors.words == typed


@pytest.mark.parametrize(
    "typed",
    [
        "loại:xyz",
        "loại:",
        'loại:""',
        "số:abc",
        "Sở: 12 phòng",
        "đèn: 2019",
        "từ: hôm qua",
        "đến:99/99/9999",
        "hạn: mai",
        "lạ:công văn",
        "kiloại:công văn",
        "-loại:công văn",
        '"loại:công văn"',
        "a:b:c",
        ":::",
    ],
)
def test_what_nobody_understands_is_plain_words(typed: str) -> None:
    told = ask(typed)
    assert told.words == typed
    assert not told.facets
    assert not told.kinds
    assert not told.number


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("phan anh o ga ql51 km 40", ["Đường: ql51", "Lý trình: km 40"]),
        ("xe 72A-123.45 vượt", ["Biển số: 72A-123.45"]),
        (
            '"ổ gà sâu" -tỉnh quy*',
            ["Cụm từ “ổ gà sâu”", "Bỏ “tỉnh”", "Bắt đầu bằng “quy”"],
        ),
        ("họp ngày 22/11/2019", ["Ngày: 22/11/2019"]),
        ("cv 12154/UBND-VP tháng 11/2019", ["Số: 12154/UBND-VP", "Tháng 11/2019"]),
        ("số:12154 loại:công văn", ["Số: 12154", "Loại: Công văn"]),
        ("gọi 0903 706 338", ["Điện thoại: 0903 706 338"]),
    ],
)
def test_every_recognised_piece_is_told_in_its_order(
    typed: str, told: list[str]
) -> None:
    assert labels(typed) == told


def test_a_piece_taken_out_leaves_the_rest_of_the_question() -> None:
    told = ask('cầu loại:"công văn" ql51 -tỉnh từ:2019')
    assert [piece.rest for piece in told.pieces] == [
        "cầu ql51 -tỉnh từ:2019",
        'cầu loại:"công văn" -tỉnh từ:2019',
        'cầu loại:"công văn" ql51 từ:2019',
        'cầu loại:"công văn" ql51 -tỉnh',
    ]


def test_other_words_keep_the_rest_of_the_question() -> None:
    told = ask("số:12154 duongf loại:công văn")
    suggested = told.query.replace("duongf", "đường")
    assert told.with_words(suggested) == "đường số:12154 loại:công văn"


TYPED = st.text(
    st.sampled_from('sốloạiđơnvịlĩnhựctừếhạquá :"-*/.0123456789“”\u0301Km\n'),
    max_size=200,
)


@given(st.one_of(TYPED, st.text(max_size=200)))
def test_no_question_is_an_error_and_every_piece_shortens_it(typed: str) -> None:
    question = one_line(typed)
    told = ask(question)
    for piece in told.pieces:
        assert len(piece.rest) <= len(question)
        ask(piece.rest)
