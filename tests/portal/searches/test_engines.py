"""Every door of search says the same on either engine."""

from dataclasses import replace
from io import BytesIO

import feedparser
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from documents.vocabulary import Role
from portal.searching import Searching
from portal.wiring import Wiring
from tests.portal.public_site import CANARY, Site, site
from tests.portal.test_find import found, make_case

__all__ = ["site"]


@pytest.fixture(params=["whoosh", "tantivy"])
def portal(site: Site, request: pytest.FixtureRequest) -> Site:
    wiring: Wiring = site.app.extensions["wiring"]
    search = Searching(
        f"{request.param}:",
        data_dir=wiring.settings.data_dir,
        secret=wiring.settings.secret_key,
        database=wiring.database,
        clock=wiring.clock,
    )
    site.app.extensions["wiring"] = replace(wiring, search=search)
    make_case(site, "VP")
    site.index()
    assert search.status().engine == request.param
    return site


@pytest.mark.parametrize(
    ("asked", "urls"),
    [
        ("loại:quyết định đường", ["/van-ban/3229-qd-ubnd-2016"]),
        ("tháng 11/2019", ["/van-ban/12154-ubnd-vp-2019"]),
        ("số:3229", ["/van-ban/3229-qd-ubnd-2016"]),
        (
            "từ:2016 loại:công văn -nóng",
            ["/van-ban/2401-sgtvt-vp-2016", "/van-ban/8712-ubnd-vp-2016"],
        ),
        ("hồ sơ loại:liên hệ thạch", ["/duong-day-nong#dau-moi-2"]),
    ],
)
def test_field_words_narrow(portal: Site, asked: str, urls: list[str]) -> None:
    page = portal.visitor().get("/tim-kiem", query_string={"q": asked}).text
    assert found(page) == urls


def offered(client: FlaskClient, typed: str) -> list[str]:
    answer = client.get("/tim-kiem/goi-y", query_string={"q": typed})
    return [line["text"].lower() for line in answer.get_json()["lines"]]


def test_lines_are_offered_within_the_audience(portal: Site) -> None:
    visitor = portal.visitor()
    assert offered(visitor, "duong day n")[0] == "đường dây nóng"
    assert offered(visitor, "1215")[0].startswith("công văn số 12154")
    assert offered(visitor, "ổ gà tr") == []
    assert offered(visitor, CANARY[:-1]) == []
    assert "ổ gà trên quốc lộ 51" in offered(portal.officer(Role.FOCAL), "o ga tre")


def test_feed_and_sheet_hold_what_the_page_shows(portal: Site) -> None:
    feed = feedparser.parse(
        portal.visitor().get("/tim-kiem/atom.xml?q=duong+day+nong&loai=directive").data
    )
    assert [entry.title.split(" – ")[0] for entry in feed.entries] == [
        "Công văn số 12154/UBND-VP",
        "Quyết định số 3229/QĐ-UBND",
    ]
    client = portal.officer(Role.FOCAL)
    answer = client.get("/tim-kiem/ket-qua.xlsx?q=o+ga+ql51")
    rows = list(load_workbook(BytesIO(answer.data)).active.values)
    assert [row[0] for row in rows[3:]] == ["DDN-2019-000001"]
