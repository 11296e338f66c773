"""What a visitor with a telephone in hand sees first."""

import re

from tests.portal.public_site import Site, site

__all__ = ["site"]


def test_the_first_page_offers_a_number_that_can_be_dialled(site: Site) -> None:
    page = site.visitor().get("/").get_data(as_text=True)
    assert 'href="tel:+84903706338"' in page
    large = page.split("hotline__number")[1].split("</a>")[0]
    assert "0903706338" in large  # the other one has a digit too many


def test_the_first_page_leads_to_contacts_search_and_the_newest_document(
    site: Site,
) -> None:
    page = site.visitor().get("/").get_data(as_text=True)
    assert 'href="/duong-day-nong"' in page
    assert 'action="/tim-kiem"' in page
    assert page.index("12154/UBND-VP") < page.index("3229/QĐ-UBND")
    assert "22/11/2019" in page


def test_every_link_of_the_first_page_leads_somewhere(site: Site) -> None:
    client = site.visitor()
    page = client.get("/").get_data(as_text=True)
    main = page.split("<main")[1].split("</main>")[0]
    for path in set(re.findall(r'href="(/(?!static)[^"#]*)"', main)):
        assert client.get(path).status_code in {200, 302}, path


def test_a_portal_without_contacts_still_has_a_first_page(site: Site) -> None:
    with site.writing() as session:
        session.connection().exec_driver_sql("UPDATE contact SET state = 'archived'")
    page = site.visitor().get("/").get_data(as_text=True)
    assert "Chưa công bố đầu mối liên hệ" in page
