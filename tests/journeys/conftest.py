"""The real server and a real browser, shared by every journey of a worker."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.office import Office
from tests.servers import free_port

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """Start the portal as `./run` does, with its demo, on a free port."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.serve"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PORTAL_DATA_DIR": folder, "PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        told = ""
        while "/kich-hoat/" not in told:
            line = process.stdout.readline()
            assert line, "the server did not start"
            told += line
        link = re.search(r"/kich-hoat/\S+", told)
        assert link
        yield Office(f"http://127.0.0.1:{port}", link[0])
        process.terminate()
        process.wait(timeout=20)
        process.stdout.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    """Give a visitor's desk screen; a script error or a bad answer fails the test."""
    context = browser.new_context(
        base_url=office.url, viewport={"width": 1280, "height": 900}, locale="vi-VN"
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda told: faults.append(told.text) if told.type == "error" else None,
    )
    yield page
    context.close()
    assert faults == []
