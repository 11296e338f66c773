"""A portal whose directives and answers come and go, and how machines read it."""

from typing import Any
from urllib.parse import urlsplit

import feedparser
from werkzeug.test import TestResponse

from documents import contacts, directives
from documents.contacts import ContactFields, PhoneFields
from documents.models import Contact, Directive
from documents.vocabulary import ContentAction, Role
from tests.conftest import NOW
from tests.portal.office import Office
from tests.portal.public_site import draft, publish


def directive(office: Office, number: str, **told: Any) -> str:
    """Publish a directive, return its address."""
    with office.writing() as session:
        row = draft(session, office.people, number=number, **told)
        publish(session, row, office.people)
        return f"/van-ban/{row.slug}"


def contact(office: Office, name: str, *phones: PhoneFields, **told: Any) -> int:
    """Publish a contact, return its number."""
    fields = ContactFields(
        told.pop("position", "Giám đốc Sở"), name, phones=phones, **told
    )
    with office.writing() as session:
        row = contacts.add(session, fields, by=office.people[Role.CLERK], now=NOW)
        publish(session, row, office.people)
        return row.id


def archive(office: Office, address: str | int) -> None:
    """Take down a directive by its address, or a contact by its number."""
    with office.writing() as session:
        row: Contact | Directive
        if isinstance(address, int):
            row = contacts.get(session, address)
        else:
            row = directives.by_slug(session, address.rpartition("/")[2])
        verb: Any = contacts if isinstance(row, Contact) else directives
        verb.advance(
            session, row, ContentAction.ARCHIVE,
            expected_version=row.version, by=office.people[Role.CVP], now=NOW,
        )  # fmt: skip


def get(office: Office, path: str, *, etag: str = "") -> TestResponse:
    """Ask as a visitor, who may have an answer already and is given no cookie."""
    headers = {"If-None-Match": etag} if etag else {}
    answer = office.visitor().get(path, headers=headers)
    assert "Set-Cookie" not in answer.headers
    return answer


def feed(office: Office, path: str) -> feedparser.FeedParserDict:
    answer = get(office, path)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    read = feedparser.parse(
        answer.data, response_headers={"content-type": answer.content_type}
    )
    assert not read.bozo
    assert read.version == "atom10"
    return read


def path(address: str) -> str:
    """Return an absolute address without its host, which must be ours."""
    told = urlsplit(address)
    assert (told.scheme, told.netloc) == ("http", "127.0.0.1:8000")
    return told._replace(scheme="", netloc="").geturl()
