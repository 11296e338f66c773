"""The desk and the list of cases: what waits, how late it is, what is counted."""

import re
from datetime import timedelta

from documents.vocabulary import CaseState, Channel, Field, Role
from tests import factories
from tests.conftest import NOW
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState


def titles(page: str) -> list[str]:
    return re.findall(r'<th class="table__title"[^>]*>\s*<a [^>]*>([^<]+)</a>', page)


def tallies(page: str) -> dict[str, tuple[str, str]]:
    """Return each figure of the desk by its label: count, and where it leads."""
    found = re.findall(
        r'href="([^"]+)"><span class="tally__count">(\d+)</span>.*?</svg>([^<]+)<', page
    )
    return {label: (count, url.replace("&amp;", "&")) for url, count, label in found}


def test_each_desk_shows_what_waits_for_its_officer(office: Office) -> None:
    for state in (S.RECEIVED, S.IN_PROGRESS, S.PENDING_APPROVAL, S.APPROVED):
        office.case(state, title=state.value)
    for role, waiting in (
        (Role.CLERK, ["approved"]),
        (Role.FOCAL, ["received"]),
        (Role.HEAD, ["in_progress"]),
        (Role.HANDLER, ["in_progress"]),
        (Role.CVP, ["pending_approval"]),
        (Role.DIRECTOR, ["pending_approval"]),
    ):
        assert titles(office.get(role, "/ban-lam-viec")) == waiting, role
    assert "Văn bản chờ cấp số" in office.get(Role.CLERK, "/ban-lam-viec")


def test_an_empty_desk_says_so_and_leads_on(office: Office) -> None:
    page = office.get(Role.DIRECTOR, "/ban-lam-viec")
    assert "Không có việc nào đang chờ bạn" in page
    assert "Nhập phản ánh" not in page
    assert "Nhập phản ánh" in office.get(Role.FOCAL, "/ban-lam-viec")


def test_an_administrator_is_led_to_his_own_work_and_sees_no_case(
    office: Office,
) -> None:
    case = office.case(title="Một hồ sơ")
    page = office.get(Role.ADMIN, "/ban-lam-viec")
    assert "/quan-tri/" in page
    assert "Một hồ sơ" not in page
    for path in ("/ho-so/", case, f"{case}/cong-van.docx", "/cong-van/"):
        assert office.as_(Role.ADMIN).get(path).status_code == 403, path


def test_lateness_is_told_in_words_and_an_icon(office: Office) -> None:
    for days, told, icon in (
        (0, "Chưa giao · còn 10 ngày", "inbox"),
        (12, "Còn 2 ngày", "warning"),
        (14, "Đến hạn hôm nay", "warning"),
        (20, "Quá hạn 4 ngày", "alert"),
        (40, "Quá hạn nặng 18 ngày", "stop"),
    ):
        office.case(title=told, now=NOW - timedelta(days=days))
        page = office.get(Role.FOCAL, "/ho-so/")
        assert re.search(rf"#{icon}\"></use></svg>{told}<", page), told


def test_the_most_urgent_case_leads_the_queue(office: Office) -> None:
    office.case(title="mới", now=NOW)
    office.case(title="cũ", now=NOW - timedelta(days=30))
    assert titles(office.get(Role.FOCAL, "/ban-lam-viec")) == ["cũ", "mới"]


def test_every_figure_leads_to_as_many_cases(office: Office) -> None:
    for days in (0, 12, 14, 14, 30):
        office.case(now=NOW - timedelta(days=days))
    office.case(S.IN_PROGRESS)
    office.case(S.REPLIED)
    found = tallies(office.get(Role.FOCAL, "/ban-lam-viec"))
    assert {label: count for label, (count, _) in found.items()} == {
        "Quá hạn": "1",
        "Đến hạn hôm nay": "2",
        "Sắp đến hạn": "1",
        "Đến lượt bạn": "6",
        "Chưa giao": "5",
        "Đang mở": "6",
    }
    for count, url in found.values():
        assert f"Có {count} hồ sơ theo" in office.get(Role.FOCAL, url)


def test_a_head_sees_who_of_his_unit_has_how_much(office: Office) -> None:
    handler = office.people[Role.HANDLER].officer_id
    with office.writing() as session:
        elsewhere = factories.make_officer(
            session, Role.HANDLER, "VTPT", now=NOW, username="elsewhere"
        )
    late = office.case(S.IN_PROGRESS, now=NOW - timedelta(days=30))
    mine = office.case(S.IN_PROGRESS)
    office.case(S.IN_PROGRESS)
    for case in (late, mine):
        office.move(
            Role.HEAD,
            case,
            "reassign",
            handler_id=handler,
            reason="Phụ trách tuyến này",
        )
    page = office.get(Role.HEAD, "/ban-lam-viec")
    rows = re.findall(r'table__person" scope="row"><a href="([^"]+)">([^<]+)</a>', page)
    assert [name for _, name in rows] == ["Nguyễn Văn Mẫu", "Chưa có ai"]
    counted = re.findall(r'data-label="Đang mở">(\d+)<', page)
    assert counted == ["2", "1"]
    for (url, _), count in zip(rows, counted, strict=True):
        listed = office.get(Role.HEAD, url.replace("&amp;", "&"))
        assert f"Có {count} hồ sơ theo" in listed
    assert f"xu-ly={elsewhere.officer_id}&" not in page
    assert "Có 1 hồ sơ theo" in office.get(
        Role.HEAD, f"/ho-so/?xu-ly={handler}&han=qua-han"
    )
    assert "Việc trong đơn vị" not in office.get(Role.HANDLER, "/ban-lam-viec")


