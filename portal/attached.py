"""What is attached to a directive, case or letter, as parts of its search entry."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import attachments
from documents.attachments import Attachment
from documents.models import Case, Directive, StoredFile
from search import Entry, Part

UNNAMED: Final = "tệp đính kèm"
"""What stands for the name of a case's file, which is in no index (domain.md §12)."""

LEAVES: Final = 10
"""Pages, or passages of a file without pages, that are read at a time."""

_PAGE: Final = re.compile(r", trang (\d+)\Z")

Files = Mapping[str, Sequence[StoredFile]]


def with_parts(
    session: Session, kind: str, entries: Iterable[Entry]
) -> Iterator[Entry]:
    """Yield entries of one kind with the text of what is attached to each."""
    made = {entry.key.removeprefix(f"{kind}:"): entry for entry in entries}
    files = _FILES[kind](session, list(made)) if made and kind in _FILES else {}
    parts = _read(session, files)
    for name, entry in made.items():
        yield replace(entry, parts=parts.get(name, ()))


def file_of(part_key: str) -> str:
    """Return the id of the file that a part is of."""
    return part_key.partition("#")[0]


def anchor_of(leaf: int) -> str:
    """Return where a leaf of a file, from 0, stands on the page that shows it."""
    return f"phan-{leaf + 1}"


def address_in(url: str, part_key: str, title: str) -> str:
    """Return where a part of a file is read, below the address that shows the file."""
    passage = part_key.partition("#")[2]
    if not passage:
        return url
    page = _PAGE.search(title)
    leaf = int(page[1]) - 1 if page else int(passage)
    sheet = leaf // LEAVES + 1
    return f"{url}{f'?trang={sheet}' if sheet > 1 else ''}#{anchor_of(leaf)}"


def _of_directives(session: Session, names: list[str]) -> Files:
    """Return the files that are published with directives."""
    rows = select(Directive).where(Directive.id.in_(map(int, names)))
    found = session.scalars(rows).unique()
    return {str(row.id): [row.file] for row in found if row.file is not None}


def _of_cases(session: Session, names: list[str]) -> Files:
    """Return the signed files of cases that name no complainant."""
    rows = session.execute(select(Case.id, Case.code).where(Case.code.in_(names)))
    codes: dict[int, str] = dict(rows.all())
    found = attachments.files_of_cases(session, codes)
    return {codes[case_id]: files for case_id, files in found.items()}


def _of_letters(session: Session, names: list[str]) -> Files:
    found = attachments.files_of_letters(session, [int(name) for name in names])
    return {str(letter_id): files for letter_id, files in found.items()}


_FILES: Final[Mapping[str, Callable[[Session, list[str]], Files]]] = {
    "directive": _of_directives,
    "case": _of_cases,
    "letter": _of_letters,
}


def _read(session: Session, files: Files) -> dict[str, tuple[Part, ...]]:
    every = {file.id: file for several in files.values() for file in several}
    read = {
        one.file_id: tuple(_parts_of(one))
        for one in attachments.attachments(session, list(every.values()))
    }
    return {
        name: tuple(part for file in several for part in read.get(file.id, ()))
        for name, several in files.items()
    }


def _parts_of(attachment: Attachment) -> Iterator[Part]:
    """Yield what was read of a file, then what it is called, which is found too."""
    name = attachment.name
    for number, passage in enumerate(attachment.passages):
        yield Part(
            key=f"{attachment.file_id}#{number}",
            title=f"{name or UNNAMED}, {passage.place.told}",
            text=passage.text,
        )
    if name:
        yield Part(attachment.file_id, name, name)
