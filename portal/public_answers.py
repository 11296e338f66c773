"""A published answer as pages show it: to visitors, and to officers who look for them.

Both ask `documents.queries` the same question, so that the second cannot lie.
"""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from documents import letters, queries
from documents.deadlines import local_day
from documents.letters import Block
from documents.models import Publication
from documents.viewer import PUBLIC
from documents.vocabulary import Field
from portal import db, wiring
from portal.matter import as_question


@dataclass(frozen=True)
class AnswerView:
    """What anybody reads of a case."""

    code: str
    title: str
    content: tuple[str, ...]
    answer: tuple[Block, ...]
    field: str
    received_on: date
    answered_on: date | None
    released_on: date | None
    url: str


def answer_view(row: Publication) -> AnswerView:
    """Return what anybody reads of a case: nothing but what was released."""
    case = row.case
    return AnswerView(
        code=case.code,
        title=row.title,
        content=tuple(line for line in row.content.split("\n") if line.strip()),
        answer=letters.blocks(row.answer, end=""),
        field=db.site().label(case.field) if case.field else "",
        received_on=local_day(case.received_at),
        answered_on=local_day(case.answered_at) if case.answered_at else None,
        released_on=local_day(row.released_at) if row.released_at else None,
        url=url_for("answers.show", code=case.code.lower()),
    )


def answers_like(
    session: Session, matter: str, *, field: Field | None, most: int
) -> tuple[AnswerView, ...]:
    """Return published answers like a matter, most alike first; none without search.

    Nothing else is asked: that others sent the same is nobody's to know.
    """
    asked = as_question(matter)
    facets = {"field": {field.value}} if field else None
    results = asked and wiring.current().search.ask(
        asked, audience=PUBLIC, kinds={"answer"}, facets=facets, per_page=most
    )
    codes = [hit.key.partition(":")[2] for hit in results.hits] if results else []
    rows = {row.case.code: row for row in queries.answers_among(session, codes)}
    return tuple(answer_view(rows[code]) for code in codes if code in rows)


def answer_of(session: Session, code: str) -> AnswerView:
    """Return what anybody reads of the case with a code, or raise NotFound."""
    return answer_view(queries.answer(session, code))
