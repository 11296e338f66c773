"""The second stage: one order for every engine, over the stored streams.

An engine proposes its best; their order here depends on the streams alone, so
engines that propose the same records show the same page. What counts: how
often the words stand there and how rare they are (BM25), which stand beside
each other as they were typed, phrases, titles, numbers, and a breath of age.

The figures were chosen on the development set (`bench.search`); between their
neighbours they change it by half a point.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from search import analysis
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


MOST_READ: Final = 4000
"""Words of a text that are read for its rank; what it is about stands above."""

_PART_SHARE: Final = 0.6
"""What a word is worth in an attachment, beside the same one in the thing itself."""


def candidates(plan: Plan) -> int:
    """Return how many records the second stage shall look at.

    Without marks many more texts look alike to an engine.
    """
    return 100 if plan.stream == EXACT or not plan.is_relaxed else 200


def scores(plan: Plan, held: Sequence[Held], *, size: int) -> list[float]:
    """Return the final score of each candidate out of `size` records."""
    told = [one.signs[:MOST_READ] for one in held]
    words = [
        # The first token is the word as typed; without its marks it says less.
        (analysis.sign(token), word.rarity / (place + 1))
        for word in plan.words
        for place, token in enumerate(word.tokens)
    ]
    texts = [
        f"{own}{BREAK}{one.part_signs}" if one.part_signs else own
        for own, one in zip(told, held, strict=True)
    ]
    pairs = _pair_worth(plan, texts, size=size)
    weighed = (*words, *pairs)
    newest = max((one.newness >> _DAYS for one in held), default=0)
    return [
        _text_score(weighed, text)
        + (0.0 if plan.is_relaxed else _title_score(words, text))
        + _PART_SHARE * _text_score(weighed, one.part_signs)
        + _phrase_score(plan, one)
        + _number_score(plan, one)
        + _FRESHNESS / (1 + (newest - (one.newness >> _DAYS)) / _YEAR)
        for one, text in zip(held, told, strict=True)
    ]


def _pair_worth(
    plan: Plan, told: Sequence[str], *, size: int
) -> list[tuple[str, float]]:
    """Return what each pair of neighbours is worth: the rarer, the more.

    No engine counts pairs; among the candidates they can be counted.
    """
    share = _EXACT_PAIR_SHARE if plan.stream == EXACT else _FOLDED_PAIR_SHARE
    typed = [plan.words[place].tokens[0] for place in plan.order]
    pairs = dict.fromkeys(analysis.signs(pair) for pair in pairwise(typed))
    counts = [(pair, sum(pair in text for text in told)) for pair in pairs]
    return [
        (pair, share * math.log(1 + (size - count + 0.5) / (count + 0.5)))
        for pair, count in counts
        if count
    ]


def _title_score(words: Sequence[tuple[str, float]], text: str) -> float:
    title = text.partition(BREAK)[0]
    return _TITLE_SHARE * sum(rarity for sign, rarity in words if sign in title)


def _text_score(weighed: Sequence[tuple[str, float]], text: str) -> float:
    """Return what words and pairs are worth in a text (BM25)."""
    if not text:
        return 0.0
    share = _LENGTH_SHARE * len(text) / _MEAN_SIZE
    norm = _SATURATION * (1 - _LENGTH_SHARE + share)
    score = 0.0
    for sign, rarity in weighed:
        count = text.count(sign)
        if count:
            score += rarity * count / (count + norm)
    return score


def _phrase_score(plan: Plan, held: Held) -> float:
    phrases = map(analysis.signs, plan.phrases)
    found = sum(one in held.signs or one in held.part_signs for one in phrases)
    return _PHRASE_BONUS * found


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
