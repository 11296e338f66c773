"""What leads to a directive: others of the register, and pages of the site.

A directive is taken down under them only by who has read which they are, for what must
come down at once cannot wait until all of them are mended; it is thrown away only when
nothing leads to it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Text, cast, or_, select
from sqlalchemy.orm import Session, defer, lazyload

from documents import rich_text
from documents.errors import StillNeeded, TransitionRefused
from documents.models import Directive, DirectiveAddress, DirectiveRelation, SitePage
from documents.vocabulary import ContentState

ROOT: Final = "/van-ban/"
"""Where the addresses of directives begin."""

MOST_NAMED: Final = 5
"""What leads to a directive and is named in a sentence."""

MOST_LISTED: Final = 50

_ENDS: Final = re.compile(r"[/?#].*\Z")


@dataclass(frozen=True)
class Leading:
    """The directives that relate to one, and the pages whose words link to it."""

    directives: tuple[Directive, ...]
    pages: tuple[SitePage, ...]

    @property
    def told(self) -> str:
        """Say what leads there, by name; "" for nothing."""
        directives = [f"{it.kind} số {it.number}" for it in self.directives]
        pages = [f"“{it.title}”" for it in self.pages]
        kinds = (("văn bản liên quan", directives), ("trang dẫn liên kết đến", pages))
        return "; ".join(f"{kind}: {_named(names)}" for kind, names in kinds if names)


def _named(names: Sequence[str]) -> str:
    told, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    if more <= 0:
        return told
    every = "nữa" if len(names) < MOST_LISTED else "nữa trở lên"
    return f"{told} và {more} mục {every}"


def leading_to(session: Session, directive: Directive) -> Leading:
    """Return what is or may be read and leads to a directive, the newest first."""
    relating = select(DirectiveRelation.from_id).where(
        DirectiveRelation.to_id == directive.id
    )
    related = (
        select(Directive)
        .where(Directive.id.in_(relating), _may_be_read(Directive))
        .options(defer(Directive.body), lazyload(Directive.file))
        .order_by(Directive.issued_on.desc(), Directive.id.desc())
        .limit(MOST_LISTED)
    )
    return Leading(tuple(session.scalars(related)), _pages(session, directive))


def _may_be_read(kind: type[Directive] | type[SitePage]) -> ColumnElement[bool]:
    return kind.trashed_at.is_(None) & (kind.state != ContentState.ARCHIVED)


def _pages(session: Session, directive: Directive) -> tuple[SitePage, ...]:
    """Return the pages whose words, published or waiting, link to a directive."""
    had = select(DirectiveAddress.slug)
    once = session.scalars(had.where(DirectiveAddress.directive_id == directive.id))
    slugs = {directive.slug, *once}
    texts = (SitePage.body, cast(SitePage.proposal, Text))
    tells = [text.contains(f"{ROOT}{slug}") for text in texts for slug in slugs]
    rows = select(SitePage).where(or_(*tells), _may_be_read(SitePage))
    found = session.scalars(rows.order_by(SitePage.path).limit(MOST_LISTED))
    return tuple(page for page in found if slugs & _linked(page))


def _linked(page: SitePage) -> set[str]:
    """Return the slugs of the directives that a page's words link to."""
    waiting = (page.proposal or {}).get("body", "")
    links = (*rich_text.links(page.body), *rich_text.links(waiting))
    told = (link.removeprefix(ROOT) for link in links if link.startswith(ROOT))
    return {_ENDS.sub("", one) for one in told}


def must_be_known(session: Session, directive: Directive, *, knowing: bool) -> None:
    """Refuse to take a directive down before somebody has read what leads to it.

    Raises:
        StillNeeded: naming it.
    """
    told = "" if knowing else leading_to(session, directive).told
    if told:
        raise StillNeeded(f"Còn {told}. Hãy xem các mục ấy trước khi gỡ xuống.")


def must_be_unneeded(session: Session, directive: Directive) -> None:
    """Refuse to throw a directive away while anything leads to it.

    Raises:
        TransitionRefused: naming it.
    """
    told = leading_to(session, directive).told
    if told:
        raise TransitionRefused(
            f"Chưa xóa văn bản số {directive.number} được vì còn {told}."
            " Hãy gỡ hoặc sửa các mục ấy trước."
        )
