"""What search engines read off the pages, as extruct reads it."""

from typing import Any

from extruct.jsonld import JsonLdExtractor

from documents import directives
from documents.contacts import PhoneFields
from documents.directives import RelationFields
from documents.vocabulary import DirectiveForce, Role
from documents.vocabulary import DirectiveRelationKind as Kind
from tests.portal.feeds.publishing import archive, contact, directive, get, path
from tests.portal.office import Office, office

__all__ = ["office"]


def read(office: Office, place: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = JsonLdExtractor().extract(get(office, place).text)
    return found


def test_the_hotline_is_told_with_public_numbers_only(office: Office) -> None:
    number = contact(
        office, "Trần Thượng Chí </script>",
        PhoneFields("02543.3727838"), PhoneFields("0903706338"),
        PhoneFields("0987000000", public=False), email="chitt@example.gov.vn",
    )  # fmt: skip
    for place in ("/", "/duong-day-nong"):
        (told,) = read(office, place)
        assert told["@type"] == "GovernmentOrganization"
        assert "Giao thông vận tải" in told["name"]
        assert path(told["url"]) == "/"
        assert told["contactPoint"] == [
            {
                "@type": "ContactPoint",
                "contactType": "Đường dây nóng",
                "name": "Giám đốc Sở: Trần Thượng Chí </script>",
                "telephone": ["02543.3727838", "+84903706338"],
                "email": "chitt@example.gov.vn",
                "availableLanguage": "vi",
            }
        ]
    archive(office, number)
    for place in ("/", "/duong-day-nong"):
        assert read(office, place)[0]["contactPoint"] == []


def test_a_directive_is_told_with_its_force_and_what_it_replaces(
    office: Office,
) -> None:
    directive(office, "1/CV", abstract="vá đường", force=DirectiveForce.EXPIRED)
    directive(office, "2/NB", is_public=False)
    with office.reading() as session:
        ids = [
            directives.by_slug(session, slug).id for slug in ("1-cv-2019", "2-nb-2019")
        ]
    relations = tuple(RelationFields(Kind.REPLACES, target) for target in ids)
    place = directive(office, "3/CV", abstract="vá lại", relations=relations)
    (told,) = read(office, place)
    assert (told["@type"], told["legislationIdentifier"]) == ("Legislation", "3/CV")
    assert path(told["url"]) == place
    assert told["legislationDate"] == "2019-12-01"
    assert told["legislationLegalForce"] == "https://schema.org/InForce"
    assert [path(it) for it in told["legislationRepeals"]] == ["/van-ban/1-cv-2019"]
    (older,) = read(office, "/van-ban/1-cv-2019")
    assert older["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_officers_pages_tell_search_engines_nothing(office: Office) -> None:
    place = directive(office, "1/CV")
    for page in ("/duong-day-nong", place):
        assert JsonLdExtractor().extract(office.get(Role.CLERK, page)) == []
