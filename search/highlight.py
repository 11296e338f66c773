"""Snippets: the stretch of a stored text that tells most, words marked.

What comes out is HTML: everything of the text is escaped, quotes too, and the
only tag is our own `<mark>` (security.md M7).
"""

from collections.abc import Mapping
from html import escape
from typing import Final

from search import analysis

WORDS: Final = 40
"""Words in a snippet."""

_BEFORE: Final = 6
"""Words shown before the first one found."""


def snippet(body: str, tokens: list[str], weights: Mapping[str, float]) -> str:
    """Return the most telling stretch of a text.

    `tokens` is the text's stream, one a word; `weights` tells what each token
    looked for is worth.
    """
    spans = [found.span() for found in analysis.spans(body)]
    if not spans:
        return ""
    places = [place for place, token in enumerate(tokens) if token in weights]
    start = _best_start(places, tokens, weights)
    end = min(start + WORDS, len(spans))
    return _marked(body, spans, places, start, end)


def _best_start(
    places: list[int], tokens: list[str], weights: Mapping[str, float]
) -> int:
    """Return where the stretch begins that holds most of distinct words."""
    best, best_start = 0.0, 0
    for first in range(len(places)):
        seen: dict[str, float] = {}
        repeated = 0
        for place in places[first:]:
            if place - places[first] >= WORDS - _BEFORE:
                break
            repeated += tokens[place] in seen
            seen[tokens[place]] = weights[tokens[place]]
        value = sum(seen.values()) + 0.01 * repeated
        if value > best:
            best, best_start = value, places[first]
    return max(0, best_start - _BEFORE)


def _marked(
    body: str, spans: list[tuple[int, int]], places: list[int], start: int, end: int
) -> str:
    parts = ["… "] if start else []
    at = spans[start][0] if start else 0
    for place in places:
        if start <= place < end:
            first, last = spans[place]
            parts.append(escape(body[at:first]))
            parts.append(f"<mark>{escape(body[first:last])}</mark>")
            at = last
    stop = spans[end - 1][1] if end < len(spans) else len(body)
    parts.append(escape(body[at:stop]))
    if end < len(spans):
        parts.append(" …")
    return " ".join("".join(parts).split())
