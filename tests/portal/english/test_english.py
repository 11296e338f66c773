"""What a visitor reads who knows no Vietnamese: every page, every refusal."""

import re

import pytest

from documents import contacts, sights
from documents.text import fold
from documents.vocabulary import (
    ContentAction,
    ContentState,
    Field,
    Role,
    SendChannel,
    UnitKind,
)
from portal.english import words
from tests.portal.office import Office, office
from tests.portal.public_site import CANARY, NOW, Site, draft, post, site, token_in
from tests.portal.test_lookup import plain, taken_down

__all__ = ["office", "site"]

PAGES = (
    "/en/",
    "/en/contacts",
    "/en/how-to-send",
    "/en/track",
    "/en/organisation",
)
IN_VIETNAMESE = re.compile(r'<(\w+)[^>]*\slang="vi"[^>]*>.*?</\1>', re.DOTALL)


def english(page: str) -> str:
    """Return what is left to be read when all that is said to be Vietnamese is gone."""
    assert '<html lang="en">' in page
    bare = IN_VIETNAMESE.sub(" ", page)
    bare = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", bare, flags=re.DOTALL)
    told = re.findall(r'(?:alt|aria-label|title|placeholder)="([^"]*)"', bare)
    return " ".join([re.sub(r"<[^>]*>", " ", bare), *told])


def assert_english(page: str) -> None:
    told = english(page)
    for name in ("Trần Thượng Chí", "Nguyễn Ngọc Thạch"):
        # Whose card it is: names have no language of their own.
        told = told.replace(name, "")
    marked = {word for word in told.split() if fold(word) != word.casefold()}
    assert marked == set()


@pytest.mark.parametrize("path", PAGES)
def test_every_word_of_an_english_page_is_english_or_said_to_be_vietnamese(
    site: Site, path: str
) -> None:
    answer = site.visitor().get(path)
    assert answer.status_code == 200
    assert_english(answer.text)
    officers = site.officer(Role.CLERK).get(path)
    assert_english(officers.text)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_an_english_page_leads_somewhere(site: Site, path: str) -> None:
    client = site.visitor()
    page = client.get(path).text
    for to in set(re.findall(r'(?:href|src)="(/(?!static)[^"#]*)"', page)):
        assert client.get(to).status_code == 200, to


def test_a_post_is_named_in_english_with_its_vietnamese_name_behind(
    site: Site,
) -> None:
    page = site.visitor().get("/en/contacts").text
    assert 'Director of the Department (<span lang="vi">Giám đốc Sở</span>)' in page
    assert 'Chief of Office (<span lang="vi">Chánh Văn phòng</span>)' in page
    assert 'Citizen Reception Room (<span lang="vi">Phòng Tiếp dân</span>)' in page
    assert "Updated on 17 December 2019." in page
    assert "09870000" not in page  # numbers that are not public


def test_a_post_that_no_table_knows_is_said_in_vietnamese_and_marked_so(
    site: Site,
) -> None:
    with site.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE contact SET position = 'Tổ trưởng <b>tổ trực</b>' WHERE id = 1"
        )
    page = site.visitor().get("/en/contacts").text
    assert '<span lang="vi">Tổ trưởng &lt;b&gt;tổ trực&lt;/b&gt;</span>' in page


def test_what_nobody_published_is_on_no_english_page(site: Site) -> None:
    with site.writing() as session:
        draft(session, site.people)
        row = contacts.get(session, 2)
        row.state, row.position = ContentState.DRAFT, CANARY
    for path in PAGES:
        assert CANARY not in site.visitor().get(path).text
        assert CANARY not in site.officer(Role.CLERK).get(path).text


@pytest.mark.parametrize(
    ("vietnamese", "twin"),
    [
        ("/", "/en/"),
        ("/duong-day-nong", "/en/contacts"),
        ("/phan-anh/gui", "/en/how-to-send"),
        ("/phan-anh/tra-cuu", "/en/track"),
    ],
)
def test_each_of_two_pages_in_two_languages_names_both(
    site: Site, vietnamese: str, twin: str
) -> None:
    client = site.visitor()
    root = "http://127.0.0.1:8000"
    for path, other, language in ((vietnamese, twin, "en"), (twin, vietnamese, "vi")):
        page = client.get(path).text
        for named, at in (("vi", vietnamese), ("en", twin), ("x-default", vietnamese)):
            assert (
                f'<link rel="alternate" hreflang="{named}" href="{root}{at}">' in page
            )
        switch = f'href="{other}" lang="{language}" hreflang="{language}"'
        assert switch in page.split("<main")[0]


