"""Processes die, two open one index, pages are asked while it is made anew."""

import gc
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Entry, Index, SearchError, open_index, store
from tests.search.conftest import KEY, Opener
from tests.search.samples import PUBLIC, entry, keys, many

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from search import open_index
from tests.search.test_lives import step
index = open_index(sys.argv[1], key=sys.argv[2].encode())
print("ready", flush=True)
number = index.cursor
while True:
    number += 1
    entries, removed = step(number)
    index.apply(entries, removed, cursor=number)
    print(number, flush=True)
"""


def step(number: int) -> tuple[list[Entry], list[str]]:
    """Return what is done at a step: ten things come, five of an earlier go."""
    fresh = [
        entry(f"{number}:{n}", f"đường {number}", revision=number) for n in range(10)
    ]
    return fresh, [f"{number - 1}:{n}" for n in range(5)]


def after(number: int) -> dict[str, int]:
    """Return what stands in the index after a step."""
    held: dict[str, int] = {}
    for one in range(1, number + 1):
        fresh, removed = step(one)
        for key in removed:
            held.pop(key, None)
        held |= {new.key: new.revision for new in fresh}
    return held


def test_killed_at_any_moment_it_opens_at_its_last_commit(
    engine: str, place: Path, opened: Opener
) -> None:
    url, chance = f"{engine}:{place}", random.Random(3229)  # noqa: S311 - to be repeated
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, url, KEY.decode()],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        with process:
            assert process.stdout.readline() == "ready\n"
            acknowledged = int(process.stdout.readline())
            time.sleep(chance.random() / 4)
            process.send_signal(signal.SIGKILL)
            acknowledged = max(acknowledged, *map(int, process.stdout), 0)
        index = opened()
        assert index.cursor >= acknowledged
        assert index.revisions() == after(index.cursor)
        results = index.search("đường", audience=PUBLIC)
        assert results.total == len(after(index.cursor))


@pytest.mark.parametrize("call", ["fsync", "replace", "rmtree"])
def test_a_death_within_a_commit_leaves_the_commit_before_or_after(
    opened: Opener, call: str
) -> None:
    index = opened()
    index.apply(*step(1), cursor=1)
    for nth in range(1, 8):
        child = os.fork()
        if not child:
            _die_at(call, nth)
            opened().apply(*step(2), cursor=2)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        for seen in (index, opened()):
            assert seen.cursor in {1, 2}
            assert seen.revisions() == after(seen.cursor)
        if not status:
            break
        index.apply(*step(2), cursor=2)
        index.rebuild(step(1)[0], cursor=1)


def _die_at(call: str, nth: int) -> None:
    """Let this process die when it asks the system something the nth time."""
    import shutil

    left = nth
    module = {"fsync": os, "replace": Path, "rmtree": shutil}[call]
    real = getattr(module, call)

    def dying(*arguments: object, **named: object) -> object:
        nonlocal left
        left -= 1
        if not left:
            os._exit(9)
        return real(*arguments, **named)

    setattr(module, call, dying)


def test_two_openers_see_what_either_commits(opened: Opener) -> None:
    one, two = opened(), opened()
    one.update([entry("a", "cầu")])
    assert keys(two.search("cầu", audience=PUBLIC)) == ["a"]
    two.update([entry("b", "cầu")])
    one.apply([entry("c", "cầu")], ["a"], cursor=3)
    two.apply([], ["c"], cursor=4)
    for index in (one, two, opened()):
        assert index.revisions() == {"b": 1}
        assert index.cursor == 4


def test_another_process_sees_a_commit(
    engine: str, place: Path, opened: Opener
) -> None:
    index = opened()
    index.update([entry("a", "cầu")])
    asks = (
        "import sys; from search import open_index\n"
        "index = open_index(sys.argv[1], key=sys.argv[2].encode())\n"
        "for line in sys.stdin:\n"
        "    print(index.search('cầu', audience={'public'}).total, flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", asks, f"{engine}:{place}", KEY.decode()],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for total in range(1, 5):
            process.stdin.write("?\n")
            process.stdin.flush()
            assert int(process.stdout.readline()) == total
            index.update([entry(f"n:{total}", "cầu")])
        process.stdin.close()


def test_a_second_writer_waits_and_then_gives_up(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, other = opened(), opened()
    index.update([entry("a", "cầu")])
    monkeypatch.setattr(store, "LOCK_PATIENCE", 0.1)

    def entries() -> Iterator[Entry]:
        with pytest.raises(SearchError):
            other.update([entry("c", "cầu")])
        assert keys(other.search("cầu", audience=PUBLIC)) == ["a"]
        yield entry("b", "cầu")

    index.rebuild(entries(), cursor=2)
    other.update([entry("c", "cầu")])
    assert opened().revisions() == {"b": 1, "c": 1}


def test_search_answers_all_through_a_rebuild(opened: Opener) -> None:
    index, reader = opened(), opened()
    index.update(many(20))
    totals: list[int] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            totals.append(reader.search("đường", audience=PUBLIC).total)

    asking = threading.Thread(target=ask)
    asking.start()

    def entries() -> Iterator[Entry]:
        for one in many(60):
            time.sleep(0.002)
            yield one

    index.rebuild(entries(), cursor=8)
    seen = len(totals)
    while len(totals) < seen + 3:
        time.sleep(0.005)
    done.set()
    asking.join()
    assert set(totals) == {20, 60}
    assert totals == sorted(totals)
    assert totals.count(20) > 5


def test_threads_ask_while_another_writes(opened: Opener) -> None:
    index = opened()
    index.update(many(100))
    problems: list[object] = []
    done = threading.Event()

    def ask(word: str) -> None:
        try:
            while not done.is_set():
                results = index.search(f"{word} {{}}".format(7), audience=PUBLIC)
                if "n:7" not in keys(results):
                    problems.append(results)
        except SearchError as error:
            problems.append(error)

    asking = [
        threading.Thread(target=ask, args=(word,)) for word in ("đường", "duong") * 2
    ]
    for thread in asking:
        thread.start()
    for number in range(15):
        index.update([entry(f"x:{number}", "cầu"), entry("n:7", "đường 7")])
    done.set()
    for thread in asking:
        thread.join()
    assert not problems


def test_commits_leave_no_threads_and_no_open_files(opened: Opener) -> None:
    index = opened()
    for number in range(3):
        index.update([entry(f"n:{number}", "cầu")])
        index.search("cầu", audience=PUBLIC)
    threads, handles = _held_by_this_process()
    for number in range(20):
        index.update([entry("a", f"cầu {number}")])
        index.search("cầu", audience=PUBLIC)
    # A writer's threads end a moment after it; what is leaked never ends.
    for _ in range(200):
        if _held_by_this_process()[0] <= threads + 2:
            break
        time.sleep(0.1)
    more_threads, more_handles = _held_by_this_process()
    assert more_threads <= threads + 2
    assert more_handles <= handles + 20


def _held_by_this_process() -> tuple[int, int]:
    folder = Path("/proc/self")
    return len(list((folder / "task").iterdir())), len(list((folder / "fd").iterdir()))


def test_an_index_in_memory_leaves_nothing_behind(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    index: Index | None = open_index(f"{engine}::memory:")
    assert index is not None
    index.update([entry("a", "cầu")])
    assert list(tmp_path.iterdir())
    index = None
    gc.collect()
    assert not list(tmp_path.iterdir())
