"""Past cases like the one at hand, beside a call and beside a case."""

from typing import Any, Final

from sqlalchemy import update

from documents.models import Case
from documents.vocabulary import CaseState, Role
from tests import factories
from tests.portal.office import Office, office

__all__ = ["office"]

HOLES: Final[dict[str, Any]] = {
    "title": "Ổ gà trên Quốc lộ 51",
    "location": "Km 40, phường Phước Nguyên",
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
