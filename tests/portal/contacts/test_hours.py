"""The hours of the hotline: typed by a clerk, told wherever contacts are told."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import vobject
from extruct.jsonld import JsonLdExtractor

from documents import contacts
from documents.models import Contact
from documents.vocabulary import Role
from tests.portal.contacts.test_contacts import CHANGE, first
from tests.portal.contacts.test_notice import NOTICE, printed, seen, stamp_on
from tests.portal.public_site import Site, post, publish, site

__all__ = ["site"]

EDIT = "/duong-day-nong/1/sua"
TOLD = "Thứ Hai đến thứ Sáu, 7:30–11:30, 13:30–17:00"


def words(site: Site, path: str) -> str:
    return re.sub(r"</?span[^>]*>", "", seen(site, path))


def test_hours_that_were_published_are_told_wherever_the_contact_is(site: Site) -> None:
    pages = ("/", "/duong-day-nong", NOTICE, f"{NOTICE}/a3")
    before = stamp_on(seen(site, NOTICE))
    assert not [path for path in pages if "Trực máy" in seen(site, path)]
    clerk, version = site.officer(Role.CLERK), str(first(site).version)
    typed = {**CHANGE, "open_days": "Mo-Fr", "hours": "7h30-11h30; 13h30-17h"}
    assert post(clerk, EDIT, EDIT, **typed, version=version).status_code == 303
    assert TOLD not in seen(site, "/duong-day-nong")
    with site.writing() as session:
        row = session.get(Contact, 1)
        assert row is not None
        publish(session, row, site.people)
    for path in pages:
        assert TOLD in words(site, path), path
    english = "Monday to Friday, 7:30–11:30 and 13:30–17:00"
    for path in ("/en/", "/en/contacts"):
        assert english in words(site, path), path
    assert "<ins>Thứ Hai" in seen(site, f"{NOTICE}/{before}")
    file = docx.Document(BytesIO(site.visitor().get(f"{NOTICE}.docx").data))
    assert f"Trực máy: {TOLD}" in printed(file)
    card, other = vobject.readComponents(seen(site, "/duong-day-nong.vcf"))
    assert card.note.value == f"Trực máy: {TOLD}"
    assert not hasattr(other, "note")
    (row, _) = site.visitor().get("/api/v1/contacts").get_json()["items"]
    assert row["hours"] == "Mo-Fr 07:30-11:30,13:30-17:00"
    assert 'value="7:30–11:30, 13:30–17:00"' in clerk.get(EDIT).text


def test_search_engines_are_told_the_days_and_the_last_minute_of_a_whole_day(
    site: Site,
) -> None:
    with site.writing() as session:
        row = session.get(Contact, 1)
        assert row is not None
        typed = replace(contacts.fields_of(row), hours="Mo-Sa 00:00-24:00")
        by, version = site.people[Role.CLERK], row.version
        now = datetime.now(UTC)
        contacts.edit(session, row, typed, expected_version=version, by=by, now=now)
        publish(session, row, site.people)
    (agency,) = JsonLdExtractor().extract(seen(site, "/duong-day-nong"))
    always, never = agency["contactPoint"]
    (hours,) = always["hoursAvailable"]
    assert hours["@type"] == "OpeningHoursSpecification"
    assert [day.rpartition("/")[2][:2] for day in hours["dayOfWeek"]] == [
        "Mo", "Tu", "We", "Th", "Fr", "Sa",
    ]  # fmt: skip
    assert (hours["opens"], hours["closes"]) == ("00:00", "23:59")
    assert "hoursAvailable" not in never
    assert "cả ngày đêm (24/24)" in seen(site, "/")
    assert "Monday to Saturday, around the clock" in seen(site, "/en/")


def test_hours_that_cannot_be_read_come_back_beside_the_field(site: Site) -> None:
    typed = {**CHANGE, "version": str(first(site).version), "open_days": "Mo-Fr"}
    answer = post(site.officer(Role.CLERK), EDIT, EDIT, **typed, hours="giờ hành chính")
    assert answer.status_code == 422
    assert "Giờ trực cần có dạng 7:30–11:30" in answer.text
    assert 'value="giờ hành chính"' in answer.text
