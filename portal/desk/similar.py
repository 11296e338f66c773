"""Past cases like one at hand: same place, road or matter, with their replies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import ClassVar, Final

from flask import Blueprint, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import standing
from documents.deadlines import local_day
from documents.likeness import Sought
from documents.models import Case
from documents.text import one_line
from documents.viewer import Viewer
from documents.vocabulary import Field, LetterState
from portal import db, wiring
from portal.desk.alike import OtherCase, like_ones
from portal.desk.past import past_reply_of
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.workbench.alike import alike
from portal.workbench.cited import OutdatedRow, outdated_each

LONGEST: Final = 200
"""Characters of a past reply's text that a line of the list shows."""


@dataclass(frozen=True)
class Similar:
    """A past case, and the reply that another can start from."""

    code: str
    title: str
    place: str
    state: str
    on: date
    reply: str
    cited: tuple[OutdatedRow, ...]
    url: str
    use_url: str


@dataclass(frozen=True, kw_only=True)
class SimilarPart(Page):
    """The list alone, for the script that renews it while a call is keyed in."""

    template: ClassVar[str] = "desk/_similar.html"
    similar: tuple[Similar, ...]
    like: tuple[OtherCase, ...] = ()


def add_to(blueprint: Blueprint) -> None:
    """Add the address of the list to the desk's blueprint."""
    blueprint.post("/ho-so/tuong-tu")(like_typed)


@officers(*CASE_ROLES)
def like_typed() -> Response:
    """Show what is like the call that is being keyed in; nothing is kept of it."""
    sought = _sought()
    matter = f"{sought.title} {sought.location}"
    with db.reading_apart() as session:
        like = like_ones(session, sought, acting(), but=frozenset())
        found = tuple(similar_to(session, matter, seen_by=acting()))
    return SimilarPart(title="Hồ sơ tương tự", similar=found, like=like).render()


def _sought() -> Sought:
    """Return what has been keyed in so far; the telephone becomes its key at once."""
    names = ("title", "content", "location", "field", "phone")
    told = [one_line(request.form.get(name, "")) for name in names]
    title, content, location, field, phone = told
    return Sought(
        title,
        content,
        location,
        Field(field) if field in {*Field} else None,
        wiring.current().vault.phone_key(phone),
    )


def similar_of(session: Session, case: Case, *, seen_by: Viewer) -> tuple[Similar, ...]:
    """Return the cases like this one; a reply can be taken over if one is due."""
    matter = f"{case.title} {case.location}"
    return tuple(similar_to(session, matter, seen_by=seen_by, case=case))


def similar_to(
    session: Session, matter: str, *, seen_by: Viewer, case: Case | None = None
) -> Iterator[Similar]:
    """Yield past cases like a matter, most alike first; none while search is down."""
    rows = alike(session, matter, seen_by=seen_by, besides=case)
    answers = [_answer(session, row) for row in rows]
    cited = outdated_each(session, [answer.text for answer in answers])
    for row, answer, told in zip(rows, answers, cited, strict=True):
        yield _similar(row, answer, told, case)


@dataclass(frozen=True)
class _Answer:
    """How a past case was answered: a line of it, all its words, whose letter."""

    line: str = ""
    text: str = ""
    is_ours: bool = False


def _answer(session: Session, row: Case) -> _Answer:
    letter = standing.current_letter(session, row)
    if letter is not None and letter.state is LetterState.ISSUED:
        line = f"{letter.printed_number}: {letter.subject}"
        return _Answer(line, letter.content["body"], is_ours=True)
    reply = past_reply_of(session, row)
    if reply is None:
        return _Answer()
    told = ": ".join(part for part in (reply.number, one_line(reply.text)) if part)
    return _Answer(shorten(told, LONGEST, placeholder=" …"), reply.text)


def _similar(
    row: Case, answer: _Answer, cited: tuple[OutdatedRow, ...], case: Case | None
) -> Similar:
    return Similar(
        code=row.code,
        title=row.title,
        place=row.location,
        state=row.state.label,
        on=local_day(row.received_at),
        reply=answer.line,
        cited=cited,
        url=url_for("desk.show", code=row.code),
        use_url=_use_url(row, case) if answer.is_ours else "",
    )


def _use_url(row: Case, case: Case | None) -> str:
    """Return where a reply starts from this one's; "" with no case to reply to."""
    if case is None:
        return ""
    return f"{url_for('desk.write_draft', code=case.code)}?mau={row.code}"
