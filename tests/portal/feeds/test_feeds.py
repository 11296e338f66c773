"""New directives, news and answers as feeds, read by feedparser."""

from datetime import timedelta
from typing import Any

import pytest

from documents.vocabulary import PageKind
from portal.atom import MOST
from tests.conftest import NOW
from tests.portal.answers.published import CONTENT, TITLE, Published
from tests.portal.content.published import drafted, published
from tests.portal.feeds.publishing import archive, directive, feed, get, path
from tests.portal.office import Office, office

__all__ = ["office"]

FEEDS = ("/van-ban/atom.xml", "/tin-tuc/atom.xml", "/hoi-dap/atom.xml")


def test_what_was_published_last_comes_first(office: Office) -> None:
    older = directive(office, "1/CV", abstract="vá đường & cầu")
    newer = directive(office, "2/CV", abstract="sơn vạch <kẻ>")
    read = feed(office, "/van-ban/atom.xml")
    assert [path(entry.link) for entry in read.entries] == [newer, older]
    assert read.entries[0].title == "Công văn số 2/CV – sơn vạch <kẻ>"
    assert "01/12/2019" in read.entries[0].summary
    assert "Còn hiệu lực" in read.entries[0].summary
    assert read.entries[0].updated == "2019-12-17T02:30:00+00:00"
    assert read.feed.updated == read.entries[0].updated


def test_a_released_answer_is_told_with_its_question(office: Office) -> None:
    case = Published(office)
    case.publish()
    (entry,) = feed(office, "/hoi-dap/atom.xml").entries
    assert (entry.title, entry.summary) == (TITLE, CONTENT)
    assert path(entry.link) == case.public
    assert get(office, path(entry.link)).status_code == 200


def test_news_are_told_by_what_stands_and_when_their_moment_has_come(
    office: Office,
) -> None:
    day, news = timedelta(days=1), dict[str, Any](kind=PageKind.NEWS)
    long = "Từ **thứ Hai**, xe tải đi\n\n- đường tránh " + "vòng " * 200
    published(office, "Phân luồng", body=long, now=NOW - 2 * day, **news)
    due = {"publish_at": NOW - day, "summary": "Thi công mặt cầu"}
    published(office, "Cấm <cầu> & phà", now=NOW - 3 * day, **due, **news)
    for title, told in (
        ("Chưa đến giờ", {"publish_at": NOW + day}),
        ("Đã hết hạn", {"expire_at": NOW - day / 2}),
    ):
        published(office, title, now=NOW - day, **told, **news)
    drafted(office, "Bản nháp", **news)
    published(office, "Trang trong cây")
    first, second = feed(office, "/tin-tuc/atom.xml").entries
    assert (first.title, first.summary) == ("Cấm <cầu> & phà", "Thi công mặt cầu")
    assert first.updated == (NOW - day).isoformat()
    assert first.tags[0].term == "news"
    assert path(first.link) == "/tin-tuc/cam-cau-pha"
    assert second.summary.startswith("Từ thứ Hai, xe tải đi đường tránh vòng")
    assert second.summary.endswith("vòng…")


def test_a_long_question_is_cut_between_words(office: Office) -> None:
    Published(office).publish()
    with office.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE publication SET content = ?", ("ổ gà " * 200,)
        )
    (entry,) = feed(office, "/hoi-dap/atom.xml").entries
    assert entry.summary.endswith("ổ gà…")
    assert len(entry.summary) < 402


@pytest.mark.parametrize("place", FEEDS)
def test_a_feed_names_itself_its_page_and_nothing_of_another_host(
    office: Office, place: str
) -> None:
    read = feed(office, place)
    links = {link.rel: path(link.href) for link in read.feed.links}
    assert links == {"self": place, "alternate": place.removesuffix("/atom.xml")}
    assert read.feed.id.startswith("urn:uuid:")
    assert read.entries == []
    assert read.feed.updated == "2019-01-01T00:00:00+00:00"
    assert len({feed(office, one).feed.id for one in FEEDS}) == len(FEEDS)


def test_an_entry_has_the_same_name_in_every_feed_and_for_good(office: Office) -> None:
    place = directive(office, "1/CV", abstract="vá đường")
    published(office, "Cấm cầu Cỏ May", kind=PageKind.NEWS)
    case = Published(office)
    case.publish()
    office.index()
    first = [feed(office, one).entries[0].id for one in FEEDS]
    searched = [
        feed(office, f"/tim-kiem/atom.xml?q={word}").entries[0].id
        for word in ("1/CV", "cầu+Cỏ+May", "chợ+Rạch+Hào")
    ]
    assert first == searched
    archive(office, place)
    directive(office, "2/CV", abstract="sơn vạch")
    assert feed(office, FEEDS[0]).entries[0].id != first[0]


def test_a_feed_is_no_longer_than_it_says(office: Office) -> None:
    for number in range(MOST + 1):
        directive(office, f"{number}/CV", abstract="vá đường")
    entries = feed(office, "/van-ban/atom.xml").entries
    assert len(entries) == MOST
    assert entries[-1].title.startswith("Công văn số 1/CV")


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("/", FEEDS),
        ("/van-ban", FEEDS[:1]),
        ("/van-ban/1-cv-2019", FEEDS[:1]),
        ("/tin-tuc", FEEDS[1:2]),
        ("/tin-tuc/cam-cau", FEEDS[1:2]),
        ("/trang/gioi-thieu", ()),
        ("/hoi-dap", FEEDS[2:]),
    ],
)
def test_pages_lead_readers_of_feeds_to_them(
    office: Office, page: str, feeds: tuple[str, ...]
) -> None:
    directive(office, "1/CV", abstract="vá đường")
    published(office, "Cấm cầu", kind=PageKind.NEWS)
    published(office, "Giới thiệu")
    head = get(office, page).text.split("</head>")[0]
    found = [
        link.split('href="')[1].split('"')[0]
        for link in head.split("<link ")
        if 'type="application/atom+xml"' in link
    ]
    assert found == list(feeds)
