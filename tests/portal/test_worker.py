"""The indexer: it follows by itself, alone on its machine, and survives a kill."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import portal.searching
from documents.database import Database
from documents.vocabulary import ContentState
from portal.searching import Searching
from portal.wiring import system_clock
from portal.worker import Indexer, start_thread
from tests.faults.harm import flipped
from tests.portal.public_site import Site, draft, site

__all__ = ["site"]

SECRET = "khóa bí mật chỉ dùng để thử, dài hơn 32 ký tự"
WORKER = """
import sys
from pathlib import Path
from documents.database import Database
from portal.searching import Searching
from portal.wiring import system_clock
from portal.worker import run_process
url, data, secret = sys.argv[1:]
run_process(Searching("whoosh:", data_dir=Path(data), secret=secret,
                      database=Database(url), clock=system_clock))
"""


def until(true: Callable[[], bool]) -> None:
    """Wait for what happens in another thread; the test's own limit ends it."""
    while not true():
        time.sleep(0.02)


def another(site: Site, tmp_path: Path) -> Searching:
    return Searching(
        "whoosh:",
        data_dir=tmp_path / "data",
        secret=SECRET,
        database=Database(site.database.url),
        clock=system_clock,
    )


def is_taken(searching: Searching) -> bool:
    with searching.as_the_indexer() as mine:
        return not mine


def add_published(site: Site, number: str) -> None:
    with site.writing() as session:
        row = draft(session, site.people, number=number, abstract=f"văn bản {number}")
        row.state = ContentState.PUBLISHED


def in_step(searching: Searching) -> bool:
    return searching.cursor > 0 and searching.differences() == []


def test_a_commit_is_followed_without_anybody_asking(site: Site) -> None:
    indexer = start_thread(site.searching)
    until(lambda: in_step(site.searching))
    add_published(site, "1/MOI")
    until(lambda: len(site.searching.differences()) == 0)
    indexer.stop()


def test_only_one_indexer_works_on_a_machine(site: Site, tmp_path: Path) -> None:
    with site.searching.as_the_indexer() as mine:
        assert mine
        with another(site, tmp_path).as_the_indexer() as also_mine:
            assert not also_mine
    with another(site, tmp_path).as_the_indexer() as at_last:
        assert at_last


def test_a_rebuild_asked_for_elsewhere_is_carried_out(
    site: Site, tmp_path: Path
) -> None:
    indexer = start_thread(site.searching)
    until(lambda: in_step(site.searching))
    other = another(site, tmp_path)
    other.want_rebuild()
    until(lambda: not other.rebuild_wanted)
    assert in_step(other)
    indexer.stop()


def test_a_restored_database_behind_the_index_starts_it_anew(site: Site) -> None:
    site.index()
    with site.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM outbox WHERE seq > 4")
    site.index()
    assert site.searching.differences() == []


def test_a_directory_nobody_may_write_leaves_search_to_the_database(
    site: Site, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("not a directory")
    searching = Searching(
        f"whoosh:{blocked}/index",
        data_dir=blocked,
        secret=SECRET,
        database=site.database,
        clock=system_clock,
    )
    assert searching.ask("12154", audience={"public"}) is None


def test_a_commit_of_another_process_ends_the_wait(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody wakes an indexer of its own; the test's own limit ends a deaf one."""
    monkeypatch.setattr(portal.searching, "POLL", 3600)
    site.index()
    watched = threading.Thread(target=site.searching.watch, daemon=True)
    watched.start()
    add_published(site, "1/MOI")
    watched.join()
    site.index()
    assert site.searching.differences() == []


def blocked_search(site: Site, data_dir: Path) -> Searching:
    """Return an index that fails until the file in its way is gone."""
    data_dir.write_text("not a directory")
    return Searching(
        "whoosh:",
        data_dir=data_dir,
        secret=SECRET,
        database=site.database,
        clock=system_clock,
    )


def test_an_indexer_outlives_a_failure(site: Site, tmp_path: Path) -> None:
    searching = blocked_search(site, tmp_path / "data2")
    indexer = start_thread(searching)
    (tmp_path / "data2").unlink()
    until(lambda: in_step(searching))
    indexer.stop()


def test_a_failure_that_lasts_is_told_in_full_but_once(
    site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    searching = blocked_search(site, tmp_path / "data2")
    indexer = start_thread(searching)

    def failures() -> list[bool]:
        told = [one for one in caplog.records if "turn failed" in one.message]
        return [bool(one.exc_info) for one in told]

    until(lambda: len(failures()) > 1)
    indexer.stop()
    assert failures()[:2] == [True, False]


def test_what_rots_behind_an_open_index_is_found_at_the_next_inspection(
    site: Site,
) -> None:
    """A failing disk changes a byte and not the time of the file."""
    site.index()
    place = site.searching.place
    assert place is not None
    newest = max(path for path in place.iterdir() if path.name.isdigit())
    largest = max(newest.iterdir(), key=lambda path: path.stat().st_size)
    chance = random.Random(1)  # noqa: S311 - any bit will do
    flipped(largest, chance, keeps_time=True)
    indexer = Indexer(site.searching, inspection=0)
    thread = threading.Thread(target=indexer.run)
    thread.start()
    until(lambda: bool(site.searching.set_aside()) and in_step(site.searching))
    indexer.stop()
    thread.join()
    site.searching.inspect()
    assert site.searching.ask("12154", audience={"public"}) is not None


def test_a_stopped_indexer_ends(site: Site) -> None:
    indexer = Indexer(site.searching)
    indexer.stop()
    indexer.run()


def test_killed_at_any_moment_the_index_comes_back_whole(
    site: Site, tmp_path: Path
) -> None:
    arguments = [sys.executable, "-c", WORKER, site.database.url]
    arguments += [str(tmp_path / "data"), SECRET]
    root = Path(__file__).parents[2]
    searching = another(site, tmp_path)
    for turn in range(4):
        process = subprocess.Popen(
            arguments,
            cwd=root,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stderr=subprocess.DEVNULL,
        )
        until(lambda: is_taken(searching))
        for number in range(10):
            add_published(site, f"{turn}-{number}/GIET")
            time.sleep(0.03 * turn)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert searching.cursor > 0
    with searching.as_the_indexer() as mine:
        assert mine
        searching.catch_up()
    assert searching.differences() == []
