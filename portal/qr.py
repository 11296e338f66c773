"""What a telephone reads from paper or a screen: a text as a QR code."""

from io import BytesIO

import segno


def qr_svg(text: bytes) -> bytes:
    """Return UTF-8 text as a QR code in SVG, black on white with its quiet zone."""
    drawn = BytesIO()
    _code(text).save(drawn, kind="svg", light="white", xmldecl=False, omitsize=True)
    return drawn.getvalue()


def qr_png(text: bytes) -> bytes:
    """Return the same as PNG, fine enough for paper; the same text, the same bytes."""
    drawn = BytesIO()
    _code(text).save(drawn, kind="png", light="white", scale=8)
    return drawn.getvalue()


def _code(text: bytes) -> segno.QRCode:
    return segno.make_qr(text, error="l", encoding=None)
