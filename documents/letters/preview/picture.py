"""A PDF's pages as PNG images."""

import os
import struct
import zlib
from threading import Lock
from typing import Any, Final

from documents.letters.preview.failure import BROKEN, LONG, PreviewFailed

MOST_PAGES: Final = 50

_MARK: Final = b"\x89PNG\r\n\x1a\n"
_GREY, _COLOURED = 0, 2
_PACKED_HARD: Final = 3
"""zlib's level: higher ones take longer than the browser saves."""

_pdfium = Lock()
"""PDFium knows no threads."""


def pictures(pdf: bytes, *, width: int) -> tuple[bytes, ...]:
    """Return a PNG of every page, so many pixels wide.

    Raises:
        PreviewFailed: it is no PDF, or has too many pages.
    """
    # Not at the top: a command that shows no page need not wait for it.
    import pypdfium2

    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise PreviewFailed(BROKEN) from error
        try:
            if len(document) > MOST_PAGES:
                raise PreviewFailed(LONG.format(MOST_PAGES))
            return tuple(_picture(document[n], width) for n in range(len(document)))
        finally:
            document.close()


def _picture(page: Any, width: int) -> bytes:
    drawn = page.render(scale=width / page.get_width(), rev_byteorder=True)
    row = drawn.width * drawn.n_channels
    pixels = memoryview(drawn.buffer).cast("B")
    rows = [
        bytes(pixels[start : start + row])
        for start in range(0, drawn.height * drawn.stride, drawn.stride)
    ]
    drawn.close()
    page.close()
    if all(line[0::3] == line[1::3] == line[2::3] for line in rows):
        return _png([line[0::3] for line in rows], colour=_GREY)
    return _png(rows, colour=_COLOURED)


def _png(rows: list[bytes], *, colour: int) -> bytes:
    """Return an image of eight bits a channel, whose rows are not filtered."""
    width = len(rows[0]) // (3 if colour == _COLOURED else 1)
    head = struct.pack(">IIBBBBB", width, len(rows), 8, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + line for line in rows), _PACKED_HARD)
    return b"".join(
        (_MARK, _chunk(b"IHDR", head), _chunk(b"IDAT", data), _chunk(b"IEND", b""))
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)


def _forked() -> None:
    """Give a copy of this process a lock that no thread left behind holds."""
    global _pdfium
    _pdfium = Lock()


os.register_at_fork(after_in_child=_forked)
