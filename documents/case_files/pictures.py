"""Pictures of a kept file: small for lists, whole pages of a PDF to read.

They are drawn in the sandbox when somebody first looks, and kept beside the file.
"""

import json
from base64 import b64decode
from typing import Final

from documents import sandbox
from documents.case_files.formats import Shown, format_named
from documents.errors import NotFound
from documents.extract.drawing import MOST_SHOWN as MOST_PAGES
from documents.files import FileStore
from documents.models import CaseFile
from documents.sandbox import Unreadable

__all__ = ["MOST_PAGES", "SMALL", "page", "small"]

SMALL: Final = 320
"""Pixels of the longer side of a thumbnail."""

LARGE: Final = 1400
"""Pixels of the longer side of a page that is read on a screen."""

_HERE: Final = "documents.extract.drawing:picture_here"


def small(row: CaseFile, *, store: FileStore) -> bytes:
    """Return a JPEG of an image, or of a PDF's first page, as a thumbnail.

    Raises:
        NotFound: the file cannot be shown.
    """
    is_image = format_named(row.file.media_type).shown is Shown.AS_IMAGE
    return _kept(row, "small", page=0 if is_image else 1, side=SMALL, store=store)


def page(row: CaseFile, number: int, *, store: FileStore) -> bytes:
    """Return a JPEG of a page; of an image, the only one, the file itself.

    Raises:
        NotFound: there is no such page.
    """
    if not 1 <= number <= row.pages:
        raise NotFound("Tệp không có trang này.")
    if format_named(row.file.media_type).shown is Shown.AS_IMAGE:
        return store.read(row.file)
    return _kept(row, f"page-{number}", page=number, side=LARGE, store=store)


def _kept(row: CaseFile, name: str, *, page: int, side: int, store: FileStore) -> bytes:
    if not row.pages:
        raise NotFound("Tệp này không xem trước được.")
    kept = store.beside(row.file, name)
    if kept is not None:
        return kept
    head = json.dumps({"page": page, "side": side}).encode() + b"\n"
    try:
        told = sandbox.run(_HERE, head + store.read(row.file))
    except Unreadable as refusal:
        raise NotFound("Không vẽ được trang này; hãy tải tệp về để xem.") from refusal
    drawn = b64decode(told["image"])
    store.put_beside(row.file, name, drawn)
    return drawn
