"""Pasting from word processors into the text of a letter, in a page of its own."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from documents import letters
from documents.letters import Level, blocks

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

CLIPBOARDS = Path(__file__).parent / "clipboards"
"""What each program puts on the clipboard, and what a clerk would type."""

SCRIPT = Path(__file__).parents[2] / "portal" / "static" / "js" / "paste.js"
ADDRESS = "http://letter.test/"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
HTML = (
    '<!doctype html><meta charset="utf-8"><title>x</title>'
    "<textarea data-letter-body></textarea><textarea id=other></textarea>"
    '<script src="paste.js"></script>'
)
PASTE = """([selector, kinds]) => {
  const carried = new DataTransfer();
  for (const [kind, text] of Object.entries(kinds)) carried.setData(kind, text);
  const area = document.querySelector(selector);
  area.focus();
  const told = new ClipboardEvent("paste",
    {clipboardData: carried, bubbles: true, cancelable: true});
  return area.dispatchEvent(told);
}"""
ROWS = (
    "<tr><td>Nơi nhận:<br>- Như trên;</td><td>GIÁM ĐỐC</td></tr>"
    "<tr><td></td><td>Phạm Văn Mẫu</td></tr>"
)
HIDDEN = "<p style='display:none'>ẩn</p>"
LETTER: dict[str, Any] = {
    "kind": "cong-van",
    "unit": "VP",
    "subject": "số liệu",
    "addressees": ["Sở Tài chính"],
    "signer": {"position": "GIÁM ĐỐC", "name": "Phạm Văn Mẫu"},
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Give a page that holds the script under the portal's policy, and no network."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda told: faults.append(told.text))

    def answer(route: Route) -> None:
        if route.request.url == ADDRESS:
            headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html"}
            route.fulfill(body=HTML, headers=headers)
        elif route.request.url == f"{ADDRESS}paste.js":
            route.fulfill(
                body=SCRIPT.read_text("utf-8"), content_type="text/javascript"
            )
        else:
            faults.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    page.goto(ADDRESS)
    yield page
    page.close()
    assert [fault for fault in faults if "favicon" not in fault] == []


def paste(page: Page, html: str, *, into: str = "[data-letter-body]") -> str:
    """Paste HTML, return what the area holds afterwards."""
    page.evaluate(PASTE, [into, {"text/html": html, "text/plain": "trơn"}])
    return page.locator(into).input_value()


def held(name: str) -> str:
    return (CLIPBOARDS / name).read_text("utf-8").removesuffix("\n")


@pytest.mark.parametrize(
    "program", ["word", "writer", "docs", "word-online", "hostile"]
)
def test_what_is_pasted_is_what_a_clerk_would_type(page: Page, program: str) -> None:
    assert paste(page, held(f"{program}.html")) == held(f"{program}.txt")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    ("program", "levels"),
    [
        (
            "word",
            [
                Level.TEXT,
                Level.CLAUSE,
                *[Level.POINT] * 7,
                Level.DASH,
                *[Level.CLAUSE] * 2,
            ],
        ),
        ("writer", [*[Level.CHAPTER] * 2, Level.ARTICLE, Level.CLAUSE]),
        ("docs", [Level.TEXT, Level.CLAUSE, *[Level.POINT] * 2, Level.CLAUSE]),
    ],
)
def test_what_is_pasted_renders_with_its_levels_and_tables(
    page: Page, program: str, levels: list[Level]
) -> None:
    body = paste(page, held(f"{program}.html"))
    found = blocks(body)
    assert [block.level for block in found][: len(levels)] == levels
    assert any(block.rows for block in found)
    assert letters.render(letters.from_mapping(LETTER | {"body": body}))


def test_decomposed_text_is_composed(page: Page) -> None:
    loose = unicodedata.normalize("NFD", "<p>Đường bộ ở Vũng Tàu</p>")
    assert paste(page, loose) == "Đường bộ ở Vũng Tàu"


@pytest.mark.parametrize(
    ("html", "typed"),
    [
        ("<h2>I. Tình hình</h2><p>Tốt.</p>", "I. Tình hình\n\nTốt."),
        ("<p><b>Lưu ý: </b>gấp</p>", "**Lưu ý:** gấp"),
        ("<p><b>Điều 2. Hiệu lực.</b> Từ nay.</p>", "Điều 2. **Hiệu lực.** Từ nay."),
        ("<p>a<b> </b>b&nbsp;&nbsp;c\td</p>", "a b c d"),
        ("<ol><li>Một<ol><li>Con</li></ol></li></ol>", "1. Một\n\n1.1. Con"),
        ("<ol type=I><li>Một</li><li>Hai</li></ol>", "I. Một\n\nII. Hai"),
        ("<ol type=i><li>Một</li></ol>", "- Một"),
        ("<ul><li>Một<ul><li>Hai</li></ul></li></ul>", "- Một\n\n- Hai"),
        ("<table><tr><td>Một ô</td></tr></table>", "Một ô"),
        (
            f"<table>{ROWS}</table>",
            "Nơi nhận:\n\n- Như trên;\n\nGIÁM ĐỐC\n\nPhạm Văn Mẫu",
        ),
        (
            f"<p style='text-transform:uppercase'>thông báo</p>{HIDDEN}",
            "THÔNG BÁO",
        ),
    ],
)
def test_small_shapes_keep_their_meaning(page: Page, html: str, typed: str) -> None:
    assert paste(page, html) == typed


def test_a_paste_is_undone_by_one_key_and_told_to_the_page(page: Page) -> None:
    area = page.locator("[data-letter-body]")
    page.evaluate(
        "document.querySelector('[data-letter-body]')"
        ".addEventListener('input', () => { document.title += '!'; })"
    )
    area.press_sequentially("Mở đầu.")
    typed = page.title()
    paste(page, held("docs.html"))
    assert page.title() != typed
    page.keyboard.press("Control+z")
    assert area.input_value() == "Mở đầu."


def test_paragraphs_stand_apart_from_what_is_there_already(page: Page) -> None:
    area = page.locator("[data-letter-body]")
    area.fill("Trước.Sau.")
    area.evaluate("area => area.setSelectionRange(6, 6)")
    pasted = paste(page, "<p>Một.</p><p>Hai.</p>")
    assert pasted == "Trước.\n\nMột.\n\nHai.\n\nSau."
    area.fill("Trước. Sau.")
    area.evaluate("area => area.setSelectionRange(7, 7)")
    assert paste(page, "<p>một chữ <b>đậm</b></p>") == "Trước. một chữ **đậm**Sau."


def test_plain_text_and_other_fields_are_left_to_the_browser(page: Page) -> None:
    assert page.evaluate(PASTE, ["[data-letter-body]", {"text/plain": "a\tb"}])
    assert page.evaluate(PASTE, ["#other", {"text/html": "<b>x</b>"}])
    assert page.locator("#other").input_value() == ""
