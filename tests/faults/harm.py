"""A portal whose index is harmed, and how its pages stand it.

For the tests of this folder, and for `bench.faults`, which does the same often.
"""

import os
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from documents import directives, outbox
from documents.directives import DirectiveFields
from documents.vocabulary import IssuerLevel, Role
from portal.config import Settings
from portal.searching import Searching
from portal.wiring import Wiring
from search import SearchError
from tests import factories
from tests.apps import make_app
from tests.portal.public_site import NOW, Site, publish
from tests.portal.test_find import found

NOTICE: Final = "đang được dựng lại"
"""What the page says when the database answered."""

PLACES: Final = ("cầu Cỏ May", "ngã tư Giếng Nước", "Quốc lộ 51", "chợ Bà Rịa")
THINGS: Final = ("ổ gà", "đèn tín hiệu hỏng", "xe buýt bỏ trạm", "rác tràn vỉa hè")
QUESTIONS: Final = (
    "ổ gà cầu Cỏ May",
    "den tin hieu hong",
    "XE BUÝT chợ",
    "1207/UBND-VP",
    "DDN-2019-000007",
    "rac tran nga tu gieng",
)
"""What index and database both know the answer to."""

LEAST_CASES: Final = 48

Harm = Callable[[Path], object]


@dataclass
class Tally:
    """How a portal stood a kind of harm, tried often."""

    tries: int = 0
    pages: int = 0
    from_database: int = 0
    faults: int = 0
    """Pages answered with 5xx."""
    wrong: int = 0
    """Pages that tell other than they did before the harm."""
    missing: int = 0
    duplicates: int = 0
    slowest: float = 0.0
    """Seconds to recover, at most."""
    notes: list[str] = field(default_factory=list)


