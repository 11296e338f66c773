"""The values that directives are narrowed to, each found by one step in an index.

The register is never read through for them: from one value an index leads to the next,
however many documents have it.
"""

from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from documents.models import Directive
from documents.queries.content import directive_filter
from documents.text import sort_key
from documents.viewer import Viewer
from documents.vocabulary import IssuerLevel

MOST_YEARS: Final = 60
"""Years that are offered, counted back from the newest document's."""


def directive_choices(session: Session, viewer: Viewer | None) -> dict[str, list[Any]]:
    """Return the kinds, issuers and years that the viewer can filter by."""
    seen = directive_filter(viewer)
    return {
        "kind": _values(session, Directive.kind, seen),
        "issuer": _values(session, Directive.issuer, seen),
        "year": _years(session, seen),
    }


def known_issuers(session: Session) -> list[str]:
    """Return who issued what the register holds, drafts too."""
    return _values(session, Directive.issuer, true())


def level_of(session: Session, issuer: str) -> IssuerLevel | None:
    """Return the level of an issuer, as the register knows it."""
    its = select(Directive.issuer_level).where(Directive.issuer == issuer)
    return session.scalar(its.limit(1))


def _values(
    session: Session, column: InstrumentedAttribute[str], seen: ColumnElement[bool]
) -> list[str]:
    """Return the values of a column, in the order of the alphabet."""
    least = select(func.min(column)).where(seen)
    first = select(least.scalar_subquery().label("value"))
    found = first.cte("found", recursive=True)
    here = found.c.value
    following = least.where(column > here).correlate(found).scalar_subquery()
    found = found.union_all(select(following).where(here.is_not(None)))
    told = session.scalars(select(found.c.value).where(found.c.value.is_not(None)))
    return sorted(told, key=sort_key)


def _years(session: Session, seen: ColumnElement[bool]) -> list[int]:
    """Return the years in which documents were issued, the newest first."""
    day = Directive.issued_on
    least, most = (
        select(end(day)).where(seen).scalar_subquery() for end in (func.min, func.max)
    )
    first, last = session.scalar(select(least)), session.scalar(select(most))
    if first is None or last is None:
        return []
    years = range(last.year, max(first.year, last.year - MOST_YEARS + 1) - 1, -1)
    asked = [select(day).where(seen, _in(year)).exists() for year in years]
    told = session.execute(select(*asked)).one()
    return [year for year, is_there in zip(years, told, strict=True) if is_there]


def _in(year: int) -> ColumnElement[bool]:
    return Directive.issued_on.between(date(year, 1, 1), date(year, 12, 31))
