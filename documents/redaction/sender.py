"""Who sent the text, in it: name, telephone, e-mail, address, in any spelling."""

import re
from collections.abc import Iterator
from typing import Final

from documents.redaction.kinds import Kind, Sender, Span
from documents.redaction.letters import PLACE_WORDS
from documents.redaction.numbers import spellings
from documents.text import fold

_SMALL_WORDS: Final = (
    "duong", "pho", "so", "so nha", "nha", "hem", "p", "phuong", "tp", "xa", "huyen",
    "thanh pho", "quan", "tinh", "thi tran",
)  # fmt: skip
"""Words that one writer of an address puts and another leaves out."""

_LARGE: Final = frozenset(
    ("phuong", "p", "quan", "q", "xa", "huyen", "thanh", "tp", "thi", "tinh")
)
_SMALL: Final = frozenset(("ap", "thon"))
"""What the lines of an address begin with: too large to tell a person, or not."""

_APART: Final = r"[\W_]+"
_BETWEEN: Final = rf"{_APART}(?:(?:{'|'.join(_SMALL_WORDS)}){_APART})*"
_PLACE: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(fold(word)) for word in PLACE_WORDS)})\W*$"
)
_FARTHEST: Final = 24


class Folded:
    """A text without marks and case, and where each of its letters came from."""

    def __init__(self, text: str) -> None:
        letters = [(fold(char), place) for place, char in enumerate(text)]
        self.source = text
        self.text = "".join(folded for folded, _ in letters)
        self._places = [place for folded, place in letters for _ in folded]

    def spans(self, shape: str, kind: Kind) -> Iterator[Span]:
        """Yield where a pattern of folded text stands, in the text as it was."""
        for found in re.finditer(rf"(?<!\w)(?:{shape})(?!\w)", self.text):
            if found.end() > found.start():
                start = self._places[found.start()]
                yield Span(start, self._places[found.end() - 1] + 1, kind)

    def behind_place(self, span: Span) -> bool:
        """Say whether the word for a road or place stands right before."""
        before = fold(self.source[max(0, span.start - _FARTHEST) : span.start])
        return _PLACE.search(before) is not None


def told_of(text: str, sender: Sender) -> Iterator[Span]:
    """Yield where a text tells who sent it."""
    folded = Folded(text)
    yield from _name(folded, sender.full_name)
    for told, kind in (
        (sender.organisation, Kind.ORGANISATION),
        (sender.email, Kind.EMAIL),
    ):
        if words := _words(told):
            yield from folded.spans(_APART.join(words), kind)
    if shape := spellings([sender.phone]):
        yield from (Span(*f.span(), Kind.PHONE) for f in shape.finditer(text))
    yield from _address(folded, sender.address)


def _name(folded: Folded, name: str) -> Iterator[Span]:
    """Yield the whole name however it is written, and its last two words as names are.

    Two words without their marks could be any: they must then stand with capitals.
    """
    words = _words(name)
    if len(words) < 2:
        return
    for span in folded.spans(_APART.join(words), Kind.NAME):
        told = folded.source[span.start : span.end]
        is_name = len(words) > 2 or _is_capital(told)
        if is_name and not folded.behind_place(span):
            yield span
    if len(words) > 2:
        short = name.split()[-2:]
        for span in folded.spans(_APART.join(words[-2:]), Kind.NAME):
            written = folded.source[span.start : span.end].split()
            if written == short and not folded.behind_place(span):
                yield span


def _is_capital(told: str) -> bool:
    return all(word[0].isupper() for word in told.split())


def _address(folded: Folded, address: str) -> Iterator[Span]:
    """Yield the address whole, and the line of it that says which house, alone.

    An address that names no more than a ward or a town is anybody's.
    """
    lines = [words for line in address.split(",") if (words := _words(line))]
    precise = [words for words in lines if _is_precise(words)]
    if precise:
        every = [word for words in lines for word in words]
        for words in (every, precise[0]):
            yield from folded.spans(_BETWEEN.join(words), Kind.ADDRESS)


def _is_precise(words: list[str]) -> bool:
    if len(words) < 2 or words[0] in _LARGE:
        return False
    return words[0] in _SMALL or any(word[0].isdecimal() for word in words)


def _words(told: str) -> list[str]:
    return [re.escape(word) for word in re.findall(r"\w+", fold(told))]
