"""Pages and news as visitors read them: addresses, menu, clock, hostile words."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from documents import pages
from documents.database import Database
from documents.vocabulary import ContentAction, PageKind, Role
from portal.config import Settings
from portal.worker import Reader
from tests import factories
from tests.apps import make_app
from tests.conftest import NOW
from tests.portal.content.published import drafted, moved, published
from tests.portal.office import Office, office, peopled
from tests.portal.public_site import Site

__all__ = ["office"]

MINUTE = timedelta(minutes=1)
CANARY = "chimyenbaocao"


def main(text: str) -> str:
    return text.split("<main")[1].split("</main>")[0]


def menu(text: str) -> list[str]:
    return re.findall(r'site-nav__link"[^>]*>([^<]+)<', text)


def test_a_page_is_read_at_its_address_with_the_way_to_it(office: Office) -> None:
    top = published(office, "Giới thiệu", body="## Ai\n\nMột **hai**")
    published(office, "Lịch sử", parent_id=top.id, summary="Từ 1991")
    text = main(office.visitor().get("/trang/gioi-thieu").text)
    assert "<h1>Giới thiệu</h1>" in text
    assert "<h2>Ai</h2><p>Một <strong>hai</strong></p>" in text
    assert 'href="/trang/gioi-thieu/lich-su">Lịch sử' in text
    under = main(office.visitor().get("/trang/gioi-thieu/lich-su").text)
    assert '<li><a href="/trang/gioi-thieu">Giới thiệu</a></li>' in under


def test_what_is_not_public_is_not_there(office: Office) -> None:
    drafted(office, CANARY, slug="nhap")
    taken = published(office, "Gỡ", slug="go")
    moved(office, taken, ContentAction.ARCHIVE)
    for path in ("nhap", "go", "khong-co", "%00", "..%2f..", "a" * 500, "Nhap"):
        answer = office.visitor().get(f"/trang/{path}")
        assert answer.status_code == 404, path
        assert CANARY not in answer.text
    assert CANARY in office.get(Role.CLERK, "/trang/nhap")
    assert office.as_(Role.HANDLER).get("/trang/nhap").status_code == 404
    for path in ("/", "/tin-tuc", f"/tim-kiem?q={CANARY}", "/tin-tuc?the=%00"):
        assert CANARY not in main(office.visitor().get(path).text).replace(
            f'value="{CANARY}"', ""
        ).replace(f"“{CANARY}”", "")


def test_a_former_address_leads_on_for_good(office: Office) -> None:
    page = published(office, "Một", slug="a")
    with office.writing() as session:
        row = pages.get(session, page.id)
        typed = pages.PageFields(PageKind.PAGE, "Một", slug="b")
        clerk = office.people[Role.CLERK]
        told: dict[str, Any] = {
            "expected_version": row.version,
            "by": clerk,
            "now": NOW,
        }
        pages.edit(session, row, typed, **told)
    moved(office, page, ContentAction.PUBLISH)
    answer = office.visitor().get("/trang/a")
    assert (answer.status_code, answer.location) == (301, "/trang/b")
    assert office.visitor().get("/trang/a/").location == "/trang/b"


def test_top_pages_stand_in_the_menu_of_every_public_page(office: Office) -> None:
    for number in range(6):
        published(office, f"Trang {number}", place=number)
    client = office.visitor()
    for path in ("/", "/duong-day-nong", "/trang/trang-3", "/tim-kiem"):
        assert menu(client.get(path).text)[-5:-1] == [f"Trang {n}" for n in range(4)]
    assert 'aria-current="page">Trang 3' in client.get("/trang/trang-3").text


def test_news_are_listed_by_day_in_pages_and_the_newest_stand_on_the_first_page(
    office: Office,
) -> None:
    for number in range(23):
        at = NOW - number * timedelta(days=1)
        tags = ("cầu",) if number > 20 else ()
        told: dict[str, Any] = {"kind": PageKind.NEWS, "tags": tags}
        published(office, f"Tin {number:02}", now=at, **told)
    client = office.visitor()

    def told_at(path: str) -> list[str]:
        return re.findall(r">(Tin \d\d)<", main(client.get(path).text))

    assert told_at("/tin-tuc") == [f"Tin {n:02}" for n in range(20)]
    assert told_at("/tin-tuc?trang=2") == ["Tin 20", "Tin 21", "Tin 22"]
    assert told_at("/tin-tuc?the=c%E1%BA%A7u") == ["Tin 21", "Tin 22"]
    assert told_at("/") == ["Tin 00", "Tin 01", "Tin 02"]
    assert "17/12/2019" in main(client.get("/tin-tuc/tin-00").text)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(sqlite_database: Database, tmp_path: Path, clock: Clock) -> Office:
    settings = Settings.from_environment(
        {
            "PORTAL_DATA_DIR": str(tmp_path),
            "PORTAL_DATABASE_URL": sqlite_database.url,
            "PORTAL_SECRET_KEY": factories.SECRET,
        }
    )
    site = Site(make_app(settings, clock=clock), sqlite_database)
    return peopled(Office(site, tmp_path))


def test_what_is_due_comes_and_goes_at_its_minute_though_nobody_told_kept_pages(
    timed: Office, clock: Clock
) -> None:
    start, end = NOW + 10 * MINUTE, NOW + 20 * MINUTE
    told = {"publish_at": start, "expire_at": end}
    published(timed, "Cấm cầu Cỏ May", kind=PageKind.NEWS, **told)
    published(timed, "Phân luồng", **told)
    client, second = timed.visitor(), timedelta(seconds=1)
    for moment, is_there in (
        (NOW, False),
        (start - second, False),
        (start, True),
        (end - second, True),
        (end, False),
    ):
        clock.now = moment
        for _kept in range(2):
            assert ("Cấm cầu" in client.get("/").text) is is_there, moment
            assert ("Cấm cầu" in client.get("/tin-tuc").text) is is_there, moment
            assert ("Phân luồng" in menu(client.get("/").text)) is is_there, moment
            in_map = "/trang/phan-luong<" in client.get("/sitemap/trang.xml").text
            assert in_map is is_there, moment
            found = client.get("/trang/phan-luong").status_code
            assert found == (200 if is_there else 404), moment


def test_search_finds_a_page_for_whom_it_is_there(timed: Office, clock: Clock) -> None:
    published(timed, "Trạm cân lưu động", body="Kiểm soát **tải trọng** xe")
    drafted(timed, "Nháp tải trọng")
    start = NOW + MINUTE
    published(timed, "Hẹn giờ tải trọng", publish_at=start)
    timed.index()

    def found(client: object) -> set[str]:
        text = main(client.get("/tim-kiem?q=tai+trong").text)  # type: ignore[attr-defined]  # a client
        titles = ("Trạm cân lưu động", "Nháp tải trọng", "Hẹn giờ tải trọng")
        return {title for title in titles if title in text}

    everything = {"Trạm cân lưu động", "Nháp tải trọng", "Hẹn giờ tải trọng"}
    assert found(timed.as_(Role.CLERK)) == everything
    assert found(timed.as_(Role.HANDLER)) == {"Trạm cân lưu động"}
    assert found(timed.visitor()) == {"Trạm cân lưu động"}
    clock.now = start
    Reader(timed.app.extensions["wiring"]).turn()
    timed.index()
    assert found(timed.visitor()) == {"Trạm cân lưu động", "Hẹn giờ tải trọng"}


HOSTILE = (
    "<script>window.harmed=1</script>",
    '<img src=x onerror="window.harmed=1">',
    "[bấm](javascript:window.harmed=1)",
    '[bấm](https://vd.example/"onclick="window.harmed=1)',
    '![ảnh" onerror="window.harmed=1](/anh/1)',
    "{{ 1009*9973 }}{% include 'errors/500.html' %}",
    "</div></main><h1>Giả</h1>",
)


def test_hostile_words_stay_words(office: Office) -> None:
    for number, typed in enumerate(HOSTILE):
        told: dict[str, Any] = {"kind": PageKind.NEWS, "summary": typed}
        told["tags"] = (typed[:60],)
        published(office, f"{typed[:90]}", slug=f"x-{number}", body=typed, **told)
        for path in (f"/tin-tuc/x-{number}", "/tin-tuc", "/"):
            text = main(office.visitor().get(path).text)
            assert "<script" not in text
            assert "<h1>Giả" not in text
            assert "10062757" not in text
            tags = "".join(re.findall(r"<[^>]*>", text))
            for name in ("onerror=", "onclick="):
                bare = re.sub(r'"[^"]*"', "", tags)
                assert name not in bare
            assert 'href="javascript' not in text.lower()
