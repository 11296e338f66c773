"""From where two rows of words part to the differences a clerk reads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from documents.letters.comparison.alignment import Hunk, hunks
from documents.letters.comparison.difference import Change, Difference, Place
from documents.letters.comparison.signing import filled_in
from documents.letters.comparison.words import BODY, MASTHEAD, Text

LONGEST: Final = 600
"""Characters shown of one difference."""

_AROUND: Final = 8
"""Words of context on either side."""

_NEAR: Final = 2
"""Equal words between two differences that are read as one."""

_FURTHEST: Final = 60
_LABEL: Final = ["Kính", "gửi", ":"]
_ENDS: Final = frozenset(".;:!?")
_HYPHENS: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])|-$")


def differing(issued: Text, returned: Text) -> Iterator[Difference]:
    """Return the differences in the order of the issued letter."""
    parted = list(hunks(issued.signs, returned.signs))
    found = [hunk for hunk in parted if not _is_nothing(hunk, issued, returned)]
    slid = list(_slid(found, issued, returned))
    moved = _moved(slid, issued, returned)
    kept = [_whole(hunk, issued, returned) for hunk in slid if hunk not in moved]
    for hunk in _joined(kept, issued):
        yield _difference(hunk, issued, returned)


def _is_nothing(hunk: Hunk, issued: Text, returned: Text) -> bool:
    """Say whether only spacing or a hyphen differs, or a blank was filled in."""
    before = issued.signs[hunk.start : hunk.end]
    after = returned.signs[hunk.begin : hunk.stop]
    if _squeezed(before) == _squeezed(after):
        return True
    return filled_in(issued, hunk.start, hunk.end, added="".join(after))


def _squeezed(words: Sequence[str]) -> str:
    return _HYPHENS.sub("", "".join(words))


def _slid(found: Sequence[Hunk], issued: Text, returned: Text) -> Iterator[Hunk]:
    """Move words that are gone, or new, to where they begin and end well.

    "…. Câu hai. Câu" is the same loss as "Câu hai. Câu …": the sentence is shown.
    """
    floor = 0
    for hunk, following in zip_longest(found, found[1:]):
        ceiling = following.start if following else len(issued.words)
        room = range(floor - hunk.start, ceiling - hunk.end + 1)
        gone, new = hunk.start < hunk.end, hunk.begin < hunk.stop
        if gone and not new:
            best = _best(issued, hunk.start, hunk.end, room)
        elif new and not gone:
            best = _best(returned, hunk.begin, hunk.stop, room)
        else:
            best = 0
        floor = hunk.end + best
        yield hunk.moved(best)


def _moved(found: Sequence[Hunk], issued: Text, returned: Text) -> set[Hunk]:
    """Return what is gone here and new there only because of the two columns.

    Whole lines of the masthead: which column one stands in, a PDF does not tell.
    """
    gone = {
        tuple(issued.signs[hunk.start : hunk.end]): hunk
        for hunk in found
        if hunk.begin == hunk.stop and _is_masthead(hunk, issued)
    }
    moved: set[Hunk] = set()
    for hunk in found:
        lines = returned.opens(hunk.begin) and returned.opens(hunk.stop)
        if hunk.start == hunk.end and lines:
            same = gone.pop(tuple(returned.signs[hunk.begin : hunk.stop]), None)
            moved.update({hunk, same} if same else ())
    return moved


def _is_masthead(hunk: Hunk, issued: Text) -> bool:
    """Say whether whole lines of the masthead are gone, or the words "Kính gửi:"."""
    lines = issued.opens(hunk.start) and issued.opens(hunk.end)
    held = {word.unit for word in issued.words[hunk.start : hunk.end]}
    label = issued.signs[hunk.start : hunk.end] == _LABEL
    return lines and (
        label or all(issued.units[unit].component in MASTHEAD for unit in held)
    )


def _best(text: Text, first: int, last: int, room: range) -> int:
    """Return how far words move, the texts staying what they are."""
    ways = sorted(_slides(text.signs, first, last, room), key=abs)
    return max(ways, key=lambda by: _well(text, first + by, last + by))


def _slides(signs: Sequence[str], first: int, last: int, room: range) -> Iterator[int]:
    yield 0
    for by in range(1, min(room.stop, _FURTHEST)):
        if signs[first + by - 1] != signs[last + by - 1]:
            break
        yield by
    for by in range(-1, max(room.start, -_FURTHEST) - 1, -1):
        if signs[first + by] != signs[last + by]:
            break
        yield by


def _well(text: Text, first: int, last: int) -> int:
    """Return how well a stretch begins and ends: with paragraph, sentence, word."""
    loose = 4 * (not text.glued(first)) + 4 * (not text.glued(last))
    after_end = first > 0 and text.signs[first - 1] in _ENDS
    return loose + 2 * text.opens(first) + text.opens(last) + 2 * after_end


def _whole(hunk: Hunk, issued: Text, returned: Text) -> Hunk:
    """Widen a difference to whole words: 1.500 became 1.900, not 5 became 9."""
    start, end, begin, stop = hunk.start, hunk.end, hunk.begin, hunk.stop
    while min(start, begin) > 0 and (issued.glued(start) or returned.glued(begin)):
        start, begin = start - 1, begin - 1
    while (end < len(issued.words) and stop < len(returned.words)) and (
        issued.glued(end) or returned.glued(stop)
    ):
        end, stop = end + 1, stop + 1
    return Hunk(start, end, begin, stop)


def _joined(found: Sequence[Hunk], issued: Text) -> list[Hunk]:
    """Put differences together that lie in one another or in the same phrase."""
    kept: list[Hunk] = []
    for hunk in found:
        near = bool(kept) and _is_near(kept[-1], hunk, issued)
        last = kept.pop() if near else hunk
        ends = max(last.end, hunk.end), max(last.stop, hunk.stop)
        kept.append(replace(last, end=ends[0], stop=ends[1]))
    return kept


def _is_near(last: Hunk, hunk: Hunk, issued: Text) -> bool:
    between = range(last.end, hunk.start + 1)
    crosses = any(issued.opens(at) for at in between)
    return hunk.start - last.end < 1 or (len(between) <= _NEAR + 1 and not crosses)


def _difference(hunk: Hunk, issued: Text, returned: Text) -> Difference:
    before = issued.shown(hunk.start, hunk.end)
    after = returned.shown(hunk.begin, hunk.stop)
    kind = Change.CHANGED if before and after else Change.MISSING
    return Difference(
        kind=kind if before else Change.ADDED,
        before=_cut(before),
        after=_cut(after),
        where=_place(hunk, issued),
        lead=_cut(issued.shown(max(0, hunk.start - _AROUND), hunk.start)),
        trail=_cut(issued.shown(hunk.end, hunk.end + _AROUND)),
    )


def _place(hunk: Hunk, issued: Text) -> Place:
    """Return where words are gone, or behind which words new ones stand."""
    new = hunk.start == hunk.end
    at = max(0, hunk.start - 1) if new else hunk.start
    if at >= len(issued.words):
        return Place(BODY)
    unit = issued.units[issued.words[at].unit]
    return Place(unit.component, unit.paragraph)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"
