"""What figures are cut by, and what the rows of a cut are called."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import queries
from documents.models import Officer
from documents.vocabulary import CaseKind, Channel, Field, Source, Term, Urgency


class Cut(Term):
    """What the rows of a table are."""

    UNIT = "unit", "Phòng, đơn vị"
    HANDLER = "handler", "Công chức xử lý"
    FIELD = "field", "Lĩnh vực"
    KIND = "kind", "Loại"
    URGENCY = "urgency", "Mức độ"
    CHANNEL = "channel", "Kênh tiếp nhận"
    SOURCE = "source", "Nguồn"


Key = str | int | None
"""What a row stands for: a unit's or officer's id, a term's value, None for none."""

_TERMS: Final[Mapping[Cut, type[Term]]] = {
    Cut.FIELD: Field,
    Cut.KIND: CaseKind,
    Cut.URGENCY: Urgency,
    Cut.CHANNEL: Channel,
    Cut.SOURCE: Source,
}
_NONE: Final = {
    Cut.UNIT: "Chưa giao đơn vị",
    Cut.HANDLER: "Chưa giao công chức",
    Cut.KIND: "Chưa phân loại",
    Cut.FIELD: "Chưa phân loại",
}

UNNAMED: Final = "Hướng dẫn khiếu nại, tố cáo"
"""The row of what is sealed: in every figure, under no name (domain.md §12)."""


def rows_of(session: Session, cut: Cut) -> dict[Key, str]:
    """Return the rows of a cut in their order, by what each stands for."""
    if (terms := _TERMS.get(cut)) is not None:
        named: dict[Key, str] = {term.value: term.label for term in terms}
    elif cut is Cut.UNIT:
        named = {unit.id: unit.name for unit in queries.units(session)}
    else:
        people = select(Officer.id, Officer.full_name)
        named = dict(session.execute(people.order_by(Officer.full_name)).all())
    return named | {None: _NONE.get(cut, "Không ghi")}


def always_shown(session: Session, cut: Cut, *, on: date) -> frozenset[Key]:
    """Return the rows that are shown even when they are empty: units in service."""
    if cut is not Cut.UNIT:
        return frozenset()
    return frozenset(unit.id for unit in queries.units_in_service(session, on=on))
