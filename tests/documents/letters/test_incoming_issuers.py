"""Who issues: a masthead in capitals, and the name that the register writes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.letters.incoming import issuer_of, level_of, spelled
from documents.letters.incoming.issuers import bodies_of
from documents.vocabulary import IssuerLevel as Level


@pytest.mark.parametrize(
    ("lines", "issuer", "level"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH BÀ RỊA - VŨNG TÀU"],
         "UBND tỉnh Bà Rịa - Vũng Tàu", Level.PROVINCE),
        (["UBND TỈNH BÀ RỊA – VŨNG TÀU"],
         "UBND tỉnh Bà Rịa – Vũng Tàu", Level.PROVINCE),
        (["UBND TỈNH BÀ RỊA - VŨNG TÀU", "SỞ GIAO THÔNG VẬN TẢI"],
         "Sở Giao thông vận tải", Level.DEPARTMENT),
        (["UBND TỈNH BÀ RỊA - VŨNG TÀU", "SỞ TÀI NGUYÊN", "VÀ MÔI TRƯỜNG"],
         "Sở Tài nguyên và Môi trường", Level.DEPARTMENT),
        (["ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG NAI", "SỞ NỘI VỤ"],
         "Sở Nội vụ tỉnh Đồng Nai", Level.DEPARTMENT),
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH", "SỞ XÂY DỰNG"],
         "Sở Xây dựng Thành phố Hồ Chí Minh", Level.DEPARTMENT),
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"],
         "UBND Thành phố Hồ Chí Minh", Level.PROVINCE),
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ VŨNG TÀU"], "UBND thành phố Vũng Tàu", None),
        (["ỦY BAN NHÂN DÂN", "HUYỆN LONG ĐIỀN"], "UBND huyện Long Điền", None),
        (["HỘI ĐỒNG NHÂN DÂN", "TỈNH BÀ RỊA - VŨNG TÀU"],
         "HĐND tỉnh Bà Rịa - Vũng Tàu", Level.COUNCIL),
        (["TỈNH ỦY BÀ RỊA - VŨNG TÀU"], "Tỉnh ủy Bà Rịa - Vũng Tàu", Level.PARTY),
        (["ĐẢNG CỘNG SẢN VIỆT NAM", "TỈNH ỦY BÀ RỊA - VŨNG TÀU"],
         "Tỉnh ủy Bà Rịa - Vũng Tàu", Level.PARTY),
        (["BỘ GIAO THÔNG VẬN TẢI"], "Bộ Giao thông vận tải", Level.CENTRAL),
        (["BỘ LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"],
         "Bộ Lao động - Thương binh và Xã hội", Level.CENTRAL),
        (["VĂN PHÒNG CHÍNH PHỦ"], "Văn phòng Chính phủ", Level.CENTRAL),
        (["THỦ TƯỚNG CHÍNH PHỦ"], "Thủ tướng Chính phủ", Level.CENTRAL),
        (["BỘ GIAO THÔNG VẬN TẢI", "CỤC ĐƯỜNG BỘ VIỆT NAM"],
         "Cục Đường bộ Việt Nam", Level.CENTRAL),
        (["UBND TỈNH BÀ RỊA - VŨNG TÀU", "VĂN PHÒNG"], "Văn phòng", None),
        (["SỞ GIAO THÔNG VẬN TẢI", "BAN QUẢN LÝ BẢO TRÌ"],
         "Ban Quản lý bảo trì", Level.DEPARTMENT),
        (["Sở Giao thông vận tải"], "Sở Giao thông vận tải", Level.DEPARTMENT),
        (["CÔNG TY CỔ PHẦN BẾN XE"], "Công ty cổ phần bến xe", None),
        ([], "", None),
    ],
)  # fmt: skip
def test_a_masthead_gives_the_registers_name_and_level(
    lines: list[str], issuer: str, level: Level | None
) -> None:
    assert issuer_of(lines) == issuer
    above = "".join(bodies_of(lines)[:-1][-1:])
    assert level_of(issuer, above=above) is level


def test_a_party_number_tells_the_level_whatever_the_name() -> None:
    assert level_of("Văn phòng", number="405-TB/TU") is Level.PARTY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh Bà Rịa - Vũng Tàu", "Ủy ban nhân dân tỉnh Bà Rịa – Vũng Tàu"),
        ("UBND TỈNH BÀ RỊA-VŨNG TÀU", "Uỷ ban nhân dân tỉnh Bà Rịa  -  Vũng Tàu"),
    ],
)
def test_two_spellings_of_a_name_are_one(one: str, other: str) -> None:
    assert spelled(one) == spelled(other)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_lines_give_a_name_and_perhaps_a_level(lines: list[str]) -> None:
    name = issuer_of(lines)
    assert level_of(name) in {None, *Level}
