"""Doing one thing for many, each for itself: one refusal undoes nothing else."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from sqlalchemy.orm import Session

from documents.errors import DomainError

One = TypeVar("One")


def each(
    session: Session, rows: Iterable[One], act: Callable[[One], object]
) -> tuple[int, list[tuple[One, DomainError]]]:
    """Do it for each, in a savepoint of its own; return how many, and who was refused.

    What was done of a refused one is undone.
    """
    done, refused = 0, []
    for row in rows:
        try:
            with session.begin_nested():
                act(row)
        except DomainError as refusal:
            refused.append((row, refusal))
        else:
            done += 1
    return done, refused
