"""A call taken down by keyboard alone: how many keys, where the focus is, the slip."""

import re
from dataclasses import dataclass, field

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

NAME = "Tạ Văn Thử Nghiệm"
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


def take_down(page: Page, what: str, phone: str) -> Keys:
    """Take a call down from the desk on, with no other hand than the keyboard's."""
    keys = Keys(page)
    keys.press("n")
    expect(page).to_have_url(re.compile("/ho-so/moi$"))
    expect(page.get_by_label("Trích yếu")).to_be_focused()
    page.keyboard.type(what)
    keys.fill("Nội dung phản ánh", f"{what}, sắp đổ ra lòng đường.")
    keys.fill("Địa điểm", "Đường Ba Cu, thành phố Vũng Tàu")
    keys.fill("Lĩnh vực", "h")
    keys.reach("#full_name", NAME)
    keys.fill("Số điện thoại", phone)
    keys.fill("Địa chỉ", "3 đường Thử Nghiệm, Vũng Tàu")
    keys.press("Control+Enter")
    expect(page).to_have_url(re.compile(r"/ho-so/DDN-\d{4}-\d{6}$"))
    return keys


def test_a_call_is_taken_down_without_the_mouse(
    browser: Browser, office: Office
) -> None:
    page = office.enter(browser, "clerk")
    keys = take_down(page, "Cột đèn số 14 nghiêng", "0905 550 177")
    # One to begin, one a field, three past what is likely already, one to end.
    assert len(keys.pressed) <= 12, keys.pressed
    expect(page.locator(".flashes")).to_be_focused()
    expect(page.locator(".flashes")).to_contain_text("Đã ghi hồ sơ")
    expect(page.locator("main")).to_contain_text("Hạ tầng đường bộ")
    page.context.close()


def test_a_slip_for_the_caller_is_printed_by_one_key_on_one_small_sheet(
    browser: Browser, office: Office
) -> None:
    page = office.enter(browser, "clerk")
    page.add_init_script(PRINTED)
    take_down(page, "Biển tên phố gãy chân", "0905 550 178")
    code = page.url.rsplit("/", 1)[-1]
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(f"{code}/phieu-tiep-nhan$"))
    page.wait_for_function("sessionStorage.getItem('printed') === '1'")
    slip = page.locator(".receipt")
    expect(slip).to_contain_text(re.compile(r"Mã tra cứu\s*\d{4} \d{4}"))
    for told in (code, "Biển tên phố", "Hạn trả lời", "0903706338"):
        expect(slip).to_contain_text(told)
    expect(slip).not_to_contain_text(NAME)
    sheet = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    size = [round(side / 72 * 25.4) for side in sheet.get_page_size(0)]
    assert (len(sheet), size) == (1, [148, 210])
    sheet.close()
    page.context.close()


def test_keys_lead_from_the_slip_back_to_the_case_and_on_to_the_next_call(
    browser: Browser, office: Office
) -> None:
    page = office.enter(browser, "clerk")
    page.add_init_script(PRINTED)
    first = a_slip(page)
    page.keyboard.press("b")
    expect(page).to_have_url(re.compile(f"{first}$"))
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/ho-so/moi$"))
    expect(page.get_by_label("Trích yếu")).to_be_focused()
    page.context.close()


def a_slip(page: Page) -> str:
    """Open the slip of the first case in the list; return the case's path."""
    page.goto("/ho-so/")
    first = page.locator("[data-hit]").first.get_attribute("href")
    assert first
    page.goto(f"{first}/phieu-tiep-nhan")
    return first


@pytest.mark.parametrize("width", [390, 1280])
def test_the_slip_fits_and_is_accessible(
    browser: Browser, office: Office, width: int
) -> None:
    page = office.enter(browser, "clerk", width=width)
    page.add_init_script(PRINTED)
    a_slip(page)
    assert is_as_wide_as_its_window(page)
    assert serious(page) == []
