"""What changed between two versions of a text, word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, Final

_WORDS: Final = re.compile(r"\n+|[^\S\n]+|[^\s]+")
_KEPT_AROUND: Final = 40
"""Words shown on each side of a change; the rest of a long text is left out."""


_MOST_COMPARED: Final = 4_000
"""Paragraphs, or words of a stretch, beyond which all is shown as changed."""


class How(Enum):
    """What became of some words."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Change:
    """Words that stayed, came or went."""

    how: How
    text: str


def changes(older: Any, newer: Any) -> Iterator[Change]:
    """Yield what stayed, went and came, in the order of the text.

    Paragraphs are matched first, and words only within those that changed: a letter
    of a hundred pages is compared as quickly as its changes are few.
    """
    before, after = _lines(older), _lines(newer)
    if len(before) + len(after) > _MOST_COMPARED:
        yield from _replaced(before, after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, into, until in matcher.get_opcodes():
        was, now = "".join(before[start:end]), "".join(after[into:until])
        if tag == "equal":
            yield from _kept(_words(was))
        else:
            yield from _changed(_words(was), _words(now))


def _changed(before: list[str], after: list[str]) -> Iterator[Change]:
    if len(before) + len(after) > _MOST_COMPARED:
        yield from _replaced(before, after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    was: list[str] = []
    now: list[str] = []
    for tag, start, end, into, until in matcher.get_opcodes():
        # Words that changed side by side are read as one change, blanks and all.
        between = bool(was or now) and "".join(before[start:end]).strip(" ") == ""
        if tag == "equal" and not between:
            yield from _replaced(was, now)
            yield from _kept(before[start:end])
            was, now = [], []
        else:
            was += before[start:end]
            now += after[into:until]
    yield from _replaced(was, now)


def _replaced(before: list[str], after: list[str]) -> Iterator[Change]:
    if before:
        yield Change(How.REMOVED, "".join(before))
    if after:
        yield Change(How.ADDED, "".join(after))


def _kept(words: list[str]) -> Iterator[Change]:
    if len(words) <= 2 * _KEPT_AROUND:
        yield Change(How.KEPT, "".join(words))
        return
    yield Change(How.KEPT, "".join(words[:_KEPT_AROUND]))
    yield Change(How.LEFT_OUT, "")
    yield Change(How.KEPT, "".join(words[-_KEPT_AROUND:]))


def _lines(told: Any) -> list[str]:
    return _plain(told).splitlines(keepends=True)


def _words(text: str) -> list[str]:
    return _WORDS.findall(text)


def _plain(told: Any) -> str:
    """Return a part of a letter file as text: a line for each of its items."""
    if isinstance(told, Mapping):
        return " – ".join(text for text in map(_plain, told.values()) if text)
    if isinstance(told, list | tuple):
        return "\n".join(map(_plain, told))
    return "" if told is None or told is False else str(told)
