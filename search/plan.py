"""From a question to what an engine is asked: strict first, then relaxed.

A question with any mark is asked of the exact stream, one without of the
folded one (search.md §3). A question that is a number is asked of the numbers
before it is asked of the words.
"""

import math
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
    AllOf,
    AnyOf,
    Node,
    Phrase,
    Scope,
    Snapshot,
    Stream,
    Term,
    Wanted,
    Weight,
)
from search.query import Number, Piece, Query

MOST_RARE: Final = 8
"""Words a relaxed question is asked by: the rarest find what there is to find."""

FEW: Final = 10
"""Texts that hold every word of a whole question do so by chance; so many may
still be the answer."""

SHORTEST_NUMBER_PREFIX: Final = 3

_EVERYTHING: Final = AllOf(())
_NOTHING: Final = AnyOf(())

# First scores are whole numbers: the rarest word counts 15, in a title half as
# much again, repeated a third more. Finer steps were measured to gain nothing.
_RAREST: Final = 15
_LEAD_SHARE: Final = 0.5
_REPEATED_SHARE: Final = 0.3
_NUMBER_WEIGHT: Final = 64
_MENTION_WEIGHT: Final = 32


@dataclass(frozen=True)
class Word:
    """A word of a question: the tokens of the stream that say it, its rarity."""

    tokens: tuple[str, ...]
    rarity: float


@dataclass(frozen=True)
class Plan:
    """One way of asking, and what ranking and highlighting need to know of it."""

    wanted: Wanted
    stream: Stream
    weights: tuple[Weight, ...]
    words: tuple[Word, ...] = ()
    order: tuple[int, ...] = ()
    """The words as typed, one after the other."""
    phrases: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    is_relaxed: bool = False
    enough: int = 1
    """Answers without which the next way of asking is tried."""


class Planner:
    """Plans one question for one audience over one snapshot."""

    def __init__(
        self, snapshot: Snapshot, query: Query, *, reader: Scope, scope: Scope
    ) -> None:
        """`reader` is all that the audience may see, `scope` what filters leave."""
        self._snapshot = snapshot
        self._query = query
        self._reader = reader
        self._scope = scope
        self._frequencies: dict[Term, int] = {}
        self._typed = _typed_tokens(query)
        self._never = AnyOf(
            tuple(_node(piece, _stream_of(piece)) for piece in query.excluded)
        )
        self.size = snapshot.count(Wanted(_EVERYTHING, _NOTHING, reader))

    @property
    def _first_stream(self) -> Stream:
        return EXACT if self._query.is_marked else FOLDED

    def plans(self) -> Iterator[Plan]:
        """Yield ways of asking, the strictest first; the first answer is taken."""
        if self._query.whole_number:
            yield self._as_number()
        if self._query.is_marked:
            yield self._strict(EXACT)
        yield self._strict(FOLDED)
        yield self._relaxed()

    def frequency(self, term: Term) -> int:
        """Return in how many of the reader's records a term stands."""
        if term not in self._frequencies:
            (self._frequencies[term],) = self._snapshot.frequencies(
                [term], self._reader
            )
        return self._frequencies[term]

    def known(self, word: str) -> int:
        """Return in how many of the reader's records a word stands, as typed."""
        token = analysis.canonical(word)
        if analysis.is_marked(token):
            return self.frequency(Term(EXACT, token))
        return self.frequency(Term(FOLDED, analysis.fold(token)))

    def answers(self, query: Query) -> int:
        """Return how many records of the reader hold all of another question."""
        planner = Planner(
            self._snapshot, query, reader=self._reader, scope=self._reader
        )
        strict = planner._strict(planner._first_stream)
        return self._snapshot.count(strict.wanted)

    def rarity(self, frequency: int) -> float:
        """Return the weight of what so many records hold (BM25)."""
        return math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def _as_number(self) -> Plan:
        """Ask for what is numbered so, begins so, or mentions the number."""
        keys = self._query.whole_number
        begun = [
            Term(NUMBER, token)
            for key in keys
            if len(key) >= SHORTEST_NUMBER_PREFIX
            for token in self._snapshot.starting(NUMBER, key, self._scope)
        ]
        nodes: list[Node] = [*_filed_under(keys), *begun]
        tokens = _typed_tokens(self._query)
        if len(tokens) == 1:
            # As a mere word it may still stand in a text.
            nodes.append(Term(FOLDED, analysis.fold(tokens[0])))
        return Plan(
            wanted=self._wanted(AnyOf(tuple(nodes))),
            stream=FOLDED,
            weights=(
                *_number_weights(keys),
                *(Weight(term, _MENTION_WEIGHT) for term in begun),
            ),
            numbers=keys,
            hints=self._query.hints,
        )

    def _strict(self, stream: Stream) -> Plan:
        """Ask for everything that was typed."""
        begun = [
            word
            for piece in self._query.pieces
            if piece.is_prefix
            for word in self._begun(piece)
        ]
        nodes: list[Node] = [
            _node(piece, stream) for piece in self._query.pieces if not piece.is_prefix
        ]
        nodes += [
            AnyOf(tuple(Term(FOLDED, word) for word in self._begun(piece)))
            for piece in self._query.pieces
            if piece.is_prefix
        ]
        nodes += [self._number(number, stream) for number in self._query.numbers]
        return self._by_words(
            stream,
            AllOf(tuple(nodes)),
            phrases=tuple(
                _in_stream(piece.tokens, stream)
                for piece in self._query.pieces
                if piece.is_phrase
            ),
            begun=begun,
        )

    def _relaxed(self) -> Plan:
        """Ask for the rarest of the words, any of them."""
        stream = self._first_stream
        rare = self._rarest(stream)
        if not rare and stream == EXACT:
            # Not one word as it was typed: perhaps the marks are wrong.
            stream = FOLDED
            rare = self._rarest(stream)
        keys = tuple(number.key for number in self._query.numbers)
        return self._by_words(
            stream, AnyOf((*rare, *_filed_under(keys))), is_relaxed=True
        )

    def _rarest(self, stream: Stream) -> list[Term]:
        words = [_terms(token, stream) for token in dict.fromkeys(self._typed)]
        held = {terms: sum(map(self.frequency, terms)) for terms in words}
        known = sorted((terms for terms in held if held[terms]), key=held.__getitem__)
        return [term for terms in known[:MOST_RARE] for term in terms]

    def _by_words(
        self,
        stream: Stream,
        must: Node,
        *,
        phrases: tuple[tuple[str, ...], ...] = (),
        begun: Sequence[str] = (),
        is_relaxed: bool = False,
    ) -> Plan:
        words, order = self._words(stream)
        keys = tuple(number.key for number in self._query.numbers)
        if begun and stream == FOLDED:
            commonest = max(self.frequency(Term(FOLDED, word)) for word in begun)
            rarity = self.rarity(commonest)
            words = (*words, *(Word((word,), rarity) for word in begun))
        return Plan(
            wanted=self._wanted(must),
            stream=stream,
            weights=(*_word_weights(words, stream), *_number_weights(keys)),
            words=words,
            order=order,
            phrases=phrases,
            numbers=keys,
            is_relaxed=is_relaxed,
            enough=FEW if self._query.is_question and not is_relaxed else 1,
        )

    def _words(self, stream: Stream) -> tuple[tuple[Word, ...], tuple[int, ...]]:
        """Return the distinct words, and how they follow each other."""
        spelled = _in_stream(self._typed, stream)
        place = {token: number for number, token in enumerate(dict.fromkeys(spelled))}
        words = tuple(
            Word(
                tuple(term.token for term in _terms(token, stream)),
                self.rarity(
                    sum(self.frequency(term) for term in _terms(token, stream))
                ),
            )
            for token in place
        )
        return words, tuple(place[token] for token in spelled)

    def _number(self, number: Number, stream: Stream) -> Node:
        terms = _filed_under([number.key])
        if any(self.frequency(term) for term in terms):
            return AnyOf(tuple(terms))
        return AllOf(tuple(_node(Piece((token,)), stream) for token in number.tokens))

    def _begun(self, piece: Piece) -> list[str]:
        return [
            word
            for start in piece.tokens
            for word in self._snapshot.starting(FOLDED, start, self._reader)
        ]

    def _wanted(self, must: Node) -> Wanted:
        return Wanted(must, self._never, self._scope)


