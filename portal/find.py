"""The search page, one for visitors and officers: the viewer sets the audience."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Final
from urllib.parse import urlencode

from flask import Blueprint, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from documents import vocabulary
from documents.text import one_line
from documents.viewer import PUBLIC, Viewer
from portal import db, plain_search, wiring
from portal.found import KINDS, Found, changed_since, look_up
from portal.pages import Page
from portal.paging import Pages, page_number
from portal.security import public, viewer
from search import Results

blueprint = Blueprint("find", __name__)

PER_PAGE: Final = 20
_LONGEST: Final = 200

_FACETS: Final = {
    "hinh-thuc": ("type", "Hình thức văn bản", None),
    "co-quan": ("issuer", "Cơ quan ban hành", None),
    "trang-thai": ("state", "Trạng thái", None),
    "linh-vuc": ("field", "Lĩnh vực", vocabulary.Field),
    "don-vi": ("unit", "Phòng, đơn vị", None),
    "nguon": ("source", "Nguồn", vocabulary.Source),
}
"""Name in the address → facet of the index, its label, the words of its values."""

_STATES: Final = {
    term.value: term.label
    for term in (
        *vocabulary.CaseState,
        *vocabulary.DirectiveForce,
        *vocabulary.LetterState,
    )
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for. Rubbish in a date or number is left out."""

    query: str
    kinds: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    newest_first: bool = False
    page: int = 1

    def parameters(self) -> dict[str, str]:
        """Return the address's parameters, without the page."""
        return {
            "q": self.query,
            **({"loai": self.kinds[0]} if self.kinds else {}),
            **dict(self.facets),
            **({"tu": f"{self.since:%d/%m/%Y}"} if self.since else {}),
            **({"den": f"{self.until:%d/%m/%Y}"} if self.until else {}),
            **({"sap-xep": "moi-nhat"} if self.newest_first else {}),
        }

    def address(self, **changed: str) -> str:
        """Return the address with parameters changed; an empty one goes."""
        merged = {**self.parameters(), **changed}
        return f"{url_for('find.index')}?" + urlencode(
            {name: value for name, value in merged.items() if value}
        )


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


@dataclass(frozen=True)
class Chip:
    """A piece of the question in force, and the address without it."""

    label: str
    url: str


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
    pages: Pages | None = None


@blueprint.get("/tim-kiem")
@public
def index() -> Response:
    """Answer whatever is asked; never an error for what a person typed."""
    asked = read(request.args)
    page = FindPage(title="Tìm kiếm", asked=asked)
    if asked.query:
        page = answered(db.session(), page, viewer())
    return page.render()


def read(typed: MultiDict[str, str]) -> Asked:
    """Take the question out of the address."""
    kind = typed.get("loai", "")
    return Asked(
        # A decomposed letter is three characters until it is composed.
        query=one_line(typed.get("q", "")[: 3 * _LONGEST])[:_LONGEST],
        kinds=(kind,) if kind in KINDS else (),
        facets=tuple(
            (name, one_line(typed[name][:_LONGEST]))
            for name in _FACETS
            if typed.get(name)
        ),
        since=_day(typed.get("tu", "")),
        until=_day(typed.get("den", "")),
        newest_first=typed.get("sap-xep") == "moi-nhat",
        page=page_number(typed.get("trang", "")),
    )


def _day(typed: str) -> date | None:
    for shape in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(typed.strip(), shape).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def answered(session: Session, page: FindPage, seen_by: Viewer | None) -> FindPage:
    """Return the page with its answers, from the index or, failing it, without."""
    asked, searching = page.asked, wiring.current().search
    results = searching.ask(
        asked.query,
        audience=seen_by.audience if seen_by else PUBLIC,
        kinds=set(asked.kinds) or None,
        facets={_FACETS[name][0]: {value} for name, value in asked.facets} or None,
        since=asked.since,
        until=asked.until,
        sort="newest" if asked.newest_first else "relevance",
        page=asked.page,
        per_page=PER_PAGE,
    )
    if results is None:
        return _from_database(session, page, seen_by)
    return _from_index(session, page, seen_by, results, cursor=searching.cursor)


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
    hits = tuple(
        replace(visible[hit.key], snippet="" if hit.key in changed else hit.snippet)
        for hit in results.hits
        if hit.key in visible
    )
    dropped = len(keys) - len(hits)
    # A count or a suggestion could still tell of what has just been taken down.
    current = not dropped
    return replace(
        page,
        hits=hits,
        total=results.total - dropped,
        facets=_facets(asked, results) if current else (),
        chips=_chips(asked),
        suggestion=(
            Chip(results.suggestion, asked.address(q=results.suggestion))
            if results.suggestion and current
            else None
        ),
        is_relaxed=results.relaxed,
        pages=_pages(asked, results.total),
    )


def _from_database(
    session: Session, page: FindPage, seen_by: Viewer | None
) -> FindPage:
    asked = page.asked
    answer = plain_search.search(
        session,
        asked.query,
        seen_by,
        kinds=asked.kinds,
        since=asked.since,
        until=asked.until,
        page=asked.page,
        per_page=PER_PAGE,
    )
    visible = look_up(session, answer.keys, seen_by)
    return replace(
        page,
        hits=tuple(visible[key] for key in answer.keys if key in visible),
        total=answer.total,
        chips=_chips(asked),
        is_plain=True,
        pages=_pages(asked, answer.total),
    )


def _pages(asked: Asked, total: int) -> Pages:
    last = max(1, -(-total // PER_PAGE))
    path = url_for("find.index")
    return Pages(min(asked.page, last), last, path, asked.parameters())


def _facets(asked: Asked, results: Results) -> tuple[Facet, ...]:
    groups = [("loai", "kind", "Loại", KINDS)] + [
        (name, facet, label, _STATES if facet == "state" else _labels(terms))
        for name, (facet, label, terms) in _FACETS.items()
    ]
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
        if results.facets.get(facet)
    )


def _labels(terms: type[vocabulary.Term] | None) -> dict[str, str]:
    return {term.value: term.label for term in terms} if terms else {}


def _chips(asked: Asked) -> tuple[Chip, ...]:
    """Return the filters in force, each with the address that lifts it."""
    words: dict[str, Callable[[str], str]] = {
        "loai": lambda value: KINDS[value],
        "tu": lambda value: f"từ {value}",
        "den": lambda value: f"đến {value}",
        "sap-xep": lambda _: "mới nhất trước",
        "trang-thai": lambda value: _STATES.get(value, value),
        "linh-vuc": lambda value: _labels(vocabulary.Field).get(value, value),
        "nguon": lambda value: _labels(vocabulary.Source).get(value, value),
    }
    return tuple(
        Chip(words.get(name, str)(value), asked.address(**{name: ""}))
        for name, value in asked.parameters().items()
        if name != "q"
    )