class Portal:
    """A portal with an index of several commits, and a copy of it to go back to."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.site = start(folder, engine)
        self._grow()
        place = self.searching.place
        assert place is not None
        self.place = place
        self.whole = folder / "whole"
        self.keep()
        self.client: FlaskClient = self.site.officer(Role.FOCAL)
        self.indexed = {asked: set(self._told(asked)[1]) for asked in QUESTIONS}
        self.plain = self._without_index()

    @property
    def searching(self) -> Searching:
        return self.site.searching

    def _grow(self) -> None:
        """Record cases in several commits, some changed later, as time brings it."""
        for batch in range(4):
            with self.site.writing() as session:
                for number in range(LEAST_CASES // 4):
                    record(session, self.site, batch * LEAST_CASES // 4 + number)
                direct(session, self.site, 1205 + batch)
            self.site.index()
        with self.site.writing() as session:
            for code in ("DDN-2019-000003", "DDN-2019-000007", "DDN-2019-000030"):
                outbox.announce(session, f"case:{code}")
        self.site.index()

    def _told(self, asked: str) -> tuple[bool, list[str]]:
        page = self.client.get("/tim-kiem", query_string={"q": asked})
        assert page.status_code == 200
        return NOTICE in page.text, found(page.text)

    def _without_index(self) -> dict[str, set[str]]:
        aside = self.place.with_name("elsewhere")
        self.place.rename(aside)
        told = {asked: self._told(asked) for asked in QUESTIONS}
        assert all(is_plain for is_plain, _ in told.values())
        aside.rename(self.place)
        self.recover()
        return {asked: set(urls) for asked, (_, urls) in told.items()}

    def keep(self) -> None:
        """Take the index as it is now for the one to go back to.

        Of what shares its files with the generation in force a copy would not.
        """
        shutil.rmtree(self.whole, ignore_errors=True)
        shutil.copytree(self.place, self.whole)
        generations = sorted(self.whole.glob("[0-9]*"))
        for shared in (*generations[:-1], *self.whole.glob("writing-*")):
            shutil.rmtree(shared)

    def restore(self) -> None:
        """Put the whole index back, as a portal finds it that starts."""
        self.searching._index = None
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.whole, self.place)
        (self.place.parent / "rebuild-wanted").unlink(missing_ok=True)

    def names(self) -> list[Path]:
        """Return every file of the index that has any byte, the manifest too."""
        return sorted(
            path.relative_to(self.whole)
            for path in self.whole.rglob("*")
            if path.is_file() and path.stat().st_size
        )

    def ask(self, tally: Tally, *, note: str) -> None:
        """Ask every question and count what is not as it was."""
        for asked in QUESTIONS:
            page = self.client.get("/tim-kiem", query_string={"q": asked})
            tally.pages += 1
            if page.status_code >= 500:
                tally.faults += 1
                tally.notes.append(f"{note}: {page.status_code}")
                continue
            is_plain, urls = NOTICE in page.text, set(found(page.text))
            tally.from_database += is_plain
            right = self.plain if is_plain else self.indexed
            if page.status_code != 200 or urls != right[asked]:
                tally.wrong += 1
                tally.notes.append(f"{note}: {asked}: {urls}")

    def recover(self) -> float:
        """Let the indexer take its turn; return the seconds it took."""
        start = time.perf_counter()
        self.searching.catch_up()
        return time.perf_counter() - start

    def suffer(
        self,
        tally: Tally,
        harm: Harm,
        name: Path,
        *,
        is_open: bool,
        is_inspected: bool = False,
    ) -> None:
        """Harm a file of a closed index, or of an open one; let it recover.

        What nobody can notice is found when the indexer next inspects the index.
        """
        self.restore()
        if is_open:
            self.client.get("/tim-kiem", query_string={"q": QUESTIONS[0]})
        harm(self.place / name)
        tally.tries += 1
        self.ask(tally, note=str(name))
        if is_inspected:
            self.searching.inspect()
        tally.slowest = max(tally.slowest, self.recover())
        self.ask(tally, note=f"{name}, recovered")
        self.compare(tally, note=str(name))

    def compare(self, tally: Tally, *, note: str) -> None:
        """Count what index and database do not agree on once it has recovered."""
        try:
            problems = self.searching.differences()
            entries = self.searching.status().entries
            held = len(self.searching._open().revisions())
        except SearchError as error:
            tally.wrong += 1
            tally.notes.append(f"{note}: not recovered: {error}")
            return
        tally.missing += len(problems)
        tally.duplicates += entries - held
        tally.notes += [f"{note}: {one.key} {one.problem}" for one in problems]


def start(folder: Path, engine: str) -> Site:
    """Return a new portal of this engine, with its people."""
    settings = Settings.from_environment(surroundings(folder, engine))
    app = make_app(settings)
    wired: Wiring = app.extensions["wiring"]
    wired.database.migrate()
    site = Site(app, wired.database)
    with site.writing() as session:
        factories.make_units(session)
        site.people = factories.make_people(session, now=NOW)
    return site


def surroundings(folder: Path, engine: str) -> dict[str, str]:
    """Return the environment of a portal in a folder."""
    return {
        "PORTAL_DATA_DIR": str(folder / "data"),
        "PORTAL_SECRET_KEY": factories.SECRET,
        "PORTAL_SEARCH_URL": f"{engine}:",
    }


def record(session: Session, site: Site, number: int) -> str:
    """Record a case that the questions are about; return its code."""
    place = PLACES[number % len(PLACES)]
    thing = THINGS[number // len(PLACES) % len(THINGS)]
    case = factories.make_case(
        session,
        now=NOW,
        by=site.people[Role.CLERK],
        title=f"{thing} ở {place}",
        content=f"Lần thứ {number}: {thing} ở {place}, đề nghị xử lý sớm.",
    )
    return case.code


def record_other(session: Session, site: Site, number: int, words: int = 20) -> str:
    """Record a case that no question is about, of so many words."""
    case = factories.make_case(
        session,
        now=NOW,
        by=site.people[Role.CLERK],
        title=f"Sạt lở taluy lần {number}",
        content=" ".join(f"taluy{number}x{word}" for word in range(words)),
    )
    return case.code


def direct(session: Session, site: Site, number: int) -> None:
    """Enter a directive and publish it."""
    fields = DirectiveFields(
        kind="Công văn",
        number=f"{number}/UBND-VP",
        issuer="UBND tỉnh",
        issuer_level=IssuerLevel.PROVINCE,
        issued_on=date(2019, 12, 1),
        abstract=f"khắc phục {THINGS[number % 4]} tại {PLACES[number % 3]}",
    )
    row = directives.add(session, fields, by=site.people[Role.CLERK], now=NOW)
    publish(session, row, site.people)


def flipped(path: Path, chance: random.Random, *, keeps_time: bool = False) -> None:
    """Flip one bit of a file, where it lies; a failing disk leaves its time alone."""
    told = path.stat()
    with path.open("r+b") as file:
        file.seek(at := chance.randrange(told.st_size))
        (octet,) = file.read(1)
        file.seek(at)
        file.write(bytes([octet ^ 1 << chance.randrange(8)]))
    if keeps_time:
        os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def cut(path: Path, chance: random.Random) -> None:
    """Cut a file to a random length that it did not have."""
    os.truncate(path, chance.randrange(path.stat().st_size))
