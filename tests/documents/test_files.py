"""The file store: what is kept comes back, or the loss is noticed."""

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents.database import Database
from documents.files import FileDamaged, FileStore
from documents.models import StoredFile

CONTENT = b"%PDF-1.7 nothing more"


def keep(store: FileStore, session: Session, now: datetime) -> StoredFile:
    return store.keep(
        session,
        CONTENT,
        name="Công văn đến.pdf",
        media_type="application/pdf",
        by=None,
        now=now,
    )


def files_in(store: FileStore) -> list[Path]:
    return [path for path in store.root.rglob("*") if path.is_file()]


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "data" / "files")


def test_a_kept_file_comes_back_byte_for_byte(
    database: Database, store: FileStore, now: datetime
) -> None:
    with database.writing() as session:
        file_id = keep(store, session, now).id
        session.commit()
    with database.reading() as session:
        row = session.get_one(StoredFile, file_id)
        assert store.read(row) == CONTENT
        assert (row.size, row.name, row.stored_at) == (
            len(CONTENT),
            "Công văn đến.pdf",
            now,
        )


def test_only_the_portal_itself_can_open_the_files(
    sqlite_database: Database, store: FileStore, now: datetime
) -> None:
    with sqlite_database.writing() as session:
        keep(store, session, now)
    (path,) = files_in(store)
    modes = {p: p.stat().st_mode & 0o777 for p in (path, path.parent, store.root)}
    assert modes == {path: 0o600, path.parent: 0o700, store.root: 0o700}


def test_a_name_never_becomes_a_path(
    sqlite_database: Database, store: FileStore, now: datetime
) -> None:
    with sqlite_database.writing() as session:
        row = store.keep(
            session, CONTENT, name="../../lạc.pdf", media_type="", by=None, now=now
        )
        (path,) = files_in(store)
        assert path == store.root / row.id[:2] / row.id
        assert row.name == "../../lạc.pdf"


@pytest.mark.parametrize("altered", [CONTENT[:-1], CONTENT + b" ", b"", b"#" + CONTENT])
def test_a_file_altered_outside_the_portal_is_noticed(
    sqlite_database: Database, store: FileStore, now: datetime, altered: bytes
) -> None:
    with sqlite_database.writing() as session:
        row = keep(store, session, now)
        files_in(store)[0].write_bytes(altered)
        with pytest.raises(FileDamaged, match=r"“Công văn đến\.pdf” đã bị thay đổi"):
            store.read(row)


def test_a_file_that_is_gone_is_named(
    sqlite_database: Database, store: FileStore, now: datetime
) -> None:
    with sqlite_database.writing() as session:
        row = keep(store, session, now)
        files_in(store)[0].unlink()
        with pytest.raises(FileDamaged, match="Không đọc được tệp"):
            store.read(row)


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def count_of_rows(session: Session) -> int | None:
    return session.scalar(select(func.count(StoredFile.id)))


def test_a_disk_without_room_leaves_nothing_behind(
    sqlite_database: Database, store: FileStore, now: datetime
) -> None:
    with sqlite_database.writing() as session:
        assert count_of_rows(session) == 0
        with room_for(len(CONTENT) - 1), pytest.raises(OSError, match="File too large"):
            keep(store, session, now)
        assert files_in(store) == []
        assert count_of_rows(session) == 0


def test_a_disk_that_fails_late_leaves_nothing_behind(
    sqlite_database: Database,
    store: FileStore,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with sqlite_database.writing() as session:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            keep(store, session, now)
        assert files_in(store) == []
        assert count_of_rows(session) == 0
