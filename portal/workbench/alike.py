"""Cases like a matter, found by search, and their approved replies opened."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from documents import borrowing, queries
from documents.borrowing import Passage, Source
from documents.deadlines import local_day
from documents.models import Case, OutgoingLetter
from documents.viewer import Viewer
from portal import wiring
from portal.matter import as_question
from portal.workbench.cited import OutdatedRow, outdated_each

MOST: Final = 5


@dataclass(frozen=True)
class PassageRow:
    """A paragraph of a past reply; without a `mark` it cannot be taken, and why."""

    text: str
    mark: str
    why_not: str


@dataclass(frozen=True)
class PastAnswer:
    """A solved case like the one at hand, and its reply paragraph by paragraph."""

    code: str
    title: str
    place: str
    on: date
    url: str
    reply: str
    reply_url: str
    passages: tuple[PassageRow, ...]
    cited: tuple[OutdatedRow, ...]


def alike(
    session: Session, matter: str, *, seen_by: Viewer, besides: Case | None = None
) -> list[Case]:
    """Return past cases like a matter, most alike first; none while search is down."""
    asked = as_question(matter)
    if not asked:
        return []
    results = wiring.current().search.ask(
        asked, audience=seen_by.audience, kinds={"case"}, per_page=MOST + 1
    )
    codes = [hit.key.partition(":")[2] for hit in results.hits] if results else []
    if not codes:
        return []
    rows = _visible(session, codes, seen_by)
    others = [rows[code] for code in codes if code in rows]
    return [row for row in others if row is not besides][:MOST]


def _visible(session: Session, codes: list[str], viewer: Viewer) -> dict[str, Case]:
    rows = select(Case).where(Case.code.in_(codes), queries.visible_cases(viewer))
    rows = rows.options(selectinload(Case.units))
    return {row.code: row for row in session.scalars(rows).unique()}


def answers_like(
    session: Session, case: Case, *, seen_by: Viewer
) -> tuple[PastAnswer, ...]:
    """Return the solved cases like this one that were answered, with their replies."""
    matter = f"{case.title} {case.location}"
    rows = alike(session, matter, seen_by=seen_by, besides=case)
    found = borrowing.sources(session, rows, vault=wiring.current().vault)
    answered = [found[row.id] for row in rows if row.id in found]
    texts = ["\n".join(one.text for one in it.passages) for it in answered]
    cited = outdated_each(session, texts)
    return tuple(map(_answer, answered, cited))


def _answer(source: Source, cited: tuple[OutdatedRow, ...]) -> PastAnswer:
    case, name = source.case, source.name
    is_ours = isinstance(source.origin, OutgoingLetter)
    return PastAnswer(
        code=case.code,
        title=case.title,
        place=case.location,
        on=local_day(case.received_at),
        url=url_for("desk.show", code=case.code),
        reply=name[0].upper() + name[1:],
        reply_url=url_for("studio.show", letter_id=source.origin.id) if is_ours else "",
        passages=tuple(_passage(source, one) for one in source.passages),
        cited=cited,
    )


def _passage(source: Source, one: Passage) -> PassageRow:
    mark = "" if one.why_not else borrowing.mark(source, one)
    return PassageRow(one.text, mark, one.why_not)
