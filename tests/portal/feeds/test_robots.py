"""What crawlers are told, as Python's own reader of robots.txt understands it."""

from collections.abc import Iterator
from urllib.robotparser import RobotFileParser

from documents.vocabulary import Role
from portal.feeds.robots import CLOSED
from portal.feeds.sitemap import PAGES
from tests.portal.doors import doors
from tests.portal.feeds.publishing import get
from tests.portal.office import Office, office

__all__ = ["office"]

HERE = "http://127.0.0.1:8000"


def told(office: Office) -> RobotFileParser:
    answer = get(office, "/robots.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(answer.text.splitlines())
    return robots


def places(office: Office) -> Iterator[tuple[str, frozenset[Role]]]:
    for endpoint, place in doors(office.app, "GET"):
        yield place, vars(office.app.view_functions[endpoint])["guard"]


def test_crawlers_are_led_to_the_map_and_kept_from_the_office(office: Office) -> None:
    robots = told(office)
    assert robots.site_maps() == [f"{HERE}/sitemap.xml"]
    shared = {place.split("/")[1] for place, roles in places(office) if not roles}
    shared -= {path.strip("/") for path in CLOSED}
    for place, roles in places(office):
        if roles and place.split("/")[1] not in shared:
            assert not robots.can_fetch("*", HERE + place), place


def test_no_address_of_the_map_is_closed(office: Office) -> None:
    robots = told(office)
    with office.app.test_request_context():
        pages = [office.app.url_for(endpoint, _external=False) for endpoint in PAGES]
    for place in (*pages, "/van-ban/1-cv-2019", "/hoi-dap/ddn-2019-000001"):
        assert robots.can_fetch("*", HERE + place), place
    for place in ("/tim-kiem?q=x", "/dang-nhap", "/kich-hoat/abc"):
        assert not robots.can_fetch("*", HERE + place), place
