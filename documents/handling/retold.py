"""Whether the sender told of a case again: then it is not old news (T41, X15).

One predicate for the list of the backlog and for the move that ends a case.
"""

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased

from documents.models import Case


def by_another_case() -> ColumnElement[bool]:
    """Return the condition that another case tells of this one again."""
    other = aliased(Case)
    linked = or_(other.parent_id == Case.id, other.duplicate_of_id == Case.id)
    return exists().where(linked)


def is_retold() -> ColumnElement[bool]:
    """Return the condition that a case was opened again, or told of by another."""
    return or_(Case.round > 1, by_another_case())


def told_how(session: Session, case: Case) -> str:
    """Say in words how the sender told of a case again; "" if he did not."""
    if case.round > 1:
        return "Người gửi đã phản ánh lại; hồ sơ này đã được mở lại."
    again = session.scalar(select(Case.id).where(Case.id == case.id, by_another_case()))
    return "Người gửi đã phản ánh lại bằng hồ sơ khác." if again else ""
