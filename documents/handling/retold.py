"""Whether the sender told of a case again: then it is not old news (T41, X15, §8 B3).

One predicate for the list of the backlog and for the move that ends a case. What
counts is a case that is linked, and a later one that is like it: same telephone, or
same field and place, as long as no officer has found it to be another matter.
"""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from documents import likeness, queries
from documents.models import Case, CaseLink, CaseMark, Complainant
from documents.viewer import Viewer
from documents.vocabulary import Likeness, LinkKind, MarkKind

_COUNTS: Final = {Likeness.PHONE, Likeness.PLACE}
_LOOKED_AT: Final = 30
_NAMED: Final = 3
"""Cases like one at hand that are looked at, and that a refusal names."""


def by_another_case() -> ColumnElement[bool]:
    """Return the condition that another case tells of this one again.

    The few cases that tell of another one are read once, not once for every case.
    """
    other = aliased(Case)
    told = union_all(
        *(
            select(column).where(column.is_not(None))
            for column in (other.parent_id, other.duplicate_of_id)
        )
    )
    return Case.id.in_(told)


def by_a_like_case() -> ColumnElement[bool]:
    """Return the condition that a later case may tell of this one again."""
    mine, theirs, caller = aliased(Complainant), aliased(Complainant), aliased(Case)
    here, there, near = aliased(CaseMark), aliased(CaseMark), aliased(Case)
    phone = select(mine.phone_key).where(mine.case_id == Case.id).correlate(Case)
    # A case names one place at most.
    named = and_(here.case_id == Case.id, here.kind == MarkKind.PLACE)
    place = select(here.key).where(named).correlate(Case)
    same_phone = exists().where(
        theirs.phone_key == phone.scalar_subquery(),
        theirs.phone_key != "",
        caller.id == theirs.case_id,
        _may_be_again(caller),
    )
    same_place = exists().where(
        there.kind == MarkKind.PLACE,
        there.key == place.scalar_subquery(),
        near.id == there.case_id,
        near.field == Case.field,
        _may_be_again(near),
    )
    return or_(same_phone, same_place)


def _may_be_again(other: Any) -> ColumnElement[bool]:
    ways = or_(
        and_(CaseLink.case_id == Case.id, CaseLink.other_id == other.id),
        and_(CaseLink.case_id == other.id, CaseLink.other_id == Case.id),
    )
    found = select(CaseLink.case_id).where(CaseLink.kind == LinkKind.APART, ways)
    apart = found.correlate(Case, other).exists()
    later = or_(
        other.received_at > Case.received_at,
        and_(other.received_at == Case.received_at, other.id > Case.id),
    )
    return and_(later, queries.unsealed(other), ~apart)


def is_retold() -> ColumnElement[bool]:
    """Return the condition that a case was opened again, or told of by another."""
    return or_(Case.round > 1, by_another_case(), by_a_like_case())


def told_how(session: Session, case: Case, viewer: Viewer) -> str:
    """Say in words how the sender told of a case again; "" if he did not."""
    if case.round > 1:
        return "Người gửi đã phản ánh lại; hồ sơ này đã được mở lại."
    again = session.scalar(select(Case.id).where(Case.id == case.id, by_another_case()))
    if again:
        return "Người gửi đã phản ánh lại bằng hồ sơ khác."
    return _like_ones(session, case, viewer)


def _like_ones(session: Session, case: Case, viewer: Viewer) -> str:
    later = or_(
        Case.received_at > case.received_at,
        and_(Case.received_at == case.received_at, Case.id > case.id),
    )
    found = likeness.alike(
        session,
        likeness.sought_of(session, case),
        viewer=viewer,
        only=later,
        most=_LOOKED_AT,
    )
    named = [
        f"{one.case.code} ({', '.join(why)})"
        for one in found
        if (why := [it.words for it in one.reasons if it.kind in _COUNTS])
    ]
    if not named:
        return ""
    return (
        f"Có thể người gửi đã phản ánh lại: {', '.join(named[:_NAMED])}. Ở mục “Hồ sơ"
        " liên quan, tương tự”, hãy ghi là phản ánh lại, hoặc không phải cùng việc."
    )
