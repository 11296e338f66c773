"""Doors stay closed until a line opens them; headers are the same everywhere."""

import hashlib
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from documents.vocabulary import Role
from portal import db, security
from portal.config import Settings
from tests.apps import make_app
from tests.portal.directives.test_directives import TYPED
from tests.portal.doors import doors, rules
from tests.portal.public_site import Site, site, token_in

__all__ = ["site"]


def fingerprint(site: Site) -> str:
    """Return a digest of the whole database."""
    path = site.database.url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


def guard_of(site: Site, endpoint: str) -> frozenset[Role]:
    guard: frozenset[Role] = getattr(site.app.view_functions[endpoint], "guard")  # noqa: B009 - the type checker knows no such attribute
    return guard


def test_every_address_says_who_may_come_in(site: Site) -> None:
    views = site.app.view_functions
    unguarded = [
        rule.endpoint
        for rule in rules(site.app)
        if not hasattr(views[rule.endpoint], "guard")
    ]
    assert unguarded == []


def test_an_address_that_says_nothing_is_refused(site: Site) -> None:
    site.app.add_url_rule("/ho", "ho", lambda: "open")
    answer = site.visitor().get("/ho")
    assert answer.status_code == 403
    assert "open" not in answer.text


def test_a_visitor_is_led_to_the_door_from_every_officers_page(site: Site) -> None:
    client, led = site.visitor(), 0
    for endpoint, path in doors(site.app, "GET"):
        guard = guard_of(site, endpoint)
        if guard:
            answer = client.get(path)
            assert answer.status_code == 303, path
            assert answer.location.startswith("/dang-nhap?tiep="), path
            led += 1
    assert led > 8


def test_a_role_without_a_key_is_refused_at_every_door(site: Site) -> None:
    for role in Role:
        client = site.officer(role)
        for endpoint, path in doors(site.app, "GET"):
            guard = guard_of(site, endpoint)
            if guard and role not in guard:
                assert client.get(path).status_code == 403, (role, path)


def test_every_answer_carries_exactly_these_headers(site: Site) -> None:
    client = site.visitor()
    page = client.get("/").text
    static = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answers = [
        client.get(path)
        for path in (
            "/",
            "/van-ban",
            "/khong-co",
            "/dang-nhap",
            "/van-ban/x/tep",
            static,
        )
    ]
    answers += [
        client.post("/van-ban"),
        client.post("/dang-nhap"),
        client.get("/", headers={"Host": "evil.example"}),
        client.post("/dang-nhap", headers={"Sec-Fetch-Site": "cross-site"}),
    ]
    assert {answer.status_code for answer in answers} == {200, 400, 403, 404, 405}
    for answer in answers:
        told = {name: answer.headers.getlist(name) for name in security.HEADERS}
        expected = {name: [value] for name, value in security.HEADERS.items()}
        assert told == expected, answer.request.path
        answer.close()
        assert "Strict-Transport-Security" not in answer.headers
    policy = security.HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_under_https_cookies_and_transport_are_strict(tmp_path: Path) -> None:
    app = made(tmp_path, PORTAL_PUBLIC_URL="https://ddn.example.gov.vn")
    client = app.test_client()
    answer = client.get("/dang-nhap", base_url="https://ddn.example.gov.vn")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-portal=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def made(tmp_path: Path, **environment: str) -> Flask:
    told = {"PORTAL_DATA_DIR": str(tmp_path / "data"), **environment}
    app = make_app(Settings.from_environment(told))
    app.extensions["wiring"].database.migrate()
    return app


def test_no_unsafe_default_of_the_libraries_is_left(site: Site) -> None:
    config = site.app.config
    assert config["MAX_CONTENT_LENGTH"] == 20_000_000
    assert config["MAX_FORM_MEMORY_SIZE"] == 1_000_000
    assert config["MAX_FORM_PARTS"] == 200
    assert config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert config["SESSION_COOKIE_HTTPONLY"] is True
    assert config["PERMANENT_SESSION_LIFETIME"] == timedelta(hours=8)
    assert config["REMEMBER_COOKIE_DURATION"] == timedelta(0)
    assert config["REMEMBER_COOKIE_HTTPONLY"] is True
    assert config["REMEMBER_COOKIE_SAMESITE"] == "Lax"
    assert config["WTF_CSRF_ENABLED"] is True
    assert config["WTF_CSRF_TIME_LIMIT"] == 8 * 3600
    assert config["TRUSTED_HOSTS"]
    assert site.app.debug is False
    assert "static" not in site.app.view_functions


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@x"]
)
def test_a_foreign_host_name_is_refused(site: Site, host: str) -> None:
    answer = site.visitor().get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert host not in answer.text


def test_no_unsafe_request_passes_without_its_token(site: Site) -> None:
    clients = {role: site.officer(role) for role in (Role.CLERK, Role.CVP, Role.ADMIN)}
    before, walked = fingerprint(site), 0
    for _endpoint, path in doors(site.app, "POST"):
        for client in clients.values():
            assert client.post(path).status_code == 400, path
            walked += 1
    assert walked > 20
    assert fingerprint(site) == before


