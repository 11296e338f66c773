"""kill -9 of the server in the middle of writes (security.md R1, R2)."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.servers import free_port

WRITES = 50


def flask(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", *arguments],
        env={**os.environ, "PORTAL_DATA_DIR": str(data)},
        capture_output=True,
        text=True,
        timeout=120,
    )


class Server:
    """The real server as a process, asked as a browser asks it."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal.serve"],
            env={**os.environ, "PORTAL_DATA_DIR": str(data), "PORT": str(self.port)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.cookie = ""
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server did not start")

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": self.cookie}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(form or {}), headers)
        response = connection.getresponse()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        body = response.read().decode()
        connection.close()
        return response.status, response.getheader("Location", "") or "", body

    def post(self, path: str, **form: str) -> str:
        _, _, page = self.ask("GET", path)
        hidden = re.findall(
            r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page
        )
        status, location, answer = self.ask("POST", path, {**dict(hidden), **form})
        assert status == 303, (status, re.sub(r"\s+", " ", answer)[:2_000])
        return location


@pytest.fixture
def data(tmp_path: Path) -> Path:
    assert flask("demo", "load", data=tmp_path).returncode == 0
    return tmp_path


def clerk_link(data: Path) -> str:
    answer = flask(
        "officers", "add", "Trần Thử Nghiệm", "--role", "clerk", "--unit", "VP",
        data=data,
    )  # fmt: skip
    found = re.search(r"(/kich-hoat/\S+)", answer.stdout)
    assert found, answer
    return found.group(1)


def test_every_acknowledged_case_survives_kill_9_and_is_found(data: Path) -> None:
    link = clerk_link(data)
    server = Server(data)
    password = "một câu đủ dài để nhớ"
    server.post(link, password=password, again=password)
    acknowledged: list[str] = []
    for n in range(WRITES):
        if n and n % 10 == 0:
            server.process.send_signal(signal.SIGKILL)
            server.process.wait(timeout=10)
            cookie, server = server.cookie, Server(data)
            server.cookie = cookie
        location = server.post(
            "/ho-so/moi",
            title=f"Đèn đường số {n} không sáng",
            content=f"Đèn đường số {n} trước chợ đã tắt nhiều đêm liền, rất tối.",
            full_name="Lý Văn Thử",
            phone=f"09055501{n:02}",
            complainant_kind="citizen",
            channel="phone",
            source="department",
        )
        acknowledged.append(location.rsplit("/", 1)[-1])
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(timeout=10)
    assert len(set(acknowledged)) == WRITES
    server = Server(data)
    try:
        deadline = time.monotonic() + 60
        while (verified := flask("search", "verify", data=data)).returncode:
            assert time.monotonic() < deadline, verified
            time.sleep(1)
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)
    for code in acknowledged[::10]:
        answer = flask("search", "query", code, "--audience", "staff", data=data)
        assert code in answer.stdout, answer
