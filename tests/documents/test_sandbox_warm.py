"""The warm process may die, hang or be copied: files are still read, each alone."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from documents import sandbox
from documents.sandbox import Unreadable, keeper
from documents.sandbox.keeper import OWN
from tests.processes import PATIENCE, children, comes_true, lives

HERE = "tests.documents.test_sandbox_warm"
ROOT = Path(__file__).parents[2]


def length(content: bytes) -> int:
    return len(content)


def hang(content: bytes) -> None:
    time.sleep(60)


def take_a_second(content: bytes) -> int:
    time.sleep(1)
    return len(content)


def grow(content: bytes) -> int:
    return len(bytearray(2 * sandbox.MEMORY))


def die(content: bytes) -> None:
    signal.raise_signal(signal.SIGKILL)


def babble(content: bytes) -> None:
    os.write(1, content)
    os._exit(0)


def remove(content: bytes) -> None:
    Path(content.decode()).unlink()


def start(content: bytes) -> None:
    os.system(f"touch {content.decode()}")  # noqa: S605 - what must not work


def held(content: bytes) -> list[str]:
    own = (Path(f"/proc/self/fd/{number}") for number in range(64))
    return [str(file.readlink()) for file in own if file.is_symlink()]


def limits(content: bytes) -> dict[str, int]:
    names = ("AS", "CPU", "FSIZE", "CORE", "NOFILE")
    return {n: resource.getrlimit(getattr(resource, f"RLIMIT_{n}"))[1] for n in names}


def environment(content: bytes) -> dict[str, str]:
    return dict(os.environ)


def run(name: str, content: bytes = b"", seconds: float = 10) -> object:
    return sandbox.run(f"{HERE}:{name}", content, seconds=seconds)


def warm() -> int:
    """Return the number of the warm process of this one."""
    return OWN.warm().process.pid


@pytest.fixture
def reading() -> Iterator[Callable[[str], list[object]]]:
    """Give a way to read a file in a thread; the list gets the answer."""
    begun: list[threading.Thread] = []

    def read(name: str) -> list[object]:
        answers: list[object] = []
        thread = threading.Thread(target=lambda: answers.append(run(name, b"123")))
        begun.append(thread)
        thread.start()
        assert comes_true(lambda: children(warm()))
        return answers

    yield read
    for thread in begun:
        thread.join()


def test_files_are_read_by_children_of_one_process() -> None:
    first = warm()
    assert [run("length", bytes(n)) for n in range(3)] == [0, 1, 2]
    assert warm() == first


def test_many_threads_at_once_each_get_their_own_answer() -> None:
    answers: dict[int, object] = {}

    def read(size: int) -> None:
        answers[size] = run("length", bytes(size))

    threads = [threading.Thread(target=read, args=(size,)) for size in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {size: size for size in range(12)}


def test_a_warm_process_that_was_killed_is_started_again() -> None:
    before = warm()
    os.kill(before, signal.SIGKILL)
    assert run("length", b"12") == 2
    assert warm() != before


def test_a_file_whose_warm_process_is_killed_is_read_all_the_same(
    reading: Callable[[str], list[object]],
) -> None:
    answers = reading("take_a_second")
    orphan = children(warm())[0]
    os.kill(warm(), signal.SIGKILL)
    assert comes_true(lambda: answers == [3])
    assert not lives(orphan)


def test_a_warm_process_that_hangs_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    before = warm()
    monkeypatch.setattr(keeper, "_START_SECONDS", 3)
    os.kill(before, signal.SIGSTOP)
    assert run("length", b"1") == 1
    assert not lives(before)


def test_a_file_that_takes_too_long_costs_no_other_its_child(
    reading: Callable[[str], list[object]],
) -> None:
    before = warm()
    answers = reading("take_a_second")
    with pytest.raises(Unreadable, match="quá nhiều thời gian"):
        run("hang", seconds=0.3)
    assert comes_true(lambda: answers == [3])
    assert warm() == before
    assert children(before) == []


@pytest.mark.parametrize("end", ["grow", "die"])
def test_a_child_out_of_memory_takes_nobody_along(end: str) -> None:
    before = warm()
    with pytest.raises(Unreadable, match="quá lớn"):
        run(end)
    assert run("length", b"1234") == 4
    assert warm() == before


@pytest.mark.parametrize(
    "told", [b"", b"no JSON", b"[" * 1_000_000, b"5", b'{"a": 1}', b"\xff\xfe"]
)
def test_whatever_a_child_writes_is_an_answer_or_a_refusal(told: bytes) -> None:
    with pytest.raises(Unreadable, match="Không đọc được"):
        run("babble", told)


@pytest.mark.parametrize("way", ["remove", "start"])
def test_a_child_changes_no_file_in_any_way(way: str, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.write_bytes(b"x")
    os.utime(target, (0, 0))
    with pytest.raises(Unreadable):
        run(way, str(target).encode())
    assert target.stat().st_mtime == 0


def test_a_child_holds_its_file_and_its_answer_and_no_way_back() -> None:
    found = run("held")
    assert isinstance(found, list)
    assert len(found) == 3
    assert found[2] == os.devnull
    assert not [place for place in found if place.startswith(("socket:", "pipe:"))]


def test_a_child_is_bound() -> None:
    assert run("limits") == {
        "AS": 512 * 1024 * 1024,
        "CPU": 10,
        "FSIZE": 4 * 1024 * 1024,
        "CORE": 0,
        "NOFILE": 64,
    }


def test_a_child_knows_none_of_the_portals_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    OWN.end()
    monkeypatch.setenv("PORTAL_SECRET_KEY", "bí mật")
    found = run("environment")
    assert isinstance(found, dict)
    assert "PORTAL_SECRET_KEY" not in found


def test_a_copy_of_this_process_has_turns_and_a_warm_process_of_its_own() -> None:
    before = warm()
    with ExitStack() as turns:
        for _ in range(sandbox.AT_ONCE):
            turns.enter_context(sandbox.turns)
        source, target = os.pipe()
        copy = os.fork()
        if copy == 0:
            try:
                signal.alarm(PATIENCE)
                told = [run("length", bytes(n)) for n in range(3)]
                os.write(target, f"{told} {warm() != before}".encode())
                OWN.end()
            finally:
                os._exit(0)
        os.close(target)
        with os.fdopen(source, "rb") as answer:
            assert answer.read() == b"[0, 1, 2] True"
        os.waitpid(copy, 0)
    assert run("length", b"12345") == 5
    assert warm() == before


PARENT = """
import os, sys, threading, time
sys.path.insert(0, {root!r})
from tests.documents.test_sandbox_warm import run, warm
from tests.processes import children, comes_true
threading.Thread(target=run, args=("hang",), daemon=True).start()
assert comes_true(lambda: children(warm()))
if os.fork() == 0:
    time.sleep(60)
