"""Past cases like the one at hand, beside a call and beside a case."""

import re
from typing import Any, Final

from sqlalchemy import update

from documents.models import Case
from documents.vault import Identity
from documents.vocabulary import CaseState, LinkKind, Role
from tests import factories
from tests.portal.desk.test_growth import asked
from tests.portal.office import Office, office

__all__ = ["office"]

HOLES: Final[dict[str, Any]] = {
    "title": "Ổ gà trên Quốc lộ 51",
    "location": "Km 40, phường Phước Nguyên",
}
ELSEWHERE: Final[dict[str, Any]] = {
    "content": "Mặt đường hỏng nặng đã nhiều tháng nay, xe máy đi lại rất khó, nhất là"
    " lúc trời mưa; người dân phường Phước Nguyên báo, quá Km 40 một đoạn.",
    "identity": Identity(full_name="Lý Văn Thử", phone="0987 654 321"),
}
LIGHTS: Final[dict[str, Any]] = {
    "title": "Đèn tín hiệu không sáng",
    "content": "Cả bốn hướng đều tắt từ tối hôm qua.",
    "location": "Ngã tư Lê Lợi",
}


def like(office: Office, role: Role, **typed: str) -> str:
    answer = office.post(role, "/ho-so/tuong-tu", **typed)
    assert answer.status_code == 200
    return answer.text


def test_a_call_shows_past_cases_of_its_place_and_their_replies(office: Office) -> None:
    old, other = office.case(CaseState.REPLIED, **HOLES), office.case(**LIGHTS)
    office.index()
    for typed in ("lại có ổ gà ở ql51 km 40", "o ga quoc lo 51"):
        shown = like(office, Role.CLERK, title=typed)
        assert f'href="{old}"' in shown
        assert "01/SGTVT-KCHT: trả lời phản ánh về Quốc lộ 51" in shown
        assert f'href="{other}"' not in shown


def test_too_few_words_or_an_index_that_is_away_show_nothing(office: Office) -> None:
    office.case(**HOLES)
    assert "Chưa thấy hồ sơ nào" in like(office, Role.CLERK, title=HOLES["title"])
    office.index()
    for typed in ("Ổ gà", "", '"" -- ** ??', "\x00" * 50):
        assert "/ho-so/" not in like(office, Role.CLERK, title=typed)
    assert "/ho-so/" in like(office, Role.CLERK, title="ổ gà " * 5000)


def test_what_an_officer_may_not_see_is_like_nothing(office: Office) -> None:
    office.case(CaseState.IN_PROGRESS, **HOLES)
    office.index()
    assert "Quốc lộ" in like(office, Role.HEAD, title=HOLES["title"])
    with office.writing() as session:
        elsewhere = factories.unit(session, "VTPT").id
        session.execute(update(Case).values(lead_unit_id=elsewhere))
    assert "/ho-so/" not in like(office, Role.HEAD, title=HOLES["title"])
    assert office.post(Role.ADMIN, "/ho-so/tuong-tu").status_code == 403


def test_a_case_shows_others_like_it_and_not_itself(office: Office) -> None:
    old, case = office.case(CaseState.REPLIED, **HOLES), office.case(**HOLES)
    office.index()
    page = office.get(Role.FOCAL, case).split('id="tuong-tu"')[1]
    assert f'href="{old}"' in page
    assert f'<a href="{case}">' not in page


def test_one_list_shows_the_same_matter_first_and_no_case_twice(
    office: Office,
) -> None:
    """A case of the same sender and road is similar too; it stands there once."""
    near = office.case(CaseState.REPLIED, **HOLES | {"location": "", **ELSEWHERE})
    same = office.case(CaseState.REPLIED, **HOLES)
    case = office.case(CaseState.IN_PROGRESS, **HOLES)
    office.index()
    shown = office.get(Role.FOCAL, case).split('id="tuong-tu"')[1].split("<h2")[0]
    assert re.findall(r'<p><a href="(/ho-so/[^"/]+)">', shown) == [same, near]
    first, second = shown.split(f'href="{near}"')
    assert "Cùng số điện thoại" in first
    assert first.count('name="kind"') == 1
    assert "điện thoại" not in second
    assert 'name="kind"' not in second.split("<details")[0]
    assert "Đã trả lời: 02/SGTVT-KCHT" in first
    assert "Đã trả lời: 01/SGTVT-KCHT" in second
    typed = {"title": HOLES["title"], "location": HOLES["location"]}
    call = like(office, Role.CLERK, **typed, phone="0912345678")
    assert re.findall(r'<a href="(/ho-so/[^"/]+)">', call) == [case, same, near]
    call = like(office, Role.CLERK, **typed, shown=f"{case[-15:]},{near[-15:]}")
    assert re.findall(r'<a href="(/ho-so/[^"/]+)">', call) == [same]


def test_a_tied_case_is_not_similar_as_well_and_its_reply_can_be_used(
    office: Office,
) -> None:
    old = office.case(CaseState.REPLIED, **HOLES)
    case = office.case(CaseState.IN_PROGRESS, **HOLES)
    office.index()
    told = {"code": old[-15:], "kind": LinkKind.RELATED.value}
    assert office.move(Role.FOCAL, case, "lien-quan", **told).status_code == 303
    page = office.get(Role.HANDLER, case)
    assert page.count(f'<a href="{old}">') == 1
    assert f'href="{case}/du-thao?mau={old[-15:]}"' in page
    assert 'id="tuong-tu"' not in page
    assert "?mau=" not in office.get(Role.FOCAL, case)


def test_many_like_cases_cost_no_more_questions_than_few(office: Office) -> None:
    case = office.case(CaseState.IN_PROGRESS, **HOLES)

    def cost() -> int:
        office.index()
        office.get(Role.HANDLER, case)
        with asked() as statements:
            office.get(Role.HANDLER, case)
        return len(statements)

    office.case(CaseState.REPLIED, **HOLES)
    few = cost()
    for _ in range(3):
        office.case(CaseState.REPLIED, **HOLES)
    assert cost() == few


def test_a_reply_starts_from_the_approved_one_of_a_case_like_it(office: Office) -> None:
    old = office.case(CaseState.REPLIED, **HOLES)
    case = office.case(CaseState.IN_PROGRESS, **HOLES)
    office.index()
    use = f"{case}/du-thao?mau={old.rsplit('/', 1)[-1]}"
    assert f'href="{use}"' in office.get(Role.HANDLER, case)
    draft = office.get(Role.HANDLER, use)
    assert "Sở đã cho vá toàn bộ ổ gà." in draft
    assert "Lời văn của văn bản số 01/SGTVT-KCHT" in draft


def test_a_reply_starts_from_no_draft_and_from_no_other_units_case(
    office: Office,
) -> None:
    case = office.case(CaseState.IN_PROGRESS, **HOLES)
    drafted = office.case(CaseState.PENDING_APPROVAL, **HOLES).rsplit("/", 1)[-1]
    assert "Lời văn" not in office.get(Role.HANDLER, f"{case}/du-thao?mau={drafted}")
    for code in (office.case().rsplit("/", 1)[-1], "DDN-2019-999999", "x" * 500):
        answer = office.as_(Role.HANDLER).get(f"{case}/du-thao?mau={code}")
        assert answer.status_code == 404
