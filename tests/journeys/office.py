"""The running portal and its people, as a browser meets them."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, expect

PASSWORD = "một câu dài khó đoán 2026"
PEOPLE = {
    "clerk": "Vũ Thị Ánh",
    "cvp": "Đặng Minh Khoa",
    "focal": "Lê Đông Phương",
    "handler": "Phan Mỹ Linh",
    "head": "Hồ Quốc Nam",
    "director": "Trịnh Hoàng Hải",
}
"""Officers of the demo, by what they do in a journey; all of them are invented."""


@dataclass
class Office:
    """Where the portal runs, and who has a password by now."""

    url: str
    first_link: str
    usernames: dict[str, str] = field(default_factory=dict)

    def enter(self, browser: Browser, who: str, *, width: int = 1280) -> Page:
        """Open a screen on which an officer is signed in."""
        page = self._context(browser, width).new_page()
        if who not in self.usernames:
            self._activate(browser, who)
        page.goto("/dang-nhap")
        page.get_by_label("Tên đăng nhập").fill(self.usernames[who])
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        with page.expect_navigation():
            page.get_by_role("button", name="Đăng nhập").click()
        expect(page).to_have_url(re.compile("/ban-lam-viec$"))
        return page

    def _context(self, browser: Browser, width: int) -> BrowserContext:
        return browser.new_context(
            base_url=self.url, viewport={"width": width, "height": 900}, locale="vi-VN"
        )

    def _activate(self, browser: Browser, who: str) -> None:
        """Let an officer set his password through the link the admin hands out."""
        link = self.first_link if who == "admin" else self._link(browser, PEOPLE[who])
        page = self._context(browser, 1280).new_page()
        page.goto(link)
        told = page.locator(".lead strong").inner_text()
        page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
        page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
        page.get_by_role("button", name="Đặt mật khẩu").click()
        expect(page).to_have_url(re.compile("/ban-lam-viec$"))
        self.usernames[who] = told
        page.context.close()

    def _link(self, browser: Browser, full_name: str) -> str:
        page = self.enter(browser, "admin")
        page.goto("/quan-tri/")
        page.get_by_role("button", name=f"Cấp đường dẫn cho {full_name}").click()
        link = page.locator("#duong-dan").inner_text()
        page.context.close()
        return link
