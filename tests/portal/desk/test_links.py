"""Cases that have to do with each other, on their pages, at intake and on the desk."""

from datetime import timedelta
from typing import Any, Final

import pytest
from sqlalchemy import select

from documents import history
from documents.models import Case, CaseLink
from documents.vault import Identity
from documents.vocabulary import CaseState, Field, LinkKind, OutcomeReason, Role
from tests.conftest import NOW
from tests.portal.desk.test_intake import CALL
from tests.portal.office import Office, office

__all__ = ["office"]

OLD: Final = NOW - timedelta(days=181)
OTHER: Final[dict[str, Any]] = {
    "title": "Đèn tín hiệu không sáng",
    "content": "Cả bốn hướng đều tắt từ tối hôm qua.",
    "identity": Identity(full_name="Lý Văn Thử", phone="0987 654 321"),
}
TOO_LONG: Final = "Đã quá lâu, người gửi không phản ánh lại lần nào nữa."


def code_of(case: str) -> str:
    return case.rsplit("/", 1)[-1]


def section(page: str, name: str = "lien-quan") -> str:
    return page.split(f'id="{name}"')[1].split("</section>")[0]


def tie(
    office: Office,
    case: str,
    other: str,
    what: LinkKind,
    *,
    role: Role = Role.FOCAL,
    **typed: str,
) -> Any:
    told = {"code": code_of(other), "kind": what.value} | typed
    return office.move(role, case, "lien-quan", **told)


def test_a_case_that_is_old_does_not_end_once_it_was_told_again(office: Office) -> None:
    """A5: closing as long ago is refused when a second submission exists."""
    old = office.case(now=OLD)
    again = office.case(**OTHER)
    ending = {"reason": OutcomeReason.LONG_AGO.value, "reason_text": TOO_LONG}
    assert tie(office, again, old, LinkKind.AGAIN).status_code == 303
    answer = office.move(Role.FOCAL, old, "propose_close_unresolved", **ending)
    assert answer.status_code == 422
    assert "Người gửi đã phản ánh lại bằng hồ sơ khác." in answer.text
    assert TOO_LONG in answer.text
    undone = {"other": code_of(old), "reason": "Hai người gửi, hai việc khác nhau."}
    done = office.move(Role.FOCAL, again, "bo-lien-quan", **undone)
    assert done.status_code == 303
    answer = office.move(Role.FOCAL, old, "propose_close_unresolved", **ending)
    assert answer.status_code == 303
    assert tie(office, again, old, LinkKind.AGAIN).status_code == 303
    answer = office.move(Role.CVP, old, "close_unresolved")
    assert answer.status_code == 422
    assert office.row(old).state is CaseState.RECEIVED


def test_a_case_that_is_old_does_not_end_while_one_like_it_is_not_judged(
    office: Office,
) -> None:
    old, later = office.case(now=OLD), office.case(title="Nắp cống vỡ")
    ending = {"reason": OutcomeReason.LONG_AGO.value, "reason_text": TOO_LONG}
    answer = office.move(Role.FOCAL, old, "propose_close_unresolved", **ending)
    assert answer.status_code == 422
    assert f"{code_of(later)} (cùng số điện thoại)" in answer.text
    assert tie(office, old, later, LinkKind.APART).status_code == 303
    answer = office.move(Role.FOCAL, old, "propose_close_unresolved", **ending)
    assert answer.status_code == 303


def test_a_case_shows_what_may_be_the_same_and_why(office: Office) -> None:
    case, other = office.case(), office.case(**OTHER)
    like = office.case()
    shown = section(office.get(Role.CLERK, case))
    assert f'href="{like}"' in shown
    assert "Cùng số điện thoại, nội dung gần giống, cùng QL.51 km 40" in shown
    assert f'href="{other}"' not in shown
    assert tie(office, case, like, LinkKind.APART).status_code == 303
    shown = section(office.get(Role.CLERK, case))
    assert 'id="tuong-tu"' not in shown
    assert "Không phải cùng việc với" in shown


def test_units_see_no_shared_telephone_and_tie_nothing(office: Office) -> None:
    there = OTHER | {"content": "Xe 72A-123.45 đỗ tại đây cả ngày lẫn đêm."}
    case = office.case(CaseState.IN_PROGRESS, **there)
    like = office.case(CaseState.IN_PROGRESS, **there | {"title": "Xe bỏ hoang"})
    for role in (Role.HEAD, Role.HANDLER):
        shown = section(office.get(role, case))
        assert "Cùng biển số 72A-123.45" in shown
        assert "điện thoại" not in shown
        assert "<form" not in shown
        assert tie(office, case, like, LinkKind.APART, role=role).status_code == 403
    assert "Cùng số điện thoại" in section(office.get(Role.DIRECTOR, case))


