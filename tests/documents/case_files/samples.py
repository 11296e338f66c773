"""Files as people send them: photographs with their place, scans, and worse."""

import io
import struct
import zlib

import pypdfium2
from PIL import Image

PLACE = "TOADOBIMAT"
"""A word that stands in everything of a photograph but its picture."""


def photograph(
    width: int = 1200, height: int = 800, kind: str = "JPEG", *, turned: bool = False
) -> bytes:
    """Return an image that says where and with what it was taken."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = PLACE
    exif.get_ifd(0x8825)[29] = PLACE
    if turned:
        exif[0x0112] = 6
    more = {"comment": PLACE.encode()} if kind == "JPEG" else {}
    out = io.BytesIO()
    image.save(out, kind, exif=exif, xmp=PLACE.encode(), **more)
    return out.getvalue()


def size_of(content: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(content)).size


def bomb(side: int = 30_000) -> bytes:
    """Return a small PNG that says it has a great many pixels, and has them."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    )


def blank_pdf(pages: int = 1) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def film(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0isom" + bytes(64)
