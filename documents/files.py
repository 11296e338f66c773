"""The file store: bytes beside the database, named at random, checked by hash.

Bytes are written and synchronised before the row that names them is committed,
so a crash can leave a file without a row, never a row without its file.
"""

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from documents.errors import DomainError
from documents.models import FileText, StoredFile
from documents.viewer import Viewer


class FileDamaged(DomainError):
    """A stored file is missing, or its bytes are no longer those stored."""


class FileStore:
    """A directory of files, one level of folders, mode 0600."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(
        self,
        session: Session,
        content: bytes,
        *,
        name: str,
        media_type: str,
        by: Viewer | None,
        now: datetime,
    ) -> StoredFile:
        """Write the bytes, add their row, return it; its text waits to be read."""
        row = StoredFile(
            id=secrets.token_hex(16),
            sha256=hashlib.sha256(content).hexdigest(),
            media_type=media_type,
            size=len(content),
            name=name,
            stored_at=now,
            stored_by_id=by.officer_id if by else None,
        )
        path = self._path(row.id)
        for folder in (self.root, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, content)
        for folder in (path.parent, self.root):
            _synchronise(folder)
        session.add(row)
        session.flush()
        session.add(FileText(file_id=row.id, due_at=now))
        session.flush()
        return row

    def read(self, row: StoredFile) -> bytes:
        """Return the bytes; raises FileDamaged when they are not those stored."""
        try:
            content = self._path(row.id).read_bytes()
        except OSError as error:
            raise FileDamaged(f"Không đọc được tệp “{row.name}”.") from error
        if hashlib.sha256(content).hexdigest() != row.sha256:
            raise FileDamaged(f"Tệp “{row.name}” đã bị thay đổi ngoài hệ thống.")
        return content

    def beside(self, row: StoredFile, name: str) -> bytes | None:
        """Return what was drawn of a file and kept under a name of ours; None if lost.

        It can be made anew at any time, so nobody looks for it by hash.
        """
        try:
            return self._beside(row, name).read_bytes()
        except FileNotFoundError:
            return None

    def put_beside(self, row: StoredFile, name: str, content: bytes) -> None:
        """Keep what was drawn of a file; whoever reads it meanwhile reads it whole."""
        path = self._beside(row, name)
        drawn = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        _write(drawn, content)
        drawn.replace(path)

    def clear_beside(self, row: StoredFile) -> None:
        """Remove all that was drawn of a file."""
        path = self._path(row.id)
        for drawn in path.parent.glob(f"{path.name}.*"):
            drawn.unlink(missing_ok=True)

    def _beside(self, row: StoredFile, name: str) -> Path:
        return self._path(row.id).with_suffix(f".{name}")

    def _path(self, file_id: str) -> Path:
        return self.root / file_id[:2] / file_id


def _synchronise(folder: Path) -> None:
    """See to it that the folder's entries too survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
