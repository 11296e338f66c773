"""A telephone call becomes an issued letter that everybody entitled can find."""

import io
import re
from dataclasses import dataclass
from itertools import count

import docx
import pytest
from playwright.sync_api import Browser, Download, Page, expect

from tests.journeys.office import Office
from tests.journeys.test_public import looks_right_on_any_screen

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


@dataclass(frozen=True)
class Ended:
    """What is left of a case that went the whole way, as its officers saw it."""

    address: str
    told_to_clerk: str
    draft_name: str
    number: str
    letter: str
    told_at_the_end: str


@pytest.fixture(scope="module")
def ended(browser: Browser, office: Office) -> Ended:
    """Take one call all the way, each step by the officer whose step it is."""
    clerk, focal, handler, head, director = (
        office.enter(browser, who)
        for who in ("clerk", "focal", "handler", "head", "director")
    )
    address = take_down(clerk)
    told_to_clerk = clerk.content()
    assign(focal, address)
    draft_name = draft(handler, address)
    head.goto(address)
    press(head, "Trình kết quả")
    director.goto(address)
    press(director, "Phê duyệt")
    number, letter = issue(clerk, address)
    answer(focal, address)
    told_at_the_end = focal.locator("main").inner_text()
    for page in (clerk, focal, handler, head, director):
        page.context.close()
    return Ended(address, told_to_clerk, draft_name, number, letter, told_at_the_end)


def assign(focal: Page, address: str) -> None:
    """Say what the case is, and which unit leads it."""
    focal.goto(address)
    focal.get_by_label("Loại", exact=True).select_option("report")
    focal.get_by_label("Phòng, đơn vị chủ trì").select_option(
        label="Phòng Quản lý kết cấu hạ tầng giao thông"
    )
    focal.get_by_label(re.compile("Nhanh")).check()
    press(focal, "Giao xử lý")


def draft(handler: Page, address: str) -> str:
    """Write what was done and the reply; return what the draft is called as a file."""
    handler.goto(address)
    handler.get_by_role("link", name="Soạn kết quả và dự thảo").click()
    handler.get_by_label("Kết quả xử lý của đơn vị").fill("Đã thay nắp cống mới.")
    body = handler.get_by_label("Nội dung văn bản trả lời")
    body.fill(body.input_value().replace("[Nội dung trả lời]", "Sở đã thay nắp cống."))
    press(handler, "Lưu kết quả và dự thảo")
    handler.goto(address)
    return downloaded(handler).suggested_filename


def issue(clerk: Page, address: str) -> tuple[str, str]:
    """Give the letter its number; return that and everything the letter says."""
    clerk.goto(address)
    press(clerk, "Cấp số, ban hành")
    number = re.search(r"\d{2,}/SGTVT-KCHT", clerk.content())
    assert number
    printed = docx.Document(io.BytesIO(downloaded(clerk).path().read_bytes()))
    return number[0], "\n".join(printed.element.itertext())


def answer(focal: Page, address: str) -> None:
    """Enter the reply, tell how it was sent, end the case."""
    focal.goto(address)
    focal.get_by_label("Biên bản trả lời qua điện thoại").fill(
        "Đã đọc văn bản cho người phản ánh nghe, người phản ánh đồng ý."
    )
    press(focal, "Đăng nhập văn bản trả lời")
    focal.get_by_label("Cách gửi").select_option("post")
    press(focal, "Kết thúc hồ sơ")


def downloaded(page: Page) -> Download:
    """Return the letter that a case's page offers."""
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Tải")).first.click()
    return download.value


def test_a_call_goes_all_the_way_to_its_end(ended: Ended) -> None:
    assert "Kết thúc – đã giải quyết" in ended.told_at_the_end
    assert ended.draft_name.startswith("DU-THAO")


def test_only_the_letter_names_who_called(ended: Ended) -> None:
    assert NAME in ended.letter
    assert NAME not in ended.told_to_clerk
    assert NAME not in ended.told_at_the_end


def test_an_officer_finds_the_case_by_its_words_and_by_its_letters_number(
    browser: Browser, office: Office, ended: Ended
) -> None:
    page = office.enter(browser, "focal")
    for words in ("nap cong cho long dien", ended.number):
        expect_found(page, words)
    page.context.close()


def test_a_visitor_does_not_find_the_case(
    browser: Browser, office: Office, ended: Ended
) -> None:
    officer = office.enter(browser, "focal")
    expect_found(officer, ended.number)
    officer.context.close()
    visitor = browser.new_page(base_url=office.url)
    visitor.goto("/tim-kiem?q=nap+cong+long+dien")
    expect(visitor.locator("main")).not_to_contain_text("Long Điền")
    visitor.close()


def expect_found(page: Page, words: str) -> None:
    """Ask until the indexer, which follows within a second, has told the index."""
    for _ in range(20):
        page.goto(f"/tim-kiem?q={words}")
        if page.get_by_role("link", name=TITLE).count():
            return
        page.wait_for_timeout(250)
    pytest.fail(f"“{words}” does not find the case")


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
    browser: Browser, office: Office, who: str, paths: tuple[str, ...]
) -> None:
    page = office.enter(browser, who)
    cases = page.locator('a[href^="/ho-so/DDN"]')
    opened = (
        [href for href in [cases.first.get_attribute("href")] if href]
        if cases.count()
        else []
    )
    for path in (*paths, *opened):
        page.goto(path)
        looks_right_on_any_screen(page)
    page.context.close()