def _typed_tokens(query: Query) -> tuple[str, ...]:
    """Return the exact tokens of a question as they were typed."""
    words = [
        token for piece in query.pieces if not piece.is_prefix for token in piece.tokens
    ]
    return (*words, *(token for number in query.numbers for token in number.tokens))


def _node(piece: Piece, stream: Stream) -> Node:
    if piece.is_phrase:
        return Phrase(stream, _in_stream(piece.tokens, stream))
    terms = _terms(_in_stream(piece.tokens, stream)[0], stream)
    return terms[0] if len(terms) == 1 else AnyOf(terms)


def _terms(token: str, stream: Stream) -> tuple[Term, ...]:
    """Return what says a token in a stream.

    In the exact one a text typed without marks says the same, less clearly.
    """
    if stream == FOLDED:
        return (Term(FOLDED, analysis.fold(token)),)
    if analysis.is_marked(token):
        return (Term(EXACT, token), Term(EXACT, analysis.fold(token)))
    return (Term(EXACT, token),)


def _stream_of(piece: Piece) -> Stream:
    """Return where a piece is looked for that stands by itself."""
    return EXACT if any(map(analysis.is_marked, piece.tokens)) else FOLDED


def _in_stream(tokens: tuple[str, ...], stream: Stream) -> tuple[str, ...]:
    if stream == EXACT:
        return tokens
    return tuple(analysis.fold(token) for token in tokens)


def _filed_under(keys: Sequence[str]) -> list[Term]:
    return [Term(field, key) for field in (NUMBER, MENTION) for key in keys]


def _number_weights(keys: Sequence[str]) -> tuple[Weight, ...]:
    return (
        *(Weight(Term(NUMBER, key), _NUMBER_WEIGHT) for key in keys),
        *(Weight(Term(MENTION, key), _MENTION_WEIGHT) for key in keys),
    )


def _word_weights(words: Sequence[Word], stream: Stream) -> Iterator[Weight]:
    rarest = max((word.rarity for word in words), default=0.0)
    for word in words:
        value = word.rarity / rarest * _RAREST
        for token in word.tokens:
            term = Term(stream, token)
            yield Weight(term, round(value))
            yield Weight(term, round(value * _REPEATED_SHARE), least=2)
        lead = Term(LEAD, analysis.fold(word.tokens[0]))
        yield Weight(lead, round(value * _LEAD_SHARE))
