"""Numbers people search by: documents, telephones, dates, plates, roads, cases.

Each is reduced to keys of letters and digits, so that punctuation, spaces,
case, marks and leading zeros do not matter (search.md §4). What an entry is
*numbered* and what its text *mentions* go into fields apart: a query that is a
number finds the numbered first.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from search.analysis import normal, plain

MOST_MENTIONS: Final = 300
"""Of one text: a table of ten thousand plates is no document of ours."""

_FIGURES: Final = re.compile(r"[0-9]+")
_BEFORE: Final = 16
_AFTER: Final = 48
"""Characters of a number that may stand before its first figure, or behind its last:
"đường tỉnh số 51", "1234/STTTT-CNTT-ABCDEFGHI"."""

_APART: Final = "\n"
"""Stands between stretches of a text; no number runs across."""

_PARTS: Final = re.compile(r"[0-9]+|[a-z]+")
_ZEROS: Final = re.compile(r"(?<![0-9])0+(?=[0-9])")
_PHONE: Final = re.compile(r"\(?\+?[0-9][0-9 .()-]{5,}[0-9]")


@dataclass(frozen=True)
class Mention:
    """A number found in a text: where, and the keys it goes by, whole first."""

    span: tuple[int, int]
    keys: tuple[str, ...]


def own_keys(number: str) -> tuple[str, ...]:
    """Return the keys of what an entry is numbered, the whole number first.

    `12154/UBND-VP` also goes by `12154` and `12154ubnd`: people stop typing
    where the punctuation is.
    """
    text = plain(normal(number))
    parts = _PARTS.findall(text)
    whole = "".join(parts)
    heads = ("".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))
    keys = [whole, without_zeros(parts), *_dialled(text)]
    keys += [head for head in heads if _has_digit(head)]
    keys += [key for found in mentions(number) for key in found.keys]
    return tuple(dict.fromkeys(key for key in keys if _has_digit(key)))


def asked_keys(text: str) -> tuple[str, ...]:
    """Return the keys under which a number as typed may be filed."""
    text = plain(normal(text))
    parts = _PARTS.findall(text)
    keys = ["".join(parts), without_zeros(parts), *_dialled(text)]
    keys += [found.keys[0] for found in mentions(text)]
    return tuple(dict.fromkeys(key for key in keys if _has_digit(key)))


def without_zeros(parts: list[str]) -> str:
    """Return the parts as one key, DDN-2026-000123 as ddn2026123."""
    return "".join(_ZEROS.sub("", part) for part in parts)


def _has_digit(key: str) -> bool:
    return any("0" <= char <= "9" for char in key)


def _dialled(text: str) -> Iterator[str]:
    """Yield a telephone number's national form, and a landline's own digits."""
    found = _PHONE.fullmatch(text.strip())
    if not found:
        return
    digits = re.sub(r"[^0-9]", "", found[0])
    national = re.sub(r"^(00)?84(?=[2-9][0-9]{8,9}$)", "0", digits)
    if national.startswith("0") and 10 <= len(national) <= 12:
        yield national
        if national.startswith("02") and len(national) == 11:
            yield national[4:]


def mentions(text: str) -> list[Mention]:
    """Return the numbers a normal text mentions, none within another."""
    near = list(_near_figures(text))
    told = _APART.join(plain(text[start:end]) for start, end in near)
    starts = [0, *accumulate(end - start + len(_APART) for start, end in near)]
    taken: set[int] = set()
    found: list[Mention] = []
    for pattern, keys_of in _KINDS if near else ():
        for match in pattern.finditer(told):
            place = range(*match.span())
            if len(found) >= MOST_MENTIONS or not taken.isdisjoint(place):
                continue
            keys = tuple(keys_of(match))
            if keys:
                taken.update(place)
                at = bisect(starts, place.start) - 1
                moved = near[at][0] - starts[at]
                span = (place.start + moved, place.stop + moved)
                found.append(Mention(span, keys))
    return sorted(found, key=lambda mention: mention.span)


def _near_figures(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text, cut at spaces, outside of which no number is.

    Most of a text is far from any figure, and to look there takes time.
    """
    start = end = 0
    for figures in _FIGURES.finditer(text):
        if figures.start() - _BEFORE > end:
            if end:
                yield start, end
            start = text.rfind(" ", 0, figures.start() - _BEFORE) + 1
        if figures.end() + _AFTER > end:
            end = text.find(" ", figures.end() + _AFTER)
            end = end if end >= 0 else len(text)
    if end:
        yield start, end


