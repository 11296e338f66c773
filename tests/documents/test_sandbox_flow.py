"""Files read piece by piece in a child: it is bound, and ends with who asked."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.errors import DomainError
from documents.sandbox import Unreadable, flow
from tests.processes import children, comes_true, lives

HERE = "tests.documents.test_sandbox_flow"


class Refusal(DomainError):
    """What a reader says of a file it does not take."""


def tell_lines(path: Path, name: str) -> Iterator[object]:
    yield name
    yield from path.read_text("utf-8").splitlines()


def tell_for_ever(path: Path, _name: str) -> Iterator[object]:
    while True:
        yield len(path.read_bytes())


def be_refused(path: Path, _name: str) -> Iterator[object]:
    yield 1
    raise Refusal("Tệp này không nhận.")


def swallow(_path: Path, _name: str) -> Iterator[object]:
    yield 1
    yield len(b"x" * (4 << 30))


def crash(_path: Path, _name: str) -> Iterator[object]:
    yield 1
    os._exit(3)


def reach_out(path: Path, name: str) -> Iterator[object]:
    for act in (
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: Path(name).write_text("x", encoding="utf-8"),
        lambda: os.system("true"),  # noqa: S605 - it is forbidden
    ):
        try:
            act()
        except PermissionError as error:
            yield str(error)
        else:
            yield f"not refused: {path}"


def told_of(target: str, file: Path) -> list[object]:
    with flow(f"{HERE}:{target}", file, file.name) as pieces:
        return list(pieces)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("một\nhai\n", encoding="utf-8")
    return path


def test_pieces_come_in_their_order_with_the_name(file: Path) -> None:
    assert told_of("tell_lines", file) == ["a.txt", "một", "hai"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("be_refused", "Tệp này không nhận."),
        ("swallow", "quá lớn"),
        ("crash", "Không đọc được tệp"),
        ("nobody", "Không đọc được tệp"),
    ],
)
def test_a_child_that_fails_is_told_in_a_sentence(
    file: Path, target: str, said: str
) -> None:
    with pytest.raises(Unreadable, match=said):
        told_of(target, file)


def test_a_child_neither_connects_nor_writes_nor_starts_anything(
    file: Path, tmp_path: Path
) -> None:
    with flow(f"{HERE}:reach_out", file, str(tmp_path / "out")) as pieces:
        assert list(pieces) == ["socket.getaddrinfo", "open", "os.system"]
    assert not (tmp_path / "out").exists()


def test_a_child_ends_with_whoever_takes_no_more(file: Path) -> None:
    before = set(children(os.getpid()))
    with flow(f"{HERE}:tell_for_ever", file, "") as pieces:
        assert next(pieces) == next(pieces)
        (born,) = set(children(os.getpid())) - before
    assert comes_true(lambda: not lives(born))
