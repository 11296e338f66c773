"""A child that hangs, grows, dies or reaches out harms nobody but itself."""

import socket
import threading
import time
from pathlib import Path

import pytest

from documents import sandbox
from documents.errors import DomainError
from documents.sandbox import Unreadable

HERE = "tests.documents.test_sandbox"


def length(content: bytes) -> dict[str, object]:
    return {"length": len(content), "word": "Đường dây nóng"}


def hang(content: bytes) -> None:
    time.sleep(60)


def grow(content: bytes) -> int:
    return len(bytearray(2 * sandbox.MEMORY))


def talk(content: bytes) -> str:
    return "x" * (sandbox.LONGEST_ANSWER + 1)


def crash(content: bytes) -> None:
    raise KeyError("any fault of a library")


def refuse(content: bytes) -> None:
    raise DomainError("Tệp này không hợp lệ.")


def connect(content: bytes) -> None:
    socket.create_connection(("127.0.0.1", int(content)), timeout=2)


def write(content: bytes) -> None:
    Path(content.decode()).write_text("x")


def run(name: str, content: bytes = b"", seconds: float = 10) -> object:
    return sandbox.run(f"{HERE}:{name}", content, seconds=seconds)


def test_the_answer_comes_back_as_data() -> None:
    told = {"length": 5, "word": "Đường dây nóng"}
    assert run("length", b"\x00\xff\n\r\x1a") == told


@pytest.mark.parametrize(
    ("name", "seconds", "says"),
    [
        ("hang", 2, "quá nhiều thời gian"),
        ("grow", 10, "quá lớn"),
        ("talk", 10, "quá lớn"),
        ("crash", 10, "hỏng"),
        ("refuse", 10, "Tệp này không hợp lệ."),
    ],
)
def test_every_end_of_the_child_is_one_error_with_a_vietnamese_message(
    name: str, seconds: float, says: str
) -> None:
    with pytest.raises(Unreadable, match=says):
        run(name, seconds=seconds)


def test_the_child_connects_to_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        with pytest.raises(Unreadable):
            run("connect", str(server.getsockname()[1]).encode())
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_child_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "written"
    with pytest.raises(Unreadable):
        run("write", str(target).encode())
    assert not target.exists()


def test_more_files_than_may_be_read_at_once_wait_their_turn() -> None:
    answers: list[object] = []
    last = threading.Thread(target=lambda: answers.append(run("length")))
    for _ in range(sandbox.AT_ONCE):
        sandbox.turns.acquire()
    try:
        last.start()
        last.join(timeout=0.5)
        assert last.is_alive()
        assert answers == []
    finally:
        for _ in range(sandbox.AT_ONCE):
            sandbox.turns.release()
    last.join()
    assert answers == [{"length": 0, "word": "Đường dây nóng"}]
