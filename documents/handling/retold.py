"""Whether the sender told of a case again: then it is not old news (T41, X15).

One predicate for the list of the backlog and for the move that ends a case.
"""

from sqlalchemy import ColumnElement, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from documents.models import Case


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


def is_retold() -> ColumnElement[bool]:
    """Return the condition that a case was opened again, or told of by another."""
    return or_(Case.round > 1, by_another_case())


def told_how(session: Session, case: Case) -> str:
    """Say in words how the sender told of a case again; "" if he did not."""
    if case.round > 1:
        return "Người gửi đã phản ánh lại; hồ sơ này đã được mở lại."
    again = session.scalar(select(Case.id).where(Case.id == case.id, by_another_case()))
    return "Người gửi đã phản ánh lại bằng hồ sơ khác." if again else ""
