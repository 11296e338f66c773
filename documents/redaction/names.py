"""Names of persons: behind a title or a role, or by their family name."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from documents.redaction.kinds import Kind, Span
from documents.redaction.letters import (
    ALSO_WORDS,
    CALLING,
    CAPITAL,
    FAMILIES,
    GAP,
    PLACE_WORDS,
    PLACES,
    ROADS,
    ROLES,
    TITLES,
    any_of,
    run,
)
from documents.redaction.small import small_names
from documents.text import fold

_NEVER_FIRST: Final = frozenset((
    "giám", "chủ", "chánh", "phó", "trưởng", "bí", "hiệu", "sở", "bộ", "phòng", "đội",
    "người", "hội", "cục", "tôi", "xin", "kính", "theo", "nếu", "khi", "hộ", "số",
    "xe", "quốc", "cầu", "nhà", "cơ", "gđ", "pgđ", "cvp", "csgt",
))  # fmt: skip
"""Words, in small letters, that begin an office or a sentence and no name."""

_NEVER: Final = frozenset((
    "phường", "xã", "huyện", "quận", "tỉnh", "tp", "tổ", "khu", "ấp", "đường", "sở",
    "ủy", "uỷ", "ubnd", "hđnd",
))  # fmt: skip
"""Words that no name has in it: what follows is where somebody lives or works."""

_OFFICES: Final = re.compile(
    any_of(
        (
            "thanh tra", "công an", "công dân", "công ty", "công chức", "công nhân",
            "công tác", "cảnh sát", "trung tâm", "chi cục", "quản lý", "thành phố",
            "thị xã", "thị trấn", "hạt trưởng", "lãnh đạo", "đại diện", "thường trực",
            "văn phòng", "học sinh", "sinh viên", "quốc lộ", "tổ trưởng",
        )
    )
)  # fmt: skip
"""Words of two syllables whose first alone could be a name."""

_NAME: Final = f"(?P<name>{run(CAPITAL, least=1, most=5)})"
_LINK: Final = rf"(?:{GAP}(?i:tên|tên{GAP}là|là))?(?:{GAP}|\s?:\s*)"
_BARE: Final = r"(?<!\w)[A-Z][a-z]+(?!\w)"
_BARE_FAMILIES: Final = tuple(sorted({fold(name).title() for name in FAMILIES}))
_TITLED: Final = re.compile(
    rf"{any_of(TITLES)}(?:{GAP}{any_of(CALLING)})?{_LINK}{_NAME}"
)
_CALLED: Final = re.compile(rf"{any_of(ROLES)}{_LINK}{_NAME}")
_SIGNED: Final = re.compile(
    any_of(("trân trọng", "kính thư", "kính đơn", "cảm ơn", "cám ơn", "người viết"))
    + rf"\s{{0,4}}[,.!:]?\s{{0,4}}{_NAME}\.?[^\S\n]{{0,4}}$",
    re.MULTILINE,
)
"""A name with which a letter ends."""

_WHOLE: Final = re.compile(
    rf"{any_of(FAMILIES)}(?:{GAP}{CAPITAL}){{1,4}}"
    rf"|{any_of(ALSO_WORDS)}(?:{GAP}{CAPITAL}){{2,4}}"
)
_BARE_TITLED: Final = re.compile(
    rf"{any_of(('ong', 'anh', 'chi', 'chau', 'bac', 'tai xe', 'ten', 'toi la'))}"
    rf"{GAP}(?P<name>{run(_BARE, least=1, most=4)})"
)
_BARE_WHOLE: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(_BARE_FAMILIES)})(?:{GAP}{_BARE}){{2,3}}"
)
"""Names that were typed without their marks."""

_ALSO_FAMILY: Final = re.compile(any_of(ALSO_WORDS))
_INSIDE_NAME: Final = re.compile(rf"{CAPITAL}{GAP}$")
_BEHIND_PLACE: Final = re.compile(rf"{any_of(PLACE_WORDS)}\s*$")
_ROADS: Final = frozenset(map(fold, ROADS))
_FARTHEST: Final = 24
"""Characters before a name in which the word for a place would stand."""


def names(text: str) -> Iterator[Span]:
    """Yield the names of persons."""
    for shape in (_TITLED, _CALLED, _SIGNED, _BARE_TITLED):
        for found in shape.finditer(text):
            # A title that is itself part of a place's name: cầu Ông Trịnh, Bà Rịa.
            if _is_place(text, found.start(), found[0]):
                continue
            yield from _of(text, *found.span("name"))
    for shape in (_WHOLE, _BARE_WHOLE):
        for found in shape.finditer(text):
            if found[0][0].isupper() and not _is_known(text, found.start(), found[0]):
                yield from _of(text, *found.span())
    yield from small_names(text)


def _is_known(text: str, start: int, name: str) -> bool:
    """Say whether a whole name is that of a road or a place, or part of another."""
    if " ".join(fold(name).split()) in _ROADS or _is_place(text, start, name):
        return True
    before = text[max(0, start - _FARTHEST) : start]
    is_word = _ALSO_FAMILY.match(name) is not None
    return is_word and _INSIDE_NAME.search(before) is not None


def _is_place(text: str, start: int, told: str) -> bool:
    if " ".join(told.split()).casefold() in PLACES:
        return True
    if told[0].isupper() or told[0] in "'\"“":
        before = text[max(0, start - _FARTHEST) : start]
        return _BEHIND_PLACE.search(before) is not None
    return False


def _of(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield what of a run of capital words is a name; it may be none of it."""
    place, kept = start, start
    for word in re.finditer(CAPITAL, text[start:end]):
        place = start + word.start()
        told = word[0].casefold()
        is_first = place == start and told in _NEVER_FIRST
        if is_first or told in _NEVER or _OFFICES.match(text, place):
            break
        kept = start + word.end()
    if kept > start and text[start:kept].casefold() not in PLACES:
        yield Span(start, kept, Kind.NAME)


def repeated(text: str, told: Collection[str]) -> Iterator[Span]:
    """Yield the other places where whole names, found somewhere, stand alone."""
    wholes = {name for name in told if " " in name and fold(name) not in _ROADS}
    if not wholes:
        return
    for found in re.finditer(any_of(wholes), text):
        if not _is_place(text, found.start(), found[0]):
            yield Span(found.start(), found.end(), Kind.NAME)
