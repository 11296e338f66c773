"""The queue by keyboard: walked, chosen from, and many cases assigned at once."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.office import Office
from tests.journeys.test_case import press, take_down
from tests.journeys.test_public import looks_right_on_any_screen

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

UNIT = "Phòng Quản lý kết cấu hạ tầng giao thông"


def choose_two(page: Page) -> list[str]:
    """Choose the first two cases of the queue by its keys; returns their codes."""
    page.goto("/ho-so/?buoc=received&sap-xep=moi-nhan")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    chosen = page.locator("[data-choose]:checked")
    expect(chosen).to_have_count(2)
    expect(page.locator("[data-chosen]")).to_have_text("Đã chọn 2 hồ sơ.")
    return [str(box.get_attribute("value")) for box in chosen.all()]


def test_two_cases_are_assigned_from_the_queue(
    browser: Browser, office: Office
) -> None:
    clerk = office.enter(browser, "clerk")
    take_down(clerk)
    take_down(clerk)
    page = office.enter(browser, "focal")
    codes = choose_two(page)
    press(page, "Xử lý cùng lúc")
    press(page, "Giao xử lý (2)")
    page.get_by_label("Phòng, đơn vị chủ trì").select_option(label=UNIT)
    page.get_by_label("Lĩnh vực").select_option("roads")
    page.locator("#chung-note").fill("Xử lý trước mùa mưa")
    press(page, "Điền vào những ô còn trống bên dưới")
    page.locator(f"#{codes[1]}-note").fill("Làm ngay hôm nay")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"/ho-so/\?buoc=received"))
    expect(page.locator(".flashes")).to_contain_text("đã xong 2 hồ sơ")
    for code, note in zip(codes, ("trước mùa mưa", "ngay hôm nay"), strict=True):
        page.goto(f"/ho-so/{code}")
        expect(page.locator("main")).to_contain_text(note)


def test_enter_opens_the_case_that_the_keys_have_reached(
    browser: Browser, office: Office
) -> None:
    page = office.enter(browser, "focal")
    page.goto("/ho-so/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator("[data-hit]").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/ho-so/DDN-"))


def test_the_pages_of_many_cases_fit_and_are_accessible(
    browser: Browser, office: Office
) -> None:
    page = office.enter(browser, "focal")
    page.goto("/ho-so/?so-dong=50")
    codes = [box.get_attribute("value") for box in page.locator("[data-choose]").all()]
    chosen = "&".join(f"ho-so={code}" for code in codes)
    for path in (
        "/ho-so/?buoc=dang-mo&den=01/01/2030",
        f"/ho-so/cung-luc?{chosen}",
        f"/ho-so/cung-luc?{chosen}&viec=assign",
        f"/ho-so/cung-luc?{chosen}&viec=propose_close_unresolved",
    ):
        page.goto(path)
        looks_right_on_any_screen(page)
