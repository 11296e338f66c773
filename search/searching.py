"""How one question is answered: planned, found, ranked, shown, counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from search import query, ranking, records, suggest
from search.engines.protocol import (
    Found,
    Scope,
    Snapshot,
)
from search.entry import MOST_PER_PAGE, Results
from search.plan import Plan, Planner
from search.showing import hits

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
    question = query.parse(asked.query)
    if question.is_empty:
        return Results()
    reader = Scope((_tags(records.AUDIENCE, asked.audience),))
    planner = Planner(snapshot, question, reader=reader, scope=_scope(reader, asked))
    plan, tags = _first_answer(snapshot, planner)
    total = _total(tags)
    better = _suggestion(planner, asked) if plan.is_relaxed else ""
    if not total:
        return Results(suggestion=better)
    per_page = min(max(1, asked.per_page), MOST_PER_PAGE)
    page = min(max(1, asked.page), -(-total // per_page))
    found = _ordered(snapshot, planner, plan, asked, upto=page * per_page)
    shown = tuple(hits(snapshot, plan, found[(page - 1) * per_page :]))
    return Results(
        total=total,
        hits=shown,
        facets=_facets(tags),
        suggestion=suggest.as_written(better, (hit.title for hit in shown)),
        relaxed=plan.is_relaxed,
        page=page,
    )


def _first_answer(
    snapshot: Snapshot, planner: Planner
) -> tuple[Plan, Mapping[str, int]]:
    """Return the way of asking that answers, and what its answers are tagged with."""
    for attempt in planner.attempts():
        tags = snapshot.tags(attempt.wanted)
        if _total(tags) >= attempt.enough or attempt.is_relaxed:
            return planner.plan(attempt), tags
    raise AssertionError("the last way of asking is a relaxed one")


def _total(tags: Mapping[str, int]) -> int:
    """Return how many answers there are: every entry is of one kind."""
    return sum(count for tag, count in tags.items() if tag.startswith(records.KIND))


def _suggestion(planner: Planner, asked: Asked) -> str:
    def answers(text: str) -> int:
        return planner.answers(query.parse(text))

    typed = query.cut(asked.query)
    return suggest.suggestion(typed, known=planner.known, answers=answers)


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
    most = ranking.candidates(plan)
    first = snapshot.top(plan.wanted, plan.weights, limit=max(upto, most))
    held = snapshot.held(
        first[:most],
        plan.stream,
        with_numbers=bool(plan.numbers),
        most_of_parts=ranking.MOST_READ,
    )
    final = ranking.scores(plan, held, size=planner.size)
    ranked = sorted(
        zip(first, final, held, strict=False),
        key=lambda one: (one[1], one[2].newness),
        reverse=True,
    )
    best = [Found(one.address, score) for one, score, _ in ranked]
    rest = [Found(one.address, 0.0) for one in first[most:]]
    return [*best, *rest][:upto]


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
