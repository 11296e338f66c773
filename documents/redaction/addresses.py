"""Where somebody lives: house, lane, flat, group of houses, with what follows it."""

import re
from collections.abc import Iterator
from typing import Final

from documents.redaction.kinds import Kind, Span
from documents.redaction.letters import CAPITAL, GAP, ROADS, any_of

_FIGURE: Final = r"\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*"
_NUMBER: Final = rf"{_FIGURE}(?:\s?[-–]\s?{_FIGURE})?(?![\w/])"
_CODE: Final = r"[A-Z]{0,2}\d[A-Za-z0-9.-]*(?!\w)"
_NOT_ROAD: Final = (
    r"(?!(?:Phường|Xã|Huyện|Quận|Thị|Thành|Tỉnh|TP|Tp|Quốc|Tổ|Ấp|Khu|Sở|Ủy|Công)(?!\w))"
)
_WORD: Final = rf"{_NOT_ROAD}{CAPITAL}"
_KNOWN: Final = any_of(ROADS, bare=True)
_CALLED: Final = rf"(?:{_KNOWN}|{_WORD}(?:{GAP}{_WORD}){{0,3}})"
_DAY: Final = rf"\d{{1,2}}(?:{GAP}(?i:tháng){GAP}\d{{1,2}}|/\d{{1,2}})"
_ROAD_NAME: Final = rf"(?:{_DAY}|(?:số|so){GAP}\d+|{_CALLED})"
_OF: Final = rf"(?:{GAP}(?:số|so))?{GAP}"

_NO: Final = r"(?<!\w)(?i:số|so)"
_ON: Final = rf"(?:{GAP}{_CALLED})?"
_HOUSE: Final = any_of(("số nhà", "nhà số"), bare=True)
_LANE: Final = any_of(("hẻm", "ngõ", "ngách", "kiệt"), bare=True)
_FLAT: Final = any_of(("căn hộ", "căn hộ chung cư"), bare=True)
_ROOM: Final = any_of(("phòng", "phòng trọ", "căn"))
_LOT: Final = any_of(("lô",))
_BLOCK: Final = any_of(
    ("chung cư", "tòa nhà", "toà nhà", "tòa", "toà", "block"), bare=True
)
_GROUP: Final = any_of(("tổ", "tổ dân phố", "tổ dân cư"), bare=True)
_HAMLET: Final = any_of(("ấp", "thôn", "khu phố", "kp"), bare=True)
_ROAD: Final = any_of(("đường", "phố"), bare=True)
_HAMLET_NAME: Final = rf"(?:\d+[A-Z]?(?!\w)|{_CALLED}(?:{GAP}\d{{1,2}}(?!\w))?)"
_SHAPES: Final = {
    "house": rf"{_HOUSE}{GAP}{_NUMBER}(?:{GAP}{_CALLED})?",
    "street": rf"{_NO}{GAP}{_NUMBER}{GAP}{_CALLED}",
    "number": rf"{_NO}{GAP}{_NUMBER}",
    "lane": rf"{_LANE}{_OF}{_NUMBER}{_ON}",
    "flat": rf"{_FLAT}{_OF}{_CODE}",
    "room": rf"{_ROOM}{_OF}{_CODE}",
    "lot": rf"{_LOT}{_OF}{_CODE}",
    "block": rf"{_BLOCK}{GAP}(?:{_CALLED}|{_CODE})",
    "group": rf"{_GROUP}{_OF}\d+(?!\w)",
    "hamlet": rf"{_HAMLET}{_OF}{_HAMLET_NAME}",
    "road": rf"{_ROAD}{GAP}{_ROAD_NAME}",
    "bare": rf"(?<![\w/.,]){_NUMBER}{GAP}(?:{_ROAD}{GAP}{_ROAD_NAME}"
    rf"|{_KNOWN}|{_WORD}{GAP}{_CALLED})",
}
"""The parts of an address; the first that fits a place of the text is taken."""

