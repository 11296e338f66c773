"""When the largest thing of a public page is painted on 4G, and what shifts after it.

`python -m bench.paint [--tries 5]` starts the portal with its demo, opens every page
in a fresh browser as wide as a telephone, and prints a table of medians. It ends by
itself.

The network is Lighthouse's "slow 4G": 1.6 Mbit/s down, 750 kbit/s up, a round trip of
150 ms. The browser delays every request by that, and none of the handshakes before the
first one: those of TCP and TLS 1.3 are a round trip each and added in their own column.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from bench.web import free_port, server
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.painted import PAINTED, WATCHED

PAGES: Final = (
    ("home", "/"),
    ("contacts", "/duong-day-nong"),
    ("directive", "/van-ban/3229-qd-ubnd-2016"),
    ("page", "/trang/gioi-thieu"),
    ("sending form", "/phan-anh/gui"),
    ("search", "/tim-kiem?q=duong+day+nong"),
    ("home in English", "/en/"),
)
ROUND_TRIP: Final = 150
"""Milliseconds."""

HANDSHAKES: Final = 2 * ROUND_TRIP

_4G: Final = {
    "offline": False,
    "latency": ROUND_TRIP,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
_WIDTH, _HEIGHT = 390, 844


@dataclass(frozen=True)
class Seen:
    """One opening of a page: milliseconds, the sum of the shifts, requests, bytes."""

    first: float
    largest: float
    shift: float
    requests: int
    weight: int


def opened(browser: Browser, url: str) -> Seen:
    """Open a page cold, on 4G, until nothing more is asked for."""
    context = browser.new_context(viewport={"width": _WIDTH, "height": _HEIGHT})
    page = context.new_page()
    network = context.new_cdp_session(page)
    weights: list[float] = []
    network.on(
        "Network.loadingFinished", lambda e: weights.append(e["encodedDataLength"])
    )
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", _4G)
    page.add_init_script(WATCHED)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.evaluate(PAINTED)
    told: dict[str, Any] = page.evaluate("window.seen")
    context.close()
    return Seen(
        told["first"],
        told["largest"],
        told["shift"],
        len(weights),
        round(sum(weights)),
    )


@contextmanager
def running() -> Iterator[str]:
    """Start the portal with its demo; yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        told = {"PORTAL_DATA_DIR": folder}
        load = [sys.executable, "-m", "flask", "demo", "load"]
        subprocess.run(load, env={**os.environ, **told}, check=True)
        port = free_port()
        serve = [sys.executable, "-m", "portal.serve"]
        with server(serve, port, PORT=str(port), **told):
            yield f"http://127.0.0.1:{port}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=5)
    tries = parser.parse_args().tries
    print("| page | requests | kB | first ms | largest ms | with handshakes | shift |")
    print("|---" * 7 + "|")
    with running() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for name, path in PAGES:
            opened(browser, f"{url}{path}")
            seen = [opened(browser, f"{url}{path}") for _ in range(tries)]
            first = statistics.median(one.first for one in seen)
            largest = statistics.median(one.largest for one in seen)
            told = f"{first:.0f} | {largest:.0f} | {largest + HANDSHAKES:.0f}"
            worst = max(one.shift for one in seen)
            print(
                f"| {name} | {seen[0].requests} | {seen[0].weight / 1000:.0f} |"
                f" {told} | {worst:.4f} |",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main()