def test_what_cannot_be_tied_comes_back_with_what_was_typed(office: Office) -> None:
    case, other = office.case(**OTHER), office.case()
    for typed, said in (
        ({"code": "DDN-2019-999999"}, "Không có hồ sơ mang mã này."),
        ({"code": code_of(case)}, "một hồ sơ khác"),
        ({"code": ""}, "Mục này cần được điền."),
        ({"kind": "x"}, "Hãy chọn một mục"),
    ):
        answer = tie(office, case, other, LinkKind.AGAIN, role=Role.FOCAL, **typed)
        assert answer.status_code == 422
        assert said in section(answer.text)
    answer = tie(office, case, other, LinkKind.RELATED, version="1")
    assert answer.status_code == 409
    assert f'value="{code_of(other)}"' in section(answer.text)
    with office.reading() as session:
        assert session.scalars(select(CaseLink)).all() == []


def test_an_open_case_that_is_told_again_is_shown_to_leaders_and_in_lists(
    office: Office,
) -> None:
    first = office.case(now=OLD)
    seconds = [office.case(**OTHER) for _ in range(2)]
    for second in seconds:
        tie(office, second, first, LinkKind.AGAIN)
    assert "Đã tái phản ánh 2 lần" in office.get(Role.FOCAL, first)
    assert "Tái phản ánh lần 2" in office.get(Role.FOCAL, seconds[1])
    for role in (Role.CVP, Role.DIRECTOR):
        desk = office.get(role, "/ban-lam-viec")
        assert "Tái phản ánh đang mở" in desk
        assert "lan=lai" in desk
    assert "Tái phản ánh đang mở" not in office.get(Role.CLERK, "/ban-lam-viec")
    listed = office.get(Role.DIRECTOR, "/ho-so/?lan=lai&buoc=dang-mo")
    assert "Có 2 hồ sơ" in listed
    assert "Tái phản ánh lần 1" in listed
    listed = office.get(Role.DIRECTOR, "/ho-so/?lan=bi")
    assert "Có 1 hồ sơ" in listed
    assert "Đã tái phản ánh 2 lần" in listed


def call(office: Office, **typed: str) -> Any:
    return office.post(Role.CLERK, "/ho-so/moi", **{**CALL, **typed})


def test_the_same_caller_on_the_same_matter_is_asked_about_once(office: Office) -> None:
    first = call(office).location
    asked = call(office)
    assert asked.status_code == 422
    assert f'href="{first}"' in asked.text
    assert "Cùng số điện thoại, nội dung gần giống" in asked.text
    assert CALL["content"] in asked.text
    answers = {
        f"again:{code_of(first)}": (LinkKind.AGAIN, "là phản ánh lại của"),
        f"duplicate:{code_of(first)}": (LinkKind.DUPLICATE, "chờ gộp"),
        f"apart:{code_of(first)}": (LinkKind.APART, "Không phải cùng việc"),
    }
    for answer, (kind, said) in answers.items():
        assert f'value="{answer}"' in asked.text
        made = call(office, same_as=answer)
        assert made.status_code == 303
        row = office.row(made.location)
        assert (row.parent_id is not None) is (kind is LinkKind.AGAIN)
        assert said in section(office.get(Role.CLERK, made.location))


def test_another_matter_caller_or_an_ended_case_stops_nobody(office: Office) -> None:
    call(office)
    other = {"title": OTHER["title"], "content": OTHER["content"]}
    assert call(office, **other).status_code == 303
    assert call(office, phone="0987 654 321").status_code == 303
    office.case(CaseState.REPLIED, **OTHER)
    told = other | {"phone": "0987654321", "content": OTHER["content"] + " Xin sửa."}
    assert call(office, **told).status_code == 303


def test_a_call_names_the_case_it_tells_again(office: Office) -> None:
    first = office.case(now=OLD, **OTHER)
    made = call(office, again_of=code_of(first).lower())
    assert made.status_code == 303
    assert office.row(made.location).parent_id == office.row(first).id
    refused = call(office, again_of="DDN-2019-999999", phone="0909 090 909")
    assert refused.status_code == 422
    assert "Không có hồ sơ mang mã này." in refused.text
    assert 'value="DDN-2019-999999"' in refused.text


def test_what_ended_long_ago_leads_to_a_new_case_with_a_parent(office: Office) -> None:
    ended = office.case(CaseState.RESOLVED, now=OLD, field=Field.ROADS)
    url = f"/ho-so/moi?phan-anh-lai={code_of(ended)}"
    assert f'href="{url}"' in office.get(Role.FOCAL, ended)
    assert url not in office.get(Role.DIRECTOR, ended)
    page = office.get(Role.FOCAL, url)
    assert f'value="{code_of(ended)}"' in page
    assert 'value="Ổ gà trên Quốc lộ 51"' in page
    assert "Kín Đáo" not in page
    unknown = office.as_(Role.FOCAL).get("/ho-so/moi?phan-anh-lai=DDN-2019-999999")
    assert unknown.status_code == 404


