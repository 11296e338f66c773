"""A window on a file reads as the bytes themselves would."""

import io
import os
import pickle
from pathlib import Path

import pytest

from search.engines.whoosh_files import Files

CONTENT = b"".join(b"%d line of some length\n" % n for n in range(2000))


@pytest.fixture
def files(tmp_path: Path) -> Files:
    (tmp_path / "a").write_bytes(CONTENT)
    return Files(str(tmp_path))


def test_reads_follow_each_other(files: Files) -> None:
    window, plain = files.open_file("a"), io.BytesIO(CONTENT)
    for length in (1, 5, 4096, 3, 10_000, 2, 0, 70_000):
        assert window.read(length) == plain.read(length)
        assert window.tell() == plain.tell()
    assert window.read() == b""


def test_the_position_can_be_moved_anywhere(files: Files) -> None:
    window, plain = files.open_file("a"), io.BytesIO(CONTENT)
    for move in ((100, os.SEEK_SET), (-50, os.SEEK_END), (-7, os.SEEK_CUR), (3, 0)):
        window.seek(*move)
        plain.seek(*move)
        assert window.read(20) == plain.read(20)
        assert window.readline() == plain.readline()


def test_a_part_of_a_file_ends_where_it_ends(files: Files) -> None:
    part = files.open_file("a").subset(1000, 500).subset(100, 50)
    assert part.read() == CONTENT[1100:1150]
    assert part.get(10, 5) == CONTENT[1110:1115]
    part.seek(48)
    assert part.readline() == CONTENT[1148:1150]


def test_what_is_not_there_cannot_be_got(files: Files) -> None:
    with pytest.raises(EOFError):
        files.open_file("a").get(len(CONTENT) - 3, 4)


@pytest.mark.parametrize("protocol", [0, 2, 4])
def test_values_are_unpickled_one_after_the_other(
    files: Files, tmp_path: Path, protocol: int
) -> None:
    values = [("a", 1, 2.5), list(range(5000)), {"b": b"c"}]
    told = b"".join(pickle.dumps(value, protocol) for value in values)
    (tmp_path / "b").write_bytes(told)
    window = files.open_file("b")
    assert [window.read_pickle() for _ in values] == values
