"""Pages and news made through their verbs, for tests of what is shown of them."""

from datetime import datetime
from typing import Any

from documents import pages
from documents.models import SitePage
from documents.pages import PageFields
from documents.vocabulary import ContentAction, PageKind, Role
from tests.portal.public_site import NOW, Site


def drafted(site: Site, title: str, *, now: datetime = NOW, **told: Any) -> SitePage:
    """Make a draft; of a page, unless `kind` says otherwise."""
    fields = PageFields(**({"kind": PageKind.PAGE, "title": title} | told))
    with site.writing() as session:
        return pages.add(session, fields, by=site.people[Role.CLERK], now=now)


def moved(
    site: Site, page: SitePage, action: ContentAction, *, now: datetime = NOW
) -> SitePage:
    with site.writing() as session:
        row = pages.get(session, page.id)
        pages.advance(
            session,
            row,
            action,
            expected_version=row.version,
            by=site.people[Role.CVP],
            now=now,
        )
        return row


def published(site: Site, title: str, *, now: datetime = NOW, **told: Any) -> SitePage:
    made = drafted(site, title, now=now, **told)
    return moved(site, made, ContentAction.PUBLISH, now=now)