def date_key(year: int, month: int, day: int) -> str:
    """Return the key of a day, however it is written."""
    return f"{year:04}-{month:02}-{day:02}"


def _date(match: re.Match[str]) -> Iterator[str]:
    day, month, year = (int(match[name]) for name in ("day", "month", "year"))
    if 1 <= day <= 31 and 1 <= month <= 12:
        yield date_key(year, month, day)


def _code(match: re.Match[str]) -> Iterator[str]:
    letters, year, number = match.groups()
    yield f"{letters}{year}{int(number)}"


def _document(match: re.Match[str]) -> Iterator[str]:
    parts = _PARTS.findall(match[0])
    for end in range(len(parts), 0, -1):
        yield "".join(parts[:end])


def _plate(match: re.Match[str]) -> Iterator[str]:
    digits = re.sub(r"[^0-9]", "", match[2])
    yield re.sub(r"[^a-z0-9]", "", match[1]) + digits
    yield digits


def _road(match: re.Match[str]) -> Iterator[str]:
    yield _ROADS[match[1]] + match[2]


def _post(match: re.Match[str]) -> Iterator[str]:
    if match[2]:
        yield f"km{int(match[1])}{match[2]:0>3}"
    yield f"km{int(match[1])}"


def _phone(match: re.Match[str]) -> Iterator[str]:
    return _dialled(match[0])


_ROADS: Final = {
    "ql": "ql",
    "quoc lo": "ql",
    "tl": "tl",
    "tinh lo": "tl",
    "dt": "dt",
    "duong tinh": "dt",
    "hl": "hl",
    "huong lo": "hl",
    "cao toc": "ct",
}

# A pattern that begins with characters, and looks behind them afterwards, is found
# several times as fast as one that begins by looking behind.
_KINDS: Final[tuple[tuple[re.Pattern[str], Callable[..., Iterator[str]]], ...]] = (
    (
        re.compile(
            r"(?P<day>[0-9](?<![0-9].)[0-9]?)(?P<dot>[/.-])(?P<month>[0-9]{1,2})"
            r"(?P=dot)(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
        ),
        _date,
    ),
    (
        re.compile(
            r"ngay (?<!\w.{5})(?P<day>[0-9]{1,2}) thang (?P<month>[0-9]{1,2})"
            r" nam (?P<year>(?:19|20)[0-9]{2})\b"
        ),
        _date,
    ),
    (
        re.compile(
            r"(?P<year>(?:19|20)(?<![0-9]..)[0-9]{2})-(?P<month>[0-9]{2})"
            r"-(?P<day>[0-9]{2})(?![0-9])"
        ),
        _date,
    ),
    (
        re.compile(r"\b([a-z]{2,4})[ -]?((?:19|20)[0-9]{2})[ -]?([0-9]{3,6})\b"),
        _code,
    ),
    (
        re.compile(
            r"[0-9](?<!\w.)[0-9]{0,5}[/-](?:(?:19|20)[0-9]{2}/)?[a-z]{1,8}[0-9]{0,2}"
            r"(?:[/&-][a-z]{1,10}){0,3}\b"
        ),
        _document,
    ),
    (
        re.compile(r"([0-9](?<!\w.)[0-9][a-z]{1,2}[0-9]?)[ -]?([0-9]{3}\.?[0-9]{2})\b"),
        _plate,
    ),
    (
        re.compile(
            r"\b(ql|quoc lo|tl|tinh lo|dt|duong tinh|hl|huong lo|cao toc)"
            r"(?: so)?[ .]?([0-9]{1,4}[a-z]?)\b"
        ),
        _road,
    ),
    (re.compile(r"km(?<!\w..) ?([0-9]{1,4})(?: ?\+ ?([0-9]{1,3}))?\b"), _post),
    (
        re.compile(
            r"(?:\(\+?(?:00)?84|\+(?:00)?84|\(0|0(?<![0-9]0)(?:084)?|84(?<![0-9]84))"
            r"(?:[ .()-]{0,2}[0-9]){8,10}"
        ),
        _phone,
    ),
)
