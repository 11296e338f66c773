"""The reply workbench with a script: words go where the cursor is, nothing is lost."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

LIVE = 15_000
"""Milliseconds within which what is typed is kept on a busy machine."""

CASE = "Cống thoát nước trên đường Nguyễn Hữu Thọ gây ngập"
TITLE = "Thoát nước: đã nạo vét"
WORDS = "Sở đã cho nạo vét cống tại {địa điểm}."
FILLED = "Sở đã cho nạo vét cống tại Đường Nguyễn Hữu Thọ, thành phố Bà Rịa."


def write_canned(browser: Browser, office: Office) -> None:
    focal = office.enter(browser, "focal")
    focal.goto("/ho-so/mau-tra-loi/moi")
    focal.get_by_label("Tên mẫu trả lời").fill(TITLE)
    focal.get_by_label("Nội dung mẫu", exact=True).fill(WORDS)
    focal.get_by_role("button", name="Lưu mẫu trả lời").click()
    expect(focal.get_by_text(f"Đã lưu mẫu trả lời “{TITLE}”.")).to_be_visible()
    assert is_as_wide_as_its_window(focal)
    assert serious(focal) == []
    focal.context.close()


def take(page: Page) -> None:
    button = page.get_by_role("button", name=f"Chèn mẫu trả lời {TITLE}")
    if not button.is_visible():
        page.locator(".answer__title", has_text=TITLE).click()
    button.click()


def says_how_long_it_is(page: Page, body: Locator) -> None:
    body.fill("Đoạn một.\n\nĐoạn hai./.")
    expect(page.get_by_text("20 ký tự, khoảng 1 trang khi in")).to_be_visible()
    body.fill("Đoạn một.\n\n" * 70 + "Sở đã xử lý. " * 100)
    expect(page.get_by_text("1.929 ký tự, khoảng 3 trang khi in")).to_be_visible()


def test_words_go_in_at_the_cursor_and_come_along_to_the_studio(
    browser: Browser, office: Office
) -> None:
    write_canned(browser, office)
    page = office.enter(browser, "handler")
    page.goto("/ho-so/")
    page.get_by_role("link", name=CASE).first.click()
    page.get_by_role("link", name=re.compile("kết quả và dự thảo")).click()
    body = page.get_by_label("Nội dung văn bản trả lời")
    before = body.input_value()
    take(page)
    expect(body).to_have_value(before.replace("[Nội dung trả lời]", FILLED))
    body.press("Control+z")
    expect(body).to_have_value(before)
    says_how_long_it_is(page, body)
    body.fill("Đoạn một.\n\nĐoạn hai./.")
    body.press("Control+Home")
    take(page)
    whole = f"Đoạn một.\n\n{FILLED}\n\nĐoạn hai./."
    expect(body).to_have_value(whole)
    page.get_by_label("Kết quả xử lý của đơn vị").fill("Đã nạo vét xong trong ngày.")
    kept = page.get_by_text("Đã giữ phần đang gõ lúc")
    expect(kept).to_be_visible(timeout=LIVE)
    page.reload()
    expect(body).to_have_value(whole)
    assert is_as_wide_as_its_window(page)
    assert serious(page) == []

    page.get_by_role("button", name="Lưu, soạn kỹ và xem trang in").click()
    expect(page).to_have_url(re.compile(r"/cong-van/\d+/sua$"))
    expect(page.get_by_text(f"Mẫu trả lời “{TITLE}”")).to_be_visible()
    text = page.get_by_label("Nội dung", exact=True)
    expect(text).to_have_value(whole)
    text.fill("Đoạn một.\n\nĐoạn hai./.")
    text.press("Control+Home")
    page.get_by_text(re.compile(r"^Mẫu trả lời \(")).click()
    take(page)
    expect(text).to_have_value(whole)
    expect(kept).to_be_visible(timeout=LIVE)
    page.context.close()
