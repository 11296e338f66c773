"""Vietnamese text into tokens: what two spellings of one word have in common.

Two streams are made of every text (search.md §3). In the *exact* stream a
syllable stands in lower case with its tone taken off and put behind it, so
hòa = hoà, and kỹ = kĩ. In the *folded* stream it has no marks at all. Neither
drops a word: "ý", "a", "to" mean something here, and no stop list of another
language shall eat them. Numbers are the business of `search.numbers`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zlib import crc32

VERSION: Final = 3
"""Raised with every change of what a text becomes, or of what engines keep of it; an
older index is refused."""

BREAK: Final = "¶"
"""Stands between the parts of a stream, so that no phrase runs across."""

NOTHING: Final = "_"
"""The token of a word no letter is left of: streams keep step with the text."""

_LONGEST: Final = 64
_KNOWN_WORDS: Final = 1 << 16

_WORD: Final = re.compile("\\w[\\w\u0300-\u036f]*")
_ETH: Final = str.maketrans("Ðð", "Đđ")
_UNWELCOME: Final = {
    **dict.fromkeys((0x200B, 0x2060, 0xFEFF, 0x00AD)),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_IS_UNWELCOME: Final = re.compile(f"[{''.join(map(chr, _UNWELCOME))}]")
# What stands behind a syllable for its tone; no word holds such a character.
_TONES: Final = {
    "\u0300": "`",
    "\u0309": "?",
    "\u0303": "~",
    "\u0301": "'",
    "\u0323": ".",
}
# Circumflex, breve and horn make another letter; other marks are not ours.
_SHAPES: Final = frozenset("\u0302\u0306\u031b")
_TONE_SIGNS: Final = "".join(_TONES.values())
# Both spellings are correct and mean the same: kỹ = kĩ, quý = quí.
_FINAL_Y: Final = re.compile("(h|k|l|m|s|t|qu)y")


def normal(text: str) -> str:
    """Return the text as it is stored, shown and cut into words.

    Precomposed (phones and PDFs send decomposed text), without characters
    that nobody sees, which would cut a word in two, and without halves of
    characters, which no page can carry.
    """
    if _IS_UNWELCOME.search(text):
        text = text.translate(_UNWELCOME)
    return unicodedata.normalize("NFC", text)


def spans(text: str) -> Iterator[re.Match[str]]:
    """Yield the words of a normal text, where they stand."""
    return _WORD.finditer(text.replace("_", " "))


def words(text: str) -> list[str]:
    """Return the words of a normal text."""
    found: list[str] = _WORD.findall(text.replace("_", " "))
    return found


def exact(text: str) -> list[str]:
    """Return the exact stream of a normal text, one token a word."""
    return list(map(canonical, words(text)))


def folded(tokens: list[str]) -> list[str]:
    """Return the folded stream that goes with an exact one, token by token."""
    return [fold(token) for token in tokens]


@lru_cache(_KNOWN_WORDS)
def canonical(word: str) -> str:
    """Return the one form that all spellings of a word share."""
    lower = unicodedata.normalize("NFKC", word.translate(_ETH)).casefold()
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", lower):
        if char in _TONES:
            tones.append(_TONES[char])
        elif char.isalnum() or (char in _SHAPES and letters):
            letters.append(char)
    base = unicodedata.normalize("NFC", "".join(letters))[:_LONGEST]
    if _FINAL_Y.fullmatch(base):
        base = base[:-1] + "i"
    return base + "".join(sorted(tones)[:2]) or NOTHING


@lru_cache(_KNOWN_WORDS)
def fold(token: str) -> str:
    """Return an exact token without its marks; đ is d."""
    base = unicodedata.normalize("NFD", token.rstrip(_TONE_SIGNS))
    return "".join(c for c in base if c not in _SHAPES).replace("đ", "d")


@lru_cache(_KNOWN_WORDS)
def sign(token: str) -> str:
    """Return one character that stands for a token where texts are compared.

    There are a million of them, so two tokens of a text and a question hardly
    ever share one; what is *found* does not depend on it, only its rank.
    """
    return token if token == BREAK else chr(0x10000 | crc32(token.encode()) & 0xFFFFF)


def signs(tokens: Iterable[str]) -> str:
    """Return a stream as one character a token."""
    return "".join(map(sign, tokens))


@dataclass(frozen=True)
class Streams:
    """Both streams of a text, and each as one character a token."""

    exact: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    exact_signs: str = ""
    folded_signs: str = ""


def streams(said: Sequence[str]) -> Streams:
    """Return the streams of words, among which there may be breaks."""
    if not said:
        return Streams()
    exact, folded, signs_of, folded_signs = zip(
        *map(_FORMS.__getitem__, said), strict=True
    )
    return Streams(exact, folded, "".join(signs_of), "".join(folded_signs))


class _Forms(dict[str, tuple[str, str, str, str]]):
    """Each word as the streams have it, worked out when first met.

    One look-up in the place of four is half the time of making an index.
    """

    def __missing__(self, word: str) -> tuple[str, str, str, str]:
        token = word if word == BREAK else canonical(word)
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        forms = token, fold(token), sign(token), sign(fold(token))
        self[word] = forms
        return forms


_FORMS: Final = _Forms()


def is_marked(token: str) -> bool:
    """Say whether an exact token carries any mark of Vietnamese."""
    return fold(token) != token


def plain(text: str) -> str:
    """Return a text in lower case without marks, as long as it was.

    For patterns that must tell where in the text they matched.
    """
    return text.translate(_PLAIN)


class _Plain(dict[int, str]):
    """Letters without their marks, each worked out when first met."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code).translate(_ETH).lower())[:1]
        self[code] = "d" if base == "đ" else base
        return self[code]


_PLAIN: Final = _Plain()
