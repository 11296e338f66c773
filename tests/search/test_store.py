"""An index is whole or refused: damage, foreign files, unsafe places, full disks."""

import os
import pickle
import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from search import Index, SearchError, analysis, open_index, store
from tests.search.conftest import KEY, Opener, files
from tests.search.samples import OFFICE, PUBLIC, STAFF, entry

ALL = PUBLIC | STAFF


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
        put(path, bytes(content))
        with pytest.raises(SearchError):
            opened()
        shutil.rmtree(place)
        shutil.copytree(whole, place)
    assert opened().search("số", audience=ALL).total == 3


def put(path: Path, content: bytes) -> None:
    """Put a file in another's place: who has that one mapped keeps what it held.

    A file cut where it lies ends whatever reads it then, a merge of tantivy's too.
    """
    other = path.with_name("other")
    other.write_bytes(content)
    other.replace(path)


@pytest.mark.parametrize("length", [0, 1, 0.5, 0.99, 1.01])
def test_a_file_cut_short_or_grown_is_noticed(
    written: Index, opened: Opener, place: Path, length: float
) -> None:
    for path in [*files(place), place / store.MANIFEST]:
        content = path.read_bytes()
        size = round(len(content) * length) if length != 1 else 1
        put(path, (content + b"\x00" * len(content))[:size])
        if size != len(content):
            with pytest.raises(SearchError):
                opened()
        put(path, content)


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
        written.search("số", audience=ALL)
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


def test_an_open_index_notices_that_a_byte_was_changed(
    written: Index, place: Path
) -> None:
    assert written.search("số", audience=ALL).total == 3
    path = files(place)[-1]
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(SearchError):
        written.search("số", audience=ALL)
    with pytest.raises(SearchError):
        written.update([entry("a", "b")])


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


def test_damage_behind_an_open_index_is_an_error_of_ours_or_none(
    opened: Opener, place: Path
) -> None:
    """Not every change shows without reading; what comes of it must be ours (M2)."""
    opened().update(OFFICE)
    for path in files(place):
        content, told = path.read_bytes(), path.stat()
        index = opened()
        with path.open("r+b") as file:
            file.write(b"\xa5" * len(content))
        os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
        for query in ("số", '"đường dây nóng"', "thac*", "12154", "có gì ở đâu vậy?"):
            with suppress(SearchError):
                index.search(query, audience=ALL)
            with suppress(SearchError):
                index.revisions()
        path.write_bytes(content)
