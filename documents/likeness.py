"""Cases that may be of one matter: same telephone, plate, road, place, like words.

Every candidate comes out of an index; words are only compared among those. Nothing of
a sealed case is ever like anything (domain.md §12).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from documents import landmarks, queries
from documents.models import Case, CaseLink, CaseMark, Complainant
from documents.viewer import Viewer
from documents.vocabulary import Field, Likeness, LinkKind, MarkKind

MOST: Final = 6
"""Cases that are shown."""

_LOOKED_AT: Final = 30
"""Newest cases that are looked at for each thing named."""

_WEIGHTS: Final = {
    Likeness.PHONE: 8,
    Likeness.PLATE: 6,
    Likeness.TEXT: 4,
    Likeness.ROAD: 3,
    Likeness.PLACE: 2,
}
_OF_MARK: Final = {
    MarkKind.PLATE: Likeness.PLATE,
    MarkKind.ROAD: Likeness.ROAD,
    MarkKind.PLACE: Likeness.PLACE,
}


@dataclass(frozen=True)
class Sought:
    """What a report tells that another one may tell too; `case_id` is its own."""

    title: str
    content: str
    location: str
    field: Field | None = None
    phone_key: str = ""
    case_id: int | None = None

    @property
    def marks(self) -> list[landmarks.Mark]:
        """Return the plates, roads and the place that it names."""
        return landmarks.marks_of(self.title, self.content, self.location)


@dataclass(frozen=True)
class Reason:
    """Why two cases are alike; `what` is the plate or the road that both name."""

    kind: Likeness
    what: str = ""

    @property
    def words(self) -> str:
        """Say it as an officer would: "cùng biển số 72A-123.45"."""
        if self.kind is Likeness.ROAD:
            return f"cùng {self.what}"
        label = self.kind.label
        return f"{label[0].lower()}{label[1:]} {self.what}".strip()


@dataclass(frozen=True)
class Alike:
    """Another case, and why it is like the one at hand, the weightiest reason first."""

    case: Case
    reasons: tuple[Reason, ...]

    @property
    def kinds(self) -> set[Likeness]:
        """Return the kinds of its reasons."""
        return {reason.kind for reason in self.reasons}

    @property
    def is_strong(self) -> bool:
        """Say whether it is the same sender on what seems the same matter."""
        return Likeness.PHONE in self.kinds and len(self.kinds) > 1

    @property
    def words(self) -> str:
        """Say every reason in one line."""
        return ", ".join(reason.words for reason in self.reasons)

    @property
    def weight(self) -> tuple[int, int]:
        """Return what it is ranked by: its reasons, then how new it is."""
        return sum(_WEIGHTS[kind] for kind in self.kinds), self.case.id


def may_know(viewer: Viewer) -> bool:
    """Say whether a viewer may learn that two cases share a telephone (§6, §12).

    The number itself is shown to nobody here.
    """
    return viewer.sees_every_case


def sought_of(session: Session, case: Case) -> Sought:
    """Return what a case tells."""
    sender = session.get(Complainant, case.id)
    return Sought(
        case.title,
        case.content,
        case.location,
        case.field,
        (sender.phone_key or "") if sender else "",
        case.id,
    )


def alike(
    session: Session,
    sought: Sought,
    *,
    viewer: Viewer,
    only: ColumnElement[bool] | None = None,
    most: int = MOST,
) -> list[Alike]:
    """Return the cases that a viewer sees and that are like this one, likest first.

    What an officer found to be another matter is left out.
    """
    found = _found(session, sought, viewer, true() if only is None else only)
    if not found:
        return []
    rows = select(Case).where(Case.id.in_(found))
    told = [
        Alike(case, tuple(_with_words(found[case.id], sought, case)))
        for case in session.scalars(rows).unique()
    ]
    return sorted(told, key=lambda one: one.weight, reverse=True)[:most]


def _found(
    session: Session, sought: Sought, viewer: Viewer, only: ColumnElement[bool]
) -> dict[int, list[Reason]]:
    """Return the reasons that lie in an index, by the ids of the cases."""
    seen = and_(queries.visible_cases(viewer), only)
    if sought.case_id is not None:
        seen = and_(seen, Case.id != sought.case_id, ~is_apart(sought.case_id))
    asked = list(_asked(sought, viewer, seen))
    found: defaultdict[int, list[Reason]] = defaultdict(list)
    if asked:
        rows = union_all(*(select(one.subquery()) for one in asked))
        for case_id, kind, what in session.execute(rows):
            found[case_id].append(Reason(Likeness(kind), what))
    return found


def _asked(
    sought: Sought, viewer: Viewer, seen: ColumnElement[bool]
) -> Iterator[Select[int, str, str]]:
    """Yield one question an index answers for each thing that is named."""
    for kind, key in sought.marks:
        is_place = kind is MarkKind.PLACE
        rows = _rows(_OF_MARK[kind], "" if is_place else key).join(
            CaseMark, CaseMark.case_id == Case.id
        )
        same = and_(CaseMark.kind == kind, CaseMark.key == key)
        if not is_place:
            yield rows.where(same, seen).order_by(CaseMark.case_id.desc())
        elif sought.field is not None:
            same = and_(same, Case.field == sought.field)
            yield rows.where(same, seen).order_by(CaseMark.case_id.desc())
    if sought.phone_key and may_know(viewer):
        rows = _rows(Likeness.PHONE).join(Complainant, Complainant.case_id == Case.id)
        same = Complainant.phone_key == sought.phone_key
        yield rows.where(same, seen).order_by(Complainant.case_id.desc())


def _rows(kind: Likeness, what: str = "") -> Select[int, str, str]:
    told = literal(kind.value).label("likeness"), literal(what).label("what")
    return select(Case.id, *told).limit(_LOOKED_AT)


def is_apart(case_id: int) -> ColumnElement[bool]:
    """Return the condition that a case was found to be another matter than this one."""
    apart = select(CaseLink.case_id).where(
        CaseLink.kind == LinkKind.APART,
        or_(
            and_(CaseLink.case_id == case_id, CaseLink.other_id == Case.id),
            and_(CaseLink.other_id == case_id, CaseLink.case_id == Case.id),
        ),
    )
    return apart.exists()


def _with_words(reasons: list[Reason], sought: Sought, case: Case) -> list[Reason]:
    ours = f"{sought.title}\n{sought.content}"
    if landmarks.is_like(ours, f"{case.title}\n{case.content}"):
        reasons = [*reasons, Reason(Likeness.TEXT)]
    return sorted(reasons, key=lambda reason: -_WEIGHTS[reason.kind])
