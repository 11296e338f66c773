"""The commands, as an administrator types them."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from documents.models import Case, Officer
from documents.vocabulary import Role
from portal import serve
from portal.config import Settings
from portal.wiring import Wiring
from tests.apps import make_app
from tests.portal.public_site import PASSWORD, post

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """Give a portal whose data directory was never used."""
    told = {"PORTAL_DATA_DIR": str(tmp_path / "data")}
    return make_app(Settings.from_environment(told), clock=lambda: NOW)


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=arguments)


def wired(app: Flask) -> Wiring:
    found: Wiring = app.extensions["wiring"]
    return found


def count(app: Flask, model: type[Case] | type[Officer]) -> int:
    with wired(app).database.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_demo_is_loaded_once(app: Flask) -> None:
    assert "Đã nạp" in run(app, "demo", "load").output
    before = count(app, Case), count(app, Officer)
    again = run(app, "demo", "load")
    assert again.exit_code == 0
    assert "không nạp gì" in again.output
    assert (count(app, Case), count(app, Officer)) == before
    assert before[0] > 5


def test_an_account_is_made_with_a_link_that_works(app: Flask) -> None:
    run(app, "demo", "load")
    told = run(
        app, "officers", "add", "Trần Thử Nghiệm", "--role", "handler", "--unit", "KCHT"
    )
    assert told.exit_code == 0
    assert "nghiemtt" in told.output
    path = re.search(r"http://127\.0\.0\.1:8000(/kich-hoat/\S+)", told.output)
    assert path
    client = app.test_client()
    post(client, path[1], path[1], password=PASSWORD, again=PASSWORD)
    assert client.get("/ban-lam-viec").status_code == 200


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("X Y", "--role", "handler"), "cần một phòng, đơn vị"),
        (("X Y", "--role", "clerk", "--unit", "KHONG"), "Không có phòng, đơn vị"),
        (("Vũ Thị Ánh", "--role", "clerk"), "Đã có tài khoản “anhvt”"),
    ],
)
def test_a_wrong_account_is_refused_in_words(
    app: Flask, arguments: tuple[str, ...], told: str
) -> None:
    run(app, "demo", "load")
    before = count(app, Officer)
    answer = run(app, "officers", "add", *arguments)
    assert answer.exit_code == 1
    assert told in answer.output
    assert count(app, Officer) == before


def test_a_due_date_comes_first_and_its_working_below(app: Flask) -> None:
    told = run(app, "deadline", "2020-01-22", "10").output.splitlines()
    assert told[0] == "2020-02-12"
    assert "10 ngày làm việc" in told[1]
    assert any("Tết" in line for line in told[2:])
    assert any(line.startswith(" 10  thứ Tư") for line in told)
    assert "năm 2020 chưa được quản trị xác nhận" in told[-1]
    swapped = run(app, "deadline", "2025-12-31", "2").output
    assert swapped.startswith("2026-01-06")


@pytest.mark.parametrize(
    "wrong",
    [
        ("2020-02-30", "1"),
        ("2020-01-22", "0"),
        ("9999-12-31", "1"),
        ("0001-01-01", "9"),
    ],
)
def test_a_term_that_is_none_is_refused(app: Flask, wrong: tuple[str, str]) -> None:
    assert run(app, "deadline", *wrong).exit_code == 2


def test_migrating_twice_changes_nothing(app: Flask) -> None:
    for _ in range(2):
        assert run(app, "migrate").exit_code == 0
    assert wired(app).database.is_current()


def test_the_doctor_names_what_is_missing(app: Flask) -> None:
    told = run(app, "doctor")
    assert told.exit_code == 1
    assert "flask migrate" in told.output
    assert "https" in told.output
    run(app, "demo", "load")
    assert "flask migrate" not in run(app, "doctor").output
    assert "Chưa có quản trị" in run(app, "doctor").output
    wired(app).settings.data_dir.chmod(0o755)
    assert "chmod 700" in run(app, "doctor").output


def test_the_first_start_leaves_a_way_in_until_it_is_used(app: Flask) -> None:
    first = serve.prepare(wired(app))
    second = serve.prepare(wired(app))
    assert first is not None
    assert second is not None
    client = app.test_client()
    assert client.get(f"/kich-hoat/{first}").status_code == 404
    path = f"/kich-hoat/{second}"
    post(client, path, path, password=PASSWORD, again=PASSWORD)
    assert client.get("/quan-tri/").status_code == 200
    assert serve.prepare(wired(app)) is None
    with wired(app).database.reading() as session:
        admins = select(Officer).where(Officer.role == Role.ADMIN)
        assert len(session.scalars(admins).all()) == 1


def test_no_account_of_the_demo_has_a_password(app: Flask) -> None:
    run(app, "demo", "load")
    with wired(app).database.reading() as session:
        hashes = set(session.scalars(select(Officer.password_hash)))
    assert hashes == {None}
