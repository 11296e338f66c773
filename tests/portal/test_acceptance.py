"""Scenarios of acceptance that no other test tells as a whole (domain.md §14.4).

The others stand beside what they are about; each names its scenario.
"""

import re
from typing import Any

from documents.vocabulary import CaseState, Role
from portal.digest import digest_for
from tests.conftest import NOW
from tests.portal.answers.published import Published
from tests.portal.desk.test_deciding import FINDING
from tests.portal.desk.test_moves import assignment, drafted, signed
from tests.portal.office import Office, office
from tests.portal.test_lookup import PIN, ask, plain

__all__ = ["office"]

S = CaseState
CALL = {
    "title": "Ổ gà trên Quốc lộ 51",
    "content": "Đoạn Km 40 Quốc lộ 51 có nhiều ổ gà rất nguy hiểm.",
    "full_name": "Trần Thị Kín Đáo",
    "phone": "0912 345 678",
    "complainant_kind": "citizen",
    "channel": "phone",
    "source": "province",
    "external_ref": "118/DDN-UBND",
}
REPORTED = "Báo cáo số 25/BC-SGTVT"
SEARCH = "/tim-kiem?q=o+ga+cho+rach+hao"
MONTH = "/bao-cao/?ky=2019-12&theo=unit"
UNIT = "Phòng Quản lý kết cấu hạ tầng"
VISITED = ("/", "/hoi-dap", SEARCH)
WHY = "Cần nêu rõ thời hạn bảo hành đoạn đường đã vá."


def row(page: str, label: str) -> dict[str, str]:
    """Return the cells of a row of the table of statistics, by their headings."""
    told = re.search(rf'scope="row">{label}.*?</tr>', page, re.DOTALL)
    assert told, label
    return dict(re.findall(r'data-label="([^"]+)">([^<]+)</td>', told[0]))


def answered(office: Office) -> str:
    """Take a telephone call the whole way, once sent back; return its case."""
    case = str(office.post(Role.CLERK, "/ho-so/moi", **CALL).location)
    closing = {
        "send_channel": "post",
        "sent_on": "17/12/2019",
        "province_report": REPORTED,
        "province_report_on": "17/12/2019",
    }
    ways: tuple[tuple[Role, str, dict[str, Any], CaseState], ...] = (
        (Role.FOCAL, "assign", assignment(office), S.IN_PROGRESS),
        (Role.HANDLER, "du-thao", drafted(office), S.IN_PROGRESS),
        (Role.HEAD, "submit_result", {}, S.PENDING_APPROVAL),
        (Role.DIRECTOR, "return", {"comment": WHY}, S.IN_PROGRESS),
        (Role.HANDLER, "du-thao", drafted(office, body="Bảo hành."), S.IN_PROGRESS),
        (Role.HEAD, "submit_result", {}, S.PENDING_APPROVAL),
        (Role.DIRECTOR, "approve", {}, S.APPROVED),
        (Role.CLERK, "issue", {"issued_on": "17/12/2019"}, S.APPROVED),
        (Role.FOCAL, "enter_reply", {"signed_file": signed()}, S.REPLIED),
        (Role.FOCAL, "close", closing, S.RESOLVED),
    )
    for role, action, typed, state in ways:
        answer = office.move(role, case, action, **typed)
        assert answer.status_code == 303, (action, answer.text)
        assert office.row(case).state is state, action
    return case


def test_a_call_is_answered_reported_and_counted(office: Office) -> None:
    """A1: a telephone call goes the whole way, and makes one row of the month exact."""
    page = office.get(Role.FOCAL, answered(office))
    assert WHY in page
    assert f"{REPORTED} ngày 17/12/2019" in page

    page = office.get(Role.DIRECTOR, MONTH)
    assert row(page, UNIT) == {
        "Tồn kỳ trước": "0",
        "Tiếp nhận": "1",
        "Tổng phải xử lý": "1",
        "Đã giải quyết: đúng hạn": "1",
        "Đã giải quyết: trễ hạn": "0",
        "Chuyển cơ quan khác": "0",
        "Kết thúc có lý do": "0",
        "Khác": "0",
        "Đang xử lý: trong hạn": "0",
        "Đang xử lý: quá hạn": "0",
        "Tỷ lệ đúng hạn": "100,0%",
        "Ngày xử lý trung bình": "0,0",
    }
    assert row(page, "Tổng cộng") == row(page, UNIT)


class Denounced:
    """A case that everybody read, with the PIN of its sender, and then is sealed."""

    def __init__(self, office: Office) -> None:
        self.office, self.told = office, Published(office)
        self.told.publish()
        office.index()
        for path in VISITED:
            assert self.told.public in office.visitor().get(path).text, path
        self.pin = self._pin()
        answer = office.move(Role.FOCAL, self.told.case, "reopen", reason=WHY)
        assert answer.status_code == 303
        office.index()

    def _pin(self) -> str:
        given = self.office.move(Role.FOCAL, self.told.case, "ma-tra-cuu")
        pin = PIN.search(self.office.get(Role.FOCAL, str(given.location)))
        assert pin
        return pin[1]

    def seal(self) -> None:
        for role, action, typed in (
            (Role.FOCAL, "propose_reclassify", FINDING),
            (Role.CVP, "reclassify", {}),
        ):
            answer = self.office.move(role, self.told.case, action, **typed)
            assert answer.status_code == 303

    def tellers(self) -> set[str]:
        """Return where officers read of it, of all places that told of it before."""
        doors: tuple[tuple[Role, str], ...] = (
            (Role.FOCAL, "/ho-so/"),
            (Role.FOCAL, SEARCH),
            (Role.FOCAL, "/ho-so/ton-dong/danh-sach"),
            (Role.HEAD, "/ban-lam-viec"),
        )
        pages = {path: self.office.get(role, path) for role, path in doors}
        return {path for path, text in pages.items() if self.told.code in text}


def test_a_denunciation_is_in_no_list_search_figure_or_mail_once_it_is_sealed(
    office: Office,
) -> None:
    """A6, within: what was read by everybody is nowhere where officers met it."""
    case = Denounced(office)
    assert len(case.tellers()) == 4
    case.seal()
    assert case.tellers() == set()
    office.index()
    assert case.tellers() == set()
    with office.reading() as session:
        for viewer in office.people.values():
            parts = digest_for(session, viewer, on=NOW.date()).parts
            codes = [one.code for part in parts for one in part.cases]
            assert case.told.code not in codes
    page = office.get(Role.DIRECTOR, MONTH)
    assert row(page, UNIT)["Tổng phải xử lý"] == "0"


def test_a_denunciation_is_nowhere_in_public_once_it_is_sealed(
    office: Office,
) -> None:
    """A6, without: its page is gone, and its right PIN opens what a wrong one does."""
    case = Denounced(office)
    told = case.told
    assert ask(office.visitor(), told.code, case.pin).status_code == 200
    case.seal()
    office.index()
    for path in VISITED:
        assert told.public not in office.visitor().get(path).text, path
    assert office.visitor().get(told.public).status_code == 404
    right = ask(office.visitor(), told.code, case.pin)
    wrong = ask(office.visitor(), told.code, "0000 0000")
    assert right.status_code == 422
    assert plain(right, told.code) == plain(wrong, told.code)
