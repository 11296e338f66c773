"""How a hit is shown: the part of it that tells most, and a snippet of that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from search import analysis, highlight, records
from search.analysis import BREAK, sign, spans
from search.engines.protocol import Found, Held, Snapshot
from search.entry import FoundPart, Hit
from search.numbers import mentions
from search.plan import Plan
from search.records import StoredPart

_WHOLE: Final = 20.0
"""What a number or a phrase that was asked for is worth: more than words are."""


@dataclass(frozen=True)
class _Text:
    """A body or a part, and what it is worth to who asked."""

    signs: str
    worth: float
    part: StoredPart | None = None


def hits(snapshot: Snapshot, plan: Plan, window: Sequence[Found]) -> Iterator[Hit]:
    """Yield what was found as it is shown."""
    sought = {sign(token): word.rarity for word in plan.words for token in word.tokens}
    for one, held, (payload, parts) in zip(
        window,
        snapshot.held(window, plan.stream, with_numbers=bool(plan.numbers)),
        snapshot.payloads(window),
        strict=True,
    ):
        key, kind, title, body = records.shown(payload)
        best = _Text(held.signs.rpartition(BREAK)[2], 0.0)
        if parts:
            best = _best(plan, held, body, records.parts_of(parts), sought)
        text = best.part.text if best.part else body
        yield Hit(
            key,
            kind,
            title,
            highlight.snippet(
                text, best.signs, sought, also=_places_of_numbers(plan, text)
            ),
            round(one.score, 4),
            FoundPart(best.part.key, best.part.title) if best.part else None,
        )


def _best(
    plan: Plan,
    held: Held,
    body: str,
    parts: Sequence[StoredPart],
    sought: Mapping[str, float],
) -> _Text:
    """Return the text whose best stretch is worth most: the body, or a part of it.

    A part is read only if all of its words together could be worth more.
    """
    phrases = [analysis.signs(phrase) for phrase in plan.phrases]

    def whole(signs: str, numbers: frozenset[str]) -> float:
        held_numbers = len(numbers.intersection(plan.numbers))
        return _WHOLE * (sum(phrase in signs for phrase in phrases) + held_numbers)

    signs = held.signs.rpartition(BREAK)[2]
    numbers = frozenset(held.numbers).union(*(keys for _, keys in _numbers(plan, body)))
    best = _Text(signs, highlight.worth(signs, sought) + whole(signs, numbers))
    for part, signs in zip(parts, held.part_signs.split(BREAK), strict=True):
        certain = whole(signs, part.mentions)
        if certain + highlight.most(signs, sought) > best.worth:
            worth = certain + highlight.worth(signs, sought)
            best = max(best, _Text(signs, worth, part), key=lambda text: text.worth)
    return best


def _numbers(
    plan: Plan, text: str
) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """Yield where numbers that were asked for stand in a text, and their keys."""
    asked = frozenset(plan.numbers)
    for one in mentions(text) if asked else ():
        if asked.intersection(one.keys):
            yield one.span, tuple(one.keys)


def _places_of_numbers(plan: Plan, text: str) -> set[int]:
    """Return which words of a text belong to a number that was asked for."""
    found = [span for span, _ in _numbers(plan, text)]
    return {
        place
        for place, word in enumerate(spans(text) if found else ())
        if any(first < word.end() and word.start() < last for first, last in found)
    }
