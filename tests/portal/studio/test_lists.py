"""What is under way, and what waits for whom: the list, the desk, the search."""

import re

from documents.vocabulary import Role
from tests.portal.studio.studio import S, Studio, told

DRAFTS = "/cong-van/du-thao"
DESK = "/ban-lam-viec"
WHY = "Cần nêu rõ thời hạn hoàn thành."


def listed(studio: Studio, role: Role, page: str = DRAFTS) -> set[str]:
    return set(re.findall(r'href="(/cong-van/\d+)"', studio.get(role, page)))


def test_each_role_sees_the_drafts_that_are_its_own(studio: Studio) -> None:
    mine = studio.letter(by=Role.HANDLER)
    of_the_office = studio.letter(by=Role.CLERK)
    of_a_case = studio.of_case()
    issued, thrown = studio.letter(S.ISSUED), studio.letter(S.DISCARDED)
    every = {mine, of_the_office, of_a_case}
    for role in (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR):
        assert every <= listed(studio, role), role
    for role in (Role.HANDLER, Role.HEAD):
        assert listed(studio, role) & every == {mine, of_a_case}, role
    for role in set(Role) - {Role.ADMIN}:
        assert not {issued, thrown} & listed(studio, role)
    assert studio.as_(Role.ADMIN).get(DRAFTS).status_code == 403


def test_a_long_list_has_pages_and_rubbish_is_the_first(studio: Studio) -> None:
    for _ in range(21):
        studio.letter()
    first = listed(studio, Role.CLERK)
    second = listed(studio, Role.CLERK, f"{DRAFTS}?trang=2")
    assert second
    assert not first & second
    for rubbish in ("x", "-1", "0", "\u0661", "9" * 4400):
        page = listed(studio, Role.CLERK, f"{DRAFTS}?trang={rubbish}")
        assert page in (first, second)


def test_the_desk_shows_whose_turn_it_is(studio: Studio) -> None:
    pending, approved = studio.letter(S.PENDING), studio.letter(S.APPROVED)
    back = studio.letter(S.PENDING)
    studio.step(Role.DIRECTOR, back, "return", comment=WHY)
    turns = {
        Role.DIRECTOR: {pending: "Chờ bạn phê duyệt"},
        Role.CLERK: {approved: "Chờ cấp số"},
        Role.HANDLER: {back: "Được trả lại để sửa"},
        Role.FOCAL: {},
        Role.HEAD: {},
    }
    for role, waiting in turns.items():
        shown = listed(studio, role, DESK) & {pending, approved, back}
        assert shown == set(waiting), role
        page = told(studio.get(role, DESK))
        assert ("Văn bản đến lượt bạn" in page) == bool(waiting)
        for words in waiting.values():
            assert words in page


def test_the_register_leads_to_what_waits_for_a_number(studio: Studio) -> None:
    path = studio.letter(S.APPROVED)
    assert f'href="{path}#viec-can-lam"' in studio.get(Role.CLERK, "/cong-van/")
    studio.step(Role.CLERK, path, "issue", issued_on="17/12/2019")
    page = studio.get(Role.CLERK, "/cong-van/")
    assert f'href="{path}#viec-can-lam"' not in page
    assert f'href="{path}"' in page
    entry = studio.get(Role.CLERK, "/cong-van/so/1")
    assert re.search(r'href="/cong-van/\d+\.docx"', entry)


def test_a_letter_is_found_by_who_may_see_it(studio: Studio) -> None:
    with studio.desk() as desk:
        letter = desk.begin(by=studio.people[Role.CLERK])
        words = {
            "subject": "kiểm kê biển báo Côn Đảo",
            "body": "Sở kiểm kê biển báo.",
            "addressees": ["UBND huyện"],
        }
        desk.save(letter, words)
        path = f"/cong-van/{letter.id}"
    for indexed in (False, True):
        if indexed:
            studio.index()
        for role, found in (
            (Role.CLERK, True),
            (Role.DIRECTOR, True),
            (Role.HANDLER, False),
        ):
            page = studio.get(role, "/tim-kiem?q=kiem+ke+bien+bao+con+dao")
            assert (f'href="{path}"' in page) == found, (role, indexed)
        visitor = studio.visitor().get("/tim-kiem?q=kiem+ke+bien+bao+con+dao")
        assert path not in visitor.text
    studio.step(Role.CLERK, path, "discard")
    page = studio.get(Role.CLERK, "/tim-kiem?q=kiem+ke+bien+bao+con+dao")
    assert f'href="{path}"' not in page
