"""What a telephone reads from paper or a screen: a text as a QR code."""

from io import BytesIO

import segno


def qr_svg(text: bytes) -> bytes:
    """Return UTF-8 text as a QR code in SVG, black on white with its quiet zone."""
    drawn = BytesIO()
    code = segno.make_qr(text, error="l", encoding=None)
    code.save(drawn, kind="svg", light="white", xmldecl=False, omitsize=True)
    return drawn.getvalue()