def test_calls_are_compared_while_they_are_keyed_in(office: Office) -> None:
    case = office.case(title="Nắp cống vỡ", content="Nắp cống vỡ giữa đường lớn.")
    answer = office.post(Role.CLERK, "/ho-so/tuong-tu", phone="+84 912.345.678")
    assert f'href="{case}"' in answer.text
    assert "Cùng số điện thoại" in answer.text
    assert "912" not in answer.text
    answer = office.post(Role.HEAD, "/ho-so/tuong-tu", phone="0912345678")
    assert "/ho-so/" not in answer.text


def test_a_found_duplicate_is_merged_in_two_steps_and_its_sender_answered(
    office: Office,
) -> None:
    main, case = office.case(CaseState.REPLIED), office.case()
    tie(office, case, main, LinkKind.DUPLICATE)
    page = office.get(Role.FOCAL, case)
    assert f"Đề nghị gộp vào {code_of(main)}" in page
    same = f"Trùng nội dung với hồ sơ {code_of(main)}; người gửi được trả lời cùng"
    assert same in page
    ending = {
        "reason": OutcomeReason.DUPLICATE.value,
        "duplicate_of": code_of(main),
        "reason_text": f"{same} hồ sơ đó.",
    }
    office.move(Role.FOCAL, case, "propose_close_unresolved", **ending)
    assert office.move(Role.CVP, case, "close_unresolved").status_code == 303
    waits = office.get(Role.CLERK, main)
    assert "Chờ công chức đầu mối trả lời người gửi của hồ sơ gộp" in waits
    shown = section(office.get(Role.FOCAL, main), "ho-so-gop")
    assert "Chờ trả lời người gửi" in shown
    sent = {"send_channel": "post", "sent_on": "17/12/2019"}
    assert office.move(Role.FOCAL, main, "close", **sent).status_code == 409
    told = {"codes": code_of(case), "channel": "post", "told_on": "18/12/2019"}
    answer = office.move(Role.FOCAL, main, "nguoi-gui-ho-so-gop", **told)
    assert answer.status_code == 422
    assert "Ngày gửi không thể ở tương lai." in section(answer.text, "ho-so-gop")
    told["told_on"] = "17/12/2019"
    assert (
        office.move(Role.FOCAL, main, "nguoi-gui-ho-so-gop", **told).status_code == 303
    )
    shown = section(office.get(Role.FOCAL, main), "ho-so-gop")
    assert "Đã trả lời: bưu chính, ngày 17/12/2019" in shown
    assert office.move(Role.FOCAL, main, "close", **sent).status_code == 303


def test_the_letter_to_a_merged_cases_sender_is_one_step_from_either_case(
    office: Office,
) -> None:
    main, case = office.case(CaseState.REPLIED), office.case()
    other = office.case()
    for one in (case, other):
        same = {"reason": OutcomeReason.DUPLICATE.value, "reason_text": TOO_LONG}
        typed = same | {"duplicate_of": code_of(main)}
        office.move(Role.FOCAL, one, "propose_close_unresolved", **typed)
        assert office.move(Role.CVP, one, "close_unresolved").status_code == 303
    urls = [f"{one}/van-ban-tra-loi-gop" for one in (case, other)]
    shown = section(office.get(Role.FOCAL, main), "ho-so-gop")
    assert all(f'action="{url}"' in shown for url in urls)
    assert urls[0] in section(office.get(Role.CVP, case), "ho-so-gop")
    assert urls[0] not in office.get(Role.CLERK, case)
    written = office.post(Role.FOCAL, urls[0])
    assert written.status_code == 303
    assert "Sở đã cho vá toàn bộ ổ gà." in office.get(Role.FOCAL, written.location)
    assert office.post(Role.FOCAL, urls[0]).location == written.location
    for page in (main, case):
        shown = section(office.get(Role.FOCAL, page), "ho-so-gop")
        assert "Văn bản trả lời (dự thảo)" in shown
        assert urls[0] not in shown
    assert office.post(Role.FOCAL, f"{main}/van-ban-tra-loi-gop").status_code == 409
    assert office.post(Role.CLERK, urls[1]).status_code == 403


def test_opening_again_leaves_the_old_result_as_it_was(office: Office) -> None:
    case = office.case(CaseState.RESOLVED)
    office.move(Role.FOCAL, case, "reopen", reason="Ổ gà lại xuất hiện sau khi vá.")
    with office.reading() as session:
        row = session.scalars(select(Case).where(Case.code == code_of(case))).one()
        first, second = row.rounds
        assert (first.done_at, first.outcome, first.on_time) == (NOW, "resolved", True)
        assert (second.done_at, second.outcome) == (None, None)
        assert len(history.of(session, row)) > 5
    assert "Đã tái phản ánh 1 lần" in office.get(Role.FOCAL, case)


@pytest.mark.parametrize(
    "place",
    ["lien-quan", "bo-lien-quan", "nguoi-gui-ho-so-gop", "van-ban-tra-loi-gop"],
)
def test_an_administrator_finds_none_of_it(office: Office, place: str) -> None:
    case = office.case()
    assert office.move(Role.ADMIN, case, place).status_code == 403
