"""What a visitor meets: on a telephone, at a desk, with and without JavaScript."""

import re
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdfium2 import PdfDocument

from tests.journeys.office import Office
from tests.journeys.painted import PAINTED, WATCHED

AXE = Path(__file__).parents[1] / "assets" / "axe" / "axe.min.js"
PAGES = (
    "/",
    "/duong-day-nong",
    "/van-ban",
    "/van-ban/3229-qd-ubnd-2016",
    "/tin-tuc",
    "/tin-tuc/so-tiep-tuc-duy-tri-bo-phan-duong-day-nong",
    "/trang/gioi-thieu",
    "/hoi-dap",
    "/hoi-dap?linh-vuc=planning",
    "/tim-kiem",
    "/tim-kiem?q=duong+day+nong",
    "/tim-kiem?q=khongcogi",
    "/phan-anh/gui",
    "/phan-anh/tra-cuu",
    "/quyen-rieng-tu",
    "/dang-nhap",
    "/khong-co-trang-nay",
)

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def serious(page: Page) -> list[str]:
    """Return what axe finds serious or worse on the page."""
    # Evaluated, not added: the page's own policy lets no such script in.
    page.evaluate(AXE.read_text("utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run()")
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found["violations"]
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]


def is_as_wide_as_its_window(page: Page) -> bool:
    wide: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wide <= 0


def enlarge(page: Page) -> None:
    """Set the text twice as large (WCAG 1.4.4)."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")


def pictures_without_sides(page: Page) -> int:
    found: int = page.locator("img:not([width][height])").count()
    return found


def looks_right_on_any_screen(page: Page) -> None:
    """Look at the page as it stands, on a telephone and at a desk."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert is_as_wide_as_its_window(page), (page.url, width)
        assert serious(page) == [], (page.url, width)


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_public_page_fits_and_is_accessible(
    browser: Browser, office: Office, width: int, scheme: Any
) -> None:
    context = browser.new_context(
        base_url=office.url,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
    )
    page = context.new_page()
    page.goto("/hoi-dap")
    answer = page.locator("ol.register a").first.get_attribute("href")
    for path in (*PAGES, answer or ""):
        page.goto(path)
        assert is_as_wide_as_its_window(page), path
        assert serious(page) == [], path
        assert pictures_without_sides(page) == 0, path
        enlarge(page)
        assert is_as_wide_as_its_window(page), f"{path} with large text"
    context.close()


def test_nothing_moves_though_the_letters_come_late(
    browser: Browser, office: Office
) -> None:
    context = browser.new_context(
        base_url=office.url, viewport={"width": 390, "height": 900}
    )
    page = context.new_page()
    page.add_init_script(WATCHED)
    late: list[Route] = []
    page.route("**/*.woff2", lambda route: late.append(route))
    for path in PAGES:
        page.goto(path, wait_until="domcontentloaded")
        page.evaluate("async () => { await new Promise(requestAnimationFrame); }")
        page.evaluate("async () => { await new Promise(requestAnimationFrame); }")
        assert late, path
        while late:
            late.pop().continue_()
        page.wait_for_load_state()
        page.evaluate(PAINTED)
        seen: dict[str, Any] = page.evaluate("seen")
        assert seen["first"], path
        assert seen["shift"] == 0, (path, seen["shifted"])
    context.close()


def test_the_first_page_with_all_it_needs_weighs_less_than_100_kb(
    browser: Browser, office: Office
) -> None:
    context = browser.new_context(
        base_url=office.url, viewport={"width": 390, "height": 900}
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    weights: list[float] = []
    hosts: set[str] = set()
    session.on(
        "Network.loadingFinished", lambda e: weights.append(e["encodedDataLength"])
    )
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert 5 < len(weights) <= 8
    assert sum(weights) < 100_000
    assert hosts == {office.url.split("/")[2]}
    context.close()


def test_a_number_is_one_tap_away_on_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/")
    call = page.get_by_role("link", name="Gọi ngay")
    expect(call).to_have_attribute("href", "tel:+84903706338")
    box = call.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["y"] + box["height"] < 900
    page.goto("/duong-day-nong")
    write = page.get_by_role("link", name="thachnn@sogtvt.bariavungtau.gov.vn")
    expect(write).to_have_attribute("href", re.compile("^mailto:"))


@pytest.mark.parametrize(
    "typed",
    [
        "duong day nong",
        unicodedata.normalize("NFD", "ĐƯỜNG DÂY NÓNG"),
        "đường dây nóng",
    ],
)
def test_the_hotline_is_found_however_it_is_typed(page: Page, typed: str) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill(typed)
    page.keyboard.press("Enter")
    results = page.locator("ol.register")
    expect(results.get_by_text("12154/UBND-VP", exact=True)).to_be_visible()
    expect(results.get_by_text("Nguyễn Ngọc Thạch")).to_be_visible()
    expect(results.locator("mark").first).to_be_visible()


def test_a_number_leads_to_its_document_by_keyboard_alone(page: Page) -> None:
    page.goto("/van-ban")
    page.keyboard.press("/")
    page.keyboard.type("12154")
    page.keyboard.press("Enter")
    first = page.locator("ol.register a").first
    expect(first).to_contain_text("12154/UBND-VP")
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("12154/UBND-VP")


def test_everything_is_read_without_javascript(
    browser: Browser, office: Office
) -> None:
    context = browser.new_context(base_url=office.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("quy che")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="3229/QĐ-UBND").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3229/QĐ-UBND")
    page.get_by_role("link", name="Đường dây nóng").first.click()
    expect(page.get_by_text("0903706338")).to_be_visible()
    context.close()


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/van-ban")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đi tới nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_printed_notice_is_one_sheet_with_nothing_to_press(page: Page) -> None:
    page.goto("/duong-day-nong")
    page.wait_for_load_state("networkidle")
    with closing(PdfDocument(page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed) == 1
    page.emulate_media(media="print")
    expect(page.get_by_text("0909818779")).to_be_visible()
    expect(page.get_by_text("Phòng Tiếp dân")).to_be_visible()
    for hidden in (".site-nav", ".search", ".button"):
        for element in page.locator(hidden).all():
            expect(element).to_be_hidden()
