"""The right to sign: given by a leader, for a time, and ended by him."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from documents.vocabulary import Role
from tests.portal.studio.studio import Studio, told
from tests.portal.studio.test_moving import ENGLISH

RIGHTS = "/cong-van/quyen-ky"


def give(studio: Studio, *, role: Role = Role.DIRECTOR, **typed: Any) -> TestResponse:
    right = {
        "officer_id": str(studio.people[Role.HEAD].officer_id),
        "authority": "tl",
        "scope": "Văn bản về hạ tầng đường bộ",
        "basis": "Quyết định số 12/QĐ-SGTVT ngày 02/01/2019",
        "since": "17/12/2019",
        "until": "31/12/2019",
    }
    return studio.post(role, RIGHTS, **right | typed)


def fresh(studio: Studio) -> str:
    """Return the id of a head of a unit who has no right yet."""
    return str(studio.hire(Role.HEAD, unit="KCHT").officer_id)


def row(studio: Studio, scope: str) -> str:
    page = studio.get(Role.DIRECTOR, RIGHTS)
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    found = [it for it in rows if scope in it]
    assert len(found) == 1
    return str(found[0])


def test_a_right_is_given_told_to_everybody_and_ended(studio: Studio) -> None:
    answer = give(studio, officer_id=fresh(studio), scope="Phạm vi thứ nhất")
    assert (answer.status_code, answer.location) == (303, RIGHTS)
    assert "Đã giao quyền ký cho Lê Thị Mẫu" in told(studio.get(Role.DIRECTOR, RIGHTS))
    line = row(studio, "Phạm vi thứ nhất")
    assert "TL. – " in line
    assert "17/12/2019 – 31/12/2019" in line
    assert "Đang có hiệu lực" in line
    for role in (Role.HANDLER, Role.CLERK, Role.CVP):
        page = studio.get(role, RIGHTS)
        assert "Phạm vi thứ nhất" in page
        assert "Giao quyền ký</button>" not in page
        assert "Kết thúc hôm nay" not in page
    end = re.search(rf'action="({RIGHTS}/\d+/ket-thuc)"', line)
    assert end
    for role in set(Role) - {Role.DIRECTOR}:
        assert studio.post(role, end[1]).status_code == 403
    assert studio.post(Role.DIRECTOR, end[1]).status_code == 303
    line = row(studio, "Phạm vi thứ nhất")
    assert "17/12/2019 – 17/12/2019" in line
    assert "Kết thúc hôm nay" not in line


def test_who_was_given_the_right_can_be_chosen_to_sign(studio: Studio) -> None:
    with studio.desk() as desk:
        head = desk.hire(Role.HEAD, "Trưởng phòng", "KCHT")
    choice = f'value="{head.officer_id}"'
    path = studio.letter()
    assert choice not in studio.get(Role.HANDLER, f"{path}/sua")
    give(studio, officer_id=str(head.officer_id))
    page = studio.get(Role.HANDLER, f"{path}/sua")
    assert f"{choice}>TL. GIÁM ĐỐC – TRƯỞNG PHÒNG" in page


def test_a_right_that_has_not_begun_is_taken_back_whole(studio: Studio) -> None:
    typed: dict[str, Any] = {
        "since": "01/02/2020",
        "until": "",
        "scope": "Phạm vi tương lai",
    }
    give(studio, officer_id=fresh(studio), **typed)
    line = row(studio, "Phạm vi tương lai")
    assert "Chưa đến ngày" in line
    assert "khi thu hồi" in line
    end = re.search(rf'action="({RIGHTS}/\d+/ket-thuc)"', line)
    assert end
    studio.post(Role.DIRECTOR, end[1])
    assert "Phạm vi tương lai" not in studio.get(Role.DIRECTOR, RIGHTS)
    assert studio.post(Role.DIRECTOR, end[1]).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"officer_id": ""}, "Mục này cần được điền"),
        ({"officer_id": "999999999999999999999"}, "Hãy chọn một mục"),
        ({"authority": "kt"}, "Hãy chọn một mục trong danh sách"),
        ({"scope": ""}, "Mục này cần được điền"),
        ({"basis": " "}, "Mục này cần được điền"),
        ({"scope": "đ " * 151}, "Không dài quá 300 ký tự"),
        ({"since": ""}, "Mục này cần được điền"),
        ({"since": "mai"}, "ngày/tháng/năm"),
        ({"until": "mãi mãi"}, "ngày/tháng/năm"),
        ({"until": "16/12/2019"}, "không thể trước ngày bắt đầu"),
        ({"authority": "tuq", "until": ""}, "Ủy quyền (TUQ.) phải có thời hạn"),
    ],
)
def test_what_the_decree_does_not_know_is_refused_in_words(
    studio: Studio, wrong: dict[str, str], message: str
) -> None:
    typed: dict[str, Any] = {
        "officer_id": fresh(studio),
        "basis": "Căn cứ giữ lại",
    } | wrong
    answer = give(studio, **typed)
    assert answer.status_code == 422
    page = told(answer.text)
    assert "Chưa giao được quyền ký" in page
    assert message in page
    assert not ENGLISH.search(page)
    for value in typed.keys() & {"basis", "since", "until", "scope"}:
        assert typed[value].strip() in answer.text


def test_two_rights_of_one_officer_do_not_overlap(studio: Studio) -> None:
    officer = fresh(studio)
    assert give(studio, officer_id=officer).status_code == 303
    for since, until in (("31/12/2019", ""), ("01/01/2019", "17/12/2019")):
        answer = give(studio, officer_id=officer, since=since, until=until)
        assert answer.status_code == 422
        assert "đã được giao ký trong thời gian đó" in told(answer.text)
    later = give(studio, officer_id=officer, since="01/01/2020", until="")
    assert later.status_code == 303


def test_only_a_leader_gives_rights(studio: Studio) -> None:
    for role in set(Role) - {Role.DIRECTOR}:
        assert give(studio, role=role, scope="Tự giao").status_code == 403
    assert "Tự giao" not in studio.get(Role.DIRECTOR, RIGHTS)
    assert studio.as_(Role.ADMIN).get(RIGHTS).status_code == 403
