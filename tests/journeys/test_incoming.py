"""A letter that comes in is dropped, looked at, and is in the register."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.documents.letters import foreign
from tests.journeys.office import Office
from tests.journeys.test_public import looks_right_on_any_screen

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

INBOX = "/van-ban/tiep-nhan"
SEED = Path(__file__).parents[1] / "documents" / "letters" / "files" / "seed.pdf"


@pytest.fixture
def clerk(browser: Browser, office: Office) -> Iterator[Page]:
    page = office.enter(browser, "clerk")
    yield page
    page.context.close()


def test_from_the_dropped_letter_to_the_register(clerk: Page) -> None:
    clerk.goto("/van-ban")
    clerk.get_by_role("link", name=re.compile("Tiếp nhận văn bản đến")).click()
    looks_right_on_any_screen(clerk)
    clerk.get_by_label(re.compile("Tệp văn bản đến")).set_input_files(SEED)
    clerk.get_by_role("button", name="Tải lên và đọc").click()
    expect(clerk).to_have_url(re.compile(rf"{INBOX}/\d+$"))
    looks_right_on_any_screen(clerk)
    deadline = clerk.get_by_label(re.compile("trước ngày 22/12/2019"))
    expect(deadline).to_be_checked()
    expect(clerk.get_by_label("Công văn số 12154/UBND-VP")).to_be_checked()

    clerk.get_by_role("button", name="Đưa vào sổ").click()
    expect(clerk.get_by_role("alert")).to_contain_text("Số, ký hiệu")
    looks_right_on_any_screen(clerk)
    clerk.get_by_label("Số, ký hiệu", exact=True).fill("3301/SGTVT-VP")
    clerk.get_by_label("Ngày ban hành").fill("16/12/2019")
    clerk.get_by_role("button", name="Đưa vào sổ").click()
    expect(clerk).to_have_url(re.compile("/van-ban/3301-sgtvt-vp-2019$"))
    expect(clerk.locator("main")).to_contain_text(
        "trước ngày 22/12/2019 → thứ Sáu 20/12/2019"
    )
    expect(clerk.locator("main")).to_contain_text("12154/UBND-VP")
    looks_right_on_any_screen(clerk)


def test_several_files_are_told_one_by_one(clerk: Page) -> None:
    clerk.goto(INBOX)
    clerk.get_by_label(re.compile("Tệp văn bản đến")).set_input_files(
        [
            FilePayload(name="den.docx", mimeType="", buffer=foreign.issued()),
            FilePayload(name="hong.pdf", mimeType="", buffer=b"MZ"),
        ]
    )
    clerk.get_by_role("button", name="Tải lên và đọc").click()
    told = clerk.get_by_role("status", name="Kết quả tải lên")
    expect(told).to_contain_text("den.docx. Đã nhận")
    expect(told).to_contain_text("hong.pdf. Không nhận")
    looks_right_on_any_screen(clerk)
    clerk.get_by_role("link", name="Xem den.docx").click()
    clerk.get_by_text("Bỏ tệp này", exact=True).click()
    clerk.get_by_label("Lý do bỏ tệp này").fill("tệp thử của hành trình")
    clerk.get_by_role("button", name="Bỏ tệp", exact=True).click()
    expect(clerk.locator("main")).to_contain_text("tệp thử của hành trình")
    looks_right_on_any_screen(clerk)
    clerk.get_by_role("link", name="rà soát tổ chức bộ máy").click()
    looks_right_on_any_screen(clerk)
