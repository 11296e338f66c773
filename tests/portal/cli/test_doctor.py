"""What the doctor calls a fault, and what only a hint."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from documents.models import FileText, Officer
from documents.vocabulary import Role, TextState
from portal import serve
from portal.app import create_app
from portal.config import Settings, SettingsRefused
from portal.wiring import Wiring

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def healthy(tmp_path: Path) -> Flask:
    """Give a portal of which there is nothing to say."""
    told = {
        "PORTAL_DATA_DIR": str(tmp_path / "data"),
        "PORTAL_PUBLIC_URL": "https://duongdaynong.example",
        "PORTAL_MAIL_URL": f"file:{tmp_path / 'mail'}",
    }
    app = create_app(Settings.from_environment(told), clock=lambda: NOW)
    wired: Wiring = app.extensions["wiring"]
    serve.prepare(wired)
    with wired.database.writing() as session, session.begin():
        admin = session.scalars(select(Officer).where(Officer.role == Role.ADMIN)).one()
        admin.password_hash = "set"
    return app


def test_a_machine_without_libreoffice_is_told_what_it_misses_and_is_well(
    healthy: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = healthy.test_cli_runner().invoke(args=["doctor"])
    assert "Gợi ý: Không có LibreOffice" in told.output
    assert "HTML" in told.output
    assert "Mọi thứ ổn." in told.output
    assert told.exit_code == 0


def test_libreoffice_without_the_letters_font_is_a_fault(
    healthy: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("soffice", "fc-list", "catdoc"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    told = healthy.test_cli_runner().invoke(args=["doctor"])
    assert "Liberation Serif" in told.output
    assert "Gợi ý" not in told.output
    assert told.exit_code == 1


def stubs(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)


def test_what_attached_files_want_is_hinted_at(
    healthy: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = healthy.test_cli_runner().invoke(args=["doctor"])
    assert "Gợi ý: Không có catdoc" in told.output
    assert "PORTAL_OCR" not in told.output
    stubs(tmp_path, "catdoc", "tesseract")
    told = healthy.test_cli_runner().invoke(args=["doctor"])
    assert "catdoc" not in told.output
    assert "Gợi ý: Có tesseract nhưng chưa bật PORTAL_OCR=1" in told.output
    assert told.exit_code == 0


def test_scans_that_are_wanted_but_cannot_be_read_are_a_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = {"PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_OCR": "1"}
    app = create_app(Settings.from_environment(told), clock=lambda: NOW)
    monkeypatch.setenv("PATH", str(tmp_path))
    stubs(tmp_path, "tesseract")
    found = app.test_cli_runner().invoke(args=["doctor"])
    assert "PORTAL_OCR=1 nhưng không có tesseract với tiếng Việt" in found.output
    assert found.exit_code == 1


def test_files_that_could_not_be_read_are_counted(healthy: Flask) -> None:
    wired: Wiring = healthy.extensions["wiring"]
    with wired.database.writing() as session, session.begin():
        file = wired.store.keep(
            session, b"x", name="x.txt", media_type="text/plain", by=None, now=NOW
        )
        row = session.get_one(FileText, file.id)
        row.state, row.reason = TextState.UNREADABLE, "hỏng"
    told = healthy.test_cli_runner().invoke(args=["doctor"])
    assert "Có 1 tệp kèm theo không đọc được" in told.output


@pytest.mark.parametrize("typed", ["yes", "2", "bật"])
def test_a_switch_is_on_or_off_and_nothing_else(tmp_path: Path, typed: str) -> None:
    told = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_OCR": typed}
    with pytest.raises(SettingsRefused, match="PORTAL_OCR"):
        Settings.from_environment(told)
