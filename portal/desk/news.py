"""What is new to an officer in the cases that concern him, as lines of his desk."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from sqlalchemy.orm import Session

from documents import history, queries
from documents.viewer import Viewer


@dataclass(frozen=True)
class NewsRow:
    """A case, and the newest that another officer did about it."""

    url: str
    code: str
    about: str
    what: str
    who: str
    at: datetime


def news_for(session: Session, viewer: Viewer, *, today: date) -> tuple[NewsRow, ...]:
    """Return the cases with something new, the newest first."""
    return tuple(
        NewsRow(
            url=url_for("desk.show", code=case.code),
            code=case.code,
            about=case.title,
            what=history.title(line),
            who=line.actor_name,
            at=line.at,
        )
        for case, line in queries.news_for(session, viewer, today=today)
    )
