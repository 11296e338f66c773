"""What crawlers are asked to leave alone (RFC 9309). It guards nothing: doors do."""

from typing import Final

CLOSED: Final = (
    "/ban-lam-viec",
    "/bao-cao/",
    "/cong-van/",
    "/dang-nhap",
    "/dang-xuat",
    "/ho-so/",
    "/kich-hoat/",
    "/mat-khau",
    "/nhap-ho-so/",
    "/noi-dung/",
    "/quan-tri/",
    "/thu-bao-viec",
    "/tim-kiem",
)
"""The offices' side, its doors, and the search: an address for every question."""


def render(public_url: str) -> str:
    """Return the file."""
    closed = [f"Disallow: {path}" for path in CLOSED]
    map_at = f"Sitemap: {public_url}/sitemap.xml"
    return "\n".join(["User-agent: *", *closed, "", map_at, ""])
