"""A file of past cases goes in through the browser, and is found a moment later."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.documents.importing.files import text_of
from tests.documents.importing.office import CANARIES, HEADINGS, answered
from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

REFUSED = ("", "31/4/2019", "Ổ gà", *[""] * 13)


def upload(page: Page, folder: Path, first: int) -> None:
    """Upload a file: two past cases from `first` on, one of them twice, one refused."""
    file = folder / "hồ sơ cũ.csv"
    rows = [answered(first), answered(first + 1), answered(first), REFUSED]
    file.write_text(text_of([HEADINGS, *rows]), encoding="utf-8")
    page.get_by_role("link", name="Nhập hồ sơ cũ").click()
    page.get_by_label("Tệp hồ sơ cũ").set_input_files(file)
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("hồ sơ cũ.csv")


def take_in(page: Page) -> None:
    """Let the uploaded file be taken in, and wait until the page says that it was."""
    page.get_by_role("button", name="Bắt đầu nhập").click()
    for _ in range(60):
        if page.get_by_text("Đã nhập xong").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("Đã nhập xong")).to_be_visible()


def test_a_file_is_looked_through_before_anything_is_taken_in(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    page = office.enter(browser, "focal")
    page.goto("/nhap-ho-so")
    assert serious(page) == []
    upload(page, tmp_path, 7311)
    expect(page.get_by_text("Trùng dòng 2 của tệp này.")).to_be_visible()
    expect(page.get_by_text("Không có ngày 31/4/2019")).to_be_visible()
    assert serious(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert is_as_wide_as_its_window(page)
    page.context.close()


def test_what_became_of_each_row_is_told_and_can_be_kept(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    page = office.enter(browser, "focal")
    upload(page, tmp_path, 7321)
    take_in(page)
    expect(page.get_by_text(re.compile("Trùng hồ sơ DDN-2019-1"))).to_be_visible()
    assert serious(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải báo cáo từng dòng").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.context.close()


def test_a_past_case_is_found_a_moment_later_and_names_nobody(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    page = office.enter(browser, "focal")
    upload(page, tmp_path, 7301)
    take_in(page)
    for _ in range(20):
        page.goto("/tim-kiem?q=7302/SGTVT-KCHT")
        if page.get_by_text("Ổ gà số 7302").count():
            break
        page.wait_for_timeout(500)
    page.get_by_role("link", name="Ổ gà số 7302").first.click()
    expect(page.get_by_text("Trả lời theo dữ liệu cũ")).to_be_visible()
    expect(page.get_by_text("Sở đã vá ổ gà tại Km 7302.")).to_be_visible()
    assert not [canary for canary in CANARIES if canary in page.content()]
    page.context.close()
