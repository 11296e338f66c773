"""Pictures of a stored file: its pages, or itself made small.

They are drawn in the sandbox when somebody first looks, and kept beside the file.
"""

import json
from base64 import b64decode
from typing import Final

from documents import sandbox
from documents.errors import NotFound
from documents.files import FileStore
from documents.models import StoredFile
from documents.sandbox import Unreadable

LARGE: Final = 1400
"""Pixels of the longer side of a page that is read on a screen."""

_DRAWING: Final = "documents.extract.drawing"
_PDF: Final = "application/pdf"
_COUNTED: Final = "pages"


def page_count(file: StoredFile, *, store: FileStore) -> int:
    """Return how many pages of a file can be shown: those of a PDF that opens."""
    if file.media_type != _PDF:
        return 0
    kept = store.beside(file, _COUNTED)
    if kept is not None:
        return int(kept)
    try:
        told = sandbox.run(f"{_DRAWING}:pdf_here", store.read(file))
    except Unreadable as refusal:
        if refusal.message == sandbox.SLOW:
            return 0
        told = {"pages": 0}
    store.put_beside(file, _COUNTED, str(told["pages"]).encode())
    return int(told["pages"])


def page_of(file: StoredFile, number: int, *, store: FileStore) -> bytes:
    """Return a JPEG of a page of a PDF.

    Raises:
        NotFound: there is no such page, or it cannot be drawn.
    """
    name = f"page-{number}"
    return drawn(file, name, page=number, side=LARGE, store=store)


def drawn(
    file: StoredFile, name: str, *, page: int, side: int, store: FileStore
) -> bytes:
    """Return a JPEG of a page, of an image its page 0, kept beside it under a name.

    Raises:
        NotFound: it cannot be drawn.
    """
    kept = store.beside(file, name)
    if kept is not None:
        return kept
    head = json.dumps({"page": page, "side": side}).encode() + b"\n"
    try:
        told = sandbox.run(f"{_DRAWING}:picture_here", head + store.read(file))
    except Unreadable as refusal:
        raise NotFound("Không vẽ được trang này; hãy tải tệp về để xem.") from refusal
    picture = b64decode(told["image"])
    store.put_beside(file, name, picture)
    return picture
