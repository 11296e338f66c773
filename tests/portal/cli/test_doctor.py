"""What the doctor calls a fault, and what only a hint."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from documents.models import Officer
from documents.vocabulary import Role
from portal import serve
from portal.app import create_app
from portal.config import Settings
from portal.wiring import Wiring

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def healthy(tmp_path: Path) -> Flask:
    """Give a portal of which there is nothing to say."""
    told = {
        "PORTAL_DATA_DIR": str(tmp_path / "data"),
        "PORTAL_PUBLIC_URL": "https://duongdaynong.example",
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
