"""Snippets: the stretch of a stored text that tells most, words marked.

What comes out is HTML: everything of the text is escaped, quotes too, and the
only tag is our own `<mark>` (security.md M7).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Final

from search import analysis

WORDS: Final = 40
"""Words in a snippet."""

_BEFORE: Final = 6
"""Words shown before the first one found."""

_LONGEST: Final = 400
"""Characters of a snippet, should a "word" be none of any language."""

_REPEATED: Final = 0.01


def snippet(
    body: str,
    signs: str,
    sought: Mapping[str, float],
    *,
    also: Collection[int] = (),
) -> str:
    """Return the most telling stretch of a text.

    `signs` stand for the words of the text, `sought` tells what those looked
    for are worth; `also` are places to be marked whatever stands there.
    """
    places = _places(signs, sought, also)
    _, start = _best_stretch(places, signs, sought)
    start = max(0, min(start, len(signs) - WORDS))
    stretch = islice(analysis.spans(body), start, start + WORDS + 1)
    spans = [found.span() for found in stretch]
    marked = {place - start for place in places}
    return _told(body, spans, marked, is_start=not start)


def worth(signs: str, sought: Mapping[str, float]) -> float:
    """Return what the most telling stretch of a text is worth."""
    return _best_stretch(_places(signs, sought), signs, sought)[0]


def most(signs: str, sought: Mapping[str, float]) -> float:
    """Return what no stretch of a text is worth more than; quick to tell."""
    held = sum(value for sign, value in sought.items() if sign in signs)
    return held + _REPEATED * WORDS if held else 0.0


def _places(
    signs: str, sought: Mapping[str, float], also: Collection[int] = ()
) -> list[int]:
    return [
        place
        for place, sign in enumerate(signs)
        if sign in sought or (also and place in also)
    ]


def _best_stretch(
    places: Sequence[int], signs: str, sought: Mapping[str, float]
) -> tuple[float, int]:
    """Return the worth and the start of the stretch whose words are worth most."""
    held: Counter[str] = Counter()
    value = best = 0.0
    best_place = first = 0
    for place in places:
        value += _REPEATED if held[signs[place]] else sought.get(signs[place], 1.0)
        held[signs[place]] += 1
        while place - places[first] >= WORDS - _BEFORE:
            left = signs[places[first]]
            held[left] -= 1
            value -= _REPEATED if held[left] else sought.get(left, 1.0)
            first += 1
        if value > best + _REPEATED / 2:
            best, best_place = value, places[first]
    return best, best_place - _BEFORE


def _told(
    body: str,
    spans: Sequence[tuple[int, int]],
    marked: Collection[int],
    *,
    is_start: bool,
) -> str:
    """Return the words at these spans, the text between them as it is."""
    if not spans:
        return _one_line(escape(body[:_LONGEST]))
    is_end = len(spans) <= WORDS
    at = 0 if is_start else spans[0][0]
    stop = len(body) if is_end else spans[WORDS - 1][1]
    stop = min(stop, at + _LONGEST)
    parts = [] if is_start else ["… "]
    for place, (first, last) in enumerate(spans[:WORDS]):
        if place in marked and last <= stop:
            parts += [escape(body[at:first]), "<mark>", escape(body[first:last])]
            parts.append("</mark>")
            at = last
    parts.append(escape(body[at:stop]))
    if stop < len(body):
        parts.append(" …")
    return _one_line("".join(parts))


def _one_line(text: str) -> str:
    return " ".join(text.split())
