"""A telephone call becomes an issued letter that everybody entitled can find."""

import io
import re
from itertools import count

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

TITLE = "Nắp cống vỡ trước chợ Long Điền"
NAME = "Trương Thị Thử Nghiệm"
PHONES = map("0905 550 {:03}".format, count(188))
"""Another caller every time: one who calls again is asked about."""


def take_down(page: Page) -> str:
    """Key a call in, by keyboard from the desk on; returns the case's address."""
    page.goto("/ho-so/moi")
    expect(page.get_by_label("Trích yếu")).to_be_focused()
    page.keyboard.type(TITLE)
    page.keyboard.press("Tab")
    page.keyboard.type(
        "Nắp cống trước cổng chợ Long Điền bị vỡ, xe máy dễ sụp bánh, rất nguy hiểm."
    )
    page.get_by_label("Địa điểm").fill("Chợ Long Điền")
    page.get_by_label("Lĩnh vực").select_option("roads")
    page.get_by_label("Họ và tên").fill(NAME)
    page.get_by_label("Điện thoại", exact=False).first.fill(next(PHONES))
    page.get_by_label("Địa chỉ").fill("12 đường Thử Nghiệm, Long Điền")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"/ho-so/DDN-\d{4}-\d{6}$"))
    return page.url


def press(page: Page, name: str) -> None:
    """Send a form, and wait until its answer stands there."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_from_the_call_to_the_issued_letter(browser: Browser, office: Office) -> None:
    clerk = office.enter(browser, "clerk")
    address = take_down(clerk)
    assert NAME not in clerk.content()

    focal = office.enter(browser, "focal")
    focal.goto(address)
    focal.get_by_label("Loại", exact=True).select_option("report")
    focal.get_by_label("Phòng, đơn vị chủ trì").select_option(
        label="Phòng Quản lý kết cấu hạ tầng giao thông"
    )
    focal.get_by_label(re.compile("Nhanh")).check()
    press(focal, "Giao xử lý")

    handler = office.enter(browser, "handler")
    handler.goto(address)
    handler.get_by_role("link", name="Soạn kết quả và dự thảo").click()
    handler.get_by_label("Kết quả xử lý của đơn vị").fill("Đã thay nắp cống mới.")
    body = handler.get_by_label("Nội dung văn bản trả lời")
    body.fill(body.input_value().replace("[Nội dung trả lời]", "Sở đã thay nắp cống."))
    press(handler, "Lưu kết quả và dự thảo")
    with handler.expect_download() as download:
        handler.goto(address)
        handler.get_by_role("link", name=re.compile("Tải")).first.click()
    assert download.value.suggested_filename.startswith("DU-THAO")

    head = office.enter(browser, "head")
    head.goto(address)
    press(head, "Trình kết quả")

    director = office.enter(browser, "director")
    director.goto(address)
    press(director, "Phê duyệt")

    clerk.goto(address)
    press(clerk, "Cấp số, ban hành")
    number = re.search(r"\d{2,}/SGTVT-KCHT", clerk.content())
    assert number
    with clerk.expect_download() as issued:
        clerk.get_by_role("link", name=re.compile("Tải")).first.click()
    path = issued.value.path()
    printed = docx.Document(io.BytesIO(path.read_bytes()))
    whole = "\n".join(printed.element.itertext())
    assert NAME in whole

    focal.goto(address)
    focal.get_by_label("Biên bản trả lời qua điện thoại").fill(
        "Đã đọc văn bản cho người phản ánh nghe, người phản ánh đồng ý."
    )
    press(focal, "Đăng nhập văn bản trả lời")
    focal.get_by_label("Cách gửi").select_option("post")
    press(focal, "Kết thúc hồ sơ")
    expect(focal.locator("main")).to_contain_text("Kết thúc – đã giải quyết")

    for words in ("nap cong cho long dien", number[0]):
        expect_found(focal, words)
    visitor = browser.new_page(base_url=office.url)
    visitor.goto("/tim-kiem?q=nap+cong+long+dien")
    expect(visitor.locator("main")).not_to_contain_text("Long Điền")


def expect_found(page: Page, words: str) -> None:
    """Ask until the indexer, which follows within a second, has told the index."""
    for _ in range(20):
        page.goto(f"/tim-kiem?q={words}")
        if page.get_by_role("link", name=TITLE).count():
            return
        page.wait_for_timeout(250)
    pytest.fail(f"“{words}” does not find the case")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("who", "paths"),
    [
        (
            "clerk",
            (
                "/ban-lam-viec",
                "/ho-so/",
                "/ho-so/moi",
                "/cong-van/",
                "/cong-van/kiem-tra",
                "/van-ban/them",
                "/van-ban/tiep-nhan",
                "/duong-day-nong/1/sua",
            ),
        ),
        ("handler", ("/ban-lam-viec", "/ho-so/", "/tim-kiem?q=o+ga")),
        ("director", ("/ban-lam-viec", "/ho-so/", "/cong-van/")),
        (
            "admin",
            ("/ban-lam-viec", "/quan-tri/", "/quan-tri/can-bo/them", "/mat-khau"),
        ),
    ],
)
def test_every_page_of_an_officer_fits_and_is_accessible(
    browser: Browser, office: Office, who: str, paths: tuple[str, ...], width: int
) -> None:
    page = office.enter(browser, who, width=width)
    cases = page.locator('a[href^="/ho-so/DDN"]')
    opened = (
        [href for href in [cases.first.get_attribute("href")] if href]
        if cases.count()
        else []
    )
    for path in (*paths, *opened):
        page.goto(path)
        assert is_as_wide_as_its_window(page), path
        assert serious(page) == [], path
    page.context.close()
