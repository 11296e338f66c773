"""What is kept in front of the views: everybody's pages, and nobody's own."""

import sqlite3
from pathlib import Path

import pytest
from flask import Response

from documents.vocabulary import Role
from portal import pages, security
from tests.portal.public_site import Site, site

__all__ = ["site"]


@pytest.fixture
def made(site: Site) -> list[str]:
    """Give a page that may be kept, at /dem; each time it is made is noted."""
    times: list[str] = []

    def view() -> Response:
        times.append("made")
        return Response(f"lần {len(times)}")

    site.app.add_url_rule("/dem", "dem", security.public(pages.kept(view)))
    return times


def test_a_page_is_made_once_and_given_again_to_the_letter(
    site: Site, made: list[str]
) -> None:
    first, again = (site.visitor().get("/dem") for _ in range(2))
    assert made == ["made"]
    assert again.text == first.text == "lần 1"
    assert list(again.headers) == list(first.headers)


def test_who_has_the_page_is_told_so_with_every_header(
    site: Site, made: list[str]
) -> None:
    etag = site.visitor().get("/dem").headers["ETag"]
    answer = site.visitor().get("/dem", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data, made) == (304, b"", ["made"])
    for name, value in security.HEADERS.items():
        assert answer.headers.getlist(name) == [value]
    assert answer.headers["ETag"] == etag
    other = site.visitor().get("/dem", headers={"If-None-Match": '"khac"'})
    assert other.status_code == 200


def test_a_change_of_anything_published_makes_it_anew(
    site: Site, made: list[str]
) -> None:
    site.visitor().get("/dem")
    with site.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE outbox SET seq = 1 + (SELECT max(seq) FROM outbox)"
            " WHERE key = 'contact:1'"
        )
    assert site.visitor().get("/dem").text == "lần 2"


def test_a_signed_in_officer_neither_gets_nor_leaves_a_kept_page(
    site: Site, made: list[str]
) -> None:
    clerk = site.officer(Role.CLERK)
    assert clerk.get("/dem").text == "lần 1"
    assert site.visitor().get("/dem").text == "lần 2"
    assert clerk.get("/dem").text == "lần 3"
    assert site.visitor().get("/dem").text == "lần 2"


def test_another_sites_cookie_does_not_make_a_visitor_somebody(
    site: Site, made: list[str]
) -> None:
    site.visitor().get("/dem")
    client = site.visitor()
    client.set_cookie("thong-ke", "1")
    assert client.get("/dem").text == "lần 1"


def test_a_page_with_a_cookie_or_a_token_is_never_kept(site: Site) -> None:
    def with_cookie() -> Response:
        answer = Response("của riêng")
        answer.set_cookie("x", "y")
        return answer

    def with_no_store() -> Response:
        return Response("của riêng", headers={"Cache-Control": "no-store"})

    times: list[str] = []
    for name, view in (("a", with_cookie), ("b", with_no_store)):

        def noted(name=name, view=view) -> Response:
            times.append(name)
            answer: Response = view()
            return answer

        site.app.add_url_rule(f"/{name}", name, security.public(pages.kept(noted)))
    for path in ("/a", "/a", "/b", "/b"):
        assert site.visitor().get(path).text == "của riêng"
    assert times == ["a", "a", "b", "b"]


def test_a_kept_page_opens_no_door_for_other_hosts_methods_or_questions(
    site: Site, made: list[str]
) -> None:
    client = site.visitor()
    client.get("/dem")
    assert client.get("/dem", headers={"Host": "evil.example"}).status_code == 400
    assert client.post("/dem").status_code in {400, 405}
    assert client.get("/dem?x=1").text == "lần 2"
    head = client.head("/dem")
    assert (head.status_code, head.data) == (200, b"")


def test_without_its_database_a_kept_page_is_not_passed_off_as_new(
    site: Site, made: list[str]
) -> None:
    site.visitor().get("/dem")
    path = Path(site.database.url.removeprefix("sqlite:///"))
    wired = site.app.extensions["wiring"]
    wired.database.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE outbox RENAME TO away")
    assert site.visitor().get("/dem").status_code >= 500
