"""The second stage: one order for every engine, over the stored streams.

An engine proposes its hundred best; their order here depends on the streams
alone, so two engines that propose the same records show the same page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from search import analysis
from search.analysis import BREAK
from search.engines.protocol import EXACT, Held
from search.plan import Plan

CANDIDATES: Final = 100

_SATURATION: Final = 1.2
_LENGTH_SHARE: Final = 0.5
_MEAN_SIZE: Final = 150.0
_PAIR_SHARE: Final = 0.6
_TITLE_SHARE: Final = 0.3
_PHRASE_BONUS: Final = 5.0
_FRESHNESS: Final = 0.05
_DAYS: Final = 32
"""Bits below the day in a newness."""
_YEAR: Final = 365


@dataclass(frozen=True)
class Word:
    """A word asked for, in both streams, and its weight in each."""

    exact: str
    folded: str
    exact_weight: float
    folded_weight: float


@dataclass(frozen=True)
class Question:
    """What the streams are compared with."""

    plan: Plan
    words: tuple[Word, ...]
    pairs: tuple[tuple[str, float], ...]


def scores(question: Question, held: Sequence[Held]) -> list[float]:
    """Return the final score of each candidate."""
    newest = max((one.newness >> _DAYS for one in held), default=0)
    return [_score(question, one, newest) for one in held]


def _score(question: Question, held: Held, newest: int) -> float:
    score = _words_score(question, held)
    stream = held.exact if question.plan.stream == EXACT else held.folded
    for phrase in question.plan.phrases:
        if f" {'  '.join(phrase)} " in stream:
            score += _PHRASE_BONUS
    score += _number_score(question.plan, held)
    age = newest - (held.newness >> _DAYS)
    return score + _FRESHNESS / (1 + age / _YEAR)


def _words_score(question: Question, held: Held) -> float:
    marked = question.plan.stream == EXACT
    size = held.folded.count("  ") + 1
    norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * size / _MEAN_SIZE)
    title = held.folded.partition(BREAK)[0]
    score = 0.0
    for word in question.words:
        sought = f" {word.folded} "
        found = held.folded.count(sought)
        if not found:
            continue
        weight = word.folded_weight * (0.3 if marked else 1.0)
        score += weight * found / (found + norm)
        if sought in title:
            score += word.folded_weight * _TITLE_SHARE
        if marked and (found := held.exact.count(f" {word.exact} ")):
            score += word.exact_weight * found / (found + norm)
    stream = held.exact if marked else held.folded
    for pair, weight in question.pairs:
        if found := stream.count(pair):
            score += weight * found / (found + norm)
    return score


def _number_score(plan: Plan, held: Held) -> float:
    """Return a bonus that no sum of words reaches: numbered so, begun so."""
    if not plan.numbers or not held.number:
        return 0.0
    whole, *heads = held.number
    hinted = sum(0.5 for hint in plan.hints if hint in whole)
    if plan.is_number and whole in plan.numbers:
        return 1000.0 + hinted
    if any(key in held.number for key in plan.numbers):
        return 900.0 + hinted
    if plan.is_number and any(
        number.startswith(key) for key in plan.numbers for number in held.number
    ):
        return 800.0 + hinted
    return 0.0


def question_of(plan: Plan, rarities: dict[str, tuple[float, float]]) -> Question:
    """Return the question; `rarities` tells each word's weight in both streams."""
    words = tuple(
        Word(word, analysis.fold(word), *rarities[word])
        for word in dict.fromkeys(plan.words)
    )
    place = 2 if plan.stream == EXACT else 3
    spelled = {word.exact: (word.exact, word.folded)[place - 2] for word in words}
    weight = {
        word.exact: (word.exact_weight, word.folded_weight)[place - 2] for word in words
    }
    pairs = {
        f" {spelled[one]}  {spelled[two]} ": _PAIR_SHARE
        * (weight[one] + weight[two])
        / 2
        for one, two in zip(plan.words, plan.words[1:], strict=False)
    }
    return Question(plan, words, tuple(pairs.items()))
