"""Searching with a keyboard, a telephone and a Vietnamese input method."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

QUESTIONS = (
    "/tim-kiem",
    '/tim-kiem?q=loại:công+văn+"đường+dây+nóng"+-chế+tháng+11/2019',
    "/tim-kiem?q=dduongf+daay+nongs",
    "/tim-kiem?q=phan+anh+o+ga+ql51+km+40",
    "/tim-kiem?q=hạn:quá",
    "/tim-kiem/da-luu",
)


def box(page: Page) -> Any:
    return page.locator("[data-suggests]")


def lines(page: Page) -> Any:
    return page.get_by_role("listbox").get_by_role("option")


def test_lines_are_offered_chosen_and_put_away_by_keys(page: Page) -> None:
    page.goto("/van-ban")
    page.keyboard.press("/")
    page.keyboard.type("duong day n")
    expect(lines(page).first).to_have_text("Đường dây nóng")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(lines(page).first).to_have_attribute("aria-selected", "true")
    named = lines(page).first.get_attribute("id")
    expect(box(page)).to_have_attribute("aria-activedescendant", named)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_value("duong day n")
    page.keyboard.press("ArrowDown")
    expect(lines(page).first).to_be_visible()
    assert serious(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tim-kiem\?q="))
    expect(box(page)).to_have_value("Đường dây nóng")


def test_a_line_is_pressed_with_a_finger(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/")
    box(page).fill("12154")
    directive = lines(page).filter(has_text="12154/UBND-VP")
    expect(directive).to_be_visible()
    assert is_as_wide_as_its_window(page)
    directive.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("12154/UBND-VP")


def test_lines_come_while_a_word_is_still_being_composed(page: Page) -> None:
    page.goto("/van-ban")
    page.keyboard.press("/")
    session = page.context.new_cdp_session(page)
    typed = "đường dây n"
    composing = {"text": typed, "selectionStart": 11, "selectionEnd": 11}
    session.send("Input.imeSetComposition", composing)
    expect(lines(page).first).to_have_text("Đường dây nóng")
    expect(box(page)).to_have_value(typed)
    session.send("Input.insertText", {"text": "đường dây nóng"})
    expect(box(page)).to_have_value("đường dây nóng")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()


def test_keys_walk_through_the_results_and_open_one(page: Page) -> None:
    page.goto("/tim-kiem?q=đường+dây+nóng")
    hits = page.locator("a[data-hit]")
    page.keyboard.press("j")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("k")
    expect(hits.nth(0)).to_be_focused()
    outline = hits.nth(0).evaluate("link => getComputedStyle(link).outlineStyle")
    assert outline != "none"
    title = hits.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title.split(" – ")[0])


def test_a_letter_typed_in_the_box_walks_nowhere(page: Page) -> None:
    page.goto("/tim-kiem?q=đường+dây+nóng")
    page.keyboard.press("/")
    page.keyboard.type("kj")
    expect(box(page)).to_have_value("kj")


def test_a_piece_of_the_question_is_taken_off(page: Page) -> None:
    page.goto("/tim-kiem?q=đường+dây+nóng+loại:công+văn+tháng+11/2019")
    expect(page.locator("a[data-hit]")).to_have_count(1)
    page.get_by_role("link", name="Tháng 11/2019").click()
    expect(box(page)).to_have_value("đường dây nóng loại:công văn")
    page.get_by_role("link", name="Loại: Công văn").click()
    expect(box(page)).to_have_value("đường dây nóng")
    assert page.locator("a[data-hit]").count() > 2


def test_without_javascript_the_box_is_a_plain_one(
    browser: Browser, office: Office
) -> None:
    context = browser.new_context(base_url=office.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/tim-kiem?q=12154")
    expect(page.get_by_role("searchbox")).to_have_value("12154")
    expect(page.get_by_role("combobox")).to_have_count(0)
    page.get_by_text("Cách tìm").click()
    page.get_by_role("link", name='"nâng cao chất lượng"').click()
    expect(page.locator("a[data-hit]").first).to_be_visible()
    context.close()


@pytest.fixture
def focal(browser: Browser, office: Office) -> Iterator[Page]:
    page = office.enter(browser, "focal")
    yield page
    page.context.close()


def test_an_officer_keeps_a_search_and_takes_its_list(focal: Page) -> None:
    focal.goto("/tim-kiem?q=phan+anh+o+ga+ql51+km+40")
    with focal.expect_download() as taken:
        focal.get_by_role("link", name="Tải danh sách .xlsx").click()
    assert taken.value.suggested_filename.startswith("tìm-kiếm-phan-anh-o-ga")
    focal.get_by_text("Lưu tìm kiếm này").click()
    focal.get_by_label("Tên").fill("Ổ gà Quốc lộ 51")
    focal.get_by_role("button", name="Lưu", exact=True).click()
    expect(focal.get_by_text("Đã lưu tìm kiếm")).to_be_visible()
    focal.goto("/ban-lam-viec")
    focal.get_by_role("link", name="Ổ gà Quốc lộ 51").click()
    expect(focal.locator("a[data-hit]").first).to_contain_text("Quốc lộ 51")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_page_of_search_fits_and_is_accessible(
    browser: Browser, focal: Page, office: Office, width: int, scheme: Any
) -> None:
    context = browser.new_context(
        base_url=office.url,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        storage_state=focal.context.storage_state(),
    )
    page = context.new_page()
    for path in QUESTIONS:
        page.goto(path)
        for folded in page.locator("main summary").all():
            folded.click()
        assert is_as_wide_as_its_window(page), path
        assert serious(page) == [], path
    context.close()
