"""The second stage: one order for every engine, over the stored streams.

An engine proposes its best; their order here depends on the streams alone, so
engines that propose the same records show the same page. What counts: how
often the words stand there and how rare they are (BM25), which stand beside
each other as they were typed, phrases, titles, numbers, and a breath of age.

The figures were chosen on the development set (`bench.search`); between their
neighbours they change it by half a point.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from search.analysis import BREAK
from search.engines.protocol import EXACT, Held
from search.plan import Plan

_SATURATION: Final = 0.8
_LENGTH_SHARE: Final = 0.4
_MEAN_SIZE: Final = 150
_EXACT_PAIR_SHARE: Final = 0.3
_FOLDED_PAIR_SHARE: Final = 0.4
_TITLE_SHARE: Final = 0.4
_PHRASE_BONUS: Final = 4.0
_FRESHNESS: Final = 0.1
_YEAR: Final = 365
_DAYS: Final = 32
"""Bits below the day in a newness."""

_NUMBERED: Final = 1000.0
_NUMBERED_IN_PART: Final = 900.0
_BEGUN: Final = 800.0
_HINTED: Final = 10.0


@dataclass(frozen=True)
class Reading:
    """What was found of a plan in one stream."""

    counts: Counter[int]
    pairs: Counter[tuple[int, int]]
    titled: frozenset[int]
    size: int


def candidates(plan: Plan) -> int:
    """Return how many records the second stage shall look at.

    Without marks many more texts look alike to an engine.
    """
    return 100 if plan.stream == EXACT or not plan.is_relaxed else 200


def scores(plan: Plan, held: Sequence[Held], *, size: int) -> list[float]:
    """Return the final score of each candidate out of `size` records."""
    readings = [_read(plan, one.stream) for one in held]
    worth = _pair_worth(plan, readings, size)
    newest = max((one.newness >> _DAYS for one in held), default=0)
    return [
        _words_score(plan, reading, worth)
        + _phrase_score(plan, one)
        + _number_score(plan, one)
        + _FRESHNESS / (1 + (newest - (one.newness >> _DAYS)) / _YEAR)
        for one, reading in zip(held, readings, strict=True)
    ]


def _read(plan: Plan, stream: str) -> Reading:
    places = {
        token: place for place, word in enumerate(plan.words) for token in word.tokens
    }
    tokens = stream.split()
    found = [(at, places[token]) for at, token in enumerate(tokens) if token in places]
    title_end = tokens.index(BREAK)
    return Reading(
        counts=Counter(place for _, place in found),
        pairs=Counter(
            (one, two)
            for (at, one), (then, two) in zip(found, found[1:], strict=False)
            if then == at + 1
        ),
        titled=frozenset(place for at, place in found if at < title_end),
        size=len(tokens),
    )


def _pair_worth(
    plan: Plan, readings: Sequence[Reading], size: int
) -> dict[tuple[int, int], float]:
    """Return what each pair of neighbours is worth: the rarer, the more.

    No engine counts pairs; among the candidates they can be counted.
    """
    share = _EXACT_PAIR_SHARE if plan.stream == EXACT else _FOLDED_PAIR_SHARE
    asked = set(zip(plan.order, plan.order[1:], strict=False))
    held = Counter(pair for reading in readings for pair in reading.pairs)
    return {
        pair: share * math.log(1 + (size - held[pair] + 0.5) / (held[pair] + 0.5))
        for pair in asked
    }


def _words_score(
    plan: Plan, reading: Reading, worth: dict[tuple[int, int], float]
) -> float:
    share = _LENGTH_SHARE * reading.size / _MEAN_SIZE
    norm = _SATURATION * (1 - _LENGTH_SHARE + share)
    score = sum(
        plan.words[place].rarity * count / (count + norm)
        for place, count in reading.counts.items()
    )
    score += sum(
        worth[pair] * count / (count + norm)
        for pair, count in reading.pairs.items()
        if pair in worth
    )
    if not plan.is_relaxed:
        score += _TITLE_SHARE * sum(
            plan.words[place].rarity for place in reading.titled
        )
    return score


def _phrase_score(plan: Plan, held: Held) -> float:
    phrases = (f" {'  '.join(phrase)} " for phrase in plan.phrases)
    return _PHRASE_BONUS * sum(phrase in held.stream for phrase in phrases)


def _number_score(plan: Plan, held: Held) -> float:
    """Return a bonus no sum of words reaches: numbered so, or begun so."""
    if not plan.numbers or not held.numbers:
        return 0.0
    whole, numbers = held.numbers[0], held.numbers
    hinted = _HINTED * sum(hint in whole for hint in plan.hints)
    if whole in plan.numbers:
        return _NUMBERED + hinted
    if any(key in numbers for key in plan.numbers):
        return _NUMBERED_IN_PART + hinted
    if any(number.startswith(key) for key in plan.numbers for number in numbers):
        return _BEGUN + hinted
    return 0.0
