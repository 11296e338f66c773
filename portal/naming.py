"""Names that the values of field words go by, and reading them; pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from documents.text import fold

MOST_WORDS: Final = 14
"""Words of a value; the longest name of a unit has eleven."""

_WORD: Final = re.compile(r"\w+")
_BETWEEN: Final = re.compile(r"[\s,./&–-]*")


@dataclass(frozen=True)
class Meaning:
    """What the value of a field word narrows by: a facet of the index, a value."""

    facet: str
    value: str
    label: str


Known = Mapping[str, Mapping[str, tuple[Meaning, ...]]]
"""Field word → name of a value, folded (`name_key`) → what it means."""

KIND: Final = "kind"


def name_key(name: str) -> str:
    """Return the form under which a value is known: its words without marks."""
    return " ".join(_WORD.findall(fold(name)))


def meanings_at(
    plain: str, place: int, values: Mapping[str, tuple[Meaning, ...]]
) -> tuple[tuple[Meaning, ...], int] | None:
    """Return what the words at a place of a text without marks mean, and their end.

    The longest run that is a name is taken; if there is none, the longest that is
    part of names.
    """
    told = list(_runs(plain, place))
    for find in (_named, _containing):
        for words, end in reversed(told):
            meanings = find(values, words)
            if meanings:
                return meanings, end
    return None


def _runs(plain: str, place: int) -> Iterator[tuple[str, int]]:
    """Yield the words from a place on, ever more of them; all, if they are quoted."""
    if plain.startswith('"', place):
        end = plain.find('"', place + 1)
        end = len(plain) if end < 0 else end
        yield name_key(plain[place + 1 : end]), min(end + 1, len(plain))
        return
    words: list[str] = []
    while len(words) < MOST_WORDS and (found := _WORD.match(plain, place)):
        words.append(found[0])
        yield " ".join(words), found.end()
        gap = _BETWEEN.match(plain, found.end())
        place = gap.end() if gap else found.end()


def _named(
    values: Mapping[str, tuple[Meaning, ...]], words: str
) -> tuple[Meaning, ...]:
    return values.get(words, ())


def _containing(
    values: Mapping[str, tuple[Meaning, ...]], words: str
) -> tuple[Meaning, ...]:
    if len(words) < 2:
        return ()
    return tuple(
        meaning
        for name, meanings in values.items()
        if f" {words} " in f" {name} "
        for meaning in meanings
    )
