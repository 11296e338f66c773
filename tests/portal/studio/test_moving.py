"""A letter's page: who is offered which move, and what a move made by hand gets."""

import re
from typing import Final

import pytest

from documents import register
from documents.vocabulary import Authority, LetterState, Role
from tests.portal.studio.studio import NOW, WORDS, WRITERS, S, Studio, token_in, told

WHY: Final = "Cần nêu rõ thời hạn hoàn thành."
ALL: Final = (
    "submit",
    "approve",
    "issue",
    "return",
    "recall",
    "take_back",
    "discard",
    "restore",
)
OFFICE: Final = {role: ["submit", "discard"] for role in (*WRITERS, Role.HANDLER)}
OFFERED: Final[dict[LetterState, dict[Role, list[str]]]] = {
    S.DRAFT: OFFICE,
    S.PENDING: {
        **{role: ["take_back"] for role in OFFICE},
        Role.CVP: ["return", "take_back"],
        Role.DIRECTOR: ["approve", "return", "take_back"],
    },
    S.APPROVED: {Role.CLERK: ["issue"], Role.DIRECTOR: ["recall"]},
    S.ISSUED: {},
    S.DISCARDED: {role: ["restore"] for role in OFFICE},
}
"""What the page offers of a letter that the handler wrote and the director signs."""

ENGLISH: Final = re.compile(
    r"\b(this field|not a valid|field must|cannot be|invalid|bad request|forbidden"
    r"|conflict|internal server|method not|traceback)\b",
    re.IGNORECASE,
)


def moves(studio: Studio, role: Role, path: str) -> list[str]:
    return re.findall(rf'action="{path}/buoc/(\w+)"', studio.get(role, path))


@pytest.mark.parametrize("state", list(S))
def test_a_page_offers_each_role_what_the_table_allows(
    studio: Studio, state: LetterState
) -> None:
    path = studio.letter(state)
    for role in OFFICE:
        allowed = OFFERED[state].get(role, [])
        assert moves(studio, role, path) == allowed, role
        page = studio.get(role, path)
        assert (f'href="{path}/sua"' in page) == (state is S.DRAFT), role
        assert ("Bản đã ký" in page) == (state is S.ISSUED and role is Role.CLERK)
    assert studio.as_(Role.ADMIN).get(path).status_code == 403


@pytest.mark.parametrize("state", list(S))
def test_a_move_that_is_not_offered_is_refused_and_changes_nothing(
    studio: Studio, state: LetterState
) -> None:
    path = studio.letter(state)
    before = studio.stored(path)
    known = len(studio.events(path))
    typed = {"comment": WHY, "issued_on": "17/12/2019", "reserved": ""}
    for role in (*OFFICE, Role.ADMIN):
        for action in set(ALL) - set(OFFERED[state].get(role, [])):
            answer = studio.step(role, path, action, **typed)
            assert answer.status_code in {403, 409}, (role, action)
            assert not ENGLISH.search(told(answer.text)), (role, action)
    now = studio.stored(path)
    assert (now.state, now.version, now.number) == (
        before.state,
        before.version,
        before.number,
    )
    assert len(studio.events(path)) == known


def test_a_letter_goes_its_way_by_everybodys_hands(studio: Studio) -> None:
    path = studio.letter()
    steps = [
        (Role.HANDLER, "submit", {}, "Đã trình người ký duyệt."),
        (Role.CVP, "return", {"comment": WHY}, "Đã trả lại dự thảo kèm ý kiến."),
        (Role.HANDLER, "submit", {}, "Đã trình"),
        (Role.HEAD, "take_back", {}, "Đã rút dự thảo về để sửa."),
        (Role.HANDLER, "discard", {}, "Đã bỏ dự thảo"),
        (Role.HANDLER, "restore", {}, "Đã khôi phục dự thảo."),
        (Role.HEAD, "submit", {}, "Đã trình"),
        (Role.DIRECTOR, "approve", {}, "Đã phê duyệt; văn thư sẽ cấp số."),
        (Role.DIRECTOR, "recall", {"comment": WHY}, "Đã thu hồi phê duyệt."),
        (Role.HANDLER, "submit", {}, "Đã trình"),
        (Role.DIRECTOR, "approve", {}, "Đã phê duyệt"),
        (Role.CLERK, "issue", {"issued_on": "17/12/2019"}, "Đã cấp số và ban hành."),
    ]
    for role, action, typed, said in steps:
        assert action in moves(studio, role, path)
        answer = studio.step(role, path, action, **typed)
        assert (answer.status_code, answer.location) == (303, path), action
        assert said in told(studio.get(role, path))
    page = told(studio.get(Role.HANDLER, path))
    assert re.search(r"Công văn số \d\d/SGTVT-KCHT, ngày 17/12/2019", page)
    assert WHY in page
    with studio.reading():
        assert studio.as_(Role.HANDLER).get(f"{path}.docx").status_code == 200


