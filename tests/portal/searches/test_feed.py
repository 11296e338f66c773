"""A search as a feed, and how browsers are told to ask."""

from urllib.parse import urlsplit

import feedparser
import pytest
from defusedxml.ElementTree import fromstring
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from documents import directives
from documents.vocabulary import ContentAction, Role
from portal.atom import MOST
from tests.portal.public_site import CANARY, NOW, Site, draft, publish, site
from tests.portal.test_find import make_case

__all__ = ["site"]


def get(client: FlaskClient, **asked: str) -> TestResponse:
    answer = client.get("/tim-kiem/atom.xml", query_string=asked)
    assert answer.status_code == 200
    return answer


def read(client: FlaskClient, **asked: str) -> feedparser.FeedParserDict:
    answer = get(client, **asked)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(
        answer.data, response_headers={"content-type": answer.content_type}
    )
    assert not feed.bozo
    assert feed.version == "atom10"
    return feed


def test_a_search_is_a_feed_newest_first(site: Site) -> None:
    site.index()
    feed = read(site.visitor(), q="đường dây nóng", loai="directive")
    assert [urlsplit(entry.link).path for entry in feed.entries] == [
        "/van-ban/12154-ubnd-vp-2019",
        "/van-ban/3229-qd-ubnd-2016",
    ]
    first = feed.entries[0]
    assert first.title.startswith("Công văn số 12154/UBND-VP")
    assert "22/11/2019" in first.summary
    assert first.updated == "2019-12-17T02:30:00+00:00"
    assert feed.feed.updated == first.updated
    assert "đường dây nóng" in feed.feed.title
    links = {link.rel: link.href for link in feed.feed.links}
    assert urlsplit(links["self"]).path == "/tim-kiem/atom.xml"
    assert "/tim-kiem?q=" in links["alternate"]


def test_names_of_entries_stay_whatever_is_asked(site: Site) -> None:
    site.index()
    client = site.visitor()
    one = read(client, q="12154").entries[0].id
    other = read(client, q="nâng cao chất lượng").entries[0].id
    assert one == other
    assert one.startswith("urn:uuid:")
    ids = [read(client, q=word).feed.id for word in ("12154", "3229", "12154")]
    assert ids[0] == ids[2] != ids[1]


def test_what_is_in_a_title_is_text_in_the_feed(site: Site) -> None:
    nasty = "cầu <script>alert(1)</script> & ]]> \"'"
    with site.writing() as session:
        publish(session, draft(session, site.people, abstract=nasty), site.people)
    site.index()
    (entry,) = read(site.visitor(), q="cầu <script> & \x01 ]]>").entries
    assert b"<script>" not in get(site.visitor(), q="cầu <script>").data
    assert entry.title_detail.type == "text/plain"


def test_an_unchanged_feed_is_not_sent_again(site: Site) -> None:
    site.index()
    client = site.visitor()
    etag = get(client, q="12154").headers["ETag"]
    path = "/tim-kiem/atom.xml?q=12154"
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_an_empty_feed_is_a_feed_and_says_the_same_tomorrow(site: Site) -> None:
    site.index()
    for asked in ({}, {"q": "zzzyyyxxx"}, {"q": "hạn:quá", "trang": "-1"}):
        feed = read(site.visitor(), **asked)
        assert feed.entries == []
        assert feed.feed.updated == "2019-01-01T00:00:00+00:00"


@pytest.mark.parametrize("role", [None, Role.DIRECTOR, Role.ADMIN])
def test_a_feed_holds_what_is_public_whoever_asks(
    site: Site, role: Role | None
) -> None:
    make_case(site)
    site.index()
    client = site.officer(role) if role else site.visitor()
    for query in (CANARY, "405-TB/TU", "ổ gà quốc lộ 51", "hạn:quá", "loại:hồ sơ"):
        told = get(client, q=query).text.replace(f"“{query}”", "")
        assert "<entry>" not in told or CANARY not in told, query
        assert "405-tb-tu-2016" not in told, query
        assert "/ho-so/" not in told, query


def test_what_was_just_taken_down_is_out_of_the_feed(site: Site) -> None:
    site.index()
    with site.writing() as session:
        row = directives.by_slug(session, "12154-ubnd-vp-2019")
        directives.advance(
            session,
            row,
            ContentAction.ARCHIVE,
            expected_version=row.version,
            by=site.people[Role.CVP],
            now=NOW,
        )
    assert read(site.visitor(), q="12154").entries == []


def test_a_feed_is_no_longer_than_it_says(site: Site) -> None:
    with site.writing() as session:
        for number in range(MOST + 2):
            row = draft(
                session, site.people, number=f"{number}/CV", abstract="vá đường"
            )
            publish(session, row, site.people)
    site.index()
    assert len(read(site.visitor(), q="vá đường").entries) == MOST


def test_the_result_page_leads_to_its_feed(site: Site) -> None:
    site.index()
    page = site.visitor().get("/tim-kiem?q=12154&loai=directive").text
    assert 'href="/tim-kiem/atom.xml?q=12154&amp;loai=directive"' in page


def test_browsers_are_told_how_to_ask(site: Site) -> None:
    client = site.visitor()
    assert '<link rel="search" href="/opensearch.xml"' in client.get("/").text
    answer = client.get("/opensearch.xml")
    assert answer.content_type.startswith("application/opensearchdescription+xml")
    root = fromstring(answer.data)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    name = root.findtext(f"{space}ShortName")
    assert name
    assert len(name) <= 16
    templates = {
        url.attrib["type"]: url.attrib["template"] for url in root.iter(f"{space}Url")
    }
    site.index()
    for media_type, template in templates.items():
        path = template.replace("{searchTerms}", "12154").replace("{startPage?}", "1")
        told = client.get(urlsplit(path)._replace(scheme="", netloc="").geturl())
        assert told.status_code == 200
        assert told.content_type.startswith(media_type)
