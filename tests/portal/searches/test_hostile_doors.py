"""Whatever is typed or put into an address gives an answer, at every door of search."""

import random
import re
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import quote

import pytest
from defusedxml.ElementTree import fromstring
from flask.testing import FlaskClient
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from documents.vocabulary import Role
from tests.portal.public_site import Site, site
from tests.portal.test_find import make_case
from tests.search.test_hostile import HOSTILE

__all__ = ["site"]

COUNT = 60
"""Random questions at each door; `python -m bench.hostile` asks 100,000."""

DOORS = ("", "/goi-y", "/atom.xml", "/ket-qua.xlsx")
ENGLISH = re.compile(
    r"\b(?:error|traceback|exception|not found|bad request|invalid|internal server)\b",
    re.IGNORECASE,
)
PIECES = (
    "số:", "so: ", "loại:", "loai:công văn", 'đơn vị:"', "don vi:kcht", "lĩnh vực:",
    "từ:", "đến:", "từ:31/2/2019", "đến:2019", "hạn:quá", "tháng 13/2019",
    "tháng 11/2019", "năm 0000", "năm 2019", "ngày 1 tháng 1 năm 2019", '"', "“", "-",
    "*", "đường", "duong", "dduongwf", "12154/UBND-VP", "72A-123.45", "km 28+500",
    "ql51", "0903706338", "\u0301", "\x00", "\ud800", "\u202e", "🚧", "²", "١٢٣", "ß",
    "İ", "<b>", "&", "%", "\\", "'", ";", "{{7*7}}", "\n", "\x01", "a" * 60, "1" * 40,
)  # fmt: skip


def questions(seed: int) -> Iterator[str]:
    chance = random.Random(seed)  # noqa: S311 - the same questions every time
    for _ in range(COUNT):
        told = chance.choices(PIECES, k=chance.randint(1, 12))
        yield chance.choice(("", " ")).join(told)


def ask(client: FlaskClient, door: str, query: str, more: str = "") -> TestResponse:
    typed = quote(query.encode("utf-8", "surrogatepass"))
    return client.get(f"/tim-kiem{door}?q={typed}{more}")


def check(answer: TestResponse, door: str, query: str) -> None:
    assert answer.status_code == 200, query[:200]
    if door == "/atom.xml":
        fromstring(answer.data)
    elif door == "/goi-y":
        assert len(answer.get_json()["lines"]) <= 8
    elif door == "/ket-qua.xlsx":
        load_workbook(BytesIO(answer.data), read_only=True).close()
    else:
        main = answer.get_data(as_text=True).split("<main")[1]
        assert not ENGLISH.search(re.sub(r"<[^>]*>", " ", main)), query[:200]
        assert "<b>" not in main


@pytest.fixture
def desk(site: Site) -> FlaskClient:
    make_case(site)
    site.index()
    return site.officer(Role.FOCAL)


@pytest.mark.parametrize("door", DOORS)
def test_random_questions_are_answered(desk: FlaskClient, door: str) -> None:
    for query in questions(DOORS.index(door)):
        check(ask(desk, door, query), door, query)


@pytest.mark.parametrize("door", DOORS)
def test_hostile_questions_are_answered(desk: FlaskClient, door: str) -> None:
    for query in HOSTILE:
        check(ask(desk, door, query), door, query)


@pytest.mark.parametrize("door", DOORS[:3])
def test_visitors_and_a_portal_without_an_index_are_answered_too(
    site: Site, door: str
) -> None:
    client = site.visitor()
    for query in (*HOSTILE, *list(questions(9))[:20]):
        check(ask(client, door, query), door, query)


@pytest.mark.parametrize("door", DOORS)
def test_rubbish_in_an_address_falls_back(desk: FlaskClient, door: str) -> None:
    for more in (
        "&trang=-1",
        "&trang=1e9",
        "&trang=1000000000",
        "&trang=99999",
        "&trang=%D9%A1",
        "&trang=",
        "&sap-xep=moi",
        "&loai=user",
        "&loai=case&loai=x",
        "&hinh-thuc=x",
        f"&hinh-thuc={'x' * 9000}",
        "&don-vi=%00&linh-vuc=%F0%28&nguon=%ED%A0%80",
        "&tu=99/99/9999&den=0",
        "&tu=0001-01-01&den=9999-12-31",
        "&la=lung",
    ):
        check(ask(desk, door, "đường dây nóng", more), door, more)


def test_no_page_is_the_first_and_one_too_far_the_last(desk: FlaskClient) -> None:
    first = desk.get("/tim-kiem?q=đường").get_data(as_text=True).split("<ol")[1]
    for page in ("-1", "1e9", "0", "x", "999999"):
        told = desk.get(f"/tim-kiem?q=đường&trang={page}").get_data(as_text=True)
        assert told.split("<ol")[1].split("</ol>")[0] == first.split("</ol>")[0]
