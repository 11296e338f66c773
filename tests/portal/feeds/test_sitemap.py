"""The map of the site, read with the schema of sitemaps.org."""

from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from lxml import etree
from sqlalchemy import insert

from documents.models import Directive
from documents.queries.parts import PART
from documents.vocabulary import ContentState, DirectiveForce, IssuerLevel
from tests.conftest import NOW
from tests.portal.answers.published import Published
from tests.portal.feeds.publishing import directive, get, path
from tests.portal.office import Office, office

__all__ = ["office"]

SCHEMAS: Final = Path(__file__).parents[2] / "assets" / "sitemaps"
SPACE: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
REGISTERS: Final = {"/van-ban", "/tin-tuc", "/hoi-dap"}
VIETNAMESE: Final = {"/", "/duong-day-nong", "/phan-anh/gui"} | REGISTERS
ENGLISH: Final = {"/en/", "/en/contacts", "/en/how-to-send", "/en/organisation"}
PAGES: Final = VIETNAMESE | ENGLISH


def read(office: Office, place: str, schema: str) -> dict[str, str]:
    """Return the addresses of a document, each with its day, once it is valid."""
    answer = get(office, place)
    assert answer.content_type == "application/xml; charset=utf-8"
    document = etree.fromstring(answer.data)
    etree.XMLSchema(file=str(SCHEMAS / schema)).assertValid(document)
    return {
        path(found.findtext(f"{SPACE}loc") or ""): found.findtext(f"{SPACE}lastmod")
        or ""
        for found in document
    }


def listed(office: Office) -> dict[str, str]:
    """Return every address of the map, part by part."""
    found: dict[str, str] = {}
    for part in read(office, "/sitemap.xml", "siteindex.xsd"):
        found |= read(office, part, "sitemap.xsd")
    return found


def test_the_map_holds_what_is_published_and_all_of_it_is_there(office: Office) -> None:
    place = directive(office, "1/CV")
    internal = directive(office, "2/NB", is_public=False)
    case = Published(office)
    case.prepare()
    assert set(listed(office)) == {*PAGES, place}
    case.release()
    found = listed(office)
    assert set(found) == {*PAGES, place, case.public}
    assert internal not in found
    for one in found:
        assert office.visitor().get(one).status_code == 200, one
    assert datetime.fromisoformat(found[place]) == NOW
    assert datetime.fromisoformat(found[case.public]) == NOW


def test_a_part_that_holds_nothing_is_not_there(office: Office) -> None:
    assert set(read(office, "/sitemap.xml", "siteindex.xsd")) == {"/sitemap/trang.xml"}
    for kind in ("van-ban", "hoi-dap"):
        for number in ("1", "2", "0", "2147483647", "99999999999", "x", "-1"):
            answer = get(office, f"/sitemap/{kind}-{number}.xml")
            assert answer.status_code == 404, number


@pytest.mark.parametrize("shown", [True, False])
def test_an_address_stays_in_its_part_whatever_else_comes_or_goes(
    office: Office, *, shown: bool
) -> None:
    rows = [
        {
            "id": number, "slug": f"{number}-cv", "kind": "Công văn",
            "number": f"{number}/CV", "number_key": f"{number}/cv",
            "issuer": "Sở", "issued_on": NOW.date(),
            "issuer_level": IssuerLevel.DEPARTMENT, "edited_at": NOW,
            "published_at": NOW, "force": DirectiveForce.IN_FORCE,
            "state": ContentState.PUBLISHED if shown else ContentState.ARCHIVED,
        }
        for number in range(1, PART + 1)
    ]  # fmt: skip
    last = {**rows[0], "id": PART + 1, "slug": "cuoi", "number_key": "cuoi"}
    last |= {"number": "cuoi", "state": ContentState.PUBLISHED}
    with office.writing() as session:
        session.execute(insert(Directive), [*rows, last])
    parts = {"/sitemap/trang.xml", "/sitemap/van-ban-2.xml"}
    parts |= {"/sitemap/van-ban-1.xml"} if shown else set()
    assert set(read(office, "/sitemap.xml", "siteindex.xsd")) == parts
    assert set(read(office, "/sitemap/van-ban-2.xml", "sitemap.xsd")) == {
        "/van-ban/cuoi"
    }
    if shown:
        first = read(office, "/sitemap/van-ban-1.xml", "sitemap.xsd")
        assert len(first) == PART
