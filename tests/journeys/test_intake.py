"""A call taken down by keyboard alone: how many keys, where the focus is, the slip."""

import re
from dataclasses import dataclass, field

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

PRINTED = "window.print = () => sessionStorage.setItem('printed', '1')"


@dataclass
class Keys:
    """A keyboard that counts what is pressed beside the words that are typed."""

    page: Page
    pressed: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed.append(key)

    def reach(self, selector: str, words: str) -> None:
        """Tab past what need not be said, and type."""
        while not self.page.locator(f"{selector}:focus").count():
            assert len(self.pressed) < 20, "the field is out of reach"
            self.press("Tab")
        self.page.keyboard.type(words)

    def fill(self, label: str, words: str) -> None:
        """Tab to a field and type into it."""
        self.press("Tab")
        expect(self.page.get_by_label(label, exact=False).first).to_be_focused()
        self.page.keyboard.type(words)


def test_a_call_is_taken_down_without_the_mouse(
    browser: Browser, office: Office
) -> None:
    page = office.enter(browser, "clerk")
    page.add_init_script(PRINTED)
    keys = Keys(page)
    keys.press("n")
    expect(page).to_have_url(re.compile("/ho-so/moi$"))
    expect(page.get_by_label("Trích yếu")).to_be_focused()
    page.keyboard.type("Cột đèn nghiêng trên đường Ba Cu")
    keys.fill("Nội dung phản ánh", "Cột đèn số 14 nghiêng ra lòng đường, sắp đổ.")
    keys.fill("Địa điểm", "Đường Ba Cu, thành phố Vũng Tàu")
    keys.fill("Lĩnh vực", "h")
    keys.reach("#full_name", "Tạ Văn Thử Nghiệm")
    keys.fill("Số điện thoại", "0905 550 177")
    keys.fill("Địa chỉ", "3 đường Thử Nghiệm, Vũng Tàu")
    keys.press("Control+Enter")
    # One to begin, one a field, three past what is likely already, one to end.
    assert len(keys.pressed) <= 12, keys.pressed

    expect(page).to_have_url(re.compile(r"/ho-so/DDN-\d{4}-\d{6}$"))
    expect(page.locator(".flashes")).to_be_focused()
    expect(page.locator(".flashes")).to_contain_text("Đã ghi hồ sơ")
    expect(page.locator("main")).to_contain_text("Hạ tầng đường bộ")
    code = page.url.rsplit("/", 1)[-1]

    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(f"{code}/phieu-tiep-nhan$"))
    page.wait_for_function("sessionStorage.getItem('printed') === '1'")
    slip = page.locator(".receipt")
    expect(slip).to_contain_text(re.compile(r"Mã tra cứu\s*\d{4} \d{4}"))
    for told in (code, "Cột đèn nghiêng", "Hạn trả lời", "0903706338"):
        expect(slip).to_contain_text(told)
    expect(slip).not_to_contain_text("Tạ Văn")
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    size = [round(side / 72 * 25.4) for side in sheet.get_page_size(0)]
    assert (len(sheet), size) == (1, [148, 210])
    sheet.close()

    page.keyboard.press("b")
    expect(page).to_have_url(re.compile(f"{code}$"))
    page.keyboard.press("n")
    expect(page.get_by_label("Trích yếu")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_slip_fits_and_is_accessible(
    browser: Browser, office: Office, width: int
) -> None:
    page = office.enter(browser, "clerk", width=width)
    page.goto("/ho-so/")
    first = page.locator("[data-hit]").first.get_attribute("href")
    page.add_init_script(PRINTED)
    page.goto(f"{first}/phieu-tiep-nhan")
    assert is_as_wide_as_its_window(page)
    assert serious(page) == []
