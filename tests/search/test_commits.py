"""A commit is whole, on the disk, and cheap; or it did not happen."""

import os
import resource
import time
from pathlib import Path

import pytest

from search import Index, store
from tests.search.conftest import Opener, files, generations
from tests.search.samples import OFFICE, PUBLIC, entry, keys, many


def test_a_full_disk_costs_nothing_but_the_commit(
    written: Index, opened: Opener, place: Path
) -> None:
    """No lock and no half of a commit stays behind (security.md M5)."""
    before = written.revisions()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    many_words = " ".join(f"từ{number}" for number in range(20_000))
    large = [entry(f"l:{n}", "lớn", body=many_words) for n in range(5)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(OSError, match=r"too large|io::Error"):
            written.apply(large, ["contact:1"], cursor=99)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len([path for path in place.iterdir() if path.is_dir()]) <= 2
    for index in (written, opened()):
        assert index.revisions() == before
        assert index.cursor == 5
    written.apply(large, [], cursor=6)
    assert opened().search("lớn", audience=PUBLIC).total == 5
    assert len(generations(place)) <= 2


def test_whatever_fails_while_entries_are_read_is_passed_on(
    written: Index, opened: Opener
) -> None:
    def entries() -> object:
        yield from many(3)
        raise LookupError("the database went away")

    before = written.revisions()
    with pytest.raises(LookupError):
        written.update(entries())  # type: ignore[arg-type]  # an iterator too
    with pytest.raises(LookupError):
        written.rebuild(entries(), cursor=9)  # type: ignore[arg-type]
    assert written.revisions() == before == opened().revisions()


def test_a_commit_reads_no_more_than_what_is_new(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = opened()
    index.update(many(300, "đường dây nóng của lãnh đạo tỉnh " * 20))
    large = sum(path.stat().st_size for path in files(place))
    read = 0
    real = os.read

    def counting(handle: int, count: int) -> bytes:
        nonlocal read
        told = real(handle, count)
        read += len(told)
        return told

    monkeypatch.setattr(os, "read", counting)
    index.update([entry("one", "more")])
    assert keys(index.search("more", audience=PUBLIC)) == ["one"]
    assert read < large / 3


def test_a_commit_reaches_the_disk_before_it_counts(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoosh syncs nothing (security.md M3): each file is, then the manifest."""
    index = opened()
    index.update(OFFICE[:1])
    synced: list[str] = []
    real = os.fsync

    def recording(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        real(handle)

    monkeypatch.setattr(os, "fsync", recording)
    old = {path.name for path in files(place)}
    index.update(OFFICE[1:])
    fresh = [str(path) for path in files(place) if path.name not in old]
    assert set(fresh) <= set(synced)
    folder, manifest, root = synced[-3:]
    assert folder == str(files(place)[0].parent)
    assert manifest == str(place / f"{store.MANIFEST}.new")
    assert root == str(place)


def test_a_commit_in_force_stays_though_something_fails_afterwards(
    written: Index, opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def failing(handle: int) -> None:
        if str(Path(f"/proc/self/fd/{handle}").readlink()) == str(place):
            raise OSError(5, "the directory cannot be synced")
        real(handle)

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match="cannot be synced"):
        written.apply([entry("a", "cầu")], [], cursor=6)
    monkeypatch.undo()
    for index in (written, opened()):
        assert index.cursor == 6
        assert keys(index.search("cầu", audience=PUBLIC)) == ["a"]


def test_two_who_write_in_turn_lose_nothing(opened: Opener) -> None:
    """Each begins anew when the other has written (tantivy merges in between)."""
    both = opened(), opened()
    for number in range(24):
        both[number % 2].update([entry(f"n{number}", f"cầu số {number}")])
    for index in both:
        assert index.search("cầu", audience=PUBLIC, per_page=30).total == 24
        index.verify()


def test_a_generation_does_not_change_once_it_is_in_force(
    opened: Opener, place: Path
) -> None:
    """What an engine does in the background, it does elsewhere."""
    index = opened()
    for number in range(20):
        index.update([entry(f"n{number}", f"cầu số {number}")])
        before = {path: path.read_bytes() for path in files(place)}
        time.sleep(0.02)
        assert before == {path: path.read_bytes() for path in files(place)}
