"""Where two rows of words part: quick on long texts, exact on short ones.

Runs of words that stand once in both texts are taken as anchors, in the longest order
they keep; only what lies between two anchors is compared word by word.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

_RUN: Final = 5
"""Words of an anchor."""

_MOST: Final = 1_000_000
"""Pairs of words compared one by one; a larger stretch differs as a whole."""


@dataclass(frozen=True)
class Hunk:
    """Words `start` to `end` of the one stand where `begin` to `stop` of the other."""

    start: int
    end: int
    begin: int
    stop: int

    def moved(self, by: int) -> "Hunk":
        """Return it so many words further on."""
        return Hunk(self.start + by, self.end + by, self.begin + by, self.stop + by)


def hunks(one: Sequence[str], other: Sequence[str]) -> Iterator[Hunk]:
    """Return where two rows of words differ, in order, none touching another."""
    whole = _trimmed(one, other, Hunk(0, len(one), 0, len(other)))
    anchors = _anchors(one[whole.start : whole.end], other[whole.begin : whole.stop])
    placed = [(whole.start + at, whole.begin + there) for at, there in anchors]
    first, last = (whole.start - 1, whole.begin - 1), (whole.end, whole.stop)
    for (start, begin), (end, stop) in pairwise([first, *placed, last]):
        gap = Hunk(start + 1, end, begin + 1, stop)
        yield from _parted(one, other, _trimmed(one, other, gap))


def _parted(one: Sequence[str], other: Sequence[str], gap: Hunk) -> Iterator[Hunk]:
    left, right = one[gap.start : gap.end], other[gap.begin : gap.stop]
    if not (left or right):
        return
    if not (left and right) or len(left) * len(right) > _MOST:
        yield gap
        return
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag != "equal":
            yield Hunk(
                gap.start + start, gap.start + end, gap.begin + begin, gap.begin + stop
            )


def _trimmed(one: Sequence[str], other: Sequence[str], gap: Hunk) -> Hunk:
    """Return a gap without what is equal at its beginning and its end."""
    start, end, begin, stop = gap.start, gap.end, gap.begin, gap.stop
    while start < end and begin < stop and one[start] == other[begin]:
        start, begin = start + 1, begin + 1
    while start < end and begin < stop and one[end - 1] == other[stop - 1]:
        end, stop = end - 1, stop - 1
    return Hunk(start, end, begin, stop)


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of places of the same rare run, both places always growing."""
    there = _once(other)
    pairs = [(at, there[run]) for run, at in _once(one).items() if run in there]
    return _longest_growing(sorted(pairs))


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return each run of words that stands once, with its place."""
    found: dict[tuple[str, ...], int] = {}
    again = set()
    for at in range(len(words) - _RUN + 1):
        run = tuple(words[at : at + _RUN])
        if run in found:
            again.add(run)
        found[run] = at
    return {run: at for run, at in found.items() if run not in again}


def _longest_growing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the most pairs whose second places grow (patience sorting)."""
    tops: list[int] = []
    held: list[int] = []
    before: dict[int, int | None] = {}
    for at, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before[at] = held[pile - 1] if pile else None
        tops[pile : pile + 1] = [place]
        held[pile : pile + 1] = [at]
    found: list[tuple[int, int]] = []
    last = held[-1] if held else None
    while last is not None:
        found.append(pairs[last])
        last = before[last]
    return found[::-1]