def test_a_page_without_a_twin_leads_to_the_english_home_and_claims_no_twin(
    site: Site,
) -> None:
    page = site.visitor().get("/van-ban").text
    assert 'href="/en/" lang="en" hreflang="en">English</a>' in page
    assert 'rel="alternate" hreflang' not in page


def test_a_change_of_the_contacts_shows_in_the_very_next_english_answer(
    site: Site,
) -> None:
    client = site.visitor()
    assert "0903706338" in client.get("/en/").text
    with site.writing() as session:
        row = contacts.get(session, 1)
        by, version = site.people[Role.CVP], row.version
        contacts.advance(
            session,
            row,
            ContentAction.ARCHIVE,
            expected_version=version,
            by=by,
            now=NOW,
        )
    assert "0903706338" not in client.get("/en/").text


def test_every_word_that_the_data_may_bring_has_an_english_one() -> None:
    told = {*sights.PUBLIC.values(), *vars(sights)["_MOVES"].values(), sights.WAITS}
    assert told <= words.PROGRESS.keys()
    assert words.FIELDS.keys() == set(Field)
    assert words.UNIT_KINDS.keys() == set(UnitKind)
    assert words.SENT_BY.keys() == set(SendChannel)


def test_who_has_code_and_pin_follows_his_request_in_english(office: Office) -> None:
    code, pin = taken_down(office)
    client = office.visitor()
    typed = {"code": code, "pin": pin}
    answer = post(client, "/en/track", "/en/track", **typed)
    assert answer.status_code == 200
    assert_english(answer.text)
    assert f'<span class="nowrap">{code}:</span> in progress' in answer.text
    assert "Received" in answer.text
    assert re.search(r"on \d{1,2} [A-Z][a-z]+ 2019 at the latest", answer.text)
    assert "no-store" in answer.headers["Cache-Control"]
    for secret in ("Quốc lộ 51", "Kín Đáo", "0912", pin):
        assert secret not in answer.text


def test_a_wrong_code_and_a_wrong_pin_are_one_answer_in_english_too(
    office: Office,
) -> None:
    code, pin = taken_down(office)
    wrong = [(code, "0000 0000"), ("DDN-2019-999999", pin)]
    answers = []
    for typed, tried in wrong:
        client = office.visitor()
        answer = post(client, "/en/track", "/en/track", code=typed, pin=tried)
        assert answer.status_code == 422
        assert_english(answer.text)
        answers.append(plain(answer, typed))
    assert answers[0] == answers[1]
    assert "No request was found" in answers[0]


def test_an_empty_or_endless_code_is_refused_in_english(office: Office) -> None:
    client = office.visitor()
    for typed in ({"code": "", "pin": ""}, {"code": "x" * 900, "pin": "'\"><b>"}):
        answer = post(client, "/en/track", "/en/track", **typed)
        assert answer.status_code == 422
        assert_english(answer.text)
        assert "<b>" not in answer.text


def test_the_sixth_try_is_told_in_english_when_to_come_back(office: Office) -> None:
    code, pin = taken_down(office)
    client = office.visitor()
    for _ in range(5):
        post(client, "/en/track", "/en/track", code=code, pin="1")
    answer = post(client, "/en/track", "/en/track", code=code, pin=pin)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "try again in 15 minutes" in answer.text
    assert_english(answer.text)


def test_every_refusal_at_an_english_address_is_english(site: Site) -> None:
    client = site.visitor()
    token = token_in(client.get("/en/track").text)
    answers = {
        404: client.get("/en/khong-co"),
        405: client.post("/en/", data={"csrf_token": token}),
        400: client.post("/en/track", data={"code": "a b", "pin": "1234 5678"}),
        403: client.post("/en/track", headers={"Sec-Fetch-Site": "cross-site"}),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert_english(answer.text)
        assert "1234 5678" not in answer.text


def test_without_its_database_an_english_address_says_so_in_english(
    site: Site,
) -> None:
    site.database.dispose()
    with site.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE contact RENAME TO away")
    answer = site.visitor().get("/en/contacts")
    assert answer.status_code == 500
    assert_english(answer.text)
