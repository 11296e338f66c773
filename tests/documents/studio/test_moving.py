"""Moving a letter: handing in, its signer's approval, number and day, the trash."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from documents import history, outgoing, register, replies, standing, studio
from documents.database import Database
from documents.errors import Invalid, NotAllowed, OutOfDate, TransitionRefused
from documents.files import FileStore
from documents.models import BookEntry, Case, Officer, OutgoingLetter, StoredFile
from documents.register import Reservation
from documents.vocabulary import (
    Authority,
    CaseState,
    Decision,
    EntryState,
    LetterAction,
    LetterState,
    Role,
)
from tests import factories
from tests.conftest import NOW
from tests.documents.letter_desk import WHY, WORDS, LetterDesk

A, S = LetterAction, LetterState


def test_a_letter_is_handed_in_approved_and_numbered(desk: LetterDesk) -> None:
    letter = desk.written()
    desk.move(letter, A.SUBMIT)
    assert letter.state is S.PENDING
    desk.move(letter, A.APPROVE, comment="")
    assert (letter.state, letter.printed_number) == (S.APPROVED, "")
    desk.issue(letter)
    assert (letter.state, letter.printed_number) == (S.ISSUED, "01/SGTVT-KCHT")
    assert (letter.issued_on, letter.issued_at) == (desk.today, desk.now)
    assert letter.issued_by_id == desk.people[Role.CLERK].officer_id
    assert (letter.content["number"], letter.content["date"]) == (1, "2019-12-17")
    (approval,) = studio.approvals(desk.session, letter)
    assert (approval.decision, approval.by_id) == (Decision.APPROVED, letter.signer_id)
    told = history.of(desk.session, letter)
    moved = [(e.action, e.from_state, e.to_state) for e in told[2:]]
    assert moved == [
        ("submit", "draft", "pending"),
        ("approve", "pending", "approved"),
        ("issue", "approved", "issued"),
    ]
    assert told[-1].note == "Số 01/SGTVT-KCHT ngày 17/12/2019"
    assert letter.version == 5


def test_an_unfinished_draft_is_not_handed_in_and_the_officer_is_told_why(
    desk: LetterDesk,
) -> None:
    letter = desk.begin()
    reasons = (
        r"trích yếu – Hãy thay “\[trích yếu\]”.*kính gửi – Hãy thay “\[nơi nhận\]”"
    )
    with pytest.raises(TransitionRefused, match=reasons):
        desk.move(letter, A.SUBMIT)
    for wrong, reason in (
        ({"addressees": []}, "kính gửi – Công văn cần có nơi kính gửi"),
        ({"subject": ""}, "trích yếu – Thiếu trích yếu"),
        ({"body": "1. [Nội dung thứ nhất]."}, r"nội dung – .*\[Nội dung thứ nhất\]"),
        ({"recipients": [{"name": "A", "note": "[lý do]"}]}, "nơi nhận – .*lý do"),
        ({"appendices": [{"title": "Bảng", "body": ""}]}, "phụ lục – "),
        ({"archive": {"units": ["VT"], "copies": "x"}}, "nơi lưu – "),
        ({"unit": "Văn phòng"}, "đơn vị soạn thảo – "),
    ):
        desk.save(letter, {**WORDS, "appendices": [], **wrong})
        assert A.SUBMIT not in desk.offered(letter, desk.people[Role.HANDLER])
        with pytest.raises(TransitionRefused, match=f"^Dự thảo chưa đủ: {reason}"):
            desk.move(letter, A.SUBMIT)
        desk.save(letter, {"archive": {"units": ["VT"]}, "unit": "KCHT"})
    desk.save(letter, {**WORDS, "appendices": []})
    assert A.SUBMIT in desk.offered(letter, desk.people[Role.HANDLER])
    desk.move(letter, A.SUBMIT)


def test_a_letter_of_no_case_cannot_be_to_its_complainant(desk: LetterDesk) -> None:
    letter = desk.written()
    desk.save(letter, {"addressees": ["{người phản ánh}"]})
    with pytest.raises(TransitionRefused, match="không thuộc hồ sơ nào"):
        desk.move(letter, A.SUBMIT)


def test_nobody_signs_what_he_drafted(desk: LetterDesk) -> None:
    director = desk.people[Role.DIRECTOR]
    letter = desk.written(by=director)
    assert letter.signer_id == director.officer_id
    assert A.SUBMIT not in desk.offered(letter, director)
    with pytest.raises(TransitionRefused, match="Người soạn không tự ký được"):
        desk.move(letter, A.SUBMIT, by=director)
    # Handed in before the rule was there, it is still not his to approve.
    letter.state = S.PENDING
    assert desk.offered(letter, director) == {A.TAKE_BACK, A.RETURN}
    with pytest.raises(TransitionRefused, match="không được tự phê duyệt"):
        desk.move(letter, A.APPROVE, by=director)


def test_only_the_signer_approves_and_recalls(desk: LetterDesk) -> None:
    deputy = desk.hire(Role.DIRECTOR, "Phó Giám đốc")
    letter = desk.written(S.PENDING, signer=deputy)
    others = list(desk.people.values())
    for by in others:
        with pytest.raises((TransitionRefused, NotAllowed)):
            desk.move(letter, A.APPROVE, by=by)
    with pytest.raises(TransitionRefused, match="Chỉ người ký"):
        desk.move(letter, A.APPROVE, by=desk.people[Role.DIRECTOR])
    desk.move(letter, A.APPROVE, by=deputy)
    for by in others:
        with pytest.raises((TransitionRefused, NotAllowed)):
            desk.move(letter, A.RECALL, by=by)
    desk.move(letter, A.RECALL, by=deputy)
    assert letter.state is S.DRAFT
    decisions = [a.decision for a in studio.approvals(desk.session, letter)]
    assert decisions == [Decision.APPROVED, Decision.RETURNED]


def test_a_draft_is_sent_back_by_signer_or_leader_with_a_reason(
    desk: LetterDesk,
) -> None:
    chief, head = desk.people[Role.CVP], desk.hire(Role.HEAD, "Trưởng phòng")
    letter = desk.written(S.PENDING)
    with pytest.raises(TransitionRefused, match="người ký hoặc lãnh đạo"):
        desk.move(letter, A.RETURN, by=head)
    with pytest.raises(NotAllowed):
        desk.move(letter, A.RETURN, by=desk.people[Role.CLERK])
    desk.move(letter, A.RETURN, by=chief)
    assert letter.state is S.DRAFT
    (approval,) = studio.approvals(desk.session, letter)
    assert (approval.decision, approval.comment) == (Decision.RETURNED, WHY)
    assert history.of(desk.session, letter)[-1].note == WHY
    desk.delegate(head)
    desk.save(letter, signer=head)
    desk.move(letter, A.SUBMIT)
    desk.move(letter, A.RETURN, by=head)
    desk.move(letter, A.SUBMIT)
    desk.move(letter, A.RETURN, by=desk.people[Role.DIRECTOR])


@pytest.mark.parametrize(
    ("state", "action"), [(S.PENDING, A.RETURN), (S.APPROVED, A.RECALL)]
)
def test_nothing_is_sent_back_without_a_reason(
    desk: LetterDesk, state: LetterState, action: LetterAction
) -> None:
    letter = desk.written(state)
    for comment in ("", "   ngắn    ", "123456789"):
        with pytest.raises(Invalid) as refused:
            desk.move(letter, action, comment=comment)
        assert list(refused.value.fields) == ["comment"]
    assert letter.state is state
    desk.move(letter, action, comment="1234567890")


@pytest.mark.parametrize(
    ("state", "action", "target"),
    [
        (S.DRAFT, A.SUBMIT, S.PENDING),
        (S.PENDING, A.TAKE_BACK, S.DRAFT),
        (S.DRAFT, A.DISCARD, S.DISCARDED),
        (S.DISCARDED, A.RESTORE, S.DRAFT),
    ],
)
def test_drafter_head_and_office_hand_in_take_back_and_use_the_trash(
    desk: LetterDesk, state: LetterState, action: LetterAction, target: LetterState
) -> None:
    strangers = (desk.hire(Role.HEAD, unit="VTPT"), desk.hire(Role.HANDLER))
    for role in (Role.HANDLER, Role.HEAD, Role.CLERK):
        letter = desk.written(state)
        for stranger in strangers:
            assert action not in desk.offered(letter, stranger)
            with pytest.raises(TransitionRefused, match="đơn vị khác"):
                desk.move(letter, action, by=stranger)
        desk.move(letter, action, by=desk.people[role])
        assert letter.state is target
        assert studio.approvals(desk.session, letter) == []


def test_a_move_made_on_an_old_version_is_told_what_changed(desk: LetterDesk) -> None:
    letter = desk.written()
    seen = letter.version
    desk.save(letter, {"body": "Đã sửa."}, by=desk.people[Role.HEAD])
    for act in (desk.move, studio_must_be_open(desk)):
        with pytest.raises(OutOfDate) as refused:
            act(letter, A.SUBMIT, version=seen)
        assert len(refused.value.changed) == 1
    desk.bring_to(letter, S.APPROVED)
    with pytest.raises(OutOfDate):
        desk.issue(letter, version=seen)
    assert letter.number is None


def studio_must_be_open(desk: LetterDesk) -> Any:
    def ask(letter: OutgoingLetter, action: LetterAction, *, version: int) -> None:
        studio.must_be_open(
            desk.session,
            letter,
            action,
            expected_version=version,
            by=desk.people[Role.HANDLER],
            now=desk.now,
        )

    return ask


def test_a_delegate_approves_from_the_first_day_to_the_last(desk: LetterDesk) -> None:
    chief = desk.hire(Role.CVP, "Chánh Văn phòng")
    given = desk.delegate(chief, Authority.TUQ, days=3)
    first = desk.written(S.PENDING, signer=chief)
    last = desk.written(S.PENDING, signer=chief)
    late = desk.written(S.PENDING, signer=chief)
    assert A.APPROVE in desk.offered(first, chief)
    desk.move(first, A.APPROVE)
    desk.sleep(days=2)
    assert desk.today == given.until
    desk.move(last, A.APPROVE)
    desk.sleep(days=1)
    assert A.APPROVE not in desk.offered(late, chief)
    with pytest.raises(TransitionRefused, match="đã hết hiệu lực"):
        desk.move(late, A.APPROVE)
    assert late.state is S.PENDING


def test_a_day_ends_at_midnight_in_hanoi(desk: LetterDesk) -> None:
    chief = desk.hire(Role.CVP, "Chánh Văn phòng")
    desk.delegate(chief, days=1)
    letters = [desk.written(S.PENDING, signer=chief) for _ in "ab"]
    minute = timedelta(minutes=1)
    midnight = datetime(2019, 12, 17, 17, tzinfo=NOW.tzinfo)
    desk.now = midnight - minute
    desk.move(letters[0], A.APPROVE)
    desk.now = midnight
    with pytest.raises(TransitionRefused):
        desk.move(letters[1], A.APPROVE)


def test_a_letter_bears_a_day_on_which_its_signer_had_the_right(
    desk: LetterDesk,
) -> None:
    chief = desk.hire(Role.CVP, "Chánh Văn phòng")
    desk.delegate(chief, days=2)
    letter = desk.written(S.APPROVED, signer=chief)
    desk.sleep(days=2)
    with pytest.raises(Invalid, match="không có thẩm quyền ký") as refused:
        desk.issue(letter)
    assert list(refused.value.fields) == ["issued_on"]
    assert desk.issue(letter, days=-1).number == 1


def test_who_signs_in_another_capacity_now_does_not_approve_the_old_one(
    desk: LetterDesk,
) -> None:
    deputy = desk.hire(Role.DIRECTOR, "Phó Giám đốc")
    pending = desk.written(S.PENDING, signer=deputy)
    approved = desk.written(S.APPROVED, signer=deputy)
    desk.delegate(deputy, Authority.Q)
    with pytest.raises(TransitionRefused, match="thẩm quyền"):
        desk.move(pending, A.APPROVE)
    with pytest.raises(Invalid, match="thẩm quyền"):
        desk.issue(approved)


def test_a_signer_who_left_approves_nothing_and_nothing_is_issued_for_him(
    desk: LetterDesk,
) -> None:
    approved, pending = desk.written(S.APPROVED), desk.written(S.PENDING)
    director = desk.people[Role.DIRECTOR]
    desk.session.get_one(Officer, director.officer_id).active = False
    desk.session.flush()
    with pytest.raises(TransitionRefused):
        desk.move(pending, A.APPROVE)
    with pytest.raises(Invalid, match="thẩm quyền"):
        desk.issue(approved)


def test_what_was_approved_is_what_is_issued(desk: LetterDesk) -> None:
    letter = desk.written(S.APPROVED)
    approved = letter.content
    for key, value in (("body", "Đã đổi."), ("urgency", "khan"), ("signer", {})):
        letter.content = {**approved, key: value}
        with pytest.raises(TransitionRefused, match="thay đổi sau khi phê duyệt"):
            desk.issue(letter)
    letter.content = dict(reversed(approved.items()))
    desk.issue(letter)
    kept = outgoing.printed(letter.content, addressee="")
    assert (kept.number_line, kept.body) == ("Số: 01/SGTVT-KCHT", WORDS["body"])


def test_an_approval_is_of_the_last_text_not_of_an_earlier_one(
    desk: LetterDesk,
) -> None:
    letter = desk.written(S.APPROVED)
    desk.move(letter, A.RECALL)
    desk.save(letter, {"body": "Sở đã thảm lại mặt đường."})
    desk.bring_to(letter, S.ISSUED)
    assert letter.content["body"] == "Sở đã thảm lại mặt đường."


def test_a_letter_is_dated_neither_before_its_approval_nor_ahead_nor_back(
    desk: LetterDesk,
) -> None:
    first, second = desk.written(), desk.written(S.APPROVED)
    desk.sleep(days=1)
    desk.bring_to(first, S.APPROVED)
    for days, reason in ((-1, "trước ngày phê duyệt"), (1, "tương lai")):
        with pytest.raises(Invalid, match=reason) as refused:
            desk.issue(first, days=days)
        assert list(refused.value.fields) == ["issued_on"]
    desk.issue(first)
    with pytest.raises(Invalid, match="lùi ngày"):
        desk.issue(second, days=-1)
    assert second.number is None
    assert desk.issue(second).number == 2


def test_the_day_of_an_approval_is_the_day_in_hanoi(desk: LetterDesk) -> None:
    desk.now = datetime(2019, 12, 17, 17, 30, tzinfo=NOW.tzinfo)
    letter = desk.written(S.APPROVED)
    with pytest.raises(Invalid, match="trước ngày phê duyệt"):
        desk.issue(letter, days=-1)
    assert desk.issue(letter).content["date"] == "2019-12-18"


def test_only_a_clerk_numbers_and_only_what_was_approved(desk: LetterDesk) -> None:
    letter = desk.written(S.APPROVED)
    for role in set(Role) - {Role.CLERK}:
        with pytest.raises(NotAllowed):
            desk.issue(letter, by=desk.people[role])
    for state in set(S) - {S.APPROVED}:
        with pytest.raises(TransitionRefused):
            desk.issue(desk.written(state))
    with pytest.raises(TransitionRefused, match="cùng với số và ngày"):
        desk.move(letter, A.ISSUE, by=desk.people[Role.CLERK])
    assert letter.state is S.APPROVED


def test_a_reserved_number_is_given_to_the_letter_it_was_held_for(
    desk: LetterDesk,
) -> None:
    clerk = desk.people[Role.CLERK]
    held = [
        register.reserve(
            desk.session, Reservation("cong-van", unit, WHY), by=clerk, now=desk.now
        )
        for unit in ("VP", "KCHT")
    ]
    letter = desk.written(S.APPROVED)
    with pytest.raises(Invalid, match="SGTVT-KCHT"):
        desk.issue(letter, reserved=held[0].id)
    desk.issue(letter, reserved=held[1].id)
    assert letter.printed_number == "02/SGTVT-KCHT"
    assert (held[1].state, held[1].letter) == (EntryState.ISSUED, letter)
    assert desk.issue(desk.written(S.APPROVED)).number == 3


def test_a_slip_without_a_number_is_approved_and_printed_never_issued(
    desk: LetterDesk,
) -> None:
    slip = desk.begin("phieu-giao-xu-ly", case=desk.case())
    desk.finished(slip, S.APPROVED)
    assert A.ISSUE not in desk.offered(slip, desk.people[Role.CLERK])
    with pytest.raises(TransitionRefused, match="không lấy số"):
        desk.issue(slip)
    assert desk.session.scalars(select(BookEntry)).all() == []


def test_what_was_issued_is_moved_by_nobody(desk: LetterDesk) -> None:
    letter = desk.written(S.ISSUED)
    before = (letter.version, letter.content, letter.number)
    for by in desk.people.values():
        assert desk.offered(letter, by) == set()
        for action in A:
            with pytest.raises((TransitionRefused, NotAllowed)):
                desk.move(letter, action, by=by)
    assert (letter.version, letter.content, letter.number) == before
    assert letter.state is S.ISSUED


def test_the_reply_to_a_case_is_moved_by_its_case_alone(desk: LetterDesk) -> None:
    factories.draft(desk.session, desk.case(), desk.people, desk.now)
    reply = desk.session.scalars(select(OutgoingLetter)).one()
    for state in set(S) - {S.ISSUED}:
        reply.state = state
        for by in desk.people.values():
            assert desk.offered(reply, by) == set()
            for action in A:
                with pytest.raises((TransitionRefused, NotAllowed)):
                    desk.move(reply, action, by=by)
    with pytest.raises((TransitionRefused, NotAllowed)):
        desk.issue(reply)


def test_a_letter_approved_beside_the_reply_is_not_in_the_replys_way(
    desk: LetterDesk,
) -> None:
    case = desk.case()
    factories.advance_to(desk.session, case, CaseState.APPROVED, desk.people, desk.now)
    desk.finished(desk.begin("gia-han", case=case), S.APPROVED)
    assert len(standing.approvals(desk.session, case)) == 1
    factories.issue(desk.session, case, desk.people, desk.now, desk.files)
    assert standing.reply_letter(desk.session, case).number == 1


def test_an_unfinished_reply_is_not_handed_in_with_its_case(desk: LetterDesk) -> None:
    case = desk.case()
    factories.draft(desk.session, case, desk.people, desk.now)
    reply = standing.reply_letter(desk.session, case)
    desk.save(reply, {"body": "[Nội dung trả lời]"})
    with pytest.raises(TransitionRefused, match=r"chưa đủ: nội dung – .*trả lời\]"):
        hand_in(desk, case)
    assert (case.state, reply.state) == (CaseState.IN_PROGRESS, S.DRAFT)
    desk.save(reply, {"body": WORDS["body"]})
    hand_in(desk, case)
    assert case.state == "pending_approval"


def hand_in(desk: LetterDesk, case: Case) -> None:
    replies.submit_result(
        desk.session,
        case,
        expected_version=case.version,
        by=desk.people[Role.HEAD],
        now=desk.now,
    )


def test_a_number_that_is_rolled_back_is_given_to_the_next(
    database: Database, files: FileStore
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=NOW)
        desk = LetterDesk(session, people, files, NOW)
        ids = [desk.written(S.APPROVED).id for _ in "ab"]
        session.commit()

    def issue(letter_id: int, *, keeps: bool) -> None:
        with database.writing() as session:
            desk = LetterDesk(session, people, files, NOW)
            desk.issue(session.get_one(OutgoingLetter, letter_id))
            session.commit() if keeps else session.rollback()

    issue(ids[0], keeps=False)
    with database.reading() as session:
        letter = session.get_one(OutgoingLetter, ids[0])
        assert (letter.state, letter.number, letter.issued_on) == (
            S.APPROVED,
            None,
            None,
        )
        assert "number" not in {k for k, v in letter.content.items() if v} & {"number"}
        assert session.scalars(select(BookEntry)).all() == []
        assert session.scalars(select(StoredFile)).all() == []
    issue(ids[1], keeps=True)
    issue(ids[0], keeps=True)
    with database.reading() as session:
        found = [session.get_one(OutgoingLetter, i).number for i in ids]
        assert found == [2, 1]


def test_a_letter_that_two_clerks_number_at_once_gets_one_number(
    database: Database, files: FileStore
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=NOW)
        desk = LetterDesk(session, people, files, NOW)
        letter_id = desk.written(S.APPROVED).id
        session.commit()

    def issue() -> int | None:
        with database.writing() as session:
            desk = LetterDesk(session, people, files, NOW)
            letter = session.get_one(OutgoingLetter, letter_id)
            try:
                number = desk.issue(letter, version=4).number
                session.commit()
            except (OutOfDate, StaleDataError):
                return None
            return number

    given = factories.at_once(issue, times=3)
    assert sorted(given, key=str) == [1, None, None]
    with database.reading() as session:
        assert [e.number for e in session.scalars(select(BookEntry))] == [1]
