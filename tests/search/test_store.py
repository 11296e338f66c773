"""An index is whole or refused: damage, foreign files, unsafe places, full disks."""

import os
import pickle
import random
import resource
import shutil
from pathlib import Path

import pytest

from search import Index, SearchError, analysis, open_index, store
from tests.search.conftest import KEY, Opener
from tests.search.samples import OFFICE, PUBLIC, STAFF, entry, keys, many

ALL = PUBLIC | STAFF


@pytest.fixture
def written(opened: Opener) -> Index:
    """Give an index on disk, written in two commits."""
    index = opened()
    index.update(OFFICE[:3])
    index.apply(OFFICE[3:], [], cursor=5)
    return index


def files(place: Path) -> list[Path]:
    """Return the files of the generation in force, locks left out."""
    newest = max(path for path in place.iterdir() if path.is_dir())
    return sorted(
        path
        for path in newest.iterdir()
        if path.stat().st_size and not path.name.endswith(("LOCK", ".lock"))
    )


def test_what_was_written_is_there_when_opened_again(
    written: Index, opened: Opener
) -> None:
    again = opened()
    assert again.cursor == 5
    assert again.revisions() == {one.key: one.revision for one in OFFICE}
    assert again.search("số", audience=ALL) == written.search("số", audience=ALL)


def test_any_flipped_bit_is_noticed(
    written: Index, opened: Opener, place: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(place, whole)
    chance = random.Random(20191122)  # noqa: S311 - to be repeated
    targets = [*files(place), place / store.MANIFEST]
    for path in targets * 4:
        content = bytearray(path.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        with pytest.raises(SearchError):
            opened()
        shutil.rmtree(place)
        shutil.copytree(whole, place)
    assert opened().search("số", audience=ALL).total == 3


@pytest.mark.parametrize("length", [0, 1, 0.5, 0.99, 1.01])
def test_a_file_cut_short_or_grown_is_noticed(
    written: Index, opened: Opener, place: Path, length: float
) -> None:
    for path in [*files(place), place / store.MANIFEST]:
        content = path.read_bytes()
        size = round(len(content) * length) if length != 1 else 1
        path.write_bytes((content + b"\x00" * len(content))[:size])
        if size != len(content):
            with pytest.raises(SearchError):
                opened()
        path.write_bytes(content)


def test_a_missing_file_is_noticed(written: Index, opened: Opener, place: Path) -> None:
    for path in [*files(place), place / store.MANIFEST]:
        content = path.read_bytes()
        path.unlink()
        with pytest.raises(SearchError):
            opened()
        path.write_bytes(content)


def test_a_generation_that_is_gone_is_noticed(
    written: Index, opened: Opener, place: Path
) -> None:
    shutil.rmtree(files(place)[0].parent)
    with pytest.raises(SearchError):
        opened()


class Trap:
    """Unpickled, it makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        return os.mkdir, (str(self.path), 0o700)


def test_nothing_foreign_is_ever_unpickled(
    engine: str, opened: Opener, place: Path, tmp_path: Path
) -> None:
    """The index directory is code (security.md T16): every file is a trap once."""
    index = opened()
    index.update(OFFICE)
    sprung = tmp_path / "sprung"
    trap = pickle.dumps(Trap(sprung))
    planted = files(place)[0].parent / "_MAIN_999.toc"
    planted.write_bytes(trap)
    with pytest.raises(SearchError):
        opened()
    planted.unlink()
    for path in files(place):
        content = path.read_bytes()
        path.write_bytes(trap)
        with pytest.raises(SearchError):
            opened()
        path.write_bytes(content)
    assert not sprung.exists()


def test_a_manifest_sealed_with_another_key_is_refused(
    written: Index, opened: Opener
) -> None:
    with pytest.raises(SearchError):
        opened(key=b"another")
    with pytest.raises(SearchError):
        opened(key=b"")


def test_an_older_manifest_put_back_does_not_pass(opened: Opener, place: Path) -> None:
    index = opened()
    index.update([entry("a", "một")])
    older = (place / store.MANIFEST).read_bytes()
    for number in range(4):
        index.update([entry(f"b{number}", "hai")])
    (place / store.MANIFEST).write_bytes(older)
    with pytest.raises(SearchError):
        opened()


def test_an_index_of_other_rules_is_refused(
    written: Index, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
    with pytest.raises(SearchError):
        opened()


def test_an_index_of_another_format_is_refused(
    written: Index, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "FORMAT", store.FORMAT + 1)
    with pytest.raises(SearchError):
        opened()


def test_an_index_of_another_engine_is_refused(
    written: Index, engine: str, place: Path
) -> None:
    other = {"whoosh": "tantivy", "tantivy": "whoosh"}[engine]
    with pytest.raises(SearchError):
        open_index(f"{other}:{place}", key=KEY)


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o720, 0o702])
def test_a_place_others_may_write_to_is_refused(
    written: Index, opened: Opener, place: Path, mode: int
) -> None:
    place.chmod(mode)
    with pytest.raises(SearchError):
        opened()
    with pytest.raises(SearchError):
        written.update([entry("a", "b")])
    place.chmod(0o700)
    assert opened().cursor == 5


def test_a_place_of_somebody_else_is_refused(
    written: Index, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(SearchError):
        opened()


def test_a_place_that_is_a_link_is_refused(
    written: Index, engine: str, place: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(place)
    with pytest.raises(SearchError):
        open_index(f"{engine}:{link}", key=KEY)


def test_only_the_owner_may_look_into_an_index(written: Index, place: Path) -> None:
    assert place.stat().st_mode & 0o077 == 0


def test_an_open_index_notices_damage_without_falling(
    written: Index, place: Path
) -> None:
    for path in files(place):
        os.truncate(path, 10)
    with pytest.raises(SearchError):
        written.search("số", audience=ALL)
    with pytest.raises(SearchError):
        written.revisions()


def test_an_open_index_notices_that_it_is_gone(written: Index, place: Path) -> None:
    shutil.rmtree(place)
    with pytest.raises(SearchError):
        written.search("số", audience=ALL)
    with pytest.raises(SearchError):
        assert written.cursor


def test_a_damaged_index_can_be_rebuilt_where_it_stands(
    written: Index, opened: Opener, place: Path
) -> None:
    for path in [*files(place), place / store.MANIFEST]:
        path.write_bytes(b"\x80\x04rubbish")
    written.rebuild(OFFICE, cursor=6)
    for index in (written, opened()):
        assert index.cursor == 6
        assert index.search("số", audience=ALL).total == 3


def test_verifying_reads_every_byte_again(written: Index, place: Path) -> None:
    written.verify()
    path = max(files(place), key=lambda file: file.stat().st_size)
    told = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    # Whoever sets the clock of the file back hides it from a quick look only.
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    with pytest.raises(SearchError):
        written.verify()


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
    for index in (written, opened()):
        assert index.revisions() == before
        assert index.cursor == 5
    written.apply(large, [], cursor=6)
    assert opened().search("lớn", audience=PUBLIC).total == 5
    assert len([path for path in place.iterdir() if path.is_dir()]) <= 2


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
