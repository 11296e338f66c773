"""A published answer as a search entry: the very words that visitors read."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from documents import outbox, queries
from documents.deadlines import local_day
from documents.viewer import PUBLIC
from search import Entry


def answer_entries(
    session: Session, names: Iterable[str], changed: dict[str, int]
) -> Iterator[Entry]:
    """Yield the entries of answers, by the codes of their cases.

    What visitors may not read has none: what the index held of it is dropped.
    """
    for row in queries.answers_among(session, names):
        key = outbox.answer_key(row.case)
        yield Entry(
            key=key,
            kind="answer",
            title=row.title,
            body=f"{row.content}\n{row.answer}",
            numbers=(row.case.code,),
            on=local_day(row.released_at) if row.released_at else None,
            audience=PUBLIC,
            facets={"field": row.case.field.value} if row.case.field else {},
            revision=changed[key],
        )
