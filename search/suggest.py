"""What somebody may have meant: a slip of the keyboard, a letter amiss.

Vietnamese is typed by Telex: `duongwf` is dường when the program that should
turn it is off. What is suggested stands in what the same audience may see, so
that a suggestion tells nobody of a word that is not for them.
"""

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from search import analysis

Count = Callable[[str], int]

_TONES: Final = {
    "s": "\u0301",
    "f": "\u0300",
    "r": "\u0309",
    "x": "\u0303",
    "j": "\u0323",
}
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_ROOFED: Final = {"a": "â", "e": "ê", "o": "ô"}
_HOOKED: Final = {"a": "ă", "o": "ơ", "u": "ư"}
_SYLLABLE: Final = re.compile(
    "(?:ngh?|[cgknpt]h|tr|gi|qu|[bcdghklmnprstvx])?"
    "(?:uye|uoi|uou|ieu|yeu|oai|oay|uay|uya|uyu|ie|ia|iu|ye|oa|oe|oi|oo|ua|ue|ui|uo"
    "|uu|uy|ai|ao|au|ay|eo|eu|[aeiouy])(?:ng|nh|ch|[cmnpt])?"
)
_SHORTEST: Final = 3
"""Letters; one letter away from two is nearly every word."""

_LONGEST: Final = 8
"""Letters; the longest syllable, nghieng, has seven."""


_SHORTEST_ROW: Final = 2
"""Words in a row by which a title is known to speak of the same."""

_PLAIN: Final = re.compile(r"[\w\u0300-\u036f ]+")
"""Words and nothing else: no phrase, no prefix, nothing left out."""

_TRIED: Final = 6
"""Words tried in place of one, the commonest first."""

_MOST_ASKED: Final = 24
"""Questions tried for one that was typed; of so many unknown words none is meant."""


def suggestion(typed: str, *, known: Count, answers: Count) -> str:
    """Return the question with its unknown words put right; "" when none can be.

    `known` tells how many records that the reader may see hold a word,
    `answers` how many of them answer a question.
    """
    text = analysis.normal(typed)
    left = _MOST_ASKED
    for word in list(analysis.spans(text))[::-1]:
        head, tail = text[: word.start()], text[word.end() :]
        better = _better(word[0], known)[:_TRIED]
        if better:
            tried = better[:left]
            left -= len(tried)
            fitting = (one for one in tried if answers(f"{head}{one}{tail}"))
            text = head + next(fitting, better[0]) + tail
    text = text.strip()
    return "" if text == analysis.normal(typed).strip() else text


def as_written(text: str, titles: Iterable[str]) -> str:
    """Return words as one of the titles has them in a row, or as they are.

    Who typed some marks and not others is shown all of them.
    """
    sought = _folded(text)
    if len(sought) < _SHORTEST_ROW or not _PLAIN.fullmatch(text):
        return text
    for title in titles:
        places, said = list(analysis.spans(title)), _folded(title)
        for start in range(len(said) - len(sought) + 1):
            if said[start : start + len(sought)] == sought:
                end = places[start + len(sought) - 1].end()
                return title[places[start].start() : end].lower()
    return text


def _folded(text: str) -> list[str]:
    return analysis.folded(analysis.exact(text))


def _better(word: str, known: Count) -> list[str]:
    """Return what an unknown word may have been, the likeliest first."""
    if known(word) or any(char.isdigit() for char in word):
        return []
    slip = telex(word.lower())
    folded = analysis.plain(word)
    slips = [slip, analysis.plain(slip)] if slip else []
    near = {other: known(other) for other in _near(folded)}
    ranked = sorted(near, key=lambda other: (-near[other], other))
    return [
        *(other for other in slips if known(other)),
        *(other for other in ranked if near[other]),
        *_in_two(folded, known),
    ]


def _near(word: str) -> Iterator[str]:
    """Yield the syllables one letter away: lacking, added, changed, swapped."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isascii():
        return
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        edits = [head + tail[1:], head + tail[1:2] + tail[:1] + tail[2:]]
        for letter in string.ascii_lowercase:
            edits += [head + letter + tail, head + letter + tail[1:]]
        for other in edits:
            if other != word and _SYLLABLE.fullmatch(other):
                yield other


def _in_two(word: str, known: Count) -> list[str]:
    """Return two known words that may have been typed as one."""
    cuts = [(word[:place], word[place:]) for place in range(2, len(word) - 1)]
    return [
        f"{one} {two}"
        for one, two in cuts
        if _SYLLABLE.fullmatch(one)
        and _SYLLABLE.fullmatch(two)
        and known(one)
        and known(two)
    ]


def telex(keys: str) -> str:
    """Return what these keys would have become in Telex; "" if no word."""
    letters: list[str] = []
    tone = ""
    for key in keys:
        if key in _TONES and not _VOWELS.isdisjoint(letters):
            tone = _TONES[key]
        elif not _is_turned(letters, key):
            letters.append(key)
    bare = "".join(letters)
    if bare == keys or not _SYLLABLE.fullmatch(analysis.plain(bare)):
        return ""
    return unicodedata.normalize("NFC", _toned(bare, tone))


def _is_turned(letters: list[str], key: str) -> bool:
    """Turn an earlier letter as the key asks for, if it asks for any."""
    if key == "d" and letters[:1] == ["d"]:
        letters[0] = "đ"
    elif key in _ROOFED and key in letters:
        letters[letters.index(key)] = _ROOFED[key]
    elif key == "w" and "u" in letters and "o" in letters:
        letters[letters.index("u")] = "ư"
        letters[letters.index("o")] = "ơ"
    elif key == "w" and not _HOOKED.keys().isdisjoint(letters):
        place = max(n for n, letter in enumerate(letters) if letter in _HOOKED)
        letters[place] = _HOOKED[letters[place]]
    else:
        return False
    return True


def _toned(syllable: str, tone: str) -> str:
    """Put the tone on the vowel that carries it."""
    if not tone:
        return syllable
    start = 2 if syllable.startswith(("qu", "gi")) and len(syllable) > 2 else 0
    vowels = [n for n, c in enumerate(syllable) if n >= start and c in _VOWELS]
    if not vowels:
        vowels = [n for n, c in enumerate(syllable) if c in _VOWELS]
    shaped = [n for n in vowels if syllable[n] in "ăâêôơư"]
    is_closed = vowels[-1] < len(syllable) - 1
    if shaped:
        place = shaped[-1]
    elif is_closed or len(vowels) == 1:
        place = vowels[-1]
    else:
        place = vowels[-2]
    return syllable[: place + 1] + tone + syllable[place + 1 :]
