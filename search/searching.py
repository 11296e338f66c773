"""How one question is answered: planned, found, ranked, shown, counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from search import analysis, highlight, ranking, records
from search import query as queries
from search.engines.protocol import (
    EXACT,
    FOLDED,
    Found,
    Held,
    Scope,
    Snapshot,
    Term,
)
from search.entry import MOST_PER_PAGE, Hit, Results
from search.plan import Plan, Planner

_KIND_FACET: Final = "kind"


@dataclass(frozen=True)
class Asked:
    """A question as it came in."""

    query: str
    audience: frozenset[str]
    kinds: frozenset[str] | None
    facets: Mapping[str, frozenset[str]]
    since: date | None
    until: date | None
    newest_first: bool
    page: int
    per_page: int


def answer(snapshot: Snapshot, asked: Asked) -> Results:
    """Return one page of answers."""
    query = queries.parse(asked.query)
    if query.is_empty or not asked.audience:
        return Results()
    reader = Scope((_tags(records.AUDIENCE, asked.audience),))
    planner = Planner(snapshot, query, reader=reader, scope=_scope(reader, asked))
    plan, total = _first_answer(snapshot, planner)
    if not total:
        return Results()
    per_page = min(max(1, asked.per_page), MOST_PER_PAGE)
    page = min(max(1, asked.page), -(-total // per_page))
    found = _ordered(snapshot, planner, plan, asked, upto=page * per_page)
    window = found[(page - 1) * per_page :]
    return Results(
        total=total,
        hits=tuple(_hits(snapshot, planner, plan, window)),
        facets=_facets(snapshot.tags(plan.wanted)),
        relaxed=plan.is_relaxed,
        page=page,
    )


def _first_answer(snapshot: Snapshot, planner: Planner) -> tuple[Plan, int]:
    for plan in planner.plans():
        total = snapshot.count(plan.wanted)
        if total or plan.is_relaxed:
            return plan, total
    raise AssertionError("the last plan is a relaxed one")


def _scope(reader: Scope, asked: Asked) -> Scope:
    groups = list(reader.tags)
    if asked.kinds is not None:
        groups.append(_tags(records.KIND, asked.kinds))
    for name, values in asked.facets.items():
        groups.append(_tags(records.FACET, {f"{name}={value}" for value in values}))
    return Scope(
        tuple(groups),
        since=asked.since.toordinal() if asked.since else None,
        until=asked.until.toordinal() if asked.until else None,
    )


def _tags(prefix: str, values: frozenset[str] | set[str]) -> frozenset[str]:
    return frozenset(records.tag(prefix, value) for value in values)


def _ordered(
    snapshot: Snapshot, planner: Planner, plan: Plan, asked: Asked, *, upto: int
) -> list[Found]:
    """Return the answers in order, as far as the page asked for."""
    if asked.newest_first:
        return snapshot.newest(plan.wanted, limit=upto)
    first = snapshot.top(plan.wanted, plan.weights, limit=max(upto, ranking.CANDIDATES))
    candidates = first[: ranking.CANDIDATES]
    held = snapshot.held(candidates)
    final = ranking.scores(_question(planner, plan), held)
    ranked = sorted(
        zip(candidates, final, held, strict=True),
        key=lambda one: (one[1], one[2].newness),
        reverse=True,
    )
    best = [Found(one.address, score) for one, score, _ in ranked]
    return [*best, *first[ranking.CANDIDATES :]][:upto]


def _question(planner: Planner, plan: Plan) -> ranking.Question:
    words = list(dict.fromkeys(plan.words))
    exact = planner.frequencies([Term(EXACT, word) for word in words])
    bare = planner.frequencies([Term(FOLDED, analysis.fold(word)) for word in words])
    return ranking.question_of(
        plan,
        {
            word: (planner.rarity(one), planner.rarity(two))
            for word, one, two in zip(words, exact, bare, strict=True)
        },
    )


def _hits(
    snapshot: Snapshot, planner: Planner, plan: Plan, window: Sequence[Found]
) -> list[Hit]:
    held = snapshot.held(window)
    weights = _marks(planner, plan)
    hits = []
    for one, streams, payload in zip(
        window, held, snapshot.payloads(window), strict=True
    ):
        key, kind, title, body = records.shown(payload)
        tokens = _body_tokens(streams, plan)
        snippet = highlight.snippet(body, tokens, weights)
        hits.append(Hit(key, kind, title, snippet, round(one.score, 4)))
    return hits


def _body_tokens(held: Held, plan: Plan) -> list[str]:
    return held.folded.rpartition(analysis.BREAK)[2].split()


def _marks(planner: Planner, plan: Plan) -> dict[str, float]:
    words = [analysis.fold(word) for word in plan.words]
    words += plan.expansions
    frequencies = planner.frequencies([Term(FOLDED, word) for word in words])
    return {
        word: planner.rarity(found)
        for word, found in zip(words, frequencies, strict=True)
    }


def _facets(tags: Mapping[str, int]) -> dict[str, dict[str, int]]:
    facets: dict[str, dict[str, int]] = {}
    for tag, count in tags.items():
        if tag.startswith(records.KIND):
            value = tag.removeprefix(records.KIND)
            facets.setdefault(_KIND_FACET, {})[value] = count
        elif tag.startswith(records.FACET):
            name, _, value = tag.removeprefix(records.FACET).partition("=")
            facets.setdefault(name, {})[value] = count
    return facets
