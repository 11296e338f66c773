"""A visitor sends a request from a telephone, and finds it again by code and PIN."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

HARM = '"><img src=x onerror="window.harmed = 1"><script>window.harmed = 1</script>'


def fill(page: Page, title: str) -> None:
    page.goto("/phan-anh/gui")
    page.get_by_label("Lĩnh vực").select_option("passengers")
    page.get_by_label("Tóm tắt trong một câu").fill(title)
    page.get_by_label("Kể rõ sự việc").fill("Xe bỏ bến từ sáng, khách chờ rất lâu.")
    page.get_by_label("Họ và tên").fill("Trần Thị Kín Đáo")
    page.get_by_label("Số điện thoại").fill("0912 345 678")
    page.get_by_label(re.compile("^Tôi đã đọc thông báo")).check()


def send(page: Page) -> None:
    """Send it; whoever is shown answers like it sends it all the same."""
    page.get_by_role("button", name="Gửi phản ánh").click()
    told = page.locator(".send__like, .receipt")
    told.first.wait_for()
    if page.locator(".send__like").count():
        page.get_by_role("button", name="Vẫn gửi").click()


def test_a_request_is_sent_from_a_telephone_and_found_again(
    page: Page, browser: Browser, office: Office
) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    fill(page, "Xe buýt số 6 bỏ chuyến sáng chủ nhật")
    send(page)
    slip = page.locator(".receipt")
    expect(slip).to_be_visible()
    assert is_as_wide_as_its_window(page)
    assert serious(page) == []
    code, pin = slip.locator(".receipt__codes dd").all_inner_texts()
    page.get_by_role("link", name="Tra cứu phản ánh").last.click()
    page.get_by_label("Mã hồ sơ").fill(code)
    page.get_by_label("Mã tra cứu").fill(pin)
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_role("heading", name=f"Hồ sơ {code}: đã gửi")).to_be_visible()
    desk = office.enter(browser, "focal")
    expect(desk.get_by_text(code).first).to_be_visible()
    desk.context.close()


def test_errors_stand_beside_their_fields_and_the_form_keeps_what_was_typed(
    browser: Browser, office: Office
) -> None:
    # Were the page to run what was typed, no policy would stop it here.
    context = browser.new_context(
        base_url=office.url, viewport={"width": 390, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    fill(page, f"Biển báo bị che khuất {HARM}")
    page.get_by_label("Số điện thoại").fill("")
    page.get_by_role("button", name="Gửi phản ánh").click()
    if page.locator(".send__like").count():
        page.get_by_role("button", name="Vẫn gửi").click()
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("Cần ít nhất số điện thoại")
    expect(page.get_by_label("Tóm tắt trong một câu")).to_have_value(
        f"Biển báo bị che khuất {HARM}"
    )
    assert serious(page) == []
    assert is_as_wide_as_its_window(page)
    assert page.evaluate("window.harmed") is None
    for asked in (f"/tim-kiem?q={quote(HARM)}", f"/{quote(HARM)}"):
        page.goto(asked)
        assert page.evaluate("window.harmed") is None
    context.close()
