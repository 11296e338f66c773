"""What was published last, as entries of feeds: only what every visitor reads."""

from datetime import datetime
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import outbox, pages, queries, rich_text
from documents.models import Directive, Publication, SitePage
from documents.vocabulary import PageKind
from portal.atom import BEGINNING, MOST, Feed, FeedEntry
from portal.found import KINDS
from portal.indexing import directive_title
from portal.jinja import date_vi
from portal.public_answers import answer_view

LONGEST: Final = 400
"""Characters of a question, or of a news item without a summary, that are repeated."""


def directives(session: Session) -> Feed:
    """Return the feed of directives, the last published first."""
    return Feed(
        title="Văn bản chỉ đạo",
        here=url_for("feeds.directives"),
        page=url_for("directives.index"),
        entries=[_directive(row) for row in queries.newest_directives(session, MOST)],
    )


def answers(session: Session) -> Feed:
    """Return the feed of published answers, the last released first."""
    return Feed(
        title="Hỏi đáp",
        here=url_for("feeds.answers"),
        page=url_for("answers.index"),
        entries=[_answer(row) for row in queries.newest_answers(session, MOST)],
    )


def news(session: Session, *, now: datetime) -> Feed:
    """Return the feed of the news that visitors read now, newest first."""
    rows = queries.newest_news(session, MOST, now=now)
    return Feed(
        title="Tin tức",
        here=url_for("feeds.news"),
        page=url_for("content.news"),
        entries=[_news_item(row) for row in rows],
    )


def _directive(row: Directive) -> FeedEntry:
    told = (row.issuer, f"ban hành ngày {date_vi(row.issued_on)}", row.validity.label)
    return FeedEntry(
        key=outbox.directive_key(row),
        title=directive_title(row),
        url=url_for("directives.show", slug=row.slug),
        updated=row.published_at or row.edited_at,
        kind=("directive", KINDS["directive"]),
        summary=" · ".join(told),
    )


def _answer(row: Publication) -> FeedEntry:
    view = answer_view(row)
    return FeedEntry(
        key=outbox.answer_key(row.case),
        title=view.title,
        url=view.url,
        updated=_released_at(row),
        kind=("answer", KINDS["answer"]),
        summary=_clipped(" ".join(view.content)),
    )


def _news_item(row: SitePage) -> FeedEntry:
    """Return a news item; one that was set for a moment is new from that moment on."""
    return FeedEntry(
        key=outbox.page_key(row),
        title=row.title,
        url=pages.address(row),
        updated=max(row.published_at or row.dated_at, row.dated_at),
        kind=("news", PageKind.NEWS.label),
        summary=row.summary or _clipped(rich_text.plain(row.body).replace("\n", " ")),
    )


def _released_at(row: Publication) -> datetime:
    return row.released_at or BEGINNING


def _clipped(text: str) -> str:
    """Return the beginning of a long text, up to a whole word."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rpartition(" ")[0] + "…"
