"""From a question to what an engine is asked: strict first, then relaxed.

A question with any mark is asked of the exact stream, one without of the
folded one (search.md §3). A question that is a number is asked of the numbers
before it is asked of the words.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search import analysis
from search.engines.protocol import (
    EXACT,
    FOLDED,
    NUMBER,
    AllOf,
    AnyOf,
    Node,
    Scope,
    Snapshot,
    Stream,
    Term,
    Wanted,
    Weight,
)
from search.query import Number, Piece, Query
from search.terms import (
    MENTION_WEIGHT,
    Word,
    filed_under,
    in_stream,
    node_of,
    number_weights,
    stream_of,
    terms_of,
    typed_tokens,
    word_weights,
)

MOST_RARE: Final = 8
"""Words a relaxed question is asked by: the rarest find what there is to find."""

FEW: Final = 10
"""Texts that hold every word of a whole question do so by chance; so many may
still be the answer."""

SHORTEST_NUMBER_PREFIX: Final = 3

_EVERYTHING: Final = AllOf(())
_NOTHING: Final = AnyOf(())


@dataclass(frozen=True)
class Attempt:
    """One way of asking. What ranks the answers is worked out if there are any."""

    wanted: Wanted
    stream: Stream
    begun: tuple[str, ...] = ()
    """Words, or numbers, that begin as was asked for."""
    is_number: bool = False
    is_relaxed: bool = False
    enough: int = 1
    """Answers without which the next way of asking is tried."""


@dataclass(frozen=True)
class Plan:
    """The way that is taken, and what ranking and highlighting need to know."""

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
        self._typed = typed_tokens(query)
        self._never = AnyOf(
            tuple(node_of(piece, stream_of(piece)) for piece in query.excluded)
        )
        self.size = snapshot.count(Wanted(_EVERYTHING, _NOTHING, reader))

    @property
    def _first_stream(self) -> Stream:
        return EXACT if self._query.is_marked else FOLDED

    def attempts(self) -> Iterator[Attempt]:
        """Yield ways of asking, the strictest first; the first answer is taken."""
        if self._query.whole_number:
            yield self._as_number()
        yield self._strict(self._first_stream)
        if self._query.is_marked and not self._query.is_question:
            yield self._strict(FOLDED)
        yield self._relaxed()

    def plan(self, attempt: Attempt) -> Plan:
        """Return all that is to know of a way of asking."""
        if attempt.is_number:
            return self._number_plan(attempt)
        words, order = self._words(attempt.stream)
        if attempt.begun and attempt.stream == FOLDED:
            begun = [Term(FOLDED, word) for word in attempt.begun]
            rarity = self.rarity(max(map(self.frequency, begun)))
            words = (*words, *(Word((term.token,), rarity) for term in begun))
        keys = tuple(number.key for number in self._query.numbers)
        phrases = (piece for piece in self._query.pieces if piece.is_phrase)
        return Plan(
            wanted=attempt.wanted,
            stream=attempt.stream,
            weights=(*word_weights(words, attempt.stream), *number_weights(keys)),
            words=words,
            order=order,
            phrases=tuple(in_stream(piece.tokens, attempt.stream) for piece in phrases),
            numbers=keys,
            is_relaxed=attempt.is_relaxed,
        )

    def _number_plan(self, attempt: Attempt) -> Plan:
        keys = self._query.whole_number
        begun = (Weight(Term(NUMBER, key), MENTION_WEIGHT) for key in attempt.begun)
        return Plan(
            wanted=attempt.wanted,
            stream=attempt.stream,
            weights=(*number_weights(keys), *begun),
            numbers=keys,
            hints=self._query.hints,
        )

    def frequency(self, term: Term) -> int:
        """Return in how many of the reader's records a term stands."""
        if term not in self._frequencies:
            found = self._snapshot.frequency(term, self._reader)
            self._frequencies[term] = found
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
        held = min(frequency, self.size)
        return math.log(1 + (self.size - held + 0.5) / (held + 0.5))

    def _as_number(self) -> Attempt:
        """Ask for what is numbered so, begins so, or mentions the number."""
        keys = self._query.whole_number
        begun = [number for key in keys for number in self._begun_numbers(key)]
        nodes: list[Node] = [*filed_under(keys), *(Term(NUMBER, one) for one in begun)]
        if len(self._typed) == 1:
            # As a mere word it may still stand in a text.
            nodes.append(Term(FOLDED, analysis.fold(self._typed[0])))
        return Attempt(
            self._wanted(AnyOf(tuple(nodes))), FOLDED, tuple(begun), is_number=True
        )

    def _strict(self, stream: Stream) -> Attempt:
        """Ask for everything that was typed."""
        nodes: list[Node] = []
        begun: list[str] = []
        for piece in self._query.pieces:
            if piece.is_prefix:
                words = self._begun(piece)
                nodes.append(AnyOf(tuple(Term(FOLDED, word) for word in words)))
                begun += words
            else:
                nodes.append(node_of(piece, stream))
        nodes += [self._number(number, stream) for number in self._query.numbers]
        return Attempt(
            self._wanted(AllOf(tuple(nodes))),
            stream,
            tuple(begun),
            enough=FEW if self._query.is_question else 1,
        )

    def _relaxed(self) -> Attempt:
        """Ask for the rarest of the words, any of them."""
        stream = self._first_stream
        rare = self._rarest(stream)
        if not rare and stream == EXACT:
            # Not one word as it was typed: perhaps the marks are wrong.
            stream = FOLDED
            rare = self._rarest(stream)
        keys = [number.key for number in self._query.numbers]
        must = AnyOf((*rare, *filed_under(keys)))
        return Attempt(self._wanted(must), stream, is_relaxed=True)

    def _rarest(self, stream: Stream) -> list[Term]:
        words = [terms_of(token, stream) for token in dict.fromkeys(self._typed)]
        held = {terms: sum(map(self.frequency, terms)) for terms in words}
        known = sorted((terms for terms in held if held[terms]), key=held.__getitem__)
        return [term for terms in known[:MOST_RARE] for term in terms]

    def _words(self, stream: Stream) -> tuple[tuple[Word, ...], tuple[int, ...]]:
        """Return the distinct words, and how they follow each other."""
        spelled = in_stream(self._typed, stream)
        place = {token: number for number, token in enumerate(dict.fromkeys(spelled))}
        words = tuple(
            Word(
                tuple(term.token for term in terms_of(token, stream)),
                self.rarity(
                    sum(self.frequency(term) for term in terms_of(token, stream))
                ),
            )
            for token in place
        )
        return words, tuple(place[token] for token in spelled)

    def _number(self, number: Number, stream: Stream) -> Node:
        terms = filed_under([number.key])
        if any(self.frequency(term) for term in terms):
            return AnyOf(tuple(terms))
        return AllOf(tuple(node_of(Piece((token,)), stream) for token in number.tokens))

    def _begun_numbers(self, key: str) -> list[str]:
        """Return the numbers that begin so, should none be so."""
        if len(key) < SHORTEST_NUMBER_PREFIX or self.frequency(Term(NUMBER, key)):
            return []
        return self._snapshot.starting(NUMBER, key, self._scope)

    def _begun(self, piece: Piece) -> list[str]:
        return [
            word
            for start in piece.tokens
            for word in self._snapshot.starting(FOLDED, start, self._reader)
        ]

    def _wanted(self, must: Node) -> Wanted:
        return Wanted(must, self._never, self._scope)
