"""A search as a feed: always what a visitor finds, whoever asks."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.deadlines import HANOI
from documents.models import Contact, Directive
from portal.asked import Asked
from portal.atom import BEGINNING, Feed, FeedEntry
from portal.found import Found


def feed_of(
    asked: Asked, found: Sequence[Found], *, updated: Mapping[str, datetime]
) -> Feed:
    """Return the feed of what was found."""
    return Feed(
        title=f"Tìm kiếm “{asked.query}”",
        here=asked.address("searches.atom"),
        page=asked.address(),
        entries=[_entry(one, updated) for one in found],
    )


def updated_at(session: Session, keys: Iterable[str]) -> dict[str, datetime]:
    """Return when what stands on the website was last published."""
    told: dict[str, datetime] = {}
    for kind, model in (("contact", Contact), ("directive", Directive)):
        names = [key.partition(":")[2] for key in keys if key.startswith(f"{kind}:")]
        rows = select(model.id, model.edited_at, model.published_at)
        for number, edited, published in session.execute(
            rows.where(model.id.in_([int(name) for name in names]))
        ):
            told[f"{kind}:{number}"] = published or edited
    return told


def _entry(one: Found, updated: Mapping[str, datetime]) -> FeedEntry:
    on = datetime.combine(one.on, time(), HANOI) if one.on else BEGINNING
    told = [one.kind, one.number, f"{one.on:%d/%m/%Y}" if one.on else "", one.state]
    return FeedEntry(
        key=one.key,
        title=one.title,
        url=one.url,
        updated=updated.get(one.key, on),
        kind=(one.key.partition(":")[0], one.kind),
        summary=" · ".join(part for part in told if part),
    )
