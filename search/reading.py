"""What of a question is more than words, told back to whoever typed it.

Spans are places in the text as `query.cut` returns it, so that a part can be taken
out of the question again.
"""

import re
from dataclasses import dataclass
from typing import Final

from search import analysis, numbers
from search.query import (
    LONGEST,
    MOST_NUMBERS,
    MOST_TERMS,
    PIECE,
    Query,
    cut,
    is_excluded,
    phrase_of,
    prefix_of,
    text_of,
    whole,
)

SHORTEST_NUMBER: Final = 3
"""Digits of a number that may have words beside it: "12154 ubnd vp"."""

_KINDS_OF_NUMBER: Final = (
    ("date", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    ("post", re.compile(r"km[0-9]+")),
    ("road", re.compile(r"[a-z]{2}[0-9]{1,4}[a-z]?")),
    ("case", re.compile(r"[a-z]{2,4}[0-9]{5,}")),
    ("phone", re.compile(r"0[0-9]{9,11}")),
    ("plate", re.compile(r"[0-9]{2}[a-z]{1,2}[0-9]{5,6}")),
    ("document", re.compile(r"[0-9]+[a-z].*")),
)
"""What a number is, by the form of its key (search.numbers)."""


@dataclass(frozen=True)
class Recognised:
    """A part of a question that is more than words: what it is, where it stands.

    `kind` is that of a number (document, case, date, plate, road, post, phone, or
    just number), or phrase, excluded, prefix; `text` is what was typed for it.
    """

    kind: str
    text: str
    span: tuple[int, int]


@dataclass(frozen=True)
class Reading:
    """What is recognised in a question, and whether there was too much of it."""

    parts: tuple[Recognised, ...] = ()
    is_cut: bool = False


def read(typed: str) -> Reading:
    """Say what of a question is recognised, in the order it was typed."""
    text = text_of(cut(typed))
    parts, rest = [], list(text)
    for match in PIECE.finditer(text):
        kind = _kind_of(match)
        if kind:
            parts.append(Recognised(kind, _bare(kind, match), match.span()))
            rest[slice(*match.span())] = " " * len(match[0])
    asked = whole(text)
    parts += _numbers_in("".join(rest), asked)
    tokens = sum(len(piece.tokens) for piece in (*asked.pieces, *asked.excluded))
    is_cut = (
        len(analysis.normal(typed)) > LONGEST
        or tokens > MOST_TERMS
        or len(asked.numbers) > MOST_NUMBERS
    )
    return Reading(tuple(sorted(parts, key=lambda part: part.span)), is_cut)


def _kind_of(match: re.Match[str]) -> str:
    minus, quoted, chunk = match.groups()
    if quoted is not None:
        return ("excluded" if minus else "phrase") if phrase_of(quoted) else ""
    if is_excluded(chunk):
        return "excluded"
    return "prefix" if prefix_of(chunk) else ""


def _bare(kind: str, match: re.Match[str]) -> str:
    if match[2] is not None:
        return match[2].strip()
    return match[3][1:] if kind == "excluded" else match[3].rstrip("*")


def _numbers_in(text: str, query: Query) -> list[Recognised]:
    """Return the numbers of the plain words; all of them, if they are but one."""
    found = [
        Recognised(_kind_of_number(one.keys[0]), text[slice(*one.span)], one.span)
        for one in numbers.mentions(text)
    ]
    if found or not query.whole_number:
        return found
    words = list(analysis.spans(text))
    digits = next((word[0] for word in words if word[0][0].isdigit()), "")
    if len(words) > 1 and len(digits) < SHORTEST_NUMBER:
        return []
    span = (words[0].start(), words[-1].end())
    return [Recognised("number", text[slice(*span)], span)]


def _kind_of_number(key: str) -> str:
    kinds = (kind for kind, form in _KINDS_OF_NUMBER if form.fullmatch(key))
    return next(kinds, "number")
