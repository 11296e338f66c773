"""A page of a PDF as a grey picture, in the child of the sandbox."""

import json
import zlib
from base64 import b64encode
from typing import Any, Final

from documents.extract.pdf import opened

AHEAD: Final = ("pypdfium2",)
LARGEST: Final = 6_000_000
"""Pixels of a picture: an A3 page at 200 to the inch and a little more."""

_SCALE: Final = 200 / 72
# Sixteen greys are all that reading needs, and pack three times as well.
_GREYS: Final = bytes(level & 0xF0 for level in range(256))


def page_here(given: bytes) -> dict[str, Any]:
    """Return a page drawn at 200 dots to the inch; the first line says which."""
    head, _, content = given.partition(b"\n")
    page = opened(content)[json.loads(head)["page"] - 1]
    pixels = max(1.0, page.get_width() * page.get_height() * _SCALE**2)
    drawn = page.render(
        scale=_SCALE * min(1.0, (LARGEST / pixels) ** 0.5 * 0.99), grayscale=True
    )
    rows = memoryview(drawn.buffer).cast("B")
    grey = b"".join(
        bytes(rows[start : start + drawn.width])
        for start in range(0, drawn.height * drawn.stride, drawn.stride)
    )
    packed = zlib.compress(grey.translate(_GREYS), 6)
    return {
        "width": drawn.width,
        "height": drawn.height,
        "grey": b64encode(packed).decode(),
    }