def test_the_list_is_narrowed_by_its_address_and_says_so(office: Office) -> None:
    office.case(title="đường", field=Field.ROADS)
    office.case(title="xe buýt", field=Field.STATIONS)
    page = office.get(Role.FOCAL, "/ho-so/?linh-vuc=stations&buoc=dang-mo")
    assert titles(page) == ["xe buýt"]
    assert "Có 1 hồ sơ theo bước “Đang mở”, lĩnh vực “Bến xe, xe buýt”." in page
    none = office.get(Role.FOCAL, "/ho-so/?muc-do=urgent")
    assert "Không có hồ sơ nào như đã lọc" in none
    rubbish = office.get(Role.FOCAL, "/ho-so/?buoc=x&don-vi='&trang=99999999&han=%00")
    assert titles(rubbish) == ["đường", "xe buýt"]


def test_every_condition_of_the_list_stands_in_its_address(office: Office) -> None:
    day = timedelta(days=1)
    office.case(title="bưu chính", channel=Channel.POST, now=NOW - 20 * day)
    office.case(title="sắp", now=NOW - 12 * day)
    ours = office.case(S.IN_PROGRESS, title="của phòng", now=NOW - 3 * day)
    waits = office.case(title="chờ")
    office.move(Role.FOCAL, waits, "ask_info", question="Ở làn đường nào?")
    handler = office.people[Role.HANDLER].officer_id
    office.move(
        Role.HEAD, ours, "reassign", handler_id=handler, reason="Đúng tuyến này"
    )
    for address, found in (
        ("hinh-thuc=post", ["bưu chính"]),
        ("han=sap-den", ["sắp"]),
        ("han=tam-dung", ["chờ"]),
        ("han=qua-han", ["bưu chính"]),
        (f"xu-ly={handler}", ["của phòng"]),
        ("xu-ly=chua-co", []),
        ("cua-toi=cho-toi", ["bưu chính", "sắp"]),
        ("cua-toi=toi-nhap", []),
        ("lan=2", []),
        ("nguon=province", []),
        ("tu=05/12/2019&den=14/12/2019", ["sắp", "của phòng"]),
        ("tu=05/12/2019&den=13/12/2019", ["sắp"]),
        ("tu=15/12/2019", ["chờ"]),
        (
            "tu=32/12/2019&den=x&sap-xep=moi-nhan&so-dong=7",
            ["chờ", "của phòng", "sắp", "bưu chính"],
        ),
    ):
        assert titles(office.get(Role.FOCAL, f"/ho-so/?{address}")) == found, address
    recorded = office.get(Role.CLERK, "/ho-so/?cua-toi=toi-nhap&sap-xep=cu-nhat")
    assert titles(recorded) == ["bưu chính", "sắp", "của phòng", "chờ"]


def test_each_condition_of_the_list_can_be_lifted_by_itself(office: Office) -> None:
    office.case(now=NOW - timedelta(days=12))
    page = office.get(Role.FOCAL, "/ho-so/?buoc=dang-mo&han=sap-den&den=16/12/2019")
    found = re.findall(r'class="chip" href="([^"]+)">([^<]+?) <', page)
    chips = {told: url.replace("&amp;", "&") for url, told in found}
    assert list(chips) == [
        "Bước “Đang mở”",
        "Thời hạn “Sắp đến hạn”",
        "Tiếp nhận đến 16/12/2019",
    ]
    assert chips["Thời hạn “Sắp đến hạn”"] == "/ho-so/?buoc=dang-mo&den=16%2F12%2F2019"


def test_a_list_can_be_as_long_as_a_hundred(office: Office) -> None:
    for n in range(23):
        office.case(title=f"việc {n}")
    assert len(titles(office.get(Role.FOCAL, "/ho-so/?so-dong=50"))) == 23


def test_a_long_list_has_pages_that_keep_the_filter(office: Office) -> None:
    for n in range(21):
        office.case(title=f"việc {n}")
    page = office.get(Role.FOCAL, "/ho-so/?buoc=received")
    assert len(titles(page)) == 20
    assert "/ho-so/?buoc=received&amp;trang=2" in page
    assert len(titles(office.get(Role.FOCAL, "/ho-so/?buoc=received&trang=2"))) == 1


def test_a_unit_sees_its_own_cases_only(office: Office) -> None:
    office.case(title="chưa giao")
    mine = office.case(S.IN_PROGRESS, title="của phòng")
    page = office.get(Role.HEAD, "/ho-so/")
    assert titles(page) == ["của phòng"]
    assert "Đơn vị chủ trì" not in page
    office.get(Role.HEAD, mine)
    other = office.case(title="chưa giao nữa")
    for path in (other, f"{other}/cong-van.docx", f"{other}/du-thao", "/ho-so/DDN-1"):
        assert office.as_(Role.HEAD).get(path).status_code == 404, path
