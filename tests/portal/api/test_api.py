"""What programs read of what is published: lists, things, pages, refusals."""

import re
from typing import Any
from urllib.parse import quote

import pytest

from documents import directives
from documents.contacts import PhoneFields
from documents.directives import RelationFields
from documents.vocabulary import DirectiveForce, Role
from documents.vocabulary import DirectiveRelationKind as Kind
from tests.portal.answers.published import ANSWER, CONTENT, TITLE, Published
from tests.portal.feeds.publishing import contact, directive, get, path
from tests.portal.office import Office, office

__all__ = ["office"]


def told(office: Office, place: str) -> Any:
    answer = get(office, f"/api/v1{place}")
    assert (answer.status_code, answer.content_type) == (200, "application/json"), place
    return answer.get_json()


def slugs(office: Office, asked: str = "") -> list[str]:
    return [row["slug"] for row in told(office, f"/directives{asked}")["items"]]


def test_contacts_are_told_with_their_public_numbers_only(office: Office) -> None:
    number = contact(
        office, "Trần Thượng Chí",
        PhoneFields("02543.3727838"), PhoneFields("0903706338"),
        PhoneFields("0987000000", public=False), email="chitt@example.gov.vn",
    )  # fmt: skip
    (row,) = told(office, "/contacts")["items"]
    assert row["phones"] == [
        {"raw": "02543.3727838", "dialled": None},
        {"raw": "0903706338", "dialled": "+84903706338"},
    ]
    assert (row["name"], row["email"]) == ("Trần Thượng Chí", "chitt@example.gov.vn")
    assert path(row["vcard"]) == f"/duong-day-nong/{number}.vcf"
    assert get(office, path(row["vcard"])).status_code == 200


def test_the_register_is_narrowed_as_asked(office: Office) -> None:
    directive(office, "1/CV", abstract="vá đường", force=DirectiveForce.EXPIRED)
    directive(office, "2/QĐ", abstract="sơn vạch kẻ đường", kind="Quyết định")
    directive(office, "3/NB", abstract="vá đường nội bộ", is_public=False)
    office.index()
    assert slugs(office) == ["2-qd-2019", "1-cv-2019"]
    for asked, found in (
        ("kind=Quyết định", ["2-qd-2019"]),
        ("issuer=Cơ quan nháp&kind=Công văn", ["1-cv-2019"]),
        ("year=2019", ["2-qd-2019", "1-cv-2019"]),
        ("year=2018", []),
        ("force=expired", ["1-cv-2019"]),
        ("q=va duong", ["1-cv-2019"]),
        ("q=ke duong&kind=Quyết định&year=2019&force=in_force", ["2-qd-2019"]),
        ("q=ke duong&force=expired", []),
        ("q=va duong&year=2018", []),
    ):
        assert slugs(office, "?" + quote(asked, safe="=&")) == found, asked


def test_one_directive_is_told_with_what_its_page_shows(office: Office) -> None:
    directive(office, "1/CV", abstract="vá đường")
    directive(office, "2/NB", is_public=False)
    with office.reading() as session:
        ids = [
            directives.by_slug(session, slug).id for slug in ("1-cv-2019", "2-nb-2019")
        ]
    relations = tuple(RelationFields(Kind.REPLACES, target) for target in ids)
    directive(office, "3/CV", abstract="vá lại", body="Toàn văn.", relations=relations)
    row = told(office, "/directives/3-cv-2019")
    assert (row["text"], row["file"], row["issued_on"]) == (
        "Toàn văn.", None, "2019-12-01",
    )  # fmt: skip
    assert row["citation"].startswith("Công văn số 3/CV ngày 01/12/2019")
    (related,) = row["relations"]
    assert (related["relation"], related["slug"]) == ("replaces", "1-cv-2019")
    (other,) = told(office, "/directives/1-cv-2019")["relations"]
    assert (other["is_from_other"], other["slug"]) == (True, "3-cv-2019")
    assert get(office, path(row["url"])).status_code == 200


def test_published_answers_are_told_as_they_were_released(office: Office) -> None:
    case = Published(office)
    case.publish()
    (line,) = told(office, "/answers")["items"]
    assert (line["code"], line["title"]) == (case.code, TITLE)
    assert "content" not in line
    row = told(office, f"/answers/{case.code}")
    assert (row["content"], row["answer"]) == (CONTENT, ANSWER)
    assert told(office, f"/answers/{case.code.lower()}") == row
    assert told(office, f"/answers?field={row['field']}")["total"] == 1
    assert told(office, "/answers?field=planning")["items"] == []


