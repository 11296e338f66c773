"""Lists of the API, page by page; a page that is not there is not found."""

from typing import Any

from sqlalchemy.orm import Session

from documents import queries
from documents.errors import NotFound
from documents.queries import PER_PAGE
from documents.vocabulary import DirectiveForce, Field
from portal import asked
from portal.api import making, resources
from portal.find import FindPage, answered

Told = dict[str, Any]
"""The conditions of an address, as portal.api.parameters read them."""


def directives(session: Session, told: Told) -> resources.Directives:
    """Return a page of the register; with words, of what a visitor finds by them."""
    if "q" in told:
        return _found_directives(session, told)
    only = queries.DirectiveFilter(
        kind=told.get("kind", ""),
        issuer=told.get("issuer", ""),
        year=told.get("year"),
        force=DirectiveForce(told["force"]) if "force" in told else None,
    )
    found = queries.directives(session, None, only=only, page=told.get("page", 1))
    lines = tuple(making.directive_line(row) for row in found.rows)
    return resources.Directives(
        **_paged("api.directives", told, found.total), items=lines
    )


def _found_directives(session: Session, told: Told) -> resources.Directives:
    year = told.get("year")
    page = _find(
        session,
        told,
        {
            "loai": "directive",
            "hinh-thuc": told.get("kind", ""),
            "co-quan": told.get("issuer", ""),
            "trang-thai": told.get("force", ""),
            "tu": f"{year}-01-01" if year else "",
            "den": f"{year}-12-31" if year else "",
        },
    )
    if page.is_relaxed:
        # What holds some of the words only is not what was asked for.
        return resources.Directives(**_paged("api.directives", told, 0), items=())
    ids = [int(hit.key.partition(":")[2]) for hit in page.hits]
    rows = {row.id: row for row in queries.directives_among(session, ids)}
    return resources.Directives(
        **_paged("api.directives", told, page.total),
        items=tuple(making.directive_line(rows[it]) for it in ids if it in rows),
    )


def answers(session: Session, told: Told) -> resources.Answers:
    """Return a page of the published answers."""
    field = Field(told["field"]) if "field" in told else None
    found = queries.answers(session, field=field, page=told.get("page", 1))
    return resources.Answers(
        **_paged("api.answers", told, found.total),
        items=tuple(making.answer_line(row) for row in found.rows),
    )


def hits(session: Session, told: Told) -> resources.Hits:
    """Return a page of what a visitor finds."""
    page = _find(session, told, {"loai": told.get("kind", "")})
    return resources.Hits(
        **_paged("api.search", told, page.total),
        is_relaxed=page.is_relaxed,
        items=tuple(map(making.hit, page.hits)),
    )


def _find(session: Session, told: Told, narrowed: dict[str, str]) -> FindPage:
    typed = {"q": told["q"], "trang": str(told.get("page", 1)), **narrowed}
    wanted = asked.read(typed, session, None)
    return answered(session, FindPage(title="", asked=wanted), None)


def _paged(endpoint: str, told: Told, total: int) -> Told:
    page, last = told.get("page", 1), max(1, -(-total // PER_PAGE))
    if page > last:
        raise NotFound(f"Danh sách này có {last} trang.")
    following = making.absolute(endpoint, **{**told, "page": page + 1})
    return {
        "total": total,
        "page": page,
        "pages": last,
        "next": following if page < last else None,
    }
