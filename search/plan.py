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

SHORTEST_NUMBER_PREFIX: Final = 3

_LEAD_SHARE: Final = 0.5
_NUMBER_WEIGHT: Final = 40.0
_MENTION_WEIGHT: Final = 10.0


@dataclass(frozen=True)
class Plan:
    """One way of asking, and what ranking and highlighting need to know of it."""

    wanted: Wanted
    stream: Stream
    weights: tuple[Weight, ...]
    words: tuple[str, ...]
    """The words as typed, exact tokens in their order."""
    expansions: tuple[str, ...] = ()
    """Folded words that begin as asked."""
    phrases: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    is_relaxed: bool = False
    is_number: bool = False


class Planner:
    """Plans one question for one audience over one snapshot."""

    def __init__(
        self, snapshot: Snapshot, query: Query, *, reader: Scope, scope: Scope
    ) -> None:
        self._snapshot = snapshot
        self._query = query
        self._reader = reader
        """Everything the audience may see; `scope` is narrowed by filters."""
        self._scope = scope
        everything = Wanted(AllOf(()), AnyOf(()), reader)
        self.size = snapshot.count(everything)
        self._frequencies: dict[Term, int] = {}

    def plans(self) -> Iterator[Plan]:
        """Yield ways of asking, the strictest first; the first answer is taken."""
        if self._query.whole_number:
            yield self._as_number()
        if self._query.is_marked:
            yield self._strict(EXACT)
        yield self._strict(FOLDED)
        yield self._relaxed(EXACT if self._query.is_marked else FOLDED)

    def frequencies(self, terms: Sequence[Term]) -> list[int]:
        """Return in how many of the reader's records each term stands."""
        unknown = [
            term for term in dict.fromkeys(terms) if term not in self._frequencies
        ]
        found = self._snapshot.frequencies(unknown, self._reader)
        self._frequencies.update(zip(unknown, found, strict=True))
        return [self._frequencies[term] for term in terms]

    def rarity(self, frequency: int) -> float:
        """Return the weight of a word that so many records hold."""
        return math.log(1 + (self.size - frequency + 0.5) / (frequency + 0.5))

    def _as_number(self) -> Plan:
        keys = self._query.whole_number
        terms = [Term(field, key) for field in (NUMBER, MENTION) for key in keys]
        nodes: list[Node] = [*terms]
        if len(self._query.pieces) == 1:
            # As a mere word it may still stand in a text.
            word = self._query.pieces[0].tokens[0]
            nodes += [Term(FOLDED, analysis.fold(word))]
        begun = [
            Term(NUMBER, token)
            for key in keys
            if len(key) >= SHORTEST_NUMBER_PREFIX
            for token in self._snapshot.starting(NUMBER, key, self._scope)
        ]
        return Plan(
            wanted=self._wanted(AnyOf((*nodes, *begun))),
            stream=FOLDED,
            weights=(*self._number_weights(keys), *_flat(begun, _MENTION_WEIGHT)),
            words=self._typed_words(),
            numbers=keys,
            hints=self._query.hints,
            is_number=True,
        )

    def _number_weights(self, keys: Sequence[str]) -> list[Weight]:
        return [
            *_flat([Term(NUMBER, key) for key in keys], _NUMBER_WEIGHT),
            *_flat([Term(MENTION, key) for key in keys], _MENTION_WEIGHT),
        ]

    def _strict(self, stream: Stream) -> Plan:
        """Ask for everything that was typed."""
        nodes: list[Node] = []
        expansions: list[str] = []
        phrases: list[tuple[str, ...]] = []
        for piece in self._query.pieces:
            if piece.is_prefix:
                expansions += self._expansions(piece)
                nodes.append(AnyOf(tuple(Term(FOLDED, word) for word in expansions)))
                continue
            if len(piece.tokens) > 1:
                phrases.append(_in_stream(piece.tokens, stream))
            nodes.append(_node(piece, stream))
        nodes += [self._number(number, stream) for number in self._query.numbers]
        keys = tuple(number.key for number in self._query.numbers)
        words = self._typed_words()
        return Plan(
            wanted=self._wanted(AllOf(tuple(nodes))),
            stream=stream,
            weights=(
                *self._word_weights(words, stream),
                *self._number_weights(keys),
                *_flat([Term(FOLDED, word) for word in expansions], 1.0),
            ),
            words=words,
            expansions=tuple(expansions),
            phrases=tuple(phrases),
            numbers=keys,
        )

    def _relaxed(self, stream: Stream) -> Plan:
        """Ask for the rarest of the words, any of them."""
        words = self._typed_words()
        terms = self._known(words, stream)
        rare = sorted(terms, key=lambda term: self.frequencies([term])[0])[:MOST_RARE]
        keys = tuple(number.key for number in self._query.numbers)
        numbers = [Term(field, key) for field in (NUMBER, MENTION) for key in keys]
        return Plan(
            wanted=self._wanted(AnyOf((*rare, *numbers))),
            stream=stream,
            weights=(
                *self._word_weights(words, stream, only=rare),
                *self._number_weights(keys),
            ),
            words=words,
            numbers=keys,
            is_relaxed=True,
        )

    def _known(self, words: Sequence[str], stream: Stream) -> list[Term]:
        """Return terms that the reader's records hold, exact ones if there are."""
        known: dict[Term, None] = {}
        for word in words:
            asked = [Term(FOLDED, analysis.fold(word))]
            if stream == EXACT:
                asked.insert(0, Term(EXACT, word))
            for term in asked:
                if self.frequencies([term])[0]:
                    known[term] = None
                    break
        return list(known)

    def _word_weights(
        self,
        words: Sequence[str],
        stream: Stream,
        *,
        only: Sequence[Term] | None = None,
    ) -> list[Weight]:
        terms = only if only is not None else self._known(words, stream)
        rarities = [self.rarity(found) for found in self.frequencies(terms)]
        leads = [
            Weight(
                Term(LEAD, analysis.fold(term.token)),
                rarity * _LEAD_SHARE,
                is_flat=True,
            )
            for term, rarity in zip(terms, rarities, strict=True)
        ]
        return [
            *(
                Weight(term, rarity)
                for term, rarity in zip(terms, rarities, strict=True)
            ),
            *leads,
        ]

    def _typed_words(self) -> tuple[str, ...]:
        told = [
            token
            for piece in self._query.pieces
            if not piece.is_prefix
            for token in piece.tokens
        ]
        told += [token for number in self._query.numbers for token in number.tokens]
        return tuple(told)

    def _number(self, number: Number, stream: Stream) -> Node:
        terms = (Term(NUMBER, number.key), Term(MENTION, number.key))
        if any(self.frequencies(terms)):
            return AnyOf(terms)
        return AllOf(tuple(_node(Piece((token,)), stream) for token in number.tokens))

    def _expansions(self, piece: Piece) -> list[str]:
        return [
            word
            for start in piece.tokens
            for word in self._snapshot.starting(FOLDED, start, self._reader)
        ]

    def _wanted(self, must: Node) -> Wanted:
        never = tuple(
            _node(piece, EXACT if self._query.is_marked else FOLDED)
            for piece in self._query.excluded
        )
        return Wanted(must, AnyOf(never), self._scope)


def _node(piece: Piece, stream: Stream) -> Node:
    tokens = _in_stream(piece.tokens, stream)
    if len(tokens) > 1:
        return Phrase(stream, tokens)
    if stream == EXACT and analysis.is_marked(tokens[0]):
        # A text typed without marks says the same, only less clearly.
        return AnyOf((Term(EXACT, tokens[0]), Term(EXACT, analysis.fold(tokens[0]))))
    return Term(stream, tokens[0])


def _in_stream(tokens: tuple[str, ...], stream: Stream) -> tuple[str, ...]:
    if stream == EXACT:
        return tokens
    return tuple(analysis.fold(token) for token in tokens)


def _flat(terms: Sequence[Term], weight: float) -> list[Weight]:
    return [Weight(term, weight, is_flat=True) for term in terms]
