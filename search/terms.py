"""Words and numbers of a question as an engine's terms and weights; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from search import analysis
from search.engines.protocol import (
    EXACT,
    FOLDED,
    LEAD,
    MENTION,
    NUMBER,
    AnyOf,
    Node,
    Phrase,
    Stream,
    Term,
    Weight,
)
from search.query import Piece, Query

# First scores are whole numbers: the rarest word counts 15, in a title half as
# much again, repeated a third more. Finer steps were measured to gain nothing.
_RAREST: Final = 15
_LEAD_SHARE: Final = 0.5
_REPEATED_SHARE: Final = 0.3
MOST_WEIGHED: Final = 12
"""Words that choose the candidates; the second stage reads all of them."""

_NUMBER_WEIGHT: Final = 64
MENTION_WEIGHT: Final = 32


@dataclass(frozen=True)
class Word:
    """A word of a question: the tokens of the stream that say it, its rarity."""

    tokens: tuple[str, ...]
    rarity: float


def typed_tokens(query: Query) -> tuple[str, ...]:
    """Return the exact tokens of a question as they were typed."""
    words = [
        token for piece in query.pieces if not piece.is_prefix for token in piece.tokens
    ]
    return (*words, *(token for number in query.numbers for token in number.tokens))


def node_of(piece: Piece, stream: Stream) -> Node:
    """Return what a piece asks of a stream."""
    if piece.is_phrase:
        return Phrase(stream, in_stream(piece.tokens, stream))
    terms = terms_of(in_stream(piece.tokens, stream)[0], stream)
    return terms[0] if len(terms) == 1 else AnyOf(terms)


def terms_of(token: str, stream: Stream) -> tuple[Term, ...]:
    """Return what says a token in a stream.

    In the exact one a text typed without marks says the same, less clearly.
    """
    if stream == FOLDED:
        return (Term(FOLDED, analysis.fold(token)),)
    if analysis.is_marked(token):
        return (Term(EXACT, token), Term(EXACT, analysis.fold(token)))
    return (Term(EXACT, token),)


def stream_of(piece: Piece) -> Stream:
    """Return where a piece is looked for that stands by itself."""
    return EXACT if any(map(analysis.is_marked, piece.tokens)) else FOLDED


def in_stream(tokens: tuple[str, ...], stream: Stream) -> tuple[str, ...]:
    """Return exact tokens as they stand in a stream."""
    if stream == EXACT:
        return tokens
    return tuple(analysis.fold(token) for token in tokens)


def filed_under(keys: Sequence[str]) -> list[Term]:
    """Return what is numbered so and what mentions it."""
    return [Term(field, key) for field in (NUMBER, MENTION) for key in keys]


def number_weights(keys: Sequence[str]) -> tuple[Weight, ...]:
    """Return first weights that no sum of a few words reaches."""
    return (
        *(Weight(Term(NUMBER, key), _NUMBER_WEIGHT) for key in keys),
        *(Weight(Term(MENTION, key), MENTION_WEIGHT) for key in keys),
    )


def word_weights(words: Sequence[Word], stream: Stream) -> Iterator[Weight]:
    """Yield what the rarest words add to a first score; the rest would add little."""
    weighed = sorted(words, key=lambda word: -word.rarity)[:MOST_WEIGHED]
    rarest = weighed[0].rarity if weighed else 0.0
    for word in weighed:
        value = word.rarity / rarest * _RAREST
        for token in word.tokens:
            term = Term(stream, token)
            yield Weight(term, round(value))
            yield Weight(term, round(value * _REPEATED_SHARE), often=True)
        lead = Term(LEAD, analysis.fold(word.tokens[0]))
        yield Weight(lead, round(value * _LEAD_SHARE))
