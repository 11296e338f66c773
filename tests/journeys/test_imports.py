"""A file of past cases goes in through the browser, and is found a moment later."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.documents.importing.files import text_of
from tests.documents.importing.office import CANARIES, HEADINGS, answered
from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

REFUSED = ("", "31/4/2019", "Ổ gà", *[""] * 13)


def test_from_the_file_to_the_found_case(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "hồ sơ cũ.csv"
    rows = [answered(7301), answered(7302), answered(7301), REFUSED]
    file.write_text(text_of([HEADINGS, *rows]), encoding="utf-8")

    page = office.enter(browser, "focal")
    page.get_by_role("link", name="Nhập hồ sơ cũ").click()
    assert serious(page) == []
    page.get_by_label("Tệp hồ sơ cũ").set_input_files(file)
    page.get_by_role("button", name="Tải lên và kiểm tra").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("hồ sơ cũ.csv")
    expect(page.get_by_text("Trùng dòng 2 của tệp này.")).to_be_visible()
    expect(page.get_by_text("Không có ngày 31/4/2019")).to_be_visible()
    assert serious(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert is_as_wide_as_its_window(page)

    page.get_by_role("button", name="Bắt đầu nhập").click()
    for _ in range(60):
        if page.get_by_text("Đã nhập xong").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("Đã nhập xong")).to_be_visible()
    expect(page.get_by_text(re.compile("Trùng hồ sơ DDN-2019-1"))).to_be_visible()
    assert serious(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải báo cáo từng dòng").click()
    assert download.value.suggested_filename.endswith(".xlsx")

    page.set_viewport_size({"width": 1280, "height": 900})
    for _ in range(20):
        page.goto("/tim-kiem?q=7302/SGTVT-KCHT")
        if page.get_by_text("Ổ gà số 7302").count():
            break
        page.wait_for_timeout(500)
    page.get_by_role("link", name="Ổ gà số 7302").first.click()
    expect(page.get_by_text("Trả lời theo dữ liệu cũ")).to_be_visible()
    expect(page.get_by_text("Sở đã vá ổ gà tại Km 7302.")).to_be_visible()
    assert not [canary for canary in CANARIES if canary in page.content()]
