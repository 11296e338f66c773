"""The letter studio: from a case to a letter that a visitor reads, by many hands."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.documents.letters.printed import libreoffice
from tests.journeys.office import Office
from tests.journeys.test_public import is_as_wide_as_its_window, serious

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

LIVE = 15_000
"""Milliseconds within which what is typed is judged, and drawn, on a busy machine."""

SUBJECT = "Kết quả xử lý phản ánh về việc nắp hố ga"
BODY = (
    "Sở Giao thông vận tải báo cáo như sau :\n\n"
    "I. Kết quả\n\nĐã thay nắp hố ga , xong trong ngày.\n\n"
    "II. Kiến nghị\n\nKính đề nghị Ủy ban nhân dân tỉnh xem xét."
)


@contextmanager
def entered(
    browser: Browser,
    office: Office,
    who: str,
    width: int = 1600,
    *,
    refused: str = "no refusal",
) -> Iterator[Page]:
    """Give an officer's screen; a script error or another refusal fails the test."""
    page = office.enter(browser, who, width=width)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if said.type == "error" else None,
    )
    yield page
    page.context.close()
    assert [fault for fault in faults if refused not in fault] == []


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name).first.click()


def save(page: Page) -> None:
    """Press the button that is seen; Enter presses a hidden one of the same name."""
    actions = page.locator(".studio__actions")
    actions.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu dự thảo.")).to_be_visible()


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def kept(page: Page) -> None:
    """Wait until the script has kept what was typed."""
    expect(page.locator("[data-saving]")).to_contain_text("Đã giữ", timeout=LIVE)


def started(page: Page, paper: str, case: str = "") -> str:
    """Start a paper; returns the letter's address."""
    page.goto("/cong-van/soan" + (f"?ho-so={case}" if case else ""))
    page.get_by_label("Mẫu văn bản").select_option(paper)
    press(page, "Bắt đầu soạn")
    expect(page).to_have_url(re.compile(r"/cong-van/\d+/sua$"))
    return page.url.removesuffix("/sua")


def written(page: Page, body: str, subject: str = "việc của hành trình") -> str:
    """Start a công văn and type all it needs; nothing is saved."""
    path = started(page, "cong-van")
    field(page, "Trích yếu").fill(subject)
    field(page, "Kính gửi").fill("Các phòng, đơn vị thuộc Sở")
    field(page, "Nơi nhận").fill("Như trên")
    field(page, "Nội dung").fill(body)
    return path


def signed(download: Any, folder: Path) -> Path:
    """Return the PDF of a downloaded letter, as the signing office prints it."""
    docx = folder / "ban-hanh.docx"
    download.save_as(docx)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    command = [libreoffice(), profile, *convert, str(docx)]
    subprocess.run(command, check=True, capture_output=True, timeout=90)
    return docx.with_suffix(".pdf")


def test_from_a_case_to_the_letter_a_visitor_reads(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    with entered(browser, office, "focal") as focal:
        path = write_the_report(focal)
    with entered(browser, office, "director") as director:
        director.goto("/ban-lam-viec")
        director.get_by_role("link", name=re.compile(SUBJECT)).click()
        press(director, "Phê duyệt")
        expect(director.get_by_text("Đã phê duyệt; văn thư")).to_be_visible()
    with entered(browser, office, "clerk") as clerk:
        clerk.goto("/cong-van/")
        clerk.get_by_role("link", name=re.compile(f"Cấp số: .*{SUBJECT}")).click()
        press(clerk, "Cấp số, ban hành")
        with clerk.expect_download() as download:
            clerk.get_by_role("link", name="Tải .docx").click()
        file = signed(download.value, tmp_path)
        clerk.get_by_label(re.compile(r"Bản đã ký \(")).set_input_files(file)
        press(clerk, "Lưu bản đã ký")
        expect(clerk.locator("main")).to_contain_text("Trùng khớp")
        clerk.goto(path)
        press(clerk, "Đưa lên trang văn bản")
        expect(clerk).to_have_url(re.compile("/van-ban/"))
        published = clerk.url
    with entered(browser, office, "cvp") as chief:
        chief.goto(published)
        press(chief, re.compile("Công bố"))
        expect(chief.locator("main")).to_contain_text("Đang công bố")
    visitor = browser.new_page(base_url=office.url)
    find(visitor, "ket qua xu ly nap ho ga").click()
    expect(visitor.locator("main")).to_contain_text("Đã thay nắp hố ga, xong")
    visitor.context.close()


def write_the_report(focal: Page) -> str:
    """Write the case's report with faults, mend them, cite, look, hand it in."""
    focal.goto("/ho-so/")
    case = focal.locator('a[href^="/ho-so/DDN"]').first.get_attribute("href")
    assert case
    focal.goto(case)
    focal.locator("summary", has_text="Văn bản khác").click()
    focal.get_by_role("link", name="Soạn văn bản cho hồ sơ").click()
    expect(focal.locator("main")).to_contain_text("Cho hồ sơ")
    focal.get_by_label("Mẫu văn bản").select_option("bao-cao-ket-qua")
    press(focal, "Bắt đầu soạn")
    field(focal, "Trích yếu").fill(SUBJECT)
    body = field(focal, "Nội dung")
    body.fill(BODY)
    findings = focal.locator("[data-proof]")
    expect(findings).to_contain_text("Thừa khoảng trống", timeout=LIVE)
    focal.get_by_role("link", name=re.compile("Nội dung, dòng")).first.click()
    expect(body).to_be_focused()
    press(focal, re.compile("Sửa cả"))
    expect(body).to_have_value(re.compile("nắp hố ga, xong"))
    cite(focal, after="như sau:")
    expect(focal.locator("img.leaf").first).to_be_visible(timeout=LIVE)
    press(focal, "Lưu và xong")
    press(focal, "Trình duyệt")
    expect(focal.locator("main")).to_contain_text("Chờ Phó Giám đốc")
    return focal.url


def cite(page: Page, *, after: str) -> None:
    """Put the citation of 12154/UBND-VP behind some words of the text."""
    body = field(page, "Nội dung")
    before = body.input_value()
    body.focus()
    body.evaluate(
        "(area, words) => { const at = area.value.indexOf(words) + words.length;"
        " area.setSelectionRange(at, at); }",
        after,
    )
    page.get_by_text("Viện dẫn văn bản trong sổ").click()
    page.get_by_label("Tìm văn bản để viện dẫn").fill("12154 ubnd")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("Chèn")).first.click()
    full = (
        r"như sau: Công văn số 12154/UBND-VP ngày 22/11/2019 của [^\n]+\n\nI\. Kết quả"
    )
    expect(body).to_have_value(re.compile(full))
    kept(page)
    # One step back takes the whole citation out again, one forward puts it in.
    body.focus()
    page.keyboard.press("Control+z")
    expect(body).to_have_value(before)
    page.keyboard.press("Control+Shift+z")
    expect(body).to_have_value(re.compile(full))
    again = page.get_by_role("button", name=re.compile("Chèn")).first
    expect(again).to_have_attribute("data-inserts", "Công văn số 12154/UBND-VP")
    kept(page)


