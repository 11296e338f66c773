"""Requests per second of the public pages, beside a bare Flask page.

`python -m bench.web` starts each server in turn in a process of its own, on
loopback, asks it from another process, and prints a table. Bounded in time.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BARE = """
import sys
from pathlib import Path

from flask import Flask, render_template
from waitress import serve

app = Flask(__name__, template_folder=str(Path(__file__).parent))
ROWS = [{"number": n, "title": "Văn bản chỉ đạo"} for n in range(5)]


@app.get("/")
def home():
    return render_template("home.html", title="Đường dây nóng", rows=ROWS)


serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=8)
"""
BARE_PAGE = """<!doctype html><html lang="vi"><title>{{ title }}</title>
<h1>{{ title }}</h1><ul>{% for r in rows %}<li>{{ r.number }} {{ r.title }}</li>
{% endfor %}</ul>"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(command: list[str], port: int, **environment: str) -> Iterator[None]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start")


def rate(port: int, path: str, seconds: float) -> float:
    """Return answers a second to wrk, once warmed up.

    A client in Python is slower than the servers, and would make them look alike.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("needs wrk: apt-get install wrk")
    told = ""
    for length in (1, max(1, round(seconds))):
        told = subprocess.run(
            [wrk, "-t1", "-c8", f"-d{length}", f"http://127.0.0.1:{port}{path}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if found is None or "Non-2xx" in told:
        raise SystemExit(f"{path} was not answered as it should be")
    return float(found[1])


def measure(seconds: float) -> list[tuple[str, float]]:
    """Return (what, requests a second) of every page, bare Flask first."""
    with tempfile.TemporaryDirectory() as folder:
        bare, port = Path(folder) / "bare.py", free_port()
        bare.write_text(BARE, "utf-8")
        bare.with_name("home.html").write_text(BARE_PAGE, "utf-8")
        with server([sys.executable, str(bare), str(port)], port):
            rows = [("bare Flask + Jinja", rate(port, "/", seconds))]
        portal = {"PORTAL_DATA_DIR": f"{folder}/data"}
        flask = [sys.executable, "-m", "flask"]
        subprocess.run(
            [*flask, "demo", "load"], env={**os.environ, **portal}, check=True
        )
        port = free_port()
        with server(
            [sys.executable, "-m", "portal.serve"], port, PORT=str(port), **portal
        ):
            rows += [
                (path, rate(port, path, seconds)) for path in ("/", "/duong-day-nong")
            ]
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    rows = measure(parser.parse_args().seconds)
    print("| page | requests/s | of bare Flask |")
    print("|---|---|---|")
    for what, found in rows:
        print(f"| `{what}` | {found:,.0f} | {found / rows[0][1]:.0%} |")


if __name__ == "__main__":
    main()
