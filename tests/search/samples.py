"""Entries as an office has them, and a vocabulary to make more of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from search import Entry, Results

PUBLIC = frozenset({"public"})
STAFF = frozenset({"staff"})
OFFICE = (
    Entry(
        key="directive:1",
        kind="directive",
        title="Công văn số 12154/UBND-VP – nâng cao chất lượng Đường dây nóng",
        body="Tiếp tục thực hiện các giải pháp nâng cao chất lượng hoạt động Đường dây"
        " nóng của Lãnh đạo tỉnh Bà Rịa - Vũng Tàu, theo Thông báo số 405-TB/TU.",
        numbers=("12154/UBND-VP",),
        on=date(2019, 11, 22),
        audience=PUBLIC,
        facets={"type": "Công văn", "issuer": "UBND tỉnh"},
        revision=1,
    ),
    Entry(
        key="directive:2",
        kind="directive",
        title="Quyết định số 3229/QĐ-UBND",
        body="Ban hành Quy chế tiếp nhận, xử lý và phản hồi thông tin. Căn cứ công văn"
        " số 12154/UBND-VP ngày 22 tháng 11 năm 2019.",
        numbers=("3229/QĐ-UBND",),
        on=date(2019, 11, 30),
        audience=PUBLIC,
        facets={"type": "Quyết định", "issuer": "UBND tỉnh"},
        revision=2,
    ),
    Entry(
        key="directive:3",
        kind="directive",
        title="Thông báo kết luận số 405-TB/TU",
        body="Kết luận của Thường trực Tỉnh ủy về chimyenbaocao.",
        numbers=("405-TB/TU",),
        on=date(2016, 9, 22),
        audience=STAFF,
        facets={"type": "Thông báo", "issuer": "Tỉnh ủy"},
        revision=3,
    ),
    Entry(
        key="case:DDN-2026-000123",
        kind="case",
        title="Ổ gà trên quốc lộ 51",
        body="Ổ gà sâu tại Km 28+500, xe 72A-123.45 bị hỏng lốp. Sở đã vá mặt đường.",
        numbers=("DDN-2026-000123",),
        on=date(2026, 3, 2),
        audience=STAFF,
        facets={"unit": "KCHT", "state": "closed"},
        revision=4,
    ),
    Entry(
        key="contact:1",
        kind="contact",
        title="Chánh Văn phòng: Nguyễn Ngọc Thạch",
        body="Đường dây nóng, điện thoại liên lạc\n02543.727819\n0909818779",
        numbers=("02543.727819", "0909818779"),
        audience=PUBLIC,
        revision=5,
    ),
)
ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "h",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RHYMES = [
    "a",
    "ac",
    "ai",
    "an",
    "ang",
    "anh",
    "ao",
    "âm",
    "ân",
    "âu",
    "ây",
    "ăn",
    "ăng",
    "em",
    "en",
    "êm",
    "ên",
    "êu",
    "i",
    "inh",
    "iên",
    "oa",
    "oan",
    "oai",
    "oe",
    "ong",
    "ôi",
    "ôn",
    "ông",
    "ơi",
    "ơn",
    "u",
    "ui",
    "ung",
    "uy",
    "uyên",
    "uôn",
    "ương",
    "ươi",
    "ưu",
    "y",
]


def entry(key: str, title: str = "", **more: Any) -> Entry:
    """Return an entry anybody may find, unless told otherwise."""
    told = {"kind": "case", "body": "", "audience": PUBLIC, "revision": 1, **more}
    return Entry(key=key, title=title, **told)


def keys(results: Results) -> list[str]:
    return [hit.key for hit in results.hits]


def many(count: int, words: str = "đường") -> Iterable[Entry]:
    return (entry(f"n:{number}", f"{words} {number}") for number in range(count))
