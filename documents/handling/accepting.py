"""Taking a case that its sender sent by himself (domain.md §5.2 X03).

Whoever takes it has looked for cases like it. Of each that is very like it he says what
this one is to it; what is merely similar he may pass over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from documents import cases, likeness, linking, queries
from documents.cases import Told
from documents.deadlines import Calendar, due_of_case
from documents.errors import Invalid
from documents.handling import wording
from documents.likeness import Alike
from documents.models import Case
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, Likeness, LinkKind, SimilarCheck

RECENT: Final = timedelta(days=90)
"""How long ago a case was received that this one may tell again (as X17's term)."""

_STRONG: Final = {Likeness.PHONE, Likeness.PLATE, Likeness.ROAD}
_LOOKED_AT: Final = 100
"""Cases like one at hand among which the very like ones are looked for."""


@dataclass(frozen=True)
class Looked:
    """What came of looking for cases like one (X03).

    `answers` say what it is to each that is very like it, by their codes; `reason`, why
    it is another matter where it is. Without such a case `similar` is the answer.
    """

    similar: SimilarCheck | None = None
    answers: Mapping[str, LinkKind] = field(default_factory=dict)
    reason: str = ""


def very_like(
    session: Session, case: Case, *, viewer: Viewer, now: datetime
) -> list[Alike]:
    """Return the likest recent cases with the same telephone, plate or road and km.

    What is tied to the case already is left out; so is what only tells another one of
    them again, or was merged into it.
    """
    known = {one.id for one in queries.links_of(session, case, viewer).cases}
    found = likeness.alike(
        session,
        likeness.sought_of(session, case),
        viewer=viewer,
        only=Case.received_at >= now - RECENT,
        most=_LOOKED_AT,
    )
    strong = [one for one in found if one.kinds & _STRONG and one.case.id not in known]
    ids = {one.case.id for one in strong}
    return [one for one in strong if not ids & _stands_for(one.case)][: likeness.MOST]


def _stands_for(case: Case) -> set[int | None]:
    return {case.parent_id, case.duplicate_of_id}


def accept(
    session: Session,
    case: Case,
    looked: Looked,
    *,
    calendar: Calendar,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Take a case; its term runs from now on, whatever was asked before.

    Raises:
        Invalid: a case that is very like this one has no answer, no reason says why it
        is another matter, or the two cannot be tied so; nobody looked for any.
        OutOfDate, TransitionRefused, NotAllowed, NotFound.
    """
    matches: list[Case] = []

    def change() -> Told:
        found = very_like(session, case, viewer=by, now=now)
        matches.extend(one.case for one in found)
        told = _finding(looked, [one.code for one in matches])
        _must_fit(session, case, matches, looked, now=now)
        _begin(case, calendar, now)
        return Told(told.label, {"similar": told.value})

    cases.advance(
        session,
        case,
        CaseAction.ACCEPT,
        change=change,
        expected_version=expected_version,
        by=by,
        now=now,
    )
    for other in matches:
        kind = looked.answers[other.code]
        why = looked.reason.strip() if kind is LinkKind.APART else ""
        linking.tie(session, case, other, kind, by=by, now=now, why=why)


def _finding(looked: Looked, codes: Sequence[str]) -> SimilarCheck:
    """Return what came of looking, if everything that must be said was said."""
    if not codes:
        if looked.similar is None:
            raise Invalid({"similar": "Cần cho biết đã tìm hồ sơ tương tự chưa."})
        return looked.similar
    unsaid = [code for code in codes if code not in looked.answers]
    if unsaid:
        message = f"Hãy chọn hồ sơ này là gì với {', '.join(unsaid)}."
        raise Invalid({"answers": message})
    said = [looked.answers[code] for code in codes]
    if said.count(LinkKind.AGAIN) > 1:
        message = "Chỉ một hồ sơ là lần phản ánh trước; hồ sơ khác là “Có liên quan”."
        raise Invalid({"answers": message})
    if LinkKind.APART in said:
        wording.said("reason", looked.reason, "Cần nêu vì sao không phải cùng việc")
    is_apart = {*said} == {LinkKind.APART}
    return SimilarCheck.KEPT_APART if is_apart else SimilarCheck.TIED


def _must_fit(
    session: Session,
    case: Case,
    matches: Sequence[Case],
    looked: Looked,
    *,
    now: datetime,
) -> None:
    for other in matches:
        kind = looked.answers[other.code]
        try:
            linking.must_fit(session, case, other, kind, received_at=now)
        except Invalid as refusal:
            message = " ".join(refusal.fields.values())
            raise Invalid({"answers": message}) from refusal


def _begin(case: Case, calendar: Calendar, now: datetime) -> None:
    due = due_of_case(
        calendar,
        now,
        case.urgency,
        source=case.source,
        kind=case.kind,
        external_due=case.external_due,
    )
    current = case.rounds[-1]
    case.received_at = current.received_at = now
    current.accepted = True
    case.due_on = current.due_on = due.due_on
    case.calendar_version = calendar.version
    current.original_due_on, current.paused_days = None, 0
