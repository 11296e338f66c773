"""A case's page: the working of its due date, its road, and who stays sealed."""

import io
import re
import zipfile

from sqlalchemy import select

from documents.models import IdentityAccess, OutgoingLetter
from documents.vocabulary import CaseState, Role
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
WHY = "Gọi lại để hỏi rõ vị trí."
READERS = tuple(role for role in Role if role is not Role.ADMIN)


def section(page: str, heading: str) -> str:
    found = re.search(rf'aria-labelledby="{heading}".*?</section>', page, re.DOTALL)
    assert found, heading
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def test_the_due_date_shows_its_working(office: Office) -> None:
    page = office.get(Role.FOCAL, office.case(S.IN_PROGRESS))
    told = section(page, "thoi-han")
    assert "Hạn trả lời 31/12/2019" in told
    assert (
        "Tính từ 17/12/2019 (không tính ngày đầu), 10 ngày làm việc, hạn 31/12/2019."
        " Không tính: 21–22/12/2019 (cuối tuần); 28–29/12/2019 (cuối tuần)." in told
    )
    assert re.search(
        r"T3 17/12 nhận .* T4 18 1 .* T7 21 nghỉ .* CN 22 nghỉ .* T3 31 10", told
    )
    assert "Đơn vị chủ trì trình trước hết ngày 27/12/2019" in told
    assert "cần đối chiếu Quy chế" in told


def test_the_road_tells_every_step_and_what_comes_next(office: Office) -> None:
    told = section(office.get(Role.FOCAL, office.case(S.PENDING_APPROVAL)), "dien-bien")
    stops = (
        "Nhập hồ sơ",
        "Giao xử lý",
        "Chủ trì: Phòng Quản lý kết cấu hạ tầng",
        "Soạn kết quả và dự thảo",
        "Trình kết quả",
        "Chờ Lãnh đạo Sở phê duyệt",
        "hạn 31/12/2019",
    )
    places = [told.index(stop) for stop in stops]
    assert places == sorted(places)


def test_nobody_reads_on_the_page_who_sent_the_case(office: Office) -> None:
    case = office.case(S.RESOLVED)
    for role in READERS:
        for path in (case, "/ho-so/", "/ban-lam-viec"):
            page = office.get(role, path)
            for canary in ("Kín Đáo", "0912 345 678", "12 Lê Lợi"):
                assert canary not in page, (role, path)
    for path in ("/cong-van/",):
        assert "Kín Đáo" not in office.get(Role.CLERK, path)


def test_opening_the_seal_shows_who_on_that_answer_only(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    answer = office.post(Role.FOCAL, f"{case}/nguoi-phan-anh")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    panel = section(answer.text, "nguoi-phan-anh-la")
    assert "Trần Thị Kín Đáo" in panel
    assert "0912 345 678" in panel
    title = re.search(r"<title>(.*?)</title>", answer.text)
    assert title
    assert "Kín Đáo" not in title[1]
    page = office.get(Role.FOCAL, case)
    assert "Kín Đáo" not in page
    assert "Xem thông tin người phản ánh" in section(page, "dien-bien")
    with office.reading() as session:
        (access,) = session.scalars(select(IdentityAccess))
    assert access.officer_id == office.people[Role.FOCAL].officer_id


def test_a_unit_gives_its_reason_or_sees_nothing(office: Office) -> None:
    """A7: a head reads no telephone number; opening the seal is reasoned and logged."""
    case = office.case(S.IN_PROGRESS)
    assert "0912" not in office.get(Role.HEAD, case)
    for reason in ("", "tò mò"):
        answer = office.post(Role.HEAD, f"{case}/nguoi-phan-anh", reason=reason)
        assert answer.status_code == 422
        assert "Cần nêu lý do xem" in answer.text
        assert "Kín Đáo" not in answer.text
        assert "0912" not in answer.text
    answer = office.post(Role.HEAD, f"{case}/nguoi-phan-anh", reason=WHY)
    assert "Kín Đáo" in answer.text
    assert "Xem thông tin người phản ánh" in office.get(Role.DIRECTOR, case)
    with office.reading() as session:
        assert [row.reason for row in session.scalars(select(IdentityAccess))] == [WHY]


def test_the_seal_is_not_opened_by_a_link_nor_for_a_stranger(office: Office) -> None:
    case = office.case(S.RECEIVED)
    path = f"{case}/nguoi-phan-anh"
    assert office.as_(Role.FOCAL).get(path).status_code == 405
    assert office.post(Role.HEAD, path, reason=WHY).status_code == 404
    assert office.post(Role.ADMIN, path, reason=WHY).status_code == 403


def test_an_anonymous_case_has_nothing_to_open(office: Office) -> None:
    page = office.get(Role.FOCAL, office.case(anonymous=True))
    assert "Ẩn danh" in section(page, "nguoi-phan-anh-la")
    assert "Mở xem" not in page


def words(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", xml)


def test_a_draft_is_downloaded_under_a_name_that_says_so(office: Office) -> None:
    case = office.case(S.PENDING_APPROVAL)
    for role in READERS:
        answer = office.as_(role).get(f"{case}/cong-van.docx")
        assert answer.status_code == 200
        assert "DU-THAO_SGTVT-KCHT" in answer.headers["Content-Disposition"]
        assert "filename*=UTF-8''DU-THAO_" in answer.headers["Content-Disposition"]
        assert "Kín Đáo" not in words(answer.data)
    bare = office.case(S.IN_PROGRESS)
    assert office.as_(Role.FOCAL).get(f"{bare}/cong-van.docx").status_code == 404


def test_the_issued_letter_is_the_frozen_one_for_the_office_only(
    office: Office,
) -> None:
    case = office.case(S.REPLIED)
    with office.reading() as session:
        file = session.scalars(select(OutgoingLetter)).one().file
        assert file is not None
        frozen = office.files.read(file)
    for role in READERS:
        answer = office.as_(role).get(f"{case}/cong-van.docx")
        in_unit = role in {Role.HEAD, Role.HANDLER}
        assert (answer.data == frozen) is not in_unit, role
        assert ("Kín Đáo" in words(answer.data)) is not in_unit, role
        assert "01/SGTVT-KCHT" in words(answer.data)
    assert "không ghi tên người phản ánh" in office.get(Role.HEAD, case)


def test_markup_in_a_case_is_shown_as_text(office: Office) -> None:
    case = office.case(title="<b>đậm</b> & nhạt", content="<script>x</script> " * 3)
    page = office.get(Role.FOCAL, case)
    assert "&lt;b&gt;đậm&lt;/b&gt; &amp; nhạt" in page
    assert "<script>x" not in page
