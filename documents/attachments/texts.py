"""The texts that were read, as whoever makes search entries takes them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.extract import Passage, Place, PlaceKind
from documents.models import CaseFile, FileText, StoredFile


@dataclass(frozen=True)
class Attachment:
    """A file with the passages that were read of it.

    What a file of a case is called may be somebody's name and is in no index (§12):
    its `name` is "".
    """

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
    of_cases = select(CaseFile.file_id).where(CaseFile.file_id.in_(ids))
    unnamed = set(session.scalars(of_cases))
    return tuple(
        Attachment(
            file.id,
            "" if file.id in unnamed else file.name,
            tuple(map(_passage, told[file.id])),
        )
        for file in files
        if file.id in told
    )


def _passage(told: list[Any]) -> Passage:
    kind, number, name, text = told
    return Passage(Place(PlaceKind(kind), number, name), text)
