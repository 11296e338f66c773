"""A page from Word to its readers: pasted, laid out, published; nothing in it runs."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.documents.case_files.samples import iphone
from tests.journeys.office import Office

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

WORD = """<h1>Cấm cầu</h1><p>Từ <b>22 giờ</b>, xem
<a href="https://moc.gov.vn/tin">thông báo</a> <a href="javascript:harmed()">này</a></p>
<ul><li>Xe tải</li><li>Xe khách</li></ul><ol><li>Một</li><li>Hai</li></ol>
<table><tr><td>Đoạn</td><td>Giờ</td></tr><tr><td>A</td><td>22</td></tr></table>"""

MARKDOWN = """## Cấm cầu

Từ **22 giờ**, xem [thông báo](https://moc.gov.vn/tin) này

- Xe tải
- Xe khách

1. Một
2. Hai

| Đoạn | Giờ |
| --- | --- |
| A | 22 |"""

HOSTILE = """

<script>window.harmed = 1</script> <img src=x onerror="window.harmed=1">

[bấm](javascript:window.harmed=1) [ra](//evil.example) <svg/onload=window.harmed=1>

![x" onerror="window.harmed=1](/anh/999)
"""

PASTE = """(html) => {
  const area = document.querySelector("[data-page-body]");
  const told = new DataTransfer();
  told.setData("text/html", html);
  area.focus();
  const how = { clipboardData: told, bubbles: true, cancelable: true };
  area.dispatchEvent(new ClipboardEvent("paste", how));
}"""


def harmed(page: Page) -> bool:
    found: bool = page.evaluate("window.harmed !== undefined")
    return found


def test_what_is_pasted_and_typed_is_laid_out_and_never_run(
    browser: Browser, office: Office
) -> None:
    clerk = office.enter(browser, "clerk")
    clerk.goto("/noi-dung/them?loai=tin-tuc")
    clerk.get_by_label("Tiêu đề").fill("Cấm cầu <script>window.harmed=1</script>")
    body = clerk.locator("[data-page-body]")
    clerk.evaluate(PASTE, WORD)
    assert body.input_value() == MARKDOWN
    body.fill(MARKDOWN + HOSTILE)
    clerk.get_by_label("Địa chỉ").fill("cam-cau")
    clerk.get_by_role("button", name="Lưu").click()
    expect(clerk.get_by_text("Người dân đọc như thế này")).to_be_visible()
    assert not harmed(clerk)
    desk = clerk.url
    clerk.get_by_role("button", name="Trình duyệt").click()
    clerk.context.close()

    publisher = office.enter(browser, "cvp")
    publisher.goto(desk)
    publisher.get_by_role("button", name="Công bố").click()
    assert not harmed(publisher)
    publisher.context.close()

    for scripts in (True, False):
        context = browser.new_context(base_url=office.url, java_script_enabled=scripts)
        visitor = context.new_page()
        for path in ("/", "/tin-tuc", "/tin-tuc/cam-cau"):
            visitor.goto(path)
            if scripts:
                assert not harmed(visitor), path
            expect(visitor.locator("main script, main svg[onload]")).to_have_count(0)
        words = visitor.locator(".rich")
        expect(words.get_by_text("window.harmed = 1")).to_be_visible()
        expect(words.locator("a")).to_have_count(1)
        expect(words.locator("table td").last).to_have_text("22")
        context.close()


def test_the_toolbar_sets_what_is_chosen(browser: Browser, office: Office) -> None:
    clerk = office.enter(browser, "clerk")
    clerk.goto("/noi-dung/them")
    body = clerk.locator("[data-page-body]")
    body.fill("một hai")
    body.evaluate("area => { area.focus(); area.setSelectionRange(4, 7); }")
    for button, told in (
        ("Đậm", "một **hai**"),
        ("Đậm", "một hai"),
        ("Đề mục", "## một hai"),
        ("Đánh số", "1. một hai"),
        ("Đánh số", "một hai"),
        ("Gạch đầu dòng", "- một hai"),
    ):
        clerk.get_by_role("button", name=button, exact=True).click()
        assert body.input_value() == told
    clerk.get_by_label("Tiêu đề").fill("Một cây cầu")
    clerk.get_by_role("button", name="Lưu").click()
    clerk.get_by_role("link", name="Sửa").click()
    body.fill("Một đoạn")
    clerk.get_by_label("Ảnh hoặc tệp").set_input_files(
        {"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": iphone()}
    )
    clerk.get_by_label("Ảnh cho thấy gì").fill("Cầu mới")
    clerk.get_by_role("button", name="Thêm ảnh, tệp vào trang").click()
    expect(clerk.get_by_role("status").filter(has_text="Đã thêm")).to_be_visible()
    assert body.input_value() == "Một đoạn"
    clerk.get_by_role("button", name="Ảnh", exact=True).click()
    clerk.get_by_role("button", name="Cầu mới", exact=True).click()
    assert re.fullmatch(r"Một đoạn\n\n!\[Cầu mới\]\(anh-\d+\)\n\n", body.input_value())
    clerk.get_by_role("button", name="Lưu").click()
    shown = clerk.get_by_role("img", name="Cầu mới")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("naturalHeight", 64)
    clerk.context.close()
