"""Groups of recipients: made, changed, taken away, by the office only."""

import re

import pytest

from documents.recipients import MOST
from documents.vocabulary import Role
from tests.portal.studio.studio import Studio, told
from tests.portal.studio.test_moving import ENGLISH

LIST = "/cong-van/nhom-noi-nhan"
MEMBERS = "- Thanh tra Sở (để phối hợp);\n- UBND các huyện, thị xã."


def address(studio: Studio, name: str) -> str:
    page = studio.get(Role.CLERK, LIST)
    found = re.search(rf'href="({LIST}/\d+)"[^>]*>[^<]*{re.escape(name)}', page)
    assert found, told(page)
    return found[1]


def test_a_group_is_made_changed_and_taken_away(studio: Studio) -> None:
    made = studio.post(Role.CLERK, LIST, name="Khối huyện", items=MEMBERS)
    assert (made.status_code, made.location) == (303, LIST)
    page = told(studio.get(Role.FOCAL, LIST))
    assert "Đã lưu nhóm “Khối huyện”." in told(studio.get(Role.CLERK, LIST))
    assert "Thanh tra Sở (để phối hợp)" in page
    assert "UBND các huyện, thị xã" in page
    at = address(studio, "Khối huyện")
    assert "Thanh tra Sở (để phối hợp)\nUBND các huyện, thị xã" in studio.get(
        Role.CVP, at
    ).replace("\r", "")
    studio.post(Role.CVP, at, name="Khối huyện, thị xã", items="Sở Tài chính")
    page = studio.get(Role.CLERK, at)
    assert 'value="Khối huyện, thị xã"' in page
    assert re.search(r'name="items"[^>]*>\s*Sở Tài chính</textarea>', page)
    assert studio.post(Role.FOCAL, f"{at}/xoa").location == LIST
    assert studio.as_(Role.CLERK).get(at).status_code == 404
    for path in (at, f"{at}/xoa"):
        assert studio.post(Role.CLERK, path, name="x", items="y").status_code == 404


@pytest.mark.parametrize(
    ("name", "items", "message"),
    [
        ("", MEMBERS, "Mục này cần được điền"),
        ("   ", MEMBERS, "Mục này cần được điền"),
        ("Nhóm trống", "", "Mục này cần được điền"),
        ("Nhóm trống", " ;\n - \n", "Cần ít nhất một nơi nhận"),
        ("đ " * 61, MEMBERS, "Không dài quá 120 ký tự"),
        (
            "Nhóm đông",
            "\n".join(f"Xã {n}" for n in range(MOST + 1)),
            f"{MOST} nơi nhận",
        ),
        ("Nhóm dài", "Xã này\n" * 3000, "Không dài quá 20000 ký tự"),
        ("Đã có", MEMBERS, "Đã có nhóm tên này"),
    ],
)
def test_a_group_that_cannot_be_is_told_and_what_was_typed_kept(
    studio: Studio, name: str, items: str, message: str
) -> None:
    studio.post(Role.CLERK, LIST, name="Đã có", items="Sở Tài chính")
    studio.post(Role.CLERK, LIST, name="Để sửa", items="Sở Xây dựng")
    # Read twice: what was done last is told once.
    before = [told(studio.get(Role.CLERK, LIST)) for _ in range(2)][1]
    for path in (LIST, address(studio, "Để sửa")):
        answer = studio.post(Role.CLERK, path, name=name, items=items)
        assert answer.status_code == 422
        page = told(answer.text)
        assert message in page
        assert not ENGLISH.search(page)
        assert f'value="{name.strip()}"' in answer.text
        assert items.strip()[:60] in answer.text.replace("\r", "")
    assert told(studio.get(Role.CLERK, LIST)) == before


def test_a_name_with_markup_stays_a_name(studio: Studio) -> None:
    evil = '"><script>alert(1)</script>'
    studio.post(Role.CLERK, LIST, name=evil, items=evil)
    path = studio.letter()
    for page in (studio.get(Role.CLERK, LIST), studio.get(Role.HANDLER, f"{path}/sua")):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_only_the_office_keeps_the_groups(studio: Studio) -> None:
    studio.post(Role.CLERK, LIST, name="Của văn phòng", items="Sở Nội vụ")
    at = address(studio, "Của văn phòng")
    for role in (Role.HANDLER, Role.HEAD, Role.DIRECTOR, Role.ADMIN):
        for path in (LIST, at):
            assert studio.as_(role).get(path).status_code == 403
            answer = studio.post(role, path, name="Lạ", items="Sở Lạ")
            assert answer.status_code == 403
        assert studio.post(role, f"{at}/xoa").status_code == 403
    assert "Của văn phòng" in studio.get(Role.CLERK, LIST)
    assert "Sở Lạ" not in studio.get(Role.CLERK, LIST)
