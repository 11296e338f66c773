"""What a person typed, as a small tree. Never raises, whatever was typed.

The grammar is small on purpose (search.md §5): words, `"a phrase"`, `-not`,
`begin*`; anything else is plain words. Length and number of terms are bounded,
so no query can cost much (security.md M6, T20).
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from search import analysis, numbers
from search.introducers import ABBREVIATIONS, INTRODUCERS

LONGEST: Final = 200
MOST_TERMS: Final = 24
MOST_NUMBERS: Final = 8
SHORTEST_PREFIX: Final = 3
SHORTEST_QUESTION: Final = 4

EVERYTHING: Final = "\x01"
"""Put before a question that only narrows: it asks for all there is. No keyboard
has it, so that nobody types it."""

_QUOTES: Final = str.maketrans(dict.fromkeys("“”„«»", '"'))
PIECE: Final = re.compile(r'([-–−]?)"([^"]*)"?|(\S+)')
_ASKING: Final = re.compile(
    r"\b(?:bao (?:nhieu|lau|gio|xa)|(?:the|khi|luc|nguoi|noi|don vi) nao"
    r"|(?:tai|vi|lam) sao|o dau|(?:la|cai|lam|duoc) gi|la ai)\b"
)
_MINUS: Final = "-–−"


@dataclass(frozen=True)
class Piece:
    """One thing asked for: exact tokens in a row, or starts of a folded word."""

    tokens: tuple[str, ...]
    is_prefix: bool = False

    @property
    def is_phrase(self) -> bool:
        """Say whether the tokens must stand in this order."""
        return len(self.tokens) > 1 and not self.is_prefix


@dataclass(frozen=True)
class Number:
    """A number among the words: its key, and its syllables, should none have it."""

    key: str
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """A question. All pieces must hold, all numbers too, no `excluded` may.

    `whole_number` are the keys of the question if it is nothing but a number.
    """

    pieces: tuple[Piece, ...] = ()
    numbers: tuple[Number, ...] = ()
    excluded: tuple[Piece, ...] = ()
    whole_number: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    is_question: bool = False
    is_everything: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked for; to exclude is not to ask."""
        asked = self.pieces or self.numbers or self.whole_number
        return not (asked or self.is_everything)

    @property
    def is_marked(self) -> bool:
        """Say whether any word was typed with its marks."""
        return any(
            analysis.is_marked(token) for piece in self.pieces for token in piece.tokens
        )


def cut(typed: str) -> str:
    """Return as much of what was typed as is read; decomposed text is as long."""
    return analysis.normal(typed[: 4 * LONGEST])[:LONGEST]


def parse(typed: str) -> Query:
    """Read a question; what cannot be read is words."""
    asked = whole(text_of(cut(typed.removeprefix(EVERYTHING))))
    return replace(_bounded(asked), is_everything=typed.startswith(EVERYTHING))


def text_of(typed: str) -> str:
    """Return what is read, place for place: one shape of quotes, no NUL."""
    return typed.translate(_QUOTES).replace("\x00", " ")


def whole(text: str) -> Query:
    """Return all that a text asks for, however much it is."""
    words: list[str] = []
    pieces: list[Piece] = []
    excluded: list[Piece] = []
    for match in PIECE.finditer(text):
        minus, quoted, chunk = match.groups()
        if quoted is not None:
            (excluded if minus else pieces).extend(phrase_of(quoted))
        elif is_excluded(chunk):
            excluded.extend(_words(chunk))
        elif prefix := prefix_of(chunk):
            pieces.append(prefix)
        else:
            words.append(chunk)
    return _with_words(" ".join(words), pieces, excluded)


def is_excluded(chunk: str) -> bool:
    """Say whether a chunk is a word that must not stand there."""
    return len(chunk) > 1 and chunk[0] in _MINUS and chunk[1].isalnum()


def _with_words(text: str, pieces: list[Piece], excluded: list[Piece]) -> Query:
    """Return the query, its numbers taken out of the plain words."""
    found = numbers.mentions(text)
    rest = list(text)
    for mention in found:
        start, end = mention.span
        rest[start:end] = " " * (end - start)
    plain = _words("".join(rest))
    query = Query(
        is_question=_is_question(text, plain),
        pieces=(*plain, *pieces),
        numbers=tuple(
            Number(mention.keys[0], tuple(analysis.exact(text[slice(*mention.span)])))
            for mention in found
        ),
        excluded=tuple(excluded),
    )
    if pieces or excluded:
        return query
    return _as_number(query, text)


def _is_question(text: str, words: list[Piece]) -> bool:
    """Say whether a whole question was asked, not words looked for.

    Its "how many" and "where" stand in no answer.
    """
    folded = " ".join(analysis.folded(analysis.exact(text)))
    asks = text.rstrip().endswith("?") or _ASKING.search(folded)
    return bool(asks) and len(words) >= SHORTEST_QUESTION


def _as_number(query: Query, text: str) -> Query:
    """Say under which keys the whole text may be filed, if it is a number."""
    words = analysis.folded(analysis.exact(text))
    start = next(
        (
            place
            for place, word in enumerate(words)
            if word not in INTRODUCERS or place == len(words) - 1
        ),
        0,
    )
    rest = words[start:]
    covered = all(
        analysis.fold(token) in INTRODUCERS
        for piece in query.pieces
        for token in piece.tokens
    )
    if not rest or not (rest[0][:1].isdigit() or (query.numbers and covered)):
        return query
    last = list(analysis.spans(text))[start:]
    keys = numbers.asked_keys(text[last[0].start() :])
    dialled = numbers.asked_keys(text)
    introduced = " ".join(words[:start])
    return replace(
        query,
        whole_number=tuple(dict.fromkeys((*keys, *dialled))),
        hints=tuple(
            short
            for long, short in ABBREVIATIONS.items()
            if long in introduced or short in words[:start]
        ),
    )


def _words(text: str) -> list[Piece]:
    tokens = analysis.exact(text)
    return [Piece((token,)) for token in tokens if token != analysis.NOTHING]


def phrase_of(quoted: str) -> list[Piece]:
    """Return what was quoted as a piece; none if there is no word in it."""
    tokens = [token for token in analysis.exact(quoted) if token != analysis.NOTHING]
    return [Piece(tuple(tokens))] if tokens else []


def prefix_of(chunk: str) -> Piece | None:
    """Return the piece of a chunk that only begins a word, None if it does not."""
    if not chunk.endswith("*"):
        return None
    start = analysis.plain(chunk[:-1])
    if len(start) < SHORTEST_PREFIX or not start.isalnum():
        return None
    # quyết begins with quy, and so does quý, which is filed as quí.
    return Piece(tuple({start, *analysis.exact(start)}), is_prefix=True)


def _bounded(query: Query) -> Query:
    """Return the query with no more terms than any honest question has."""
    room = MOST_TERMS
    kept: list[tuple[Piece, ...]] = []
    for group in (query.pieces, query.excluded):
        fits = []
        for piece in group:
            tokens = piece.tokens[:room]
            room -= len(tokens)
            if tokens:
                fits.append(replace(piece, tokens=tokens))
        kept.append(tuple(fits))
    numbered = query.numbers[:MOST_NUMBERS]
    return replace(query, pieces=kept[0], excluded=kept[1], numbers=numbered)
