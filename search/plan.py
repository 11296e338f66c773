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
        self._typed = typed_tokens(query)
        self._never = AnyOf(
            tuple(node_of(piece, stream_of(piece)) for piece in query.excluded)
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

    def _as_number(self) -> Plan:
        """Ask for what is numbered so, begins so, or mentions the number."""
        keys = self._query.whole_number
        begun = [
            Term(NUMBER, token) for key in keys for token in self._begun_numbers(key)
        ]
        nodes: list[Node] = [*filed_under(keys), *begun]
        tokens = typed_tokens(self._query)
        if len(tokens) == 1:
            # As a mere word it may still stand in a text.
            nodes.append(Term(FOLDED, analysis.fold(tokens[0])))
        return Plan(
            wanted=self._wanted(AnyOf(tuple(nodes))),
            stream=FOLDED,
            weights=(
                *number_weights(keys),
                *(Weight(term, MENTION_WEIGHT) for term in begun),
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
            node_of(piece, stream)
            for piece in self._query.pieces
            if not piece.is_prefix
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
                in_stream(piece.tokens, stream)
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
            stream, AnyOf((*rare, *filed_under(keys))), is_relaxed=True
        )

    def _rarest(self, stream: Stream) -> list[Term]:
        words = [terms_of(token, stream) for token in dict.fromkeys(self._typed)]
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
            weights=(*word_weights(words, stream), *number_weights(keys)),
            words=words,
            order=order,
            phrases=phrases,
            numbers=keys,
            is_relaxed=is_relaxed,
            enough=FEW if self._query.is_question and not is_relaxed else 1,
        )

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
