"""Reading a text for what must not be published, and what it says without that."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from documents.redaction.addresses import addresses
from documents.redaction.kinds import (
    FILLER,
    NOBODY,
    NOTHING,
    Kind,
    Published,
    Sender,
    Span,
)
from documents.redaction.names import names, repeated
from documents.redaction.numbers import digits, kept, numbers, spellings
from documents.redaction.sender import told_of
from documents.text import nfc

_MASK: Final = re.compile("|".join(re.escape(kind.mask) for kind in Kind))
_SURE: Final = 6
"""Figures that make a number somebody's, wherever it stands again."""

Rule = Callable[[str], Iterable[Span]]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `kind` says what it tells, if it must be masked."""

    text: str
    kind: Kind | None = None


@dataclass(frozen=True)
class Reading:
    """A text, composed (NFC), and where it tells of a person."""

    text: str
    spans: tuple[Span, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return the whole text in pieces, those to be masked apart."""
        return tuple(piece for piece in self._pieces() if piece.text)

    def _pieces(self) -> Iterator[Piece]:
        place = 0
        for span in self.spans:
            yield Piece(self.text[place : span.start])
            yield Piece(self.text[span.start : span.end], span.kind)
            place = span.end
        yield Piece(self.text[place:])

    @property
    def masked(self) -> str:
        """Return the text with words in place of what it told."""
        return "".join(
            piece.kind.mask if piece.kind else piece.text for piece in self.pieces
        )


def read(
    text: str, *, sender: Sender = NOBODY, published: Published = NOTHING
) -> Reading:
    """Find what tells of persons in a text; what was masked before is left alone."""
    whole = nfc(text)
    work = _MASK.sub(lambda found: FILLER * len(found[0]), whole)
    safe = [Span(*place, Kind.PHONE) for place in kept(work, published)]
    found: list[Span] = []
    while more := _found(work, sender, safe):
        found += more
        work = _filled(work, more)
    return Reading(whole, tuple(sorted(found)))


def redact(
    text: str, *, sender: Sender = NOBODY, published: Published = NOTHING
) -> str:
    """Return the text with words in place of what tells of persons."""
    return read(text, sender=sender, published=published).masked


def tells_of(
    text: str, sender: Sender, *, published: Published = NOTHING
) -> tuple[Span, ...]:
    """Return where a text (NFC) tells who sent it."""
    whole = nfc(text)
    safe = [Span(*place, Kind.PHONE) for place in kept(whole, published)]
    return tuple(_apart(told_of(whole, sender), safe))


def _found(work: str, sender: Sender, safe: list[Span]) -> list[Span]:
    """Return what one reading finds; what is found again elsewhere is found too."""
    rules: tuple[Rule, ...] = (
        lambda text: told_of(text, sender),
        numbers,
        addresses,
        names,
    )
    told = _apart(chain.from_iterable(rule(work) for rule in rules), safe)
    again = list(_again(work, told))
    return _apart([*told, *again], safe)


def _again(work: str, told: list[Span]) -> Iterator[Span]:
    words = {
        kind: [work[span.start : span.end] for span in told if span.kind is kind]
        for kind in (Kind.PHONE, Kind.NAME)
    }
    sure = [number for number in words[Kind.PHONE] if len(digits(number)) >= _SURE]
    if shape := spellings(sure):
        yield from (Span(*f.span(), Kind.PHONE) for f in shape.finditer(work))
    yield from repeated(work, words[Kind.NAME])


def _apart(spans: Iterable[Span], safe: list[Span]) -> list[Span]:
    """Return spans that share no letter, nor one with what is safe.

    What an earlier rule found stands; a longer one that holds it whole takes its place.
    """
    kept: list[Span] = []
    for span in spans:
        if span.start >= span.end or any(span.meets(one) for one in safe):
            continue
        met = [one for one in kept if span.meets(one)]
        if all(_holds(span, one) for one in met):
            kept = [one for one in kept if one not in met]
            kept.append(span)
    return kept


def _holds(span: Span, other: Span) -> bool:
    inside = span.start <= other.start and other.end <= span.end
    return inside and (span.start, span.end) != (other.start, other.end)


def _filled(work: str, spans: Iterable[Span]) -> str:
    for span in spans:
        length = span.end - span.start
        work = f"{work[: span.start]}{FILLER * length}{work[span.end :]}"
    return work
