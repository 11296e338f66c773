"""Text typed for the fonts of before Unicode: TCVN3 (.VnTime) and VNI.

Such a file holds Latin letters that only those fonts show as Vietnamese. They are
turned back when what comes out is Vietnamese, nearly word by word.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from documents.text import nfc

_ENOUGH: Final = 0.9
_WORDS: Final = 5
"""Words with marks without which nothing can be told."""

_LOOKED_AT: Final = 20_000
_LONGEST_SYLLABLE: Final = 12
"""Letters and marks of “nghiêng”, and then some; what is longer is no syllable."""

_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SYLLABLE: Final = re.compile(
    "(?:ngh?|gh?|[cknpt]h|tr|gi|qu|[bcdđhklmnprstvx])?"
    "(?:iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uyu|uya|ai|ay|ao|au|âu|ây|eo|êu|iu"
    "|oi|ôi|ơi|ui|ưi|ưu|ia|ua|ưa|uơ"
    "|(?:uyê|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|oo|[aăâeêioôơuưy])(?:ch|ng|nh|[cmnpt])?)"
)
_TCVN3: Final = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·\u00b8¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
# VNI writes a vowel and behind it a letter that stands for its marks.
_VNI_MARKS: Final = {
    "ø": "\u0300",
    "ù": "\u0301",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "à": "\u0302\u0300",
    "á": "\u0302\u0301",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "è": "\u0306\u0300",
    "é": "\u0306\u0301",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_LETTERS: Final = {
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "ì": "ì",
    "í": "í",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}
_VNI: Final = re.compile(
    f"([aeouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])", re.IGNORECASE
)


def mending(text: str) -> Callable[[str], str] | None:
    """Return what turns texts like this one back; None when nothing has to."""
    sample = text[:_LOOKED_AT]
    if is_vietnamese(sample):
        return None
    return next((way for way in WAYS.values() if is_vietnamese(way(sample))), None)


def is_vietnamese(text: str, *, least: int = _WORDS) -> bool:
    """Say whether nearly all words with letters beyond ASCII are Vietnamese.

    Of fewer than `least` such words nothing is said.
    """
    if text.isascii():
        return False
    words = [
        word
        for word in re.split(r"[\s\d!-/:-@\[-`{-~–—“”‘’…]+", text[:_LOOKED_AT])
        if not word.isascii()
    ]
    held = sum(len(w) <= _LONGEST_SYLLABLE and _is_syllable(w) for w in words)
    return len(words) >= least and held >= _ENOUGH * len(words)


@lru_cache(maxsize=16_384)
def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    bare = nfc("".join(letter for letter in letters if letter not in _TONES))
    tones = sum(letter in _TONES for letter in letters)
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _vni(text: str) -> str:
    return nfc(_VNI.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    base, mark, letter = found.groups()
    if letter:
        return _cased(_VNI_LETTERS[letter.lower()], like=letter)
    base = _cased(_VNI_LETTERS.get(base.lower(), base), like=base)
    return base + _VNI_MARKS[mark.lower()]


def _cased(letter: str, *, like: str) -> str:
    return letter.upper() if like.isupper() else letter


WAYS: Final[Mapping[str, Callable[[str], str]]] = {"TCVN3 (ABC)": _tcvn3, "VNI": _vni}
"""How each of the fonts' texts is turned back, by the name of its encoding."""
