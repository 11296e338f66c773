"""Lines under the search box: what they offer, and to whom."""

import unicodedata
from typing import Any

import pytest
from flask.testing import FlaskClient

from documents import directives
from documents.vocabulary import ContentAction, Role
from portal.searches.typeahead import MOST_LINES
from tests.portal.public_site import CANARY, NOW, Site, draft, site
from tests.portal.test_find import make_case

__all__ = ["site"]


def offered(client: FlaskClient, typed: str) -> list[dict[str, Any]]:
    answer = client.get("/tim-kiem/goi-y", query_string={"q": typed})
    assert answer.status_code == 200
    assert answer.content_type == "application/json; charset=utf-8"
    lines: list[dict[str, Any]] = answer.get_json()["lines"]
    assert len(lines) <= MOST_LINES
    return lines


def words(client: FlaskClient, typed: str) -> list[str]:
    return [line["text"].lower() for line in offered(client, typed) if not line["kind"]]


def things(client: FlaskClient, typed: str) -> list[str]:
    return [line["url"] for line in offered(client, typed) if line["kind"]]


@pytest.mark.parametrize(
    "typed",
    ["đường dây n", "duong day n", "ĐƯỜNG DÂY N", "đường dây nón", "duong day "],
)
def test_the_word_being_typed_is_completed_with_its_marks(
    site: Site, typed: str
) -> None:
    site.index()
    assert words(site.visitor(), typed)[0] == "đường dây nóng"


def test_decomposed_typing_is_completed_alike(site: Site) -> None:
    site.index()
    typed = unicodedata.normalize("NFD", "đường dây n")
    assert words(site.visitor(), typed)[0] == "đường dây nóng"


def test_a_completion_leads_to_its_question(site: Site) -> None:
    site.index()
    client = site.visitor()
    (first, *_rest) = offered(client, "loại:quyết định tiep nha")
    assert first["text"].lower() == "tiếp nhận loại:quyết định"
    assert "3229-qd-ubnd-2016" in client.get(first["url"]).text


@pytest.mark.parametrize("typed", ["12154", "1215", "12154/ub", "cv 12154", "số:12154"])
def test_a_number_offers_its_document(site: Site, typed: str) -> None:
    site.index()
    assert things(site.visitor(), typed)[0] == "/van-ban/12154-ubnd-vp-2019"


def test_a_name_offers_who_it_is(site: Site) -> None:
    site.index()
    assert things(site.visitor(), "thac") == ["/duong-day-nong#dau-moi-2"]


@pytest.mark.parametrize("typed", ["", " ", "a", "zzzyyyxxx", "hạn:quá", "-", '"', "*"])
def test_nothing_to_offer_is_no_line(site: Site, typed: str) -> None:
    site.index()
    assert offered(site.visitor(), typed) == []


def test_without_an_index_there_are_no_lines(site: Site) -> None:
    assert offered(site.visitor(), "đường dây") == []


def test_nobody_is_offered_what_he_could_not_find(site: Site) -> None:
    make_case(site, "VP")
    with site.writing() as session:
        draft(session, site.people)
    site.index()
    for client in (
        site.visitor(),
        site.officer(Role.ADMIN),
        site.officer(Role.HANDLER),
    ):
        for typed in ("o ga tren quoc", "ổ g", "ddn-2019", "DDN-2019-000001"):
            told = str(offered(client, typed))
            assert "/ho-so/" not in told
            assert "quốc lộ" not in told.lower()
    assert things(site.officer(Role.FOCAL), "ổ gà tr") == ["/ho-so/DDN-2019-000001"]
    for typed in (CANARY[:4], CANARY[:-1], "405-tb", "bản nh", "thông báo kế"):
        told = str(offered(site.visitor(), typed)).lower()
        assert CANARY not in told
        assert "405-tb-tu-2016" not in told
    assert CANARY in words(site.officer(Role.HANDLER), CANARY[:-1])


def test_what_was_just_taken_down_is_not_offered(site: Site) -> None:
    site.index()
    with site.writing() as session:
        row = directives.by_slug(session, "3229-qd-ubnd-2016")
        directives.advance(
            session,
            row,
            ContentAction.ARCHIVE,
            expected_version=row.version,
            by=site.people[Role.CVP],
            now=NOW,
        )
    told = str(offered(site.visitor(), "quy chế tiếp"))
    assert "3229" not in told
    assert "quy chế" not in told.lower()


def test_a_browser_reads_the_lines_as_suggestions(site: Site) -> None:
    site.index()
    answer = site.visitor().get("/tim-kiem/goi-y?q=duong+day+n&dang=opensearch")
    assert answer.content_type.startswith("application/x-suggestions+json")
    typed, told = answer.get_json()
    assert typed == "duong day n"
    assert told[0].lower() == "đường dây nóng"
