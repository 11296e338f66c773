"""The two commands as a newcomer meets them, and the locks they install."""

import os
import re
import shutil
import signal
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.servers import free_port

ROOT = Path(__file__).parent.parent
POSIX_TOOLS = ("sh", "dirname", "cat", "grep", "tail", "id", "rmdir", "getconf")


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """Give a PATH with the tools of any Unix and nothing else: no Python, no apt."""
    place = tmp_path / "bin"
    place.mkdir()
    for name in POSIX_TOOLS:
        found = shutil.which(name)
        assert found is not None
        (place / name).symlink_to(found)
    return place


def command(
    script: Path, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [script, *arguments],
        cwd="/",
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_without_a_recent_python_run_names_the_package_in_one_line(
    bare_path: Path, tmp_path: Path
) -> None:
    old = bare_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    place = tmp_path / "a place with spaces"
    place.mkdir()
    shutil.copy(ROOT / "requirements.txt", place)
    script = Path(shutil.copy(ROOT / "run", place))
    told = command(script, PATH=str(bare_path), PYTHON="")
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        "run: needs Python 3.11 or newer: install python3-venv"
    ]


def test_without_ensurepip_run_names_the_package_in_one_line(
    bare_path: Path, tmp_path: Path
) -> None:
    # As on Debian without python3-venv: any Python but for that module.
    python = bare_path / "python3"
    python.write_text('#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\n')
    python.chmod(0o755)
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    script = Path(shutil.copy(ROOT / "run", tmp_path))
    told = command(script, PATH=str(bare_path), PYTHON="")
    assert told.returncode == 1
    (line,) = told.stderr.splitlines()
    assert line.endswith("cannot make environments: install python3-venv")


@pytest.mark.parametrize("kind", ["linked", "other"])
def test_a_folder_that_is_not_ours_is_never_emptied(kind: str, tmp_path: Path) -> None:
    theirs, place = tmp_path / "theirs", tmp_path / "portal"
    for folder in (theirs, place):
        folder.mkdir()
    kept = theirs / "precious"
    kept.write_text("work")
    if kind == "linked":
        (theirs / "pyvenv.cfg").write_text("")
        (place / ".venv").symlink_to(theirs)
    else:
        kept = theirs.rename(place / ".venv") / "precious"
    shutil.copy(ROOT / "requirements.txt", place)
    told = command(Path(shutil.copy(ROOT / "run", place)), "--install")
    assert told.returncode == 1
    (line,) = told.stderr.splitlines()
    assert line.endswith("/.venv does not work, and is not ours to empty: remove it")
    assert kept.read_text() == "work"


def test_what_is_installed_is_not_installed_again() -> None:
    assert command(ROOT / "run", "--install").returncode == 0
    again = command(ROOT / "run", "--install")
    assert (again.returncode, again.stderr) == (0, "")


def test_under_ci_a_missing_tool_is_a_failure_before_any_test(bare_path: Path) -> None:
    told = command(ROOT / "check", PATH=str(bare_path), CI="true")
    assert told.returncode == 1
    assert told.stderr.splitlines()[-1] == (
        "check: missing chromium, for the tests that open a browser"
    )
    assert "ruff" not in told.stdout


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    given = {"PORT": str(port), "PORTAL_DATA_DIR": str(tmp_path / "data")}
    with subprocess.Popen(
        [ROOT / "run"],
        cwd="/",
        env={**os.environ, **given},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process, port
        process.kill()


def page(address: str) -> str:
    with urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
    return text


def test_run_serves_a_filled_portal_and_a_link_for_its_first_administrator(
    served: tuple[subprocess.Popen[str], int],
) -> None:
    process, port = served
    assert process.stdout is not None
    address, _, link = (process.stdout.readline().strip() for _ in range(3))
    assert address.endswith(f"http://127.0.0.1:{port}")
    assert "Trần Thượng Chí" in page(f"http://127.0.0.1:{port}/duong-day-nong")
    assert "mật khẩu" in page(link)
    process.send_signal(signal.SIGTERM)
    # The script gave its place to the server: the signal reached it.
    assert process.wait(timeout=30) == -signal.SIGTERM


def test_a_second_start_names_the_port_that_is_taken(
    served: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    process, port = served
    assert process.stdout is not None
    process.stdout.readline()
    again = command(ROOT / "run", PORT=str(port), PORTAL_DATA_DIR=str(tmp_path / "b"))
    assert again.returncode == 1
    assert again.stderr.splitlines() == [
        f"Không khởi động: không mở được cổng {port} (Address already in use)."
    ]


def pins(lock: str) -> dict[str, str]:
    """Return each requirement of a lock file with its version and hashes."""
    text = (ROOT / lock).read_text("utf-8").replace("\\\n", " ")
    lines = (line for line in text.splitlines() if "==" in line)
    found = (re.match(r"([\w.-]+)(?:\[\w+\])?==(.*)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def test_what_is_tested_is_what_is_served() -> None:
    served, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert len(served) > 20
    assert served == {name: tested.get(name) for name in served}


def test_every_pin_has_a_hash() -> None:
    assert all("--hash=sha256:" in pin for pin in pins("requirements-dev.txt").values())


# Taken by a setting, never by an import of ours.
BY_NAME = {"gunicorn", "psycopg"}


def normalized(name: str) -> str:
    """Return how packages are compared (PEP 503): "pi_heif" and "pi-heif" are one."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(*places: str) -> set[str]:
    """Return the distributions that the code in some folders imports."""
    paths = (path for place in places for path in ROOT.glob(place))
    found = {
        name
        for path in paths
        for name in re.findall(
            r"^\s*(?:from|import) (\w+)", path.read_text("utf-8"), re.MULTILINE
        )
    }
    known = packages_distributions()
    return {normalized(known[name][0]) for name in found if name in known}


def declared(requirements: list[str]) -> set[str]:
    return {normalized(re.split(r"[\[=]", each)[0]) for each in requirements}


def test_the_served_code_imports_what_it_declares_and_declares_what_it_imports() -> (
    None
):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    code = imported(
        "portal/**/*.py", "documents/**/*.py", "search/**/*.py", "migrations/**/*.py"
    )
    through_flask = {"werkzeug", "markupsafe", "jinja2", "click", "itsdangerous"}
    assert code - through_flask == declared(project["dependencies"]) - BY_NAME
