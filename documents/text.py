"""Vietnamese text as values: normal form, folding, sorting, and what is refused.

Standard library only. Nothing here knows a database, a form or a letter.
"""

import re
import unicodedata
from typing import Final

# XML 1.0 cannot carry these, and no person types them on purpose.
_CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]"
)
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
# Overrides, embeddings and isolates reorder what a reader sees.
_BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_INVISIBLE: Final = re.compile("[\u200b\u2060\ufeff\u00ad]")
_SPACES: Final = re.compile(r"\s+")
_MARKS_IN_A_ROW: Final = re.compile(r"[\u0300-\u036f]{4,}")

LONGEST_WORD: Final = 200
"""Characters without a space; longer ones are not words of any language."""

# The order of the Vietnamese alphabet; letters are compared before tones.
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = {
    "\u0300": "1",
    "\u0309": "2",
    "\u0303": "3",
    "\u0301": "4",
    "\u0323": "5",
}


def nfc(text: str) -> str:
    """Return the text precomposed (TCVN 6909:2001), with eth read as đ."""
    # Replacing what is not there costs next to nothing, a translation does.
    text = text.replace("Ð", "Đ").replace("ð", "đ")
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text in lower case without marks, đ as d."""
    decomposed = unicodedata.normalize("NFD", nfc(text).casefold())
    return decomposed.translate(_BARE)


class _Bare(dict[int, int | None]):
    """Characters without marks, each looked up when first met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_BARE: Final = _Bare({ord("Đ"): ord("D"), ord("đ"): ord("d")})


def sort_key(text: str) -> str:
    """Return a key that sorts as a Vietnamese dictionary does.

    Letters weigh first (a < ă < â, d < đ), tones only between equal letters
    (ngang, huyền, hỏi, ngã, sắc, nặng).
    """
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFD", nfc(text).casefold()):
        if char in _TONES:
            tones[-1:] = [_TONES[char]]
        elif unicodedata.combining(char) and letters:
            letters[-1] = nfc(letters[-1] + char)
        else:
            letters.append(char)
            tones.append("0")
    return "".join(map(_weight, letters)) + "\x01" + "".join(tones)


def _weight(letter: str) -> str:
    place = _ALPHABET.find(letter)
    return chr(0x100 + place) if place >= 0 else letter


def clean(text: str) -> str:
    r"""Return text that any later page, index or letter can carry.

    Precomposed, without control characters, lone surrogates or invisible
    joiners; line ends are "\\n". What changes the meaning is not removed here:
    ask `problems` first.
    """
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _INVISIBLE.sub("", _CONTROLS.sub("", _BIDI.sub("", text)))
    return nfc(text)


def one_line(text: str) -> str:
    """Return cleaned text on a single line, runs of white space as one space."""
    return _SPACES.sub(" ", clean(text)).strip()


def problems(text: str) -> list[str]:
    """Say in Vietnamese why a text cannot be taken; an empty list when it can."""
    found = []
    if _BIDI.search(text):
        found.append(
            "Nội dung chứa ký tự điều khiển chiều chữ (ẩn), có thể làm người đọc"
            " hiểu sai. Hãy gõ lại đoạn này."
        )
    if _SURROGATES.search(text):
        found.append("Nội dung chứa ký tự hỏng, không đọc được. Hãy gõ lại đoạn này.")
    if _MARKS_IN_A_ROW.search(unicodedata.normalize("NFD", text)):
        found.append("Nội dung chứa quá nhiều dấu chồng lên một chữ. Hãy gõ lại.")
    if any(len(word) > LONGEST_WORD for word in text.split()):
        found.append(
            f"Nội dung có một từ dài hơn {LONGEST_WORD} ký tự."
            " Hãy kiểm tra lại, có thể thiếu dấu cách."
        )
    return found


def same_number(number: str) -> str:
    """Return a document's number as its spellings compare: no marks, spaces, zeros."""
    plain = re.sub(r"\s+", "", fold(number)).replace("–", "-")
    return plain.lstrip("0")


def username_of(full_name: str) -> str:
    """Return the customary account name: given name, then initials (chitt)."""
    words = fold(full_name).split()
    name = words[-1] + "".join(word[0] for word in words[:-1]) if words else ""
    return re.sub(r"[^a-z0-9.-]", "", name)