def find(visitor: Page, words: str) -> Locator:
    """Ask until the indexer, which follows within a second, has told the index."""
    # While the index is behind, other documents may answer to some of the words.
    found = visitor.locator("ol.register a", has_text="nắp hố ga").first
    for _ in range(30):
        visitor.goto(f"/tim-kiem?q={words.replace(' ', '+')}")
        if found.count():
            return found
        visitor.wait_for_timeout(250)
    pytest.fail(f"“{words}” finds nothing")


def test_of_two_who_write_at_once_the_later_loses_nothing(
    browser: Browser, office: Office
) -> None:
    mine, theirs = "Đoạn văn của tôi, gõ rất lâu.", "Đoạn của văn thư."
    with (
        entered(browser, office, "focal", refused="409") as first,
        entered(browser, office, "clerk") as second,
    ):
        path = written(first, "Đoạn mở đầu.")
        save(first)
        second.goto(f"{path}/sua")
        field(first, "Nội dung").fill(mine)
        field(second, "Nội dung").fill(theirs)
        kept(first)
        save(second)
        # Who types on is told, before he saves.
        field(first, "Nội dung").press("End")
        field(first, "Nội dung").press_sequentially(" Và thêm.")
        told = first.locator("[data-proof] [role=alert]")
        expect(told).to_contain_text("Người khác vừa lưu", timeout=LIVE)
        body = field(first, "Nội dung")
        with first.expect_response(lambda answer: answer.status == 409):
            body.press("Control+s")
        expect(body).to_have_value(f"{mine} Và thêm.")
        expect(first.get_by_role("alert").first).to_contain_text("Vũ Thị Ánh")
        save(first)
        first.goto(f"{path}/phien-ban")
        expect(first.locator(".differing del").first).to_contain_text("văn")


def test_a_tab_that_was_closed_gives_its_text_back(
    browser: Browser, office: Office
) -> None:
    with entered(browser, office, "focal") as page:
        path = written(page, "Chữ gõ vội, chưa kịp lưu.")
        # At once, before the pause after which the script keeps it.
        page.goto("/cong-van/du-thao")
        kept = page.get_by_text("phần bạn đang gõ lúc")
        # What a closing page still sends may come in after the next page is asked for.
        for _ in range(30):
            page.goto(f"{path}/sua")
            if kept.count():
                break
            page.wait_for_timeout(250)
        expect(kept).to_be_visible()
        expect(field(page, "Nội dung")).to_have_value("Chữ gõ vội, chưa kịp lưu.")
        press(page, "Bỏ phần chưa lưu")
        expect(page.get_by_text("Đã bỏ phần chưa lưu.")).to_be_visible()
        expect(field(page, "Nội dung")).not_to_have_value(re.compile("gõ vội"))


def test_saving_leaves_nothing_unsaved_behind(browser: Browser, office: Office) -> None:
    with entered(browser, office, "focal") as page:
        path = written(page, "Chữ đã lưu ngay.")
        field(page, "Nội dung").press("Control+s")
        expect(page.get_by_text("Đã lưu dự thảo.")).to_be_visible()
        page.goto(f"{path}/sua")
        expect(field(page, "Nội dung")).to_have_value("Chữ đã lưu ngay.")
        expect(page.get_by_text("phần bạn đang gõ lúc")).to_have_count(0)


