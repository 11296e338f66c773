"""From a text to the one it should be: the smallest changes, made beside others'."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_WORD: Final = re.compile(r"\w+|\s|[^\w\s]")


@dataclass(frozen=True, order=True)
class Edit:
    """Letters `start` to `end` become `text`."""

    start: int
    end: int
    text: str

    def collides(self, other: "Edit") -> bool:
        """Say whether both cannot be made: they touch the same letters."""
        if self == other:
            return False
        if self.start == self.end or other.start == other.end:
            same = (self.start, self.end) == (other.start, other.end)
            return (
                same
                or self.start < other.start < self.end
                or (other.start < self.start < other.end)
            )
        return self.start < other.end and other.start < self.end


def edits(text: str, right: str) -> tuple[Edit, ...]:
    """Return the changes, word by word, that make a text right."""
    old, new = _WORD.findall(text), _WORD.findall(right)
    places = [0]
    for word in old:
        places.append(places[-1] + len(word))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Edit(places[start], places[end], "".join(new[first:last]))
        for change, start, end, first, last in matcher.get_opcodes()
        if change != "equal"
    )


def edited(text: str, changes: Iterable[Edit]) -> str:
    """Return a text with changes made that do not collide."""
    for change in sorted(changes, reverse=True):
        text = f"{text[: change.start]}{change.text}{text[change.end :]}"
    return text
