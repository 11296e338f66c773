"""What a caller sends is attached, looked at large, and refused before it is sent."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.documents.case_files.samples import photograph
from tests.documents.extract.samples import text_pdf
from tests.journeys.office import Office
from tests.journeys.test_case import press, take_down
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_files_are_added_and_seen_large_on_any_screen(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    photo, paper, large, drawing = (
        tmp_path / name for name in ("nắp cống.jpeg", "đơn.pdf", "dài.mp4", "hình.svg")
    )
    photo.write_bytes(photograph(2000, 1500))
    paper.write_bytes(text_pdf())
    large.write_bytes(bytes(10_000_001))
    drawing.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    page = office.enter(browser, "clerk")
    take_down(page)
    case = page.url
    page.locator("summary", has_text="Thêm tệp").click()
    chosen = page.get_by_label("Chọn tệp")
    chosen.set_input_files([large])
    expect(page.locator("#add-file-files-told")).to_contain_text("lớn hơn 10 MB")
    page.get_by_role("button", name="Thêm vào hồ sơ").click()
    expect(page).to_have_url(case)
    chosen.set_input_files([photo, paper, drawing])
    expect(page.locator("#add-file-files-told")).to_contain_text("3 tệp")
    press(page, "Thêm vào hồ sơ")
    expect(page.locator(".error-summary")).to_contain_text("hình.svg")
    expect(page.get_by_label("nắp cống.jpg")).to_be_checked()
    assert serious(page) == []
    press(page, "Thêm vào hồ sơ")
    expect(page).to_have_url(re.compile("#tep-dinh-kem$"))
    pictures = page.locator(".file__picture img")
    expect(pictures).to_have_count(2)
    for place in range(2):
        pictures.nth(place).scroll_into_view_if_needed()
        expect(pictures.nth(place)).to_have_js_property("complete", value=True)
        assert pictures.nth(place).evaluate("it => it.naturalWidth") > 0
    assert serious(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert is_as_wide_as_its_window(page)
    page.get_by_role("link", name="đơn.pdf", exact=True).click()
    expect(page.get_by_role("img", name="Trang 3 của đơn.pdf")).to_be_attached()
    assert is_as_wide_as_its_window(page)
    assert serious(page) == []