def test_the_token_of_another_session_is_refused(site: Site) -> None:
    stolen = token_in(site.officer(Role.CVP).get("/duong-day-nong").text)
    clerk = site.officer(Role.CLERK)
    answer = clerk.post("/dang-xuat", data={"csrf_token": stolen})
    assert answer.status_code == 400
    assert clerk.get("/ban-lam-viec").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_on_another_site_is_refused(site: Site, sent: dict[str, str]) -> None:
    client = site.officer(Role.CLERK)
    token = token_in(client.get("/duong-day-nong").text)
    answer = client.post("/dang-xuat", data={"csrf_token": token}, headers=sent)
    assert answer.status_code == 403
    assert client.get("/ban-lam-viec").status_code == 200


def test_what_was_typed_is_shown_when_the_token_is_too_old(site: Site) -> None:
    client = site.officer(Role.CLERK)
    answer = client.post("/van-ban/them", data={"abstract": "một câu đã gõ rất lâu"})
    assert answer.status_code == 400
    assert "một câu đã gõ rất lâu" in answer.text


def test_reading_never_writes(site: Site) -> None:
    clients: list[FlaskClient] = [site.visitor(), site.officer(Role.CLERK)]
    before = fingerprint(site)
    for client in clients:
        for _endpoint, path in doors(site.app, "GET"):
            assert client.get(path).status_code < 500, path
    assert fingerprint(site) == before


def test_private_pages_are_kept_by_nobody(site: Site) -> None:
    visitor, clerk = site.visitor(), site.officer(Role.CLERK)
    assert visitor.get("/duong-day-nong").headers["Cache-Control"] == "no-cache"
    assert visitor.get("/dang-nhap").headers["Cache-Control"] == "no-store"
    assert clerk.get("/duong-day-nong").headers["Cache-Control"] == "no-store"
    assert clerk.get("/khong-co").headers["Cache-Control"] == "no-store"
    assert "Cookie" in visitor.get("/").headers["Vary"]


def test_a_body_that_is_too_large_is_refused_in_words(site: Site) -> None:
    client = site.officer(Role.CLERK)
    answer = client.post("/van-ban/them", data={"body": "x" * 21_000_000})
    assert answer.status_code == 413
    assert "20 MB" in answer.text


def test_a_fault_shows_a_number_and_no_trace(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    site.app.add_url_rule("/loi", "loi", security.public(_fail))
    answer = site.visitor().get("/loi")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "chi tiết bí mật" not in answer.text
    reference = answer.text.split('class="number">')[1].split("<")[0]
    assert reference in caplog.text
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def _fail() -> str:
    raise RuntimeError("chi tiết bí mật")


@pytest.mark.parametrize(
    "told", ["database is locked", "database or disk is full", "disk I/O error"]
)
def test_a_busy_or_full_database_asks_for_patience(site: Site, told: str) -> None:
    def busy() -> str:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError(told))

    site.app.add_url_rule("/ban", "ban", security.public(busy))
    answer = site.visitor().get("/ban")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "không có gì bị ghi dở dang" in answer.text


def test_a_write_that_waits_too_long_is_refused_and_keeps_what_was_typed(
    site: Site,
) -> None:
    client = site.officer(Role.CLERK)
    token = token_in(client.get("/van-ban/them").text)
    typed = {**TYPED, "csrf_token": token, "abstract": "câu này không được mất"}
    path = site.database.url.removeprefix("sqlite:///")
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    try:
        answer = client.post("/van-ban/them", data=typed)
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()
    assert answer.status_code == 503
    assert "câu này không được mất" in answer.text


def test_an_unknown_schema_is_not_served(site: Site, tmp_path: Path) -> None:
    app = make_app(
        Settings.from_environment({"PORTAL_DATA_DIR": str(tmp_path / "empty")})
    )
    answer = app.test_client().get("/")
    assert answer.status_code == 503


def test_one_transaction_a_request_is_committed_only_on_success(site: Site) -> None:
    def write(status: int) -> Any:
        session = db.session()
        session.connection().exec_driver_sql(
            "INSERT INTO posting_place (name, place) VALUES (?, 9)", (f"nơi {status}",)
        )
        return str(status), status

    for status in (200, 303, 409, 422):
        view = security.public(lambda status=status: write(status))
        site.app.add_url_rule(f"/ghi/{status}", f"ghi{status}", view, methods=["POST"])
    client = site.visitor()
    token = token_in(client.get("/dang-nhap").text)
    for status in (200, 303, 409, 422):
        client.post(f"/ghi/{status}", data={"csrf_token": token})
    with site.database.reading() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT name FROM posting_place WHERE place = 9 ORDER BY name"
        )
        assert [name for (name,) in rows] == ["nơi 200", "nơi 303"]