def test_a_letter_is_written_by_keyboard_alone(
    browser: Browser, office: Office
) -> None:
    with entered(browser, office, "focal") as page:
        written(page, "Mở đầu rõ ràng.\nViệc một\nViệc hai")
        body = field(page, "Nội dung")
        body.press("Control+End")
        page.get_by_role("button", name="1.", exact=True).click()
        expect(body).to_have_value("Mở đầu rõ ràng.\nViệc một\n1. Việc hai")
        expect(body).to_be_focused()
        page.get_by_role("button", name="a)", exact=True).click()
        expect(body).to_have_value("Mở đầu rõ ràng.\nViệc một\na) Việc hai")
        page.keyboard.press("Control+z")
        expect(body).to_have_value("Mở đầu rõ ràng.\nViệc một\n1. Việc hai")
        page.get_by_role("button", name="1.", exact=True).click()
        expect(body).to_have_value("Mở đầu rõ ràng.\nViệc một\nViệc hai")
        page.keyboard.press("Control+Home")
        for _ in range(6):
            page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press("Control+b")
        expect(body).to_have_value("**Mở đầu** rõ ràng.\nViệc một\nViệc hai")
        page.keyboard.press("Control+z")
        expect(body).to_have_value("Mở đầu rõ ràng.\nViệc một\nViệc hai")
        page.keyboard.press("Control+End")
        page.keyboard.type(" cuối")
        page.keyboard.press("Control+s")
        expect(page.get_by_text("Đã lưu dự thảo.")).to_be_visible()
        # The hand is where it was.
        expect(field(page, "Nội dung")).to_be_focused()
        page.keyboard.type("!")
        expect(field(page, "Nội dung")).to_have_value(re.compile("Việc hai cuối!$"))


def test_a_letter_is_written_without_javascript(
    browser: Browser, office: Office
) -> None:
    with entered(browser, office, "focal") as signed_in:
        cookies = signed_in.context.cookies()
        context = browser.new_context(
            base_url=office.url, java_script_enabled=False, locale="vi-VN"
        )
        context.add_cookies(cookies)  # type: ignore[arg-type]  # as they came
        page = context.new_page()
        written(page, "Sở đã vá ổ gà , xong.", "vá ổ gà không cần mã")
        press(page, "Xem trang in")
        expect(page.locator("img.leaf")).to_have_count(1)
        press(page, re.compile("Sửa cả"))
        expect(field(page, "Nội dung")).to_have_value("Sở đã vá ổ gà, xong.")
        page.get_by_text("Viện dẫn văn bản trong sổ").click()
        page.get_by_label("Tìm văn bản để viện dẫn").fill("12154")
        page.get_by_role("button", name="Tìm", exact=True).last.click()
        press(page, re.compile("Chèn"))
        expect(field(page, "Nội dung")).to_have_value(
            re.compile("^Sở đã vá ổ gà, xong.\n\nCông văn số 12154/UBND-VP ngày")
        )
        press(page, "Thêm phụ lục")
        field(page, "Tên phụ lục").fill("Danh sách vị trí")
        field(page, "Nội dung phụ lục").fill("Km 40.")
        press(page, "Lưu và xong")
        press(page, "Trình duyệt")
        expect(page.locator("main")).to_contain_text("Chờ Phó Giám đốc")
        context.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_every_page_of_the_studio_fits_and_is_accessible(
    browser: Browser, office: Office, width: int, scheme: Any
) -> None:
    with entered(browser, office, "director", width) as page:
        page.emulate_media(color_scheme=scheme)
        path = written(page, "Sở đã vá ổ gà , xong.", "vá ổ gà")
        kept(page)
        looks_right(page)
        press(page, "Lưu và xong")
        expect(page).to_have_url(path)
        case = office_case(page)
        for to in (
            path,
            f"{path}/sua",
            f"{path}/phien-ban?ban=2",
            "/cong-van/soan",
            f"/cong-van/soan?ho-so={case}",
            "/cong-van/du-thao",
            "/cong-van/quyen-ky",
        ):
            page.goto(to)
            looks_right(page)
    with entered(browser, office, "clerk", width) as page:
        page.emulate_media(color_scheme=scheme)
        page.goto("/cong-van/nhom-noi-nhan")
        looks_right(page)
        page.locator('main a[href^="/cong-van/nhom-noi-nhan/"]').first.click()
        expect(page).to_have_url(re.compile(r"/nhom-noi-nhan/\d+$"))
        looks_right(page)


def office_case(page: Page) -> str:
    page.goto("/ho-so/")
    case = page.locator('a[href^="/ho-so/DDN"]').first.get_attribute("href")
    assert case
    return case.rsplit("/", 1)[-1]


def looks_right(page: Page) -> None:
    assert is_as_wide_as_its_window(page), page.url
    assert serious(page) == [], page.url
