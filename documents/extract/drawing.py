"""Images and pages of PDFs drawn anew, in the child of the sandbox.

Pillow is asked for four formats and no other, and for no more pixels than a screen
can show; of a huge JPEG it reads a smaller one at once.
"""

import io
import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from documents.sandbox import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

AHEAD: Final = (
    "pi_heif",
    "pypdfium2",
    "PIL.Image",
    "PIL.ImageOps",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
    "PIL.WebPImagePlugin",
)
"""What the functions below load late, for the warm process to load once."""

LONGEST_SIDE: Final = 2560
"""Pixels of an image that is kept: a page of A4 at 220 to the inch."""

WIDEST_OF_PAGES: Final = 1280
"""Pixels of a picture that a page of the site shows: its column, on a fine screen."""

_LIGHT: Final = 200_000
"""Bytes of such a picture, which a telephone fetches in a second."""

MOST_PIXELS: Final = 25_000_000
MOST_OF_A_JPEG: Final = 250_000_000
"""A JPEG is read at an eighth of its size where that is enough."""

MOST_SHOWN: Final = 50
"""Pages of a PDF that are shown."""

_ROOM: Final = 2_900_000
"""Bytes of an image: as text of JSON they still fit what the sandbox lets out."""

_QUALITIES: Final = (85, 72, 55, 40)
_LOGO_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_LOGO_SIZE: Final = (320, 96)
"""Twice the pixels in which a page shows a logo."""

_LOGO_ROOM: Final = 8_000
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "HEIF")
_PICTURE_ALONE: Final[dict[str, Any]] = {
    "aux_images": False,
    "decode_threads": 1,
    "depth_images": False,
    "thumbnails": False,
}
"""What is read of an iPhone's picture, in the one thread that a child has."""

_FAULTS: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    RuntimeError,
)
"""What the readers of the four formats say of a damaged one."""

_WHITE: Final = (255, 255, 255)
_LOCKED: Final = 4
"""PDFium's number for a file with a password."""

_DAMAGED: Final = "Ảnh hỏng hoặc tải lên chưa trọn; hãy gửi lại."
_TOO_MANY: Final = "Ảnh có quá nhiều điểm ảnh; hãy thu nhỏ rồi gửi lại."
_NO_PDF: Final = "Tệp PDF hỏng, không mở được; hãy xuất hoặc quét lại rồi gửi."


def image_here(given: bytes) -> dict[str, Any]:
    """Return an image without anything but its picture; upright, of bounded size."""
    picture, is_png = _opened(given, LONGEST_SIDE)
    packed = _png(picture) if is_png else b""
    if packed:
        return {"image": b64encode(packed).decode(), "is_png": True}
    return {"image": b64encode(_jpeg(picture)).decode(), "is_png": False}


def for_page_here(given: bytes) -> dict[str, Any]:
    """Return an image as a page of the site shows it: light, with its sides in pixels.

    What was drawn stays exact while that is light.
    """
    picture, is_png = _opened(given, WIDEST_OF_PAGES)
    exact = _png(picture) if is_png else b""
    is_light = 0 < len(exact) <= _LIGHT
    packed = exact if is_light else _jpeg(picture, _LIGHT)
    return {
        "image": b64encode(packed).decode(),
        "is_png": is_light,
        "width": picture.width,
        "height": picture.height,
    }


def logo_here(given: bytes) -> dict[str, Any]:
    """Return a logo as a small WebP that keeps what is transparent of it."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(given), formats=_LOGO_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unreadable(_TOO_MANY)
            upright = ImageOps.exif_transpose(image)
            seen = "RGBA" if upright.has_transparency_data else "RGB"
            picture = upright.convert(seen)
    except _FAULTS as error:
        raise Unreadable(_DAMAGED) from error
    picture.info.clear()
    picture.thumbnail(_LOGO_SIZE)
    return {
        "image": b64encode(_webp(picture)).decode(),
        "width": picture.width,
        "height": picture.height,
    }


def _webp(picture: "Picture") -> bytes:
    """Return a WebP that the first page has room for; lossless if it is small so."""
    out = io.BytesIO()
    picture.save(out, "WEBP", method=6, lossless=True)
    for quality in _QUALITIES:
        if out.tell() <= _LOGO_ROOM:
            break
        out = io.BytesIO()
        picture.save(out, "WEBP", method=6, quality=quality)
    return out.getvalue()


def pdf_here(given: bytes) -> dict[str, Any]:
    """Return how many pages of a PDF can be shown; none of one with a password."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(given) as document:
            return {"pages": min(len(document), MOST_SHOWN)}
    except pypdfium2.PdfiumError as error:
        if error.err_code == _LOCKED:
            return {"pages": 0}
        raise Unreadable(_NO_PDF) from error


def picture_here(given: bytes) -> dict[str, Any]:
    """Return a JPEG of an image or of one page; the first line says how.

    `page` is the page's number, 0 for an image; `side` the most pixels of a side.
    """
    head, _, content = given.partition(b"\n")
    told = json.loads(head)
    side = int(told["side"])
    if told["page"]:
        picture = _page(content, int(told["page"]), side)
    else:
        picture, _ = _opened(content, side)
    return {"image": b64encode(_jpeg(picture)).decode()}


def _opened(given: bytes, side: int) -> tuple["Picture", bool]:
    """Return a picture whose sides are no longer, and whether it is drawn, not taken.

    Raises:
        Unreadable: damaged, or of too many pixels.
    """
    import pi_heif
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the bounds here are narrower
    pi_heif.register_heif_opener(**_PICTURE_ALONE)
    try:
        with Image.open(io.BytesIO(given), formats=_FORMATS) as image:
            is_jpeg = image.format == "JPEG"
            most = MOST_OF_A_JPEG if is_jpeg else MOST_PIXELS
            if image.width * image.height > most:
                raise Unreadable(_TOO_MANY)
            image.draft("RGB", (side, side))
            if image.width * image.height > MOST_PIXELS:
                raise Unreadable(_TOO_MANY)
            is_png = image.format == "PNG"
            picture = _plain(ImageOps.exif_transpose(image))
    except _FAULTS as error:
        raise Unreadable(_DAMAGED) from error
    picture.thumbnail((side, side))
    return picture, is_png


def _plain(image: "Picture") -> "Picture":
    """Return the picture alone, in colours that both formats have, upon white."""
    from PIL import Image

    picture = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if picture.mode == "RGBA":
        white = Image.new("RGB", picture.size, _WHITE)
        white.paste(picture, mask=picture.getchannel("A"))
        picture = white
    picture.info.clear()
    return picture


def _png(picture: "Picture") -> bytes:
    """Return a PNG, or nothing if that would be too large."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue() if out.tell() <= _ROOM else b""


def _jpeg(picture: "Picture", room: int = _ROOM) -> bytes:
    out = io.BytesIO()
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality)
        if out.tell() <= room:
            break
    return out.getvalue()


def _page(content: bytes, number: int, side: int) -> "Picture":
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            page = document[number - 1]
            scale = side / max(page.get_width(), page.get_height(), 1.0)
            drawn: Picture = page.render(scale=scale, rev_byteorder=True).to_pil()
            return drawn.convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_NO_PDF) from error