def test_a_search_tells_what_a_visitor_finds_in_plain_words(office: Office) -> None:
    directive(office, "1/CV", abstract="vá <đường> & cầu")
    Published(office).publish()
    office.index()
    (hit,) = told(office, "/search?q=va+duong&kind=directive")["items"]
    assert (hit["kind"], hit["number"]) == ("directive", "1/CV")
    assert "vá <đường> & cầu" in hit["snippet"]
    (hit,) = told(office, "/search?q=da+cuoi")["items"]
    assert (hit["kind"], hit["title"]) == ("answer", TITLE)
    assert "<mark>" not in hit["snippet"]
    assert "đá cuội" in hit["snippet"]
    relaxed = told(office, "/search?q=cuội+zzzyyyxxx")
    assert relaxed["is_relaxed"] is bool(relaxed["items"])


def test_pages_follow_one_another_and_end(office: Office) -> None:
    for number in range(21):
        directive(office, f"{number}/CV", abstract="vá đường")
    office.index()
    for asked in ("?kind=C%C3%B4ng+v%C4%83n", "?q=va+duong"):
        first = told(office, f"/directives{asked}")
        assert (first["total"], first["page"], first["pages"]) == (21, 1, 2)
        second = told(office, path(first["next"]).removeprefix("/api/v1"))
        assert (second["page"], second["next"]) == (2, None)
        seen = [row["slug"] for row in (*first["items"], *second["items"])]
        assert len(seen) == len(set(seen)) == 21
        beyond = get(office, f"/api/v1/directives{asked}&page=3")
        assert beyond.status_code == 404


ENGLISH = re.compile(
    r"\b(?:error|not found|bad request|invalid|must|method)\b", re.IGNORECASE
)


@pytest.mark.parametrize(
    ("place", "status", "word"),
    [
        ("/v1/directives/khong-co", 404, "Không có văn bản"),
        ("/v1/directives/%00", 404, "Không có văn bản"),
        ("/v1/answers/DDN-2019-999999", 404, "Không có câu trả lời"),
        ("/v1/khong-co", 404, ""),
        ("/v2/contacts", 404, ""),
        ("/v1/directives?year=hai", 422, "year"),
        ("/v1/directives?year=²", 422, "year"),
        ("/v1/directives?force=x", 422, "in_force"),
        ("/v1/directives?forse=expired", 422, "forse"),
        ("/v1/directives?page=0", 422, "page"),
        ("/v1/directives?page=1&page=2", 422, "một lần"),
        ("/v1/directives?kind=%00", 422, "kind"),
        ("/v1/contacts?q=x", 422, "q"),
        ("/v1/search", 422, "Thiếu"),
        ("/v1/search?q=+", 422, "q"),
        ("/v1/search?q=x&kind=case", 422, "kind"),
    ],
)
def test_a_refusal_says_in_vietnamese_what_to_mend(
    office: Office, place: str, status: int, word: str
) -> None:
    answer = get(office, f"/api{place}")
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    problem = answer.get_json()
    assert (problem["type"], problem["status"]) == ("about:blank", status)
    assert word in problem["detail"]
    assert not ENGLISH.search(f"{problem['title']} {problem['detail']}")


def test_nothing_can_be_sent(office: Office) -> None:
    client = office.visitor()
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.open("/api/v1/contacts", method=method)
        assert answer.status_code == 405
        assert answer.content_type == "application/problem+json"
        assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("place", ["/v1/contacts", "/v1/directives", "/openapi.json"])
def test_what_did_not_change_is_not_sent_again(office: Office, place: str) -> None:
    place = f"/api{place}"
    first = get(office, place)
    etag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    again = get(office, place, etag=etag)
    assert (again.status_code, again.data) == (304, b"")
    head = office.visitor().head(place)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", etag)


def test_the_very_next_answer_tells_what_was_published(office: Office) -> None:
    etag = get(office, "/api/v1/directives").headers["ETag"]
    directive(office, "1/CV")
    after = get(office, "/api/v1/directives", etag=etag)
    assert (after.status_code, after.get_json()["total"]) == (200, 1)


def test_an_officer_is_told_no_more_than_a_visitor(office: Office) -> None:
    directive(office, "1/CV")
    directive(office, "2/NB", is_public=False)
    for role in (Role.CLERK, Role.CVP):
        answer = office.as_(role).get("/api/v1/directives")
        assert answer.get_json() == told(office, "/directives")
        assert office.as_(role).get("/api/v1/directives/2-nb-2019").status_code == 404