@pytest.mark.parametrize("action", ["return", "recall"])
@pytest.mark.parametrize("comment", ["", "   ", "sửa đi", "đ" * 2001])
def test_a_letter_is_not_sent_back_without_a_reason(
    studio: Studio, action: str, comment: str
) -> None:
    path = studio.letter(S.PENDING if action == "return" else S.APPROVED)
    answer = studio.step(Role.DIRECTOR, path, action, comment=comment)
    assert answer.status_code == 422
    assert "Chưa thực hiện được" in told(answer.text)
    assert 'class="field__error"' in answer.text
    assert comment.strip() in answer.text
    assert not ENGLISH.search(told(answer.text))
    assert studio.stored(path).state in {S.PENDING, S.APPROVED}


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("", "Mục này cần được điền"),
        ("hôm nay", "ngày/tháng/năm"),
        ("16/12/2019", "trước ngày phê duyệt"),
        ("18/12/2019", "ở tương lai"),
        ("31/02/2019", "ngày/tháng/năm"),
        ("01/01/9999", "ngày/tháng/năm"),
    ],
)
def test_a_number_is_not_given_on_a_wrong_day(
    studio: Studio, day: str, message: str
) -> None:
    path = studio.letter(S.APPROVED)
    answer = studio.step(Role.CLERK, path, "issue", issued_on=day)
    assert answer.status_code == 422
    assert message in told(answer.text)
    assert f'value="{day}"' in answer.text
    assert studio.stored(path).number is None


def test_a_letter_takes_the_number_that_was_held_for_it(studio: Studio) -> None:
    with studio.writing() as session:
        held = register.reserve(
            session,
            register.Reservation("cong-van", "KCHT", "cho văn bản họp sáng nay"),
            by=studio.people[Role.CLERK],
            now=NOW,
        )
        number, key = held.number, str(held.id)
    path, after = studio.letter(S.APPROVED), studio.letter(S.APPROVED)
    assert f"{number:02}/SGTVT-KCHT, giữ từ trước" in studio.get(Role.CLERK, path)
    day = {"issued_on": "17/12/2019"}
    for rubbish in ("999", "x", "9" * 400):
        answer = studio.step(Role.CLERK, path, "issue", reserved=rubbish, **day)
        assert answer.status_code == 422
    studio.step(Role.CLERK, path, "issue", reserved=key, **day)
    studio.step(Role.CLERK, after, "issue", reserved="", **day)
    assert studio.stored(path).number == number
    assert studio.stored(after).number == number + 1


def test_a_second_click_gives_no_second_number(studio: Studio) -> None:
    path = studio.letter(S.APPROVED)
    seen = str(studio.stored(path).version)
    typed = {"issued_on": "17/12/2019", "version": seen}
    assert studio.step(Role.CLERK, path, "issue", **typed).status_code == 303
    number = studio.stored(path).number
    again = studio.step(Role.CLERK, path, "issue", **typed)
    assert again.status_code == 409
    assert studio.stored(path).number == number


def test_who_was_overtaken_is_told_and_keeps_his_reason(studio: Studio) -> None:
    path = studio.letter(S.PENDING)
    seen = str(studio.stored(path).version)
    studio.step(Role.HANDLER, path, "take_back")
    studio.send(Role.HANDLER, path, body="Bản mới.")
    studio.step(Role.HANDLER, path, "submit")
    typed = {"comment": WHY, "version": seen}
    answer = studio.step(Role.CVP, path, "return", **typed)
    assert answer.status_code == 409
    page = told(answer.text)
    assert "vừa được người khác" in page
    assert re.search(rf"<textarea[^>]*>\s*{re.escape(WHY)}", answer.text)
    now = re.search(
        r'/buoc/return".*?name="version" value="(\d+)"', answer.text, re.DOTALL
    )
    assert now
    again = studio.step(Role.CVP, path, "return", comment=WHY, version=now[1])
    assert again.status_code == 303


def test_a_reason_whose_move_is_gone_is_shown_to_be_copied(studio: Studio) -> None:
    path = studio.letter(S.PENDING)
    seen = str(studio.stored(path).version)
    studio.step(Role.HANDLER, path, "take_back")
    answer = studio.step(Role.CVP, path, "return", comment=WHY, version=seen)
    assert answer.status_code == 409
    assert WHY in answer.text
    assert studio.stored(path).state is S.DRAFT


def test_an_unfinished_draft_is_not_handed_in_and_says_what_is_missing(
    studio: Studio,
) -> None:
    path = studio.paper("cong-van")
    page = told(studio.get(Role.HANDLER, path))
    assert "Chưa trình được, còn thiếu" in page
    answer = studio.step(Role.HANDLER, path, "submit")
    assert answer.status_code == 409
    assert studio.stored(path).state is S.DRAFT


def test_who_has_the_right_signs_and_nobody_approves_his_own(studio: Studio) -> None:
    with studio.desk() as desk:
        head = desk.hire(Role.HEAD, "Trưởng phòng", "KCHT")
        desk.delegate(head, Authority.TL)
        mine = f"/cong-van/{desk.written(by=head, signer=head).id}"
        others = f"/cong-van/{desk.written(S.PENDING, signer=head).id}"
    client = studio.client(head)
    typed = {"csrf_token": token_in(client.get(mine).text)}
    typed["version"] = str(studio.stored(mine).version)
    refused = client.post(f"{mine}/buoc/submit", data=typed)
    assert refused.status_code == 409
    assert "không tự ký được" in told(refused.text)
    assert f"{others}/buoc/approve" in client.get(others).text
    assert moves(studio, Role.DIRECTOR, others) == ["return", "take_back"]
    answer = studio.step(Role.DIRECTOR, others, "approve")
    assert answer.status_code in {403, 409}
    assert studio.stored(others).state is S.PENDING


def test_a_case_leads_to_its_letters_and_they_to_it(studio: Studio) -> None:
    path = studio.of_case(S.ISSUED)
    page = studio.get(Role.HEAD, path)
    case = re.search(r'href="(/ho-so/DDN-2019-\d+)"', page)
    assert case
    assert f'href="{path}"' in studio.get(Role.HEAD, case[1])
    assert WORDS["body"] not in page
