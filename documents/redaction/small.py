"""Names that no capital tells: in small letters, or with nothing before them.

The words around must say that a person is meant: a title, a role, a word for meeting.
What could as well be another word (anh hùng, hằng ngày, đỗ xe) is left alone.
"""

import re
from collections.abc import Iterator
from typing import Final

from documents.redaction.kinds import Kind, Span
from documents.redaction.letters import (
    CAPITAL,
    FAMILIES,
    GAP,
    LOWER,
    ROADS,
    ROLES,
    TITLES,
    any_of,
)
from documents.text import fold

_MIDDLES: Final = (
    "văn", "thị", "hữu", "đức", "ngọc", "minh", "quốc", "hoàng", "thanh", "kim", "mỹ",
    "gia", "bảo", "tuấn", "đình", "bá", "quang", "xuân", "thu", "thúy", "khánh",
    "phước", "tấn", "hồng", "trọng", "duy", "anh", "hoài", "bích", "tuyết", "như",
)  # fmt: skip
"""What stands between a family name and the given one more often than all else."""

_GIVEN: Final = (
    "ngọc", "tuấn", "dũng", "hương", "hạnh", "thủy", "thuỷ", "trâm", "quân", "thịnh",
    "phúc", "linh", "oanh", "yến", "tuyết", "loan", "huệ", "nhung", "cường", "kiên",
    "lộc", "vinh", "duyên", "trinh", "trúc", "vy", "my", "tú", "tùng", "nhi", "huy",
    "hưng", "khánh", "quyên", "uyên", "xuyến", "diễm", "diệp", "hoài", "nguyệt",
    "phượng", "quỳnh", "thoa", "thùy", "toản", "vân", "thắm", "nghĩa", "khang", "thúy",
    "thuý", "thảo",
)  # fmt: skip
"""Given names that hardly another word is, behind a title."""

_COMPOUNDS: Final = any_of((
    "hạnh phúc", "thủy lợi", "thuỷ lợi", "thủy sản", "thủy tổ", "quân đội", "quân sự",
    "phúc lợi", "nghĩa vụ", "thảo luận", "linh hoạt", "linh động", "linh mục",
    "vinh dự", "vinh danh", "duyên hải", "lộc vừng", "kiên quyết", "kiên nhẫn",
))  # fmt: skip
"""Words of two syllables whose first alone would be a given name."""

_STOPS: Final = any_of(
    (
        "ở", "số", "sinh", "ngụ", "nhà", "xin", "là", "có", "đt", "sđt", "gửi", "điện",
        "bị", "đã", "đang", "không", "lái", "chạy", "bán", "làm", "đi", "cho", "và",
        "với", "tại", "này", "nói", "báo", "phản", "đề", "buôn", "lấn", "tài", "xe",
    ),
    bare=True,
)  # fmt: skip
"""Words with which the sentence goes on behind a name."""

_SMALL_WORD: Final = rf"(?:{GAP}(?!{_STOPS})[{LOWER}]+(?!\w))"
_SAYING: Final = any_of(("tôi tên", "tôi tên là", "họ tên", "họ và tên", "tên tôi là"))
_LINK: Final = rf"(?:{GAP}|\s?:\s*)"
_ROADS: Final = frozenset(map(fold, ROADS))
_ALIKE: Final = frozenset(
    {"ba", "co", "chu", "em", "di", "con", "be", "cu", "cau", "duong"}
)
"""Titles that, without their marks, are any word."""

_CALLED: Final = any_of(
    sorted({*TITLES, *ROLES, *({fold(one) for one in (*TITLES, *ROLES)} - _ALIKE)})
)
_FAMILY: Final = any_of(
    sorted({*FAMILIES, *({fold(one) for one in FAMILIES} - {"ta", "do", "ho", "dam"})})
)
_MIDDLE: Final = any_of(_MIDDLES, bare=True)
_SAID: Final = re.compile(rf"{_SAYING}{_LINK}(?P<name>{_FAMILY}{_SMALL_WORD}{{1,3}})")
"""Any words behind a family name, where somebody says that his name follows."""

_WHOLE: Final = re.compile(
    rf"{_CALLED}{_LINK}(?:(?:là|la|tên|ten){GAP})?"
    rf"(?P<name>{_FAMILY}{GAP}(?:thị|thi){_SMALL_WORD}{{1,2}}"
    rf"|{_FAMILY}{GAP}{_MIDDLE}{_SMALL_WORD})"
)
"""A family name and a middle one, behind a title or a role."""

_TITLED: Final = re.compile(
    rf"(?!{any_of(('anh dũng',))}){any_of(TITLES)}{GAP}"
    rf"(?!{_COMPOUNDS})(?P<name>{any_of(_GIVEN)})"
)
_MEETING: Final = (
    "gặp", "gặp được", "gọi", "gọi cho", "liên hệ", "liên lạc với", "hỏi", "nhắn",
    "nhắn cho", "nhờ", "báo cho", "trao đổi với", "làm việc với",
)  # fmt: skip
_MET: Final = re.compile(
    rf"{any_of(_MEETING)}{GAP}(?!{_COMPOUNDS})(?P<name>(?:{CAPITAL}{GAP})?"
    rf"{any_of(_GIVEN)}(?:{GAP}{CAPITAL})?)"
)
"""A given name alone, behind a word for meeting or calling somebody."""


def small_names(text: str) -> Iterator[Span]:
    """Yield the names of persons that their letters alone do not tell."""
    for shape in (_SAID, _WHOLE, _TITLED, _MET):
        for found in shape.finditer(text):
            is_bare = shape is _MET and not found["name"].istitle()
            if not is_bare and fold(found["name"]) not in _ROADS:
                yield Span(*found.span("name"), Kind.NAME)
