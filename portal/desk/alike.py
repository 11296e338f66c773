"""Cases of what may be the same matter, as a page tells them: with the reasons."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from documents import likeness
from documents.deadlines import local_day
from documents.likeness import Alike, Sought
from documents.models import Case
from documents.viewer import Viewer


@dataclass(frozen=True)
class OtherCase:
    """Another case, and in words what it has to do with the one at hand."""

    code: str
    title: str
    state: str
    on: date
    url: str
    words: str


def other_case(case: Case, words: str) -> OtherCase:
    """Return another case with what is said of it."""
    return OtherCase(
        code=case.code,
        title=case.title,
        state=case.state.label,
        on=local_day(case.received_at),
        url=url_for("desk.show", code=case.code),
        words=words,
    )


def like_ones(
    session: Session, sought: Sought, viewer: Viewer, *, but: frozenset[int]
) -> tuple[OtherCase, ...]:
    """Return what is like a report and not tied to it yet, likest first."""
    found = likeness.alike(session, sought, viewer=viewer)
    return tuple(told(one) for one in found if one.case.id not in but)


def told(one: Alike) -> OtherCase:
    """Return a case that is like one at hand, with the reasons."""
    words = one.words
    return other_case(one.case, words[0].upper() + words[1:])
