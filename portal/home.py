"""The first page: whom to call, where to look, what is new."""

from dataclasses import dataclass
from typing import Any, ClassVar

from flask import Blueprint
from werkzeug.wrappers import Response

from documents import queries
from documents.deadlines import local_day
from portal import db, wiring
from portal.contacts.pages import Card, card_of
from portal.contacts.structured import organisation
from portal.content.pages import Line, line_of
from portal.directives.pages import Item, item_of
from portal.pages import Page, kept
from portal.public_answers import AnswerView, answer_view
from portal.security import public

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The direction sign; everybody sees what a visitor sees."""

    template: ClassVar[str] = "home.html"
    cards: tuple[Card, ...]
    newest: tuple[Item, ...]
    answers: tuple[AnswerView, ...]
    structured: dict[str, Any]
    news: tuple[Line, ...]


@blueprint.get("/")
@public
@kept
def index() -> Response:
    """Show the hotline first, then the newest news, directives and answers."""
    session, now = db.session(), wiring.current().clock()
    shown = queries.published_contacts(session, on=local_day(now))
    cards = tuple(card_of(row, None) for row in shown)
    listing = queries.directives(session, None)
    return HomePage(
        title="Trang chủ",
        cards=cards,
        newest=tuple(item_of(row) for row in listing.rows[:5]),
        answers=tuple(map(answer_view, queries.newest_answers(session, 3))),
        structured=organisation(cards),
        news=tuple(map(line_of, queries.newest_news(session, 3, now=now))),
    ).render()
