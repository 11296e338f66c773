"""A10 for who reads English: found, read, printed and used by keyboard alone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.office import Office
from tests.journeys.test_public import enlarge, is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

PAGES = (
    "/en/",
    "/en/contacts",
    "/en/how-to-send",
    "/en/track",
    "/en/organisation",
    "/en/nothing-here",
)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_english_page_fits_and_is_accessible(
    browser: Browser, office: Office, width: int, scheme: str
) -> None:
    context = browser.new_context(
        base_url=office.url,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for path in PAGES:
        page.goto(path)
        assert is_as_wide_as_its_window(page), path
        assert serious(page) == [], path
        enlarge(page)
        assert is_as_wide_as_its_window(page), f"{path} with large text"
    context.close()


def test_a10_the_english_pages_are_reached_and_used_by_keyboard_alone(
    page: Page,
) -> None:
    page.goto("/")
    english = page.get_by_role("link", name="English")
    while not english.evaluate("it => it === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Home - Department of Transport Hotline")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    number = page.get_by_role("link", name="0903706338")
    expect(number).to_be_focused()
    expect(number).to_have_attribute("href", "tel:+84903706338")


def test_a10_the_english_contacts_print_with_nothing_to_press(page: Page) -> None:
    page.goto("/en/contacts")
    page.emulate_media(media="print")
    expect(page.get_by_text("0909818779")).to_be_visible()
    for hidden in (".site-nav", ".button"):
        for element in page.locator(hidden).all():
            expect(element).to_be_hidden()


def test_a_request_is_tracked_in_english_without_javascript(
    browser: Browser, office: Office
) -> None:
    context = browser.new_context(base_url=office.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/")
    page.get_by_role("link", name="Track a request").first.click()
    page.get_by_label("Case code").fill("DDN-2019-999999")
    page.get_by_label("PIN").fill("1234 5678")
    page.get_by_role("button", name="Track").click()
    expect(page.get_by_role("alert")).to_contain_text("No request was found")
    expect(page.get_by_label("Case code")).to_have_value("DDN-2019-999999")
    context.close()
