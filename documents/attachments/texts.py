"""The texts that were read, as whoever makes search entries takes them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.extract import Passage, Place, PlaceKind
from documents.models import FileText, StoredFile


@dataclass(frozen=True)
class Attachment:
    """A file with the passages that were read of it."""

    file_id: str
    name: str
    passages: tuple[Passage, ...]


def attachments(
    session: Session, files: Collection[StoredFile]
) -> tuple[Attachment, ...]:
    """Return those of the files that were read; ask only of files that may be."""
    ids = [file.id for file in files]
    rows = select(FileText).where(
        FileText.file_id.in_(ids), FileText.passages.is_not(None)
    )
    told = {row.file_id: row.passages or () for row in session.scalars(rows)}
    return tuple(
        Attachment(file.id, file.name, tuple(map(_passage, told[file.id])))
        for file in files
        if file.id in told
    )


def _passage(told: list[Any]) -> Passage:
    kind, number, name, text = told
    return Passage(Place(PlaceKind(kind), number, name), text)
