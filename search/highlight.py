"""Snippets: the stretch of a stored text that tells most, words marked.

What comes out is HTML: everything of the text is escaped, quotes too, and the
only tag is our own `<mark>` (security.md M7).
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from search import analysis

WORDS: Final = 40
"""Words in a snippet."""

_BEFORE: Final = 6
"""Words shown before the first one found."""

_REPEATED: Final = 0.01


def spans(body: str) -> list[tuple[int, int]]:
    """Return where each word of a text stands."""
    return [found.span() for found in analysis.spans(body)]


def snippet(body: str, worth: Sequence[float]) -> str:
    """Return the most telling stretch of a text.

    `worth` tells of every word of the text what it is worth; 0 when it was
    not looked for.
    """
    words = spans(body)
    places = [place for place, value in enumerate(worth[: len(words)]) if value]
    start = _best_start(body, words, places, worth)
    return _marked(body, words, places, start)


def _best_start(
    body: str,
    words: Sequence[tuple[int, int]],
    places: Sequence[int],
    worth: Sequence[float],
) -> int:
    """Return where the stretch begins whose distinct words are worth most."""
    best, best_first = 0.0, 0
    for number, first in enumerate(places):
        seen: dict[str, float] = {}
        value = 0.0
        for place in places[number:]:
            if place - first >= WORDS - _BEFORE:
                break
            word = body[slice(*words[place])].lower()
            value += _REPEATED if word in seen else worth[place]
            seen[word] = worth[place]
        if value > best:
            best, best_first = value, first
    return max(0, min(best_first - _BEFORE, len(words) - WORDS))


def _marked(
    body: str, words: Sequence[tuple[int, int]], places: Sequence[int], start: int
) -> str:
    if not words:
        return " ".join(escape(body[: WORDS * 8]).split())
    end = min(start + WORDS, len(words))
    parts = ["… "] if start else []
    at = words[start][0] if start else 0
    for place in places:
        if start <= place < end:
            first, last = words[place]
            parts += [escape(body[at:first]), "<mark>", escape(body[first:last])]
            parts.append("</mark>")
            at = last
    stop = words[end - 1][1] if end < len(words) else len(body)
    parts.append(escape(body[at:stop]))
    if end < len(words):
        parts.append(" …")
    return " ".join("".join(parts).split())
