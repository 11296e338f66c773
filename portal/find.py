"""The search page, one for visitors and officers: the viewer sets the audience."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from flask import Blueprint, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents.deadlines import local_day
from documents.viewer import PUBLIC, Viewer
from portal import db, kept, plain_search, wiring
from portal.asked import (
    FACETS,
    STATES,
    Asked,
    Chip,
    as_words,
    labels,
    may_ask_for_cases,
    read,
)
from portal.found import KINDS, Found, changed_since, look_up, places_of
from portal.kept import KeptLink
from portal.naming import KIND
from portal.pages import Page
from portal.paging import Pages
from portal.plain_search import Narrowing
from portal.security import public, viewer
from search import Results

blueprint = Blueprint("find", __name__)


@dataclass(frozen=True)
class Choice:
    """A value to narrow by, how many it leaves, and where it leads."""

    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A group of choices beside the results."""

    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class FindPage(Page):
    """The question and its answers."""

    template: ClassVar[str] = "find.html"
    asked: Asked
    hits: tuple[Found, ...] = ()
    total: int = 0
    facets: tuple[Facet, ...] = ()
    chips: tuple[Chip, ...] = ()
    suggestion: Chip | None = None
    is_relaxed: bool = False
    is_plain: bool = False
    with_cases: bool = False
    kept: tuple[KeptLink, ...] = ()
    late_on: date | None = None
    """Set when late cases were asked for: the day on which they are late."""
    pages: Pages | None = None


@blueprint.get("/tim-kiem")
@public
def index() -> Response:
    """Answer whatever is asked; never an error for what a person typed."""
    session, seen_by = db.session(), viewer()
    asked = read(request.args, session, seen_by)
    page = FindPage(
        title="Tìm kiếm",
        asked=asked,
        with_cases=may_ask_for_cases(seen_by),
        kept=kept.links(session, seen_by),
    )
    if asked.query:
        page = answered(session, page, seen_by)
    return page.render()


def answered(session: Session, page: FindPage, seen_by: Viewer | None) -> FindPage:
    """Return the page with its answers, from the index or, failing it, without."""
    if page.asked.told.is_overdue:
        return _late(session, page, seen_by)
    results = _results(page.asked, seen_by)
    if results is None:
        return _from_database(session, page, seen_by, Narrowing())
    if page.asked.told.is_guessed and (results.relaxed or not results.total):
        worded = as_words(page.asked, session, seen_by)
        plainly = _results(worded, seen_by) or Results()
        if plainly.total and not (plainly.relaxed and results.total):
            page, results = replace(page, asked=worded), plainly
    cursor = wiring.current().search.cursor
    return _from_index(session, page, seen_by, results, cursor=cursor)


def _results(asked: Asked, seen_by: Viewer | None) -> Results | None:
    return wiring.current().search.ask(
        asked.told.query,
        audience=seen_by.audience if seen_by else PUBLIC,
        kinds=asked.all_kinds or None,
        facets=asked.all_facets or None,
        since=asked.first_day,
        until=asked.last_day,
        sort="newest" if asked.newest_first or asked.told.is_bare else "relevance",
        page=asked.page,
        per_page=asked.per_page,
    )


def _late(session: Session, page: FindPage, seen_by: Viewer | None) -> FindPage:
    """Answer which cases are late today: that is worked out, not kept in an index."""
    today = local_day(wiring.current().clock())
    only = Narrowing(overdue_on=today)
    page = _from_database(session, page, seen_by, only)
    return replace(page, is_plain=False, late_on=today)


def _from_index(
    session: Session,
    page: FindPage,
    seen_by: Viewer | None,
    results: Results,
    *,
    cursor: int,
) -> FindPage:
    asked, keys = page.asked, [hit.key for hit in results.hits]
    visible = look_up(session, keys, seen_by)
    changed = changed_since(session, keys, cursor)
    # What is quoted of a thing that has changed since may be gone from it.
    quoted = [hit for hit in results.hits if hit.key not in changed]
    places = places_of(session, [hit for hit in quoted if hit.key in visible], visible)
    snippets = {hit.key: hit.snippet for hit in quoted}
    hits = tuple(
        replace(visible[key], snippet=snippets.get(key, ""), part=places.get(key))
        for key in keys
        if key in visible
    )
    dropped = len(keys) - len(hits)
    # A count or a suggestion could still tell of what has just been taken down.
    current = not dropped
    return replace(
        page,
        hits=hits,
        total=results.total - dropped,
        facets=_facets(asked, results) if current else (),
        chips=asked.chips(),
        suggestion=_suggestion(asked, results) if current else None,
        is_relaxed=results.relaxed,
        pages=_pages(asked, results.total),
    )


def _suggestion(asked: Asked, results: Results) -> Chip | None:
    if not results.suggestion:
        return None
    question = asked.told.with_words(results.suggestion)
    return Chip(question, asked.address(q=question))


def _from_database(
    session: Session, page: FindPage, seen_by: Viewer | None, only: Narrowing
) -> FindPage:
    asked = page.asked
    answer = plain_search.search(
        session,
        asked.told.plain_query,
        seen_by,
        only=replace(
            only,
            kinds=asked.all_kinds,
            facets=asked.all_facets,
            since=asked.first_day,
            until=asked.last_day,
        ),
        page=asked.page,
        per_page=asked.per_page,
    )
    visible = look_up(session, answer.keys, seen_by)
    return replace(
        page,
        hits=tuple(visible[key] for key in answer.keys if key in visible),
        total=answer.total,
        chips=asked.chips(),
        is_plain=True,
        pages=_pages(asked, answer.total),
    )


def _pages(asked: Asked, total: int) -> Pages:
    last = max(1, -(-total // asked.per_page))
    path = url_for("find.index")
    return Pages(min(asked.page, last), last, path, asked.parameters())


def _facets(asked: Asked, results: Results) -> tuple[Facet, ...]:
    groups = [("loai", KIND, "Loại", KINDS)] + [
        (name, facet, label, STATES if facet == "state" else labels(terms))
        for name, (facet, label, terms) in FACETS.items()
    ]
    said = {*asked.told.facets, *([KIND] if asked.told.kinds else [])}
    chosen = asked.parameters()
    return tuple(
        Facet(
            label,
            tuple(
                Choice(
                    words.get(value, value),
                    count,
                    asked.address(**{name: "" if chosen.get(name) == value else value}),
                    is_chosen=chosen.get(name) == value,
                )
                for value, count in sorted(
                    results.facets[facet].items(), key=lambda pair: (-pair[1], pair[0])
                )
            ),
        )
        for name, facet, label, words in groups
        # What the question itself narrows to stands among its pieces.
        if results.facets.get(facet) and facet not in said
    )
