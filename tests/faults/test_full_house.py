"""More browsers than the server has threads, each keeping its connections open."""

import http.client
from contextlib import ExitStack, closing
from pathlib import Path

from tests.faults.test_kill import Server, data

__all__ = ["data"]

BROWSERS = 40
KEPT = 4
"""Connections that a browser leaves open behind a page."""


def test_a_visitor_is_answered_while_others_keep_their_connections(data: Path) -> None:
    server = Server(data)
    try:
        with ExitStack() as kept:
            for _ in range(BROWSERS * KEPT):
                open_ = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
                kept.enter_context(closing(open_))
                open_.request("GET", "/opensearch.xml")
                open_.getresponse().read()
            status, _, page = server.ask("GET", "/")
            assert status == 200
            assert "Đường dây nóng" in page
    finally:
        server.process.terminate()
        server.process.wait(20)
