"""What is attached to a directive, case or letter, as parts of its search entry."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy.orm import Session

from documents import attachments
from documents.attachments import Attachment
from documents.models import Directive, StoredFile
from search import Part

Parts = Mapping[int, tuple[Part, ...]]


def to_directives(session: Session, rows: Sequence[Directive]) -> Parts:
    """Return the parts of directives' entries, by id: their published files."""
    return _parts(session, {row.id: [row.file] for row in rows if row.file is not None})


def to_cases(session: Session, case_ids: Collection[int]) -> Parts:
    """Return the parts of cases' entries: signed files that name no complainant."""
    return _parts(session, attachments.files_of_cases(session, case_ids))


def to_letters(session: Session, letter_ids: Collection[int]) -> Parts:
    """Return the parts of letters' entries: their signed copies."""
    return _parts(session, attachments.files_of_letters(session, letter_ids))


def file_of(part_key: str) -> str:
    """Return the id of the file that a part is of."""
    return part_key.partition("#")[0]


def _parts(session: Session, files: Mapping[int, Sequence[StoredFile]]) -> Parts:
    every = {file.id: file for several in files.values() for file in several}
    read = {
        one.file_id: _parts_of(one)
        for one in attachments.attachments(session, list(every.values()))
    }
    return {
        owner: tuple(part for file in several for part in read.get(file.id, ()))
        for owner, several in files.items()
    }


def _parts_of(attachment: Attachment) -> list[Part]:
    return [
        Part(
            key=f"{attachment.file_id}#{number}",
            title=f"{attachment.name}, {passage.place.told}",
            text=passage.text,
        )
        for number, passage in enumerate(attachment.passages)
    ]