_PARTS: Final = re.compile(
    "|".join(f"(?P<{name}>{shape})" for name, shape in _SHAPES.items())
)
_JOINED: Final = re.compile(r"[^\S\n]*[,–-]?[^\S\n]*")
_LIVES: Final = re.compile(
    any_of(
        (
            "ở", "tại", "ngụ", "ngụ tại", "cư trú", "thường trú", "tạm trú", "sống ở",
            "sống tại", "địa chỉ", "nhà", "nhà tôi", "nhà ở", "gửi về", "về", "hộ dân",
            "các hộ dân", "trước nhà", "đối diện nhà", "cạnh nhà", "trú", "trú tại",
            "chỗ ở", "nơi ở", "nơi cư trú",
        ),
        bare=True,
    )
    + rf"(?:{GAP}{any_of(('hiện nay', 'hiện tại', 'của tôi', 'liên hệ'), bare=True)})?"
    r"\s*:?\s*$"
)  # fmt: skip
_ONWARDS: Final = re.compile(
    rf"\s*{any_of(('đến', 'tới'), bare=True)}{GAP}"
    rf"(?:(?i:số|so|nhà|nha){GAP}){{0,2}}\d"
)
_FROM: Final = re.compile(
    rf"(?<!\w)\d+[A-Za-z]?(?:{GAP}{_CALLED})?{GAP}{any_of(('đến', 'tới'), bare=True)}"
    rf"(?:{GAP}nhà)?\s*$"
)
_RANGE: Final = re.compile(r"\d[A-Za-z]?\s?[-–]\s?\d")
"""A stretch of road told by its houses: from number 12 to number 36."""

_BY_THEMSELVES: Final = frozenset({"house", "street", "lane", "flat"})
_TOGETHER: Final = frozenset({"number", "room", "lot", "block", "group", "hamlet"})
_FARTHEST: Final = 24
"""Characters before an address in which the word for living there would stand."""

Part = tuple[int, int, str]


def addresses(text: str) -> Iterator[Span]:
    """Yield the addresses of houses; a road or a ward alone is none."""
    for parts in _chains(text):
        if _is_somebodys(text, parts):
            yield Span(parts[0][0], parts[-1][1], Kind.ADDRESS)


def _chains(text: str) -> Iterator[list[Part]]:
    """Yield the runs of parts with nothing but a comma between them."""
    chain: list[Part] = []
    for found in _PARTS.finditer(text):
        if chain and not _JOINED.fullmatch(text, chain[-1][1], found.start()):
            yield chain
            chain = []
        chain.append((found.start(), found.end(), found.lastgroup or ""))
    if chain:
        yield chain


def _is_somebodys(text: str, parts: list[Part]) -> bool:
    kinds = [kind for _, _, kind in parts]
    if _is_stretch(text, parts):
        return False
    if not _BY_THEMSELVES.isdisjoint(kinds):
        return True
    if len(parts) > 1 and not _TOGETHER.isdisjoint(kinds):
        return True
    start, end, kind = parts[0]
    lives = _is_lived_in(text, start)
    if kind == "bare":
        number, _, road = text[start:end].partition(" ")
        return lives or ("/" in number and road.casefold() in ROADS)
    return lives and kind in {"room", "group", "hamlet"}


def _is_lived_in(text: str, start: int) -> bool:
    return _LIVES.search(text[max(0, start - _FARTHEST) : start]) is not None


def _is_stretch(text: str, parts: list[Part]) -> bool:
    """Say whether houses only tell from where to where a road is meant."""
    start, end, _ = parts[0]
    before = text[max(0, start - 2 * _FARTHEST) : start]
    if _ONWARDS.match(text, parts[-1][1]) or _FROM.search(before):
        return True
    is_range = parts[0][2] in {"house", "street", "number", "bare"} and (
        _RANGE.search(text, start, end) is not None
    )
    return is_range and not _is_lived_in(text, start)
