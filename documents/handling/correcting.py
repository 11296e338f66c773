"""Correcting what was recorded of an ended case (domain.md §5.2 X21, T46).

What the case is and where it stands stay: no state, no due date and no result moves.
The history keeps the old value, the new one and the reason. Where the case was counted
in a period that is closed, one officer proposes and another one confirms.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from sqlalchemy.orm import Session

from documents import cases, marking, proposals, standing
from documents.cases import NOT_FOR_THE_HOTLINE, Told
from documents.errors import Invalid
from documents.handling import wording
from documents.intake import PHYSICAL_FACTS
from documents.models import Case
from documents.proposals import Asked
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, CaseKind, Field, Source, Term, Urgency

LONGEST: Final = 300
"""Characters of a line that is corrected."""

Chosen = TypeVar("Chosen", bound=Term)


@dataclass(frozen=True)
class Correctable:
    """A field that can be corrected: its name, how it is read, judged and written.

    `terms` are its values, of a field that has a vocabulary. `write` raises Invalid,
    under "value", for a value that cannot stand.
    """

    label: str
    read: Callable[[Case], str]
    write: Callable[[Case, str], None]
    terms: tuple[Term, ...] = ()

    def shown(self, value: str) -> str:
        """Return a value in words."""
        return next((one.label for one in self.terms if one.value == value), value)


def correct(
    session: Session,
    case: Case,
    name: str,
    value: str,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Put one field of an ended case right.

    What was proposed is what is confirmed, whatever is given here.

    Raises:
        Invalid: under "name", "value" or "reason", what cannot be taken; and what
        `cases.advance` raises.
    """

    def change() -> Told:
        told = _corrected(case, *_wanted(session, case, (name, value, reason)))
        marking.mark(session, case)
        return told

    cases.advance(
        session,
        case,
        CaseAction.CORRECT,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def propose(
    session: Session,
    case: Case,
    name: str,
    value: str,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Ask that one field of a case be put right whose period is closed.

    Raises:
        Invalid: as `correct` does; and what `proposals.propose` raises.
    """

    def judged() -> Asked:
        told = _corrected(_copy(case), name, value, reason)
        return Asked(dict(told.data or {}), told.note)

    proposals.propose(
        session,
        case,
        CaseAction.CORRECT,
        judged,
        expected_version=expected_version,
        by=by,
        now=now,
    )


def _copy(case: Case) -> Case:
    """Return what a correction is judged on while it is only asked for."""
    return Case(
        source=case.source,
        anonymous=case.anonymous,
        title=case.title,
        location=case.location,
        external_ref=case.external_ref,
        kind=case.kind,
        field=case.field,
        urgency=case.urgency,
    )


def _wanted(
    session: Session, case: Case, typed: tuple[str, str, str]
) -> tuple[str, str, str]:
    proposal = standing.pending(session, case)
    if proposal is None or proposal.action is not CaseAction.CORRECT:
        return typed
    told = proposal.content
    return told["field"], told["new"], told["reason"]


def _corrected(case: Case, name: str, value: str, reason: str) -> Told:
    field = CORRECTABLE.get(name)
    if field is None:
        raise Invalid({"name": "Hãy chọn mục cần đính chính."})
    said = wording.said("reason", reason, "Cần nêu lý do")
    old, new = field.read(case), " ".join(value.split())
    if new == old:
        raise Invalid({"value": "Giá trị mới giống giá trị đang ghi."})
    field.write(case, new)
    shown = (field.shown(one) or "(để trống)" for one in (old, new))
    return Told(
        f"{field.label}: {' → '.join(shown)}. Lý do: {said}",
        {"field": name, "old": old, "new": new, "reason": said},
    )


def _line(value: str) -> str:
    if len(value) > LONGEST:
        raise Invalid({"value": f"Không dài quá {LONGEST} ký tự."})
    return value


def _member(terms: type[Chosen], value: str) -> Chosen:
    if value not in {one.value for one in terms}:
        raise Invalid({"value": "Hãy chọn một giá trị của mục này."})
    return terms(value)


def _title(case: Case, value: str) -> None:
    if not value:
        raise Invalid({"value": "Cần nhập trích yếu nội dung."})
    case.title = _line(value)


def _location(case: Case, value: str) -> None:
    case.location = _line(value)


def _external_ref(case: Case, value: str) -> None:
    if case.source is Source.PROVINCE and not value:
        message = "Hồ sơ của Đường dây nóng tỉnh cần mã số trên hệ thống."
        raise Invalid({"value": message})
    case.external_ref = _line(value)


def _kind(case: Case, value: str) -> None:
    """Judge a kind: what was guided as a complaint was decided, not mistyped (X20)."""
    kind = _member(CaseKind, value)
    if kind in NOT_FOR_THE_HOTLINE or case.kind in NOT_FOR_THE_HOTLINE:
        message = "Khiếu nại, tố cáo không ghi nhận hay bỏ đi bằng đính chính."
        raise Invalid({"value": message})
    case.kind = kind


def _field(case: Case, value: str) -> None:
    field = _member(Field, value)
    if case.anonymous and field not in PHYSICAL_FACTS:
        message = "Hồ sơ ẩn danh chỉ thuộc lĩnh vực về hiện trường (đường, cầu …)."
        raise Invalid({"value": message})
    case.field = field


def _urgency(case: Case, value: str) -> None:
    """Judge an urgency: due date and result stay as they were reported."""
    case.urgency = _member(Urgency, value)


CORRECTABLE: Final[Mapping[str, Correctable]] = {
    "title": Correctable("Trích yếu", lambda case: case.title, _title),
    "location": Correctable("Địa điểm", lambda case: case.location, _location),
    "external_ref": Correctable(
        "Mã của tỉnh", lambda case: case.external_ref, _external_ref
    ),
    "kind": Correctable(
        "Loại",
        lambda case: case.kind.value if case.kind else "",
        _kind,
        tuple(kind for kind in CaseKind if kind not in NOT_FOR_THE_HOTLINE),
    ),
    "field": Correctable(
        "Lĩnh vực",
        lambda case: case.field.value if case.field else "",
        _field,
        tuple(Field),
    ),
    "urgency": Correctable(
        "Mức độ", lambda case: case.urgency.value, _urgency, tuple(Urgency)
    ),
}
"""What can be corrected of an ended case, and how each value is judged."""
