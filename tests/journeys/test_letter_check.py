"""An uploaded letter: findings beside its text on a desk, above it on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.documents.letters import foreign
from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_finding_leads_to_its_marked_line(
    browser: Browser, office: Office, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "cong-van.docx"
    file.write_bytes(foreign.usual_faults())
    page = office.enter(browser, "clerk", width=width)
    page.goto("/cong-van/kiem-tra")
    page.get_by_label("Tệp văn bản (.docx)").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra").click()

    findings, text = page.locator(".proof__findings"), page.locator(".proof__paper")
    left, right = findings.bounding_box(), text.bounding_box()
    assert left
    assert right
    beside = right["x"] >= left["x"] + left["width"]
    below = right["y"] >= left["y"] + left["height"]
    assert (beside, below) == (width == 1280, width == 390)

    page.get_by_role("link", name="Lưu, đoạn 15").click()
    line = page.locator("#doan-15")
    expect(line).to_be_in_viewport()
    expect(line.locator("mark").first).to_have_text("Lưu")
    line.get_by_role("link").click()
    expect(page.locator(".finding:target")).to_contain_text("Dòng cuối ghi")
    assert is_as_wide_as_its_window(page)
    assert serious(page) == []
    page.context.close()