print(warm(), *children(warm()), *children(os.getpid()), flush=True)
{ending}
"""


@pytest.mark.parametrize("ending", ["time.sleep(60)", "sys.exit()"])
def test_the_warm_process_ends_with_its_parent(ending: str) -> None:
    program = PARENT.format(root=str(ROOT), ending=ending)
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        zygote, child, *rest = map(int, parent.stdout.readline().split())
        copy = next(pid for pid in rest if pid != zygote)
        try:
            if "sleep" in ending:
                parent.kill()
            assert comes_true(lambda: not lives(zygote))
            assert comes_true(lambda: not lives(child))
            # It went although a copy of its parent goes on.
            assert lives(copy)
        finally:
            os.kill(copy, signal.SIGKILL)


def memory(pid: int) -> int:
    pages = Path(f"/proc/{pid}/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize()


def test_the_warm_process_does_not_grow_with_the_files_it_had_read() -> None:
    def read(times: int) -> tuple[int, int]:
        for _ in range(times):
            assert sandbox.run("builtins:len", bytes(100_000)) == 100_000
        return memory(warm()), len([*Path(f"/proc/{warm()}/fd").iterdir()])

    before, files = read(20)
    after, files_after = read(300)
    assert after - before < 512 * 1024
    assert files_after == files
