"""Logo and colour in the browser: seen first, then applied, and told of."""

import gzip
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sqlalchemy import select
from werkzeug.test import TestResponse

from documents import site_look
from documents.errors import Invalid
from documents.models import Event, SiteLook
from documents.vocabulary import Role
from tests.portal.office import Office, office

__all__ = ["office"]

AT = "/quan-tri/giao-dien"
GREEN = "#006b3c"


def picture(width: int = 800, height: int = 400, *, noisy: bool = False) -> bytes:
    """Return a PNG with a transparent edge, and words that must not stay in it."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
    ink = Image.new("RGBA", (width // 2, height // 2), (180, 30, 30, 255))
    if noisy:
        ink = Image.effect_noise((width, height), 120).convert("RGBA")
    image.paste(ink, (0, 0))
    out, words = io.BytesIO(), PngInfo()
    words.add_text("Comment", "chimyen")
    image.save(out, "PNG", pnginfo=words)
    return out.getvalue()


def choose(office: Office, given: bytes = b"", **typed: Any) -> TestResponse:
    if given:
        typed["logo"] = (io.BytesIO(given), "bieu-trung.png")
    return office.post(Role.ADMIN, AT, **typed)


def apply(office: Office, trial: TestResponse, version: str = "0") -> TestResponse:
    at = trial.headers["Location"]
    return office.post(Role.ADMIN, f"{at}/ap-dung", version=version)


def test_a_logo_and_a_colour_are_seen_first_and_then_on_every_page(
    office: Office,
) -> None:
    visitor = office.visitor()
    before = visitor.get("/").text
    trial = choose(office, picture(), accent="#006B3C", logo_alt="Biểu trưng <Sở>")
    assert trial.status_code == 303
    at = trial.headers["Location"]
    shown = office.get(Role.ADMIN, at)
    assert "6,6:1" in shown
    assert f"--sign:{GREEN};" in office.get(Role.ADMIN, f"{at}/thu.css")
    assert office.as_(Role.ADMIN).get(f"{at}/bieu-trung.webp").status_code == 200
    assert visitor.get(f"{at}/bieu-trung.webp").status_code != 200
    # Nobody else sees it yet.
    assert visitor.get("/").text == before
    assert apply(office, trial).status_code == 303
    sheets: list[str] = []
    for path in ("/", "/en/", "/khong-co-trang-nay", "/duong-day-nong"):
        page = visitor.get(path).text
        assert 'alt="Biểu trưng &lt;Sở&gt;" width="88" height="44"' in page, path
        # One sheet stands for the other: a colour costs no request more.
        assert page.count('rel="stylesheet"') == before.count('rel="stylesheet"')
        sheets = re.findall(r'href="(/giao-dien/[0-9a-f]{16}\.css)"', page)
        assert len(sheets) == 1, path
    home = visitor.get("/").text
    assert f'content="{GREEN}"' in home
    wears_the_colour(visitor, sheets[0])
    # The icon of the browser's tab is the same picture: nothing more is fetched.
    (address,) = set(re.findall(r'"(/bieu-trung/[^"]+)"', home))
    is_drawn_anew(visitor.get(address))
    history = office.get(Role.ADMIN, AT)
    assert f'<ins class="told">{GREEN}</ins>' in history
    with office.reading() as session:
        line = session.scalars(select(Event).where(Event.subject == "site_look")).one()
    assert line.data["accent"] == ["", GREEN]


def wears_the_colour(visitor: FlaskClient, address: str) -> None:
    """Look at the one sheet of every page, and that its letters are there."""
    for coding in ("gzip", "identity"):
        sheet = visitor.get(address, headers={"Accept-Encoding": coding})
        assert "immutable" in sheet.headers["Cache-Control"]
        assert "Accept-Encoding" in sheet.headers["Vary"]
        rules = gzip.decompress(sheet.data) if coding == "gzip" else sheet.data
        assert rules.endswith(b"}}")
        assert f"--sign:{GREEN};".encode() in rules
        fonts = set(re.findall(r'url\("([^"]+)"\)', rules.decode()))
        assert fonts
        assert {visitor.head(font).status_code for font in fonts} == {200}


def is_drawn_anew(logo: TestResponse) -> None:
    """Look that the picture is small, and carries nothing of the one that was given."""
    assert "immutable" in logo.headers["Cache-Control"]
    assert len(logo.data) < 8_000
    assert b"chimyen" not in logo.data
    assert "Set-Cookie" not in logo.headers
    with Image.open(io.BytesIO(logo.data)) as image:
        assert (image.format, image.size, image.mode) == ("WEBP", (192, 96), "RGBA")


def test_what_reads_badly_or_is_no_picture_is_refused_and_the_words_stay(
    office: Office,
) -> None:
    alt = {"logo_alt": "Biểu trưng đang gõ"}
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>'
    for given, typed, told in (
        (b"", {"accent": "#1a73e8"}, "Màu gần nhất đủ tương phản: #0064d8."),
        (b"", {"accent": "red;}"}, "Cần mã màu gồm # và sáu chữ số"),
        (svg, {}, "Chỉ nhận ảnh PNG, JPEG hoặc WebP."),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 90, {}, "Ảnh hỏng"),
        (picture(), {"logo_alt": ""}, "Cần lời thay ảnh cho người không"),
    ):
        refused = choose(office, given, **{**alt, **typed})
        assert refused.status_code == 422, told
        assert told in refused.text
        assert typed.get("logo_alt", alt["logo_alt"]) in refused.text
    with pytest.raises(Invalid, match="Ảnh lớn hơn 2 MB"):
        site_look.drawn(b"\x89PNG" + b"x" * 2_000_001)
    with office.reading() as session:
        assert session.scalars(select(SiteLook)).all() == []


def test_the_second_who_applies_is_told_and_a_look_of_before_comes_back(
    office: Office,
) -> None:
    noisy = choose(office, picture(640, 192, noisy=True), logo_alt="Ảnh")
    assert apply(office, noisy).status_code == 303
    with office.reading() as session:
        row = session.scalars(select(SiteLook)).one()
        assert row.logo is not None
        assert len(row.logo) < 16_000
    plain = choose(office, accent=GREEN, base=str(row.id), without_logo="y")
    late = apply(office, plain, version="0")
    assert late.status_code == 409
    assert "bấm “Áp dụng” lần nữa" in late.text
    assert apply(office, plain, version=str(row.id)).status_code == 303
    visitor = office.visitor()
    assert "/bieu-trung/" not in visitor.get("/").text
    with office.reading() as session:
        standing = session.scalars(
            select(SiteLook.id).order_by(SiteLook.id.desc())
        ).first()
    again = office.post(Role.ADMIN, f"{AT}/{row.id}/ap-dung", version=str(standing))
    assert again.status_code == 303
    home = visitor.get("/").text
    assert "/bieu-trung/" in home
    assert "/giao-dien/" not in home
