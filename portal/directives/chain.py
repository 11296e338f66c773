"""A directive among others: what it goes back to, what came of it, what replaced it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy.orm import Session

from documents import citations, queries
from documents.models import Directive
from documents.queries import Tie
from documents.viewer import Viewer
from documents.vocabulary import DirectiveRelationKind as Kind
from documents.vocabulary import Validity

BACKWARD: Final = {
    Kind.IMPLEMENTS: "Được triển khai thực hiện tại",
    Kind.REPLIES_TO: "Được trả lời tại",
    Kind.CITES: "Được viện dẫn tại",
    Kind.AMENDS: "Được sửa đổi, bổ sung bởi",
    Kind.REPLACES: "Được thay thế bởi",
    Kind.ANNEXES: "Có kèm theo",
}
"""The same relation read from its other end."""

_HERE: Final = "văn bản này"


@dataclass(frozen=True)
class Stop:
    """A document on the road: `words` say how it stands to one nearer to the page's.

    `url` is "" for the document of the page itself.
    """

    name: str
    url: str
    issuer: str
    on: date
    words: str
    is_before: bool
    is_internal: bool


@dataclass(frozen=True)
class Road:
    """The chain in the order of the way: where it begins, here, what came of it.

    `all_url` leads to the register when more relate to the document than are here.
    """

    stops: tuple[Stop, ...]
    all_url: str


@dataclass(frozen=True)
class Warned:
    """What a reader should know first: it is replaced, amended, no longer in force."""

    words: str
    link: str
    url: str
    is_grave: bool


def road_of(session: Session, row: Directive, seen_by: Viewer | None) -> Road | None:
    """Return the road a directive lies on; None when it stands alone."""
    chain = queries.chain_of(session, row, seen_by)
    if not chain.above and not chain.below:
        return None
    every = f"{url_for('directives.index')}?{urlencode({'lien-quan': row.slug})}"
    return Road(
        (
            *(_stop(tie, row, is_before=True) for tie in chain.above),
            _here(row),
            *(_stop(tie, row, is_before=False) for tie in chain.below),
        ),
        every if chain.is_cut else "",
    )


def _stop(tie: Tie, row: Directive, *, is_before: bool) -> Stop:
    one = tie.directive
    near = _HERE if tie.nearer is row else citations.short(tie.nearer)
    labels = (BACKWARD[kind] if is_before else kind.label for kind in tie.kinds)
    return Stop(
        name=citations.short(one),
        url=url_for("directives.show", slug=one.slug),
        issuer=one.issuer,
        on=one.issued_on,
        words="; ".join(f"{label} {near}" for label in labels),
        is_before=is_before,
        is_internal=not one.is_public,
    )


def _here(row: Directive) -> Stop:
    return Stop(
        name=citations.short(row),
        url="",
        issuer=row.issuer,
        on=row.issued_on,
        words="",
        is_before=False,
        is_internal=not row.is_public,
    )


def warnings_of(
    session: Session, row: Directive, seen_by: Viewer | None, *, on: date
) -> Iterator[Warned]:
    """Yield what no longer holds of a directive on a day, with what holds instead."""
    newest = queries.successor_of(session, row, seen_by, on=on)
    amending = queries.amended_by(session, row, seen_by, on=on)
    validity = row.validity_on(on)
    if newest is not None:
        yield _warned("Văn bản này đã được thay thế. Bản mới nhất:", newest)
    elif validity is Validity.EXPIRED:
        yield _warned("Văn bản này đã hết hiệu lực; giữ lại để tra cứu.")
    elif validity is Validity.NOT_YET:
        yield _warned("Văn bản này chưa có hiệu lực.")
    elif validity is Validity.PARTLY:
        yield _warned("Văn bản này đã hết hiệu lực một phần.")
    if newest is None and amending is not None:
        yield _warned(
            "Văn bản này đã được sửa đổi, bổ sung tại", amending, is_grave=False
        )


def _warned(
    words: str, other: Directive | None = None, *, is_grave: bool = True
) -> Warned:
    if other is None:
        return Warned(words, "", "", is_grave)
    link = f"{citations.short(other)} ngày {other.issued_on:%d/%m/%Y}"
    return Warned(words, link, url_for("directives.show", slug=other.slug), is_grave)
