"""Plates, stretches of road and places that a report names, each in one spelling.

What search cuts into keys of its own so that a part of them is found, is here a whole
thing: the plate as it is painted, the road with its kilometre, the place as a name.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from documents.text import fold
from documents.vocabulary import MarkKind

Mark = tuple[MarkKind, str]

MOST: Final = 8
"""Marks of a case; more are a list, and say nothing of one matter."""

LONGEST: Final = 2_000
"""Characters of a text that are looked at."""

LONGEST_PLACE: Final = 80

_NEAR: Final = 60
"""Characters between a road and the kilometre that is meant to be its own."""

_PLATE: Final = re.compile(
    r"(?<![\w/.-])(\d\d)[ -]?"
    r"(?:([a-z]{1,2}\d?)[ -]?(\d{3})[. ]?(\d\d)|([a-z]\d?)-(\d{4}))(?![\w/]|[.-]\d)"
)
_ROAD: Final = re.compile(
    r"(?<!\w)(ql|quoc lo|tl|tinh lo|dt|duong tinh|hl|huong lo|cao toc)"
    r"(?: so)?[ .-]{0,2}(\d{1,4}[a-z]?)(?!\w)"
)
_POST: Final = re.compile(r"(?<!\w)km[ .]?(\d{1,4})(?: ?\+ ?\d{1,3})?(?!\w)")
_ROADS: Final = {
    "quoc lo": "QL",
    "tinh lo": "TL",
    "duong tinh": "ĐT",
    "dt": "ĐT",
    "huong lo": "HL",
    "cao toc": "CT",
}

_PARTS: Final = re.compile(r"[,;:\n()]| [-–] ")
_WORD: Final = re.compile(r"\w+")
_WIDE: Final = re.compile(
    r"(phuong|xa|thi tran|thi xa|huyen|quan|thanh pho|tinh|p|tp|tx|tt|h|q)\b.*"
)
"""A part of an address that names a whole commune or more."""

_LEADING: Final = re.compile(r"^(?:(?:duong|pho|tai|o|khu vuc|doan|truoc|so nha|so) )+")
_CORNERS: Final = {"nga 3": "nga ba", "nga 4": "nga tu", "nga 5": "nga nam"}


def marks_of(title: str, content: str, location: str) -> list[Mark]:
    """Return what a report names: the place last, the same thing once."""
    told = fold("\n".join((title, location, content)))[:LONGEST]
    found = [
        *((MarkKind.PLATE, plate) for plate in _plates(told)),
        *((MarkKind.ROAD, road) for road in _stretches(told)),
    ]
    marks = list(dict.fromkeys(found))[:MOST]
    place = place_of(location)
    return [*marks, (MarkKind.PLACE, place)] if place else marks


def _plates(told: str) -> Iterator[str]:
    for found in _PLATE.finditer(told):
        province, series, three, two, old_series, four = found.groups()
        number = f"{three}.{two}" if three else four
        yield f"{province}{(series or old_series).upper()}-{number}"


def _stretches(told: str) -> Iterator[str]:
    """Yield each kilometre with the road that is named nearest to it."""
    roads = list(_ROAD.finditer(told))
    for post in _POST.finditer(told):
        gaps = [(_gap(road, post), road) for road in roads]
        gap, road = min(gaps, key=lambda one: one[0], default=(_NEAR + 1, post))
        if gap <= _NEAR:
            name = _ROADS.get(road[1], road[1].upper())
            yield f"{name}.{road[2].upper()} km {int(post[1])}"


def _gap(one: re.Match[str], other: re.Match[str]) -> int:
    return max(other.start() - one.end(), one.start() - other.end())


def place_of(location: str) -> str:
    """Return the name of a place without marks; "" if it names none, or too wide a one.

    A ward, a town or a road as a whole is where hundreds of reports come from.
    """
    folded = fold(location)[:LONGEST]
    for spelled, name in _CORNERS.items():
        folded = folded.replace(spelled, name)
    parts = (" ".join(_WORD.findall(part)) for part in _PARTS.split(folded))
    for part in parts:
        name = _LEADING.sub("", part)
        bare = _ROAD.sub("", _POST.sub("", name)).strip()
        if len(bare.split()) > 1 and not _WIDE.fullmatch(name):
            return name[:LONGEST_PLACE]
    return ""


def is_like(one: str, other: str) -> bool:
    """Say whether two texts say much of the same, word after word."""
    first, second = _pairs(one), _pairs(other)
    fewer = min(len(first), len(second))
    return fewer >= _FEWEST and len(first & second) >= _SHARED * fewer


_FEWEST: Final = 4
_SHARED: Final = 0.4
"""Of the pairs of words of the shorter text, those that the other one has too."""


def _pairs(told: str) -> set[tuple[str, str]]:
    words = _WORD.findall(fold(told[:LONGEST]))
    return set(pairwise(words))
