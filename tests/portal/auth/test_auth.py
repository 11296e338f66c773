"""The door: who gets in, for how long, and what ends a session."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from documents import officers
from documents.vocabulary import Role
from portal.auth.views import inside
from portal.config import Settings
from tests.apps import make_app
from tests.portal.public_site import PASSWORD, Site, post, site, token_in

__all__ = ["site"]


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(site: Site, tmp_path: Path) -> Clock:
    """Give the site a clock of ours."""
    clock = Clock()
    settings = site.app.extensions["wiring"].settings
    site.app = make_app(settings, clock=clock)
    return clock


def link(site: Site, role: Role, clock: Clock) -> str:
    with site.writing() as session:
        found = officers.issue_link(session, site.people[role].officer_id, now=clock())
    return f"/kich-hoat/{found}"


def activated(site: Site, role: Role, clock: Clock) -> FlaskClient:
    client, path = site.visitor(), link(site, role, clock)
    answer = post(client, path, path, password=PASSWORD, again=PASSWORD)
    assert answer.status_code == 303
    return client


def enter(site: Site, username: str, password: str, **sent: str) -> FlaskClient:
    client = site.visitor()
    post(
        client, "/dang-nhap", "/dang-nhap", username=username, password=password, **sent
    )
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/ban-lam-viec").status_code == 200


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("portal")
    assert cookie is not None
    return cookie.value


def with_cookie(site: Site, value: str) -> FlaskClient:
    client = site.visitor()
    client.set_cookie("portal", value)
    return client


def test_a_one_time_link_sets_a_password_once(site: Site, clock: Clock) -> None:
    path = link(site, Role.CLERK, clock)
    client = site.visitor()
    assert "clerk" in client.get(path).text
    answer = post(client, path, path, password=PASSWORD, again=PASSWORD)
    assert answer.status_code == 303
    assert is_in(client)
    assert site.visitor().get(path).status_code == 404


def test_a_link_dies_after_a_day_and_with_a_newer_one(site: Site, clock: Clock) -> None:
    old, new = link(site, Role.CLERK, clock), link(site, Role.CLERK, clock)
    assert site.visitor().get(old).status_code == 404
    clock.at += timedelta(hours=24, seconds=1)
    answer = site.visitor().get(new)
    assert answer.status_code == 404
    assert "hết hạn" in answer.text


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("ngắn quá", "ít nhất 15 ký tự"),
        ("sogtvt bariavungtau 123456", "dễ đoán"),
        ("aaaaaaaaaaaaaaaaaaaa", "lặp lại"),
        ("dài " * 60, "dài quá 200"),
    ],
)
def test_a_weak_password_is_refused_beside_the_field(
    site: Site, clock: Clock, password: str, told: str
) -> None:
    path = link(site, Role.CLERK, clock)
    client = site.visitor()
    answer = post(client, path, path, password=password, again=password)
    assert answer.status_code == 422
    assert told in answer.text
    assert not is_in(client)


def test_two_different_entries_of_a_new_password_are_refused(
    site: Site, clock: Clock
) -> None:
    path = link(site, Role.CLERK, clock)
    answer = post(site.visitor(), path, path, password=PASSWORD, again=PASSWORD + "x")
    assert answer.status_code == 422
    assert "Hai lần nhập chưa giống nhau" in answer.text


def test_a_wrong_name_and_a_wrong_password_get_one_answer(
    site: Site, clock: Clock
) -> None:
    activated(site, Role.CLERK, clock)
    told = []
    for username in ("clerk", "khong-co-ai"):
        client = site.visitor()
        answer = post(
            client, "/dang-nhap", "/dang-nhap", username=username, password="sai"
        )
        assert answer.status_code == 422
        told.append(re.sub(r'value="[^"]*"', "", answer.text))
        assert "sai" not in re.findall(r'value="([^"]*)"', answer.text)
    assert told[0] == told[1]


def test_a_decomposed_password_is_the_same_password(site: Site, clock: Clock) -> None:
    import unicodedata

    activated(site, Role.CLERK, clock)
    assert is_in(enter(site, "clerk", unicodedata.normalize("NFD", PASSWORD)))
    assert is_in(enter(site, " CLERK ", PASSWORD))


def test_signing_in_begins_a_new_browser_session(site: Site, clock: Clock) -> None:
    activated(site, Role.CLERK, clock)
    client = site.visitor()
    before = token_in(client.get("/dang-nhap").text)
    planted = cookie_of(client)
    post(client, "/dang-nhap", "/dang-nhap", username="clerk", password=PASSWORD)
    assert cookie_of(client) != planted
    assert not is_in(with_cookie(site, planted))
    answer = client.post("/dang-xuat", data={"csrf_token": before})
    assert answer.status_code == 400


def test_a_copied_cookie_dies_with_the_session(site: Site, clock: Clock) -> None:
    client = activated(site, Role.CLERK, clock)
    stolen = cookie_of(client)
    assert is_in(with_cookie(site, stolen))
    post(client, "/dang-xuat", "/ban-lam-viec")
    assert not is_in(client)
    assert not is_in(with_cookie(site, stolen))


def test_a_new_password_ends_every_other_session(site: Site, clock: Clock) -> None:
    client = activated(site, Role.CLERK, clock)
    other = enter(site, "clerk", PASSWORD)
    assert is_in(other)
    new = "câu khác hẳn, cũng khó đoán"
    typed = {"old": PASSWORD, "password": new, "again": new}
    assert post(client, "/mat-khau", "/mat-khau", **typed).status_code == 303
    assert is_in(client)
    assert not is_in(other)
    assert not is_in(enter(site, "clerk", PASSWORD))
    assert is_in(enter(site, "clerk", new))


def test_a_wrong_old_password_changes_nothing(site: Site, clock: Clock) -> None:
    client = activated(site, Role.CLERK, clock)
    new = "câu khác hẳn, cũng khó đoán"
    typed = {"old": "không phải", "password": new, "again": new}
    answer = post(client, "/mat-khau", "/mat-khau", **typed)
    assert answer.status_code == 422
    assert "Mật khẩu hiện tại không đúng" in answer.text
    assert is_in(enter(site, "clerk", PASSWORD))


def test_a_locked_account_is_out_at_once(site: Site, clock: Clock) -> None:
    clerk, admin = (
        activated(site, Role.CLERK, clock),
        activated(site, Role.ADMIN, clock),
    )
    number = site.people[Role.CLERK].officer_id
    post(admin, f"/quan-tri/can-bo/{number}/khoa", "/quan-tri/")
    assert not is_in(clerk)
    assert not is_in(enter(site, "clerk", PASSWORD))
    post(admin, f"/quan-tri/can-bo/{number}/mo-khoa", "/quan-tri/")
    assert not is_in(clerk)
    assert is_in(enter(site, "clerk", PASSWORD))


def test_half_an_hour_without_use_ends_a_session(site: Site, clock: Clock) -> None:
    client = activated(site, Role.CLERK, clock)
    for _ in range(3):
        clock.at += timedelta(minutes=29)
        assert is_in(client)
    clock.at += timedelta(minutes=31)
    assert not is_in(client)


def test_eight_hours_end_a_session_in_use(site: Site, clock: Clock) -> None:
    client = activated(site, Role.CLERK, clock)
    for _ in range(24):
        clock.at += timedelta(minutes=20)
        assert is_in(client)
    clock.at += timedelta(minutes=1)
    assert not is_in(client)


def test_guessing_is_stopped_and_its_owner_still_gets_in(
    site: Site, clock: Clock
) -> None:
    activated(site, Role.CLERK, clock)
    client, answers = site.visitor(), []
    for n in range(8):
        typed = {"username": "clerk", "password": f"đoán {n}"}
        answers.append(post(client, "/dang-nhap", "/dang-nhap", **typed))
    assert [a.status_code for a in answers] == [422] * 5 + [429] * 3
    assert int(answers[-1].headers["Retry-After"]) <= 15 * 60
    assert "Hãy chờ" in answers[-1].text
    assert not is_in(enter(site, "clerk", PASSWORD))
    elsewhere = site.visitor()
    elsewhere.environ_base["REMOTE_ADDR"] = "10.0.0.9"
    post(elsewhere, "/dang-nhap", "/dang-nhap", username="clerk", password=PASSWORD)
    assert is_in(elsewhere)
    clock.at += timedelta(minutes=15, seconds=1)
    assert is_in(enter(site, "clerk", PASSWORD))


def test_a_forged_forwarding_header_does_not_hide_who_guesses(
    site: Site, clock: Clock
) -> None:
    activated(site, Role.CLERK, clock)
    client, answers = site.visitor(), []
    for n in range(6):
        token = token_in(client.get("/dang-nhap").text)
        answer = client.post(
            "/dang-nhap",
            data={"csrf_token": token, "username": "clerk", "password": f"đoán {n}"},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )
        answers.append(answer.status_code)
    assert answers[-1] == 429


def test_one_address_may_not_try_every_account(site: Site, clock: Clock) -> None:
    client = site.visitor()
    for n in range(50):
        typed = {"username": f"ai-do-{n}", "password": "đoán"}
        assert post(client, "/dang-nhap", "/dang-nhap", **typed).status_code == 422
    typed = {"username": "nguoi-khac", "password": "đoán"}
    assert post(client, "/dang-nhap", "/dang-nhap", **typed).status_code == 429


def test_a_right_password_forgives_the_wrong_ones(site: Site, clock: Clock) -> None:
    activated(site, Role.CLERK, clock)
    for _ in range(3):
        for n in range(4):
            enter(site, "clerk", f"đoán {n}")
        assert is_in(enter(site, "clerk", PASSWORD))


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example", "/\\evil.example", "https://evil.example", "https:evil",
        "javascript:alert(1)", "/\tevil", "/a\\b", "/a\r\nSet-Cookie: x=y", "", "x",
        "http://site@evil", "\\\\evil", "/%0d%0a\n",
    ],
)  # fmt: skip
def test_a_way_out_of_the_portal_leads_to_the_desk(path: str) -> None:
    assert inside(path) == "/ban-lam-viec"


def test_after_signing_in_one_goes_on_to_where_one_was_going(
    site: Site, clock: Clock
) -> None:
    activated(site, Role.CLERK, clock)
    client = site.visitor()
    door = client.get("/van-ban/them").location
    answer = client.get(door)
    token = token_in(answer.text)
    typed = {"username": "clerk", "password": PASSWORD, "tiep": "/van-ban/them"}
    assert 'name="tiep"' in answer.text
    led = client.post("/dang-nhap", data={"csrf_token": token, **typed})
    assert led.location == "/van-ban/them"


def test_a_form_sent_after_the_session_ended_shows_what_was_typed(
    site: Site, clock: Clock
) -> None:
    client = activated(site, Role.CLERK, clock)
    token = token_in(client.get("/van-ban/them").text)
    clock.at += timedelta(hours=1)
    typed = {"csrf_token": token, "abstract": "câu này không được mất"}
    answer = client.post("/van-ban/them", data=typed)
    assert answer.status_code == 401
    assert "câu này không được mất" in answer.text


@pytest.mark.parametrize("password", ["x" * 1_000_000, "a\x00b" * 9, "\ud800" * 3])
def test_any_password_typed_gets_an_answer(
    site: Site, clock: Clock, password: str
) -> None:
    client = site.visitor()
    token = token_in(client.get("/dang-nhap").text)
    typed = {"csrf_token": token, "username": "clerk", "password": password}
    raw = {
        name: value.encode("utf-8", "surrogatepass") for name, value in typed.items()
    }
    from urllib.parse import urlencode

    answer = client.post(
        "/dang-nhap",
        data=urlencode(raw),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in {413, 422}


def test_settings_that_are_unsafe_are_refused(tmp_path: Path) -> None:
    from portal.config import SettingsRefused

    for wrong in (
        {"PORTAL_SECRET_KEY": "dev"},
        {"PORTAL_SECRET_KEY": "change-me" * 1},
        {"PORTAL_SECRET_KEY": "a" * 64},
        {"PORTAL_PUBLIC_URL": "http://ddn.example.gov.vn"},
        {"PORTAL_PUBLIC_URL": "ddn.example.gov.vn"},
        {"PORTAL_PUBLIC_URL": "https://ddn.example.gov.vn/x"},
        {"PORTAL_SEARCH_URL": "elastic:"},
        {"PORTAL_TRUSTED_PROXIES": "all"},
    ):
        with pytest.raises(SettingsRefused):
            Settings.from_environment({"PORTAL_DATA_DIR": str(tmp_path), **wrong})


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    told = {"PORTAL_DATA_DIR": str(tmp_path / "new")}
    first, second = Settings.from_environment(told), Settings.from_environment(told)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
