"""Public pages are kept under a revision, and never a moment stale."""

import re

import pytest
from sqlalchemy import select

from documents import directives
from documents.models import Directive
from documents.vocabulary import ContentAction, Role
from tests.portal.public_site import NOW, Site, draft, post, publish, site

__all__ = ["site"]

KEPT = ("/", "/duong-day-nong")


@pytest.mark.parametrize("path", KEPT)
def test_a_page_that_did_not_change_is_not_sent_again(site: Site, path: str) -> None:
    client = site.visitor()
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert again.get_data() == b""
    assert again.headers["X-Content-Type-Options"] == "nosniff"


def test_a_publication_shows_in_the_very_next_answer(site: Site) -> None:
    client = site.visitor()
    before = client.get("/")
    with site.writing() as session:
        row = draft(session, site.people, number="1/MOI", abstract="vừa ban hành")
    assert client.get("/").text == before.text
    with site.writing() as session:
        row = session.scalars(
            select(Directive).where(Directive.number == "1/MOI")
        ).one()
        publish(session, row, site.people)
    after = client.get("/", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "vừa ban hành" in after.text
    with site.writing() as session:
        row = directives.get(session, row.id)
        directives.advance(
            session, row, ContentAction.ARCHIVE,
            expected_version=row.version, by=site.people[Role.CVP], now=NOW,
        )  # fmt: skip
    assert "vừa ban hành" not in client.get("/").text


def test_what_an_officer_sees_is_never_kept_for_visitors(site: Site) -> None:
    clerk, visitor = site.officer(Role.CLERK), site.visitor()
    for path in KEPT:
        seen = clerk.get(path).text
        assert "Đăng xuất" in seen or "Bàn làm việc" in seen
        assert "Cán bộ đăng nhập" in visitor.get(path).text
        assert "Bàn làm việc" not in visitor.get(path).text
        assert "Cán bộ đăng nhập" not in clerk.get(path).text


def test_a_message_is_shown_once_and_kept_for_nobody(site: Site) -> None:
    client = site.officer(Role.CLERK)
    post(client, "/dang-xuat", "/ban-lam-viec")
    assert "Đã đăng xuất." in client.get("/").text
    assert "Đã đăng xuất." not in client.get("/").text
    assert "Đã đăng xuất." not in site.visitor().get("/").text


def test_static_files_carry_their_release_and_may_be_kept_for_good(site: Site) -> None:
    client = site.visitor()
    page = client.get("/").text
    files = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page))
    assert {path.rpartition(".")[2] for path in files} == {"css", "js", "svg", "woff2"}
    for path in files:
        assert re.match(r"/static/[0-9a-f]{16}/", path)
        with client.get(path, headers={"Accept-Encoding": "br"}) as answer:
            assert answer.status_code == 200, path
            assert "max-age=31536000" in answer.headers["Cache-Control"]
            assert "immutable" in answer.headers["Cache-Control"]
            if path.endswith((".css", ".js", ".svg")) and len(answer.data) > 600:
                assert answer.headers["Content-Encoding"] == "br", path


def test_no_file_outside_the_static_folder_is_served(site: Site) -> None:
    client = site.visitor()
    root = client.get("/").text.split("/static/")[1].split("/")[0]
    for path in ("../secret.key", "%2e%2e/secret.key", "css/../../../secret.key"):
        answer = client.get(f"/static/{root}/{path}")
        assert answer.status_code == 404
