"""Field words on the search page: what they narrow, how they are lifted again."""

import html
import re
from datetime import timedelta

import pytest

from documents.models import Case
from documents.vocabulary import CaseState, Outcome, Role
from tests.portal.public_site import CANARY, NOW, Site, site
from tests.portal.test_find import ask, found, make_case

__all__ = ["site"]


def chips(page: str) -> list[tuple[str, str]]:
    """Return label and address of every chip of the question."""
    main = page.split("<main")[1]
    told = re.search(r'aria-label="Đang tìm theo">(.*?)</ul>', main, re.DOTALL)
    pairs = re.findall(r'href="([^"]+)">(.*?) <span', told[1] if told else "")
    return [(html.unescape(label), html.unescape(url)) for url, label in pairs]


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("loại:quyết định đường dây nóng", ["/van-ban/3229-qd-ubnd-2016"]),
        ("loai: quyet dinh", ["/van-ban/3229-qd-ubnd-2016"]),
        ("loại:liên hệ thạch", ["/duong-day-nong#dau-moi-2"]),
        ("số: 3229", ["/van-ban/3229-qd-ubnd-2016"]),
        ("tháng 11/2019", ["/van-ban/12154-ubnd-vp-2019"]),
        ("12154 ubnd tháng 11/2019", ["/van-ban/12154-ubnd-vp-2019"]),
        ("đơn vị:sở giao thông", ["/van-ban/2401-sgtvt-vp-2016"]),
        ("từ:11/2016 đến:2016", ["/van-ban/3229-qd-ubnd-2016"]),
        (
            "loại:công văn đến:2016",
            ["/van-ban/2401-sgtvt-vp-2016", "/van-ban/8712-ubnd-vp-2016"],
        ),
    ],
)
@pytest.mark.parametrize("indexed", [True, False])
def test_a_field_word_narrows_with_and_without_an_index(
    site: Site, typed: str, urls: list[str], *, indexed: bool
) -> None:
    if indexed:
        site.index()
    assert found(ask(site, typed)) == urls


def test_every_understood_piece_is_a_chip_that_can_be_taken_off(site: Site) -> None:
    site.index()
    page = ask(site, 'loại:"quyết định" đường -tỉnh', tu="1/1/2016")
    assert [label for label, _ in chips(page)] == [
        "Loại: Quyết định",
        "Bỏ “tỉnh”",
        "từ 01/01/2016",
    ]
    client = site.visitor()
    for _label, url in chips(page):
        lifted = client.get(url).text
        assert len(chips(lifted)) == 2
    first = chips(page)[0][1]
    assert 'value="đường -tỉnh"' in client.get(first).text


def test_a_month_in_a_title_is_found_when_nothing_is_of_that_month(site: Site) -> None:
    site.index()
    page = ask(site, "công văn năm 2018")
    assert found(page)
    assert "Năm 2018" not in [label for label, _ in chips(page)]


def test_a_value_that_is_not_for_visitors_is_no_value_to_them(site: Site) -> None:
    site.index()
    page = ask(site, "loại:thông báo kết luận")
    assert chips(page) == []
    assert "405-tb-tu-2016" not in page
    officers = site.officer(Role.HANDLER)
    path = "/tim-kiem?q=loại:thông+báo+kết+luận"
    assert found(officers.get(path).text) == ["/van-ban/405-tb-tu-2016"]


def test_a_suggestion_keeps_what_the_question_was_narrowed_to(site: Site) -> None:
    site.index()
    page = html.unescape(ask(site, "duongf loại:công văn"))
    suggested = re.search(r'muốn tìm <a href="[^"]+">([^<]+)</a>', page)
    assert suggested
    assert suggested[1].endswith("loại:công văn")


def late(site: Site, days: int) -> Case:
    case = make_case(site)
    with site.writing() as session:
        row = session.merge(case)
        row.due_on = NOW.date() + timedelta(days=days)
    return case


def test_late_cases_are_answered_from_the_database_and_it_is_said(site: Site) -> None:
    late(site, -1)
    officer = site.officer(Role.FOCAL)
    page = officer.get("/tim-kiem?q=hạn:quá+o+ga").text
    assert found(page) == ["/ho-so/DDN-2019-000001"]
    assert "lấy thẳng từ cơ sở dữ liệu" in page
    assert [label for label, _ in chips(page)] == ["Quá hạn"]
    for missed in ("cau+sap", "loại:liên hệ", "lĩnh+vực:đăng+kiểm", "đến:2018"):
        assert found(officer.get(f"/tim-kiem?q=hạn:quá+{missed}").text) == []
    for held in (
        "đơn+vị:hạ+tầng",
        "lĩnh+vực:hạ tầng đường bộ",
        "tháng+12/2019",
        "-cầu",
    ):
        assert found(officer.get(f"/tim-kiem?q=hạn:quá+{held}").text), held


def test_a_closed_case_is_not_late(site: Site) -> None:
    case = late(site, -1)
    with site.writing() as session:
        row = session.merge(case)
        row.state, row.outcome = CaseState.WITHDRAWN, Outcome.WITHDRAWN
        row.done_at = NOW
    assert found(site.officer(Role.FOCAL).get("/tim-kiem?q=hạn:quá").text) == []


def test_late_cases_are_seen_by_those_only_who_see_the_case(site: Site) -> None:
    late(site, -1)
    with site.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE \"case\" SET lead_unit_id = (SELECT id FROM unit WHERE code = 'VP')"
        )
    path = f"/tim-kiem?q=hạn:quá+{CANARY}"
    assert found(site.officer(Role.CLERK).get(path).text)
    for client in (
        site.officer(Role.HANDLER),
        site.officer(Role.ADMIN),
        site.visitor(),
    ):
        page = client.get(path).text
        assert found(page) == []
        assert "Có 1" not in page


def test_a_question_too_long_is_cut_and_the_page_says_so(site: Site) -> None:
    for typed in ("x" * 201, "đường " * 60, "a " * 30, "x" * 50_000):
        assert "chỉ phần đầu được tìm" in ask(site, typed)
    assert "chỉ phần đầu được tìm" not in ask(site, "đường dây nóng")
