"""Pictures of a kept file: small for lists, whole pages of a PDF to read."""

from typing import Final

from documents.attachments import drawn, page_of
from documents.case_files.formats import Shown, format_named
from documents.errors import NotFound
from documents.extract.drawing import MOST_SHOWN as MOST_PAGES
from documents.files import FileStore
from documents.models import CaseFile

__all__ = ["MOST_PAGES", "SMALL", "page", "small"]

SMALL: Final = 320
"""Pixels of the longer side of a thumbnail."""


def small(row: CaseFile, *, store: FileStore) -> bytes:
    """Return a JPEG of an image, or of a PDF's first page, as a thumbnail.

    Raises:
        NotFound: the file cannot be shown.
    """
    if not row.pages:
        raise NotFound("Tệp này không xem trước được.")
    is_image = format_named(row.file.media_type).shown is Shown.AS_IMAGE
    first = 0 if is_image else 1
    return drawn(row.file, "small", page=first, side=SMALL, store=store)


def page(row: CaseFile, number: int, *, store: FileStore) -> bytes:
    """Return a JPEG of a page; of an image, the only one, the file itself.

    Raises:
        NotFound: there is no such page.
    """
    if not 1 <= number <= row.pages:
        raise NotFound("Tệp không có trang này.")
    if format_named(row.file.media_type).shown is Shown.AS_IMAGE:
        return store.read(row.file)
    return page_of(row.file, number, store=store)
