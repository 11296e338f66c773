"""One page of a list, and how many rows there are in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from sqlalchemy import Select, func, inspect, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")
PER_PAGE: Final = 20


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """One page of a list, and how many rows there are in all."""

    rows: Sequence[Row]
    total: int
    page: int
    per_page: int = PER_PAGE

    @property
    def last(self) -> int:
        """Return the number of the last page, at least 1."""
        return max(1, -(-self.total // self.per_page))


def listing(
    session: Session, query: Select[Row], page: int, *, per_page: int = PER_PAGE
) -> Listing[Row]:
    """Return the page of a query that was asked for, or the last one.

    Rows are counted and put in order by their keys alone, which an index may hold;
    whole rows are read of the one page only.
    """
    key = inspect(query.column_descriptions[0]["entity"]).primary_key[0]
    keys = query.with_only_columns(key)
    counted = select(func.count()).select_from(keys.order_by(None).subquery())
    total = session.scalar(counted) or 0
    last = max(1, -(-total // per_page))
    page = min(max(page, 1), last)
    shown = session.scalars(keys.limit(per_page).offset((page - 1) * per_page)).all()
    rows = session.scalars(query.where(key.in_(shown)))
    return Listing(rows.unique().all(), total, page, per_page)
