"""A thousand calls keyed in at once: all stored, each with a code of its own.

`python -m bench.intakes [--calls 1000] [--clerks 100]` serves a portal on SQLite as
`./run` does, and one on PostgreSQL with gunicorn as `deploy/` does, lets so many clerks
key in their calls without a pause, and fails unless every call is one case, every code
stands once, the history is whole, and p95 keeps the goal. Loopback only; it ends by
itself.
"""

import argparse
import http.client
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from typing import Final
from urllib.parse import urlencode

from sqlalchemy import func, select

from bench.importing import ROADS, TROUBLES
from bench.web import free_port, server
from documents import history, officers
from documents.models import Case, Event
from documents.vocabulary import Role
from portal.config import Settings
from portal.wiring import Wiring
from tests import factories, postgres
from tests.apps import make_app
from tests.faults.killing import ROOT
from tests.portal.public_site import Site, token_in

GOAL: Final = 2.0
"""Seconds at p95."""


@dataclass(frozen=True)
class Place:
    """What serves the portal, and whether a caller's connection is kept between calls.

    Browsers keep theirs; nginx opens another for each request.
    """

    name: str
    environment: dict[str, str]
    command: list[str]
    connection: str


@dataclass(frozen=True)
class Clerk:
    """A signed-in browser: its connection, its cookie, and its forms' token."""

    connection: http.client.HTTPConnection
    cookie: str
    token: str
    kept: str

    def key_in(self, number: int) -> float:
        """Key one call in; return the seconds until it was said to be kept."""
        begun = time.perf_counter()
        self.connection.request(
            "POST",
            "/ho-so/moi",
            body=urlencode(_call(number) | {"csrf_token": self.token}),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Connection": self.kept,
                "Cookie": self.cookie,
            },
        )
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 303:
            raise SystemExit(f"call {number} was answered with {answer.status}")
        return time.perf_counter() - begun


def _call(number: int) -> dict[str, str]:
    road, trouble = ROADS[number % 4], TROUBLES[number // 4 % 4]
    return {
        "key": f"cuoc-goi-{number}",
        "title": f"{road} hư hỏng, Km {number}",
        "content": f"Đoạn Km {number} {road} {trouble}. Đề nghị Sở kiểm tra sớm.",
        "location": f"Km {number}, {road}",
        "field": "roads",
        "complainant_kind": "citizen",
        "full_name": f"Nguyễn Văn Mẫu {number}",
        "phone": f"09{number:08}",
        "channel": "phone",
        "source": "department",
    }


def site_of(environment: dict[str, str]) -> Site:
    """Return the portal of an environment, with its people, before it is served."""
    app = make_app(Settings.from_environment(environment))
    wired: Wiring = app.extensions["wiring"]
    wired.database.migrate()
    site = Site(app, wired.database)
    now = datetime.now(UTC)
    with site.writing() as session:
        factories.make_units(session)
        site.people = factories.make_people(session, now=now)
    return site


def clerk(site: Site, port: int, kept: str) -> Clerk:
    """Return a clerk who has signed in and has the form before him."""
    client = site.app.test_client()
    with site.writing() as session:
        by, now = site.people[Role.CLERK].officer_id, datetime.now(UTC)
        secret = officers.open_session(session, by, "127.0.0.1", now=now)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = secret
    token = token_in(client.get("/ho-so/moi").text)
    signed_in = client.get_cookie("portal")
    assert signed_in is not None
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    return Clerk(connection, f"portal={signed_in.value}", token, kept)


def key_in(clerks: Sequence[Clerk], calls: int) -> tuple[list[float], float]:
    """Let all clerks begin together; return the seconds of each call, and of all."""
    gate = Barrier(len(clerks))

    def work(place: int) -> list[float]:
        gate.wait()
        numbers = range(place, calls, len(clerks))
        return [clerks[place].key_in(number) for number in numbers]

    begun = time.perf_counter()
    with ThreadPoolExecutor(len(clerks)) as pool:
        told = list(pool.map(work, range(len(clerks))))
    taken = [one for mine in told for one in mine]
    return taken, time.perf_counter() - begun


def prove(site: Site, calls: int) -> None:
    """Fail unless every call is one case with a code and a line of its own."""
    with site.database.reading() as session:
        stored = session.scalar(select(func.count(Case.id)))
        codes = session.scalar(select(func.count(func.distinct(Case.code))))
        titles = session.scalar(select(func.count(func.distinct(Case.title))))
        lines = session.scalar(
            select(func.count(Event.id)).where(Event.subject == "case")
        )
        assert (stored, codes, titles) == (calls, calls, calls), (stored, codes, titles)
        assert lines == calls
        assert history.verify(session)[1] is None


@contextmanager
def places(folder: Path) -> Iterator[list[Place]]:
    """Yield the two portals to be served; PostgreSQL runs meanwhile."""
    common = {"PORTAL_SECRET_KEY": factories.SECRET, "GUNICORN_CMD_ARGS": ""}
    small = common | {"PORTAL_DATA_DIR": f"{folder}/small"}
    with postgres.running() as url:
        large = common | {
            "PORTAL_DATA_DIR": f"{folder}/large",
            "PORTAL_DATABASE_URL": url,
        }
        gunicorn = ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", "{at}"]
        yield [
            Place("SQLite, waitress", small, ["-m", "portal.serve"], "keep-alive"),
            Place("PostgreSQL, gunicorn", large, [*gunicorn, "wsgi:app"], "close"),
        ]


def measure(place: Place, calls: int, clerks: int) -> tuple[list[float], float]:
    """Serve a portal, key the calls in, prove what is stored."""
    site, port = site_of(place.environment), free_port()
    told = [part.format(at=f"127.0.0.1:{port}") for part in place.command]
    with server([sys.executable, *told], port, PORT=str(port), **place.environment):
        people = [clerk(site, port, place.connection) for _ in range(clerks)]
        taken = key_in(people, calls)
    prove(site, calls)
    site.database.dispose()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=1_000)
    parser.add_argument("--clerks", type=int, default=100)
    chosen = parser.parse_args()
    os.chdir(ROOT)
    print(f"\n{chosen.calls:,} calls keyed in by {chosen.clerks} clerks at once\n")
    print("| served on | calls/s | p50 s | p95 s | slowest s |")
    print("|---" * 5 + "|")
    worst = 0.0
    with TemporaryDirectory() as folder, places(Path(folder)) as served:
        for place in served:
            taken, whole = measure(place, chosen.calls, chosen.clerks)
            cuts = statistics.quantiles(taken, n=20)
            worst = max(worst, cuts[18])
            told = f"{cuts[9]:.2f} | {cuts[18]:.2f} | {max(taken):.2f}"
            print(f"| {place.name} | {chosen.calls / whole:.0f} | {told} |", flush=True)
    if worst > GOAL:
        raise SystemExit(f"over the goal of {GOAL} s: {worst:.2f}")


if __name__ == "__main__":
    main()
