"""A reply that was signed outside: proposed with its file, confirmed by another."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import closing, history, proposals, queries, register, standing
from documents.attachments import owner
from documents.backlog import as_of, kinds
from documents.deadlines import HANOI, local_day
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.files import FileStore
from documents.handling import asking_info, reopening, signed_outside
from documents.handling.signed_outside import OutsideLetter
from documents.models import Case, PastReply, Reply, StoredFile
from documents.statistics import Cut, Period, statistics
from documents.vocabulary import (
    BacklogKind,
    CaseAction,
    CaseState,
    Decision,
    Outcome,
    Role,
    SendChannel,
)
from tests import factories
from tests.factories import CALENDAR, People

S = CaseState
SIGNED: Final = OutsideLetter(
    "2401/SGTVT-VP", date(2019, 12, 17), "Ngô Văn Thử", "Phó Giám đốc"
)


class Outside:
    """A case at work whose reply was signed on paper, and everybody's hands on it."""

    def __init__(
        self, session: Session, people: People, files: FileStore, now: datetime
    ) -> None:
        self.session, self.people, self.files, self.now = session, people, files, now
        self.case = self.at_work()

    def at_work(self, state: CaseState = S.IN_PROGRESS, **told: Any) -> Case:
        at = told.pop("now", self.now)
        clerk = self.people[Role.CLERK]
        case = factories.make_case(self.session, now=at, by=clerk, **told)
        return factories.advance_to(self.session, case, state, self.people, self.now)

    def scan(self) -> StoredFile:
        told: dict[str, Any] = {"name": "da-ky.pdf", "media_type": "application/pdf"}
        by = self.people[Role.FOCAL]
        return self.files.keep(self.session, b"%PDF-1.7", **told, by=by, now=self.now)

    def propose(self, *, role: Role = Role.FOCAL, **other: Any) -> None:
        told = {"signed_file": self.scan()} | other
        case = told.pop("case", self.case)
        signed_outside.propose(
            self.session,
            case,
            replace(SIGNED, **told),
            expected_version=case.version,
            by=self.people[role],
            now=self.now,
        )
        self.session.flush()

    def enter(self, *, role: Role = Role.CVP, case: Case | None = None) -> None:
        case = case or self.case
        signed_outside.enter(
            self.session,
            case,
            expected_version=case.version,
            by=self.people[role],
            now=self.now,
        )
        self.session.flush()

    def refuses(self, field: str, said: str, **other: Any) -> None:
        with pytest.raises(Invalid) as refusal:
            self.propose(**other)
        assert said in refusal.value.fields[field]

    @property
    def reply(self) -> Reply:
        reply = standing.current_reply(self.session, self.case)
        assert reply is not None
        return reply


@pytest.fixture
def outside(
    session: Session, people: People, files: FileStore, now: datetime
) -> Outside:
    return Outside(session, people, files, now)


@pytest.mark.parametrize("role", [Role.CVP, Role.DIRECTOR])
def test_a_confirmed_letter_answers_its_case_without_an_approval(
    outside: Outside, role: Role
) -> None:
    case = outside.case
    outside.propose(number=" 2401/SGTVT-VP\n")
    assert (case.state, case.done_at) == (S.IN_PROGRESS, None)
    outside.enter(role=role)
    assert (case.state, case.outcome) == (S.REPLIED, Outcome.RESOLVED)
    assert standing.approvals(outside.session, case) == []
    letter = outside.reply.outside
    assert letter is not None
    assert (letter.number, letter.signer) == ("2401/SGTVT-VP", "Ngô Văn Thử")
    assert (outside.reply.letter_id, outside.reply.issued_on) == (
        None,
        date(2019, 12, 17),
    )
    assert outside.reply.signed_file is not None
    told = history.of(outside.session, case)[-1]
    assert told.action == CaseAction.ENTER_OUTSIDE
    assert "số 2401/SGTVT-VP ngày 17/12/2019, Phó Giám đốc Ngô Văn Thử" in told.note


def test_it_is_closed_like_any_other_reply_but_not_sent_before_its_day(
    outside: Outside,
) -> None:
    outside.propose()
    outside.enter()
    told: dict[str, Any] = {"by": outside.people[Role.FOCAL], "now": outside.now}
    day = local_day(outside.now)
    for sent_on in (day - timedelta(1), day):
        sending = closing.Sending(SendChannel.POST, sent_on)
        told["expected_version"] = outside.case.version
        if sent_on < day:
            with pytest.raises(Invalid, match="trước ngày ban hành"):
                closing.close(outside.session, outside.case, sending, **told)
        else:
            closing.close(outside.session, outside.case, sending, **told)
    assert outside.case.state is S.RESOLVED


def test_nobody_confirms_what_he_proposed_or_what_nobody_did(outside: Outside) -> None:
    for role in (Role.CVP, Role.DIRECTOR):
        with pytest.raises(TransitionRefused, match="Chưa có đề nghị"):
            outside.enter(role=role)
    outside.propose()
    promoted = replace(
        outside.people[Role.CVP], officer_id=outside.people[Role.FOCAL].officer_id
    )
    outside.people = outside.people | {Role.CVP: promoted}
    with pytest.raises(TransitionRefused, match="không tự quyết định"):
        outside.enter()
    for role in (Role.FOCAL, Role.CLERK, Role.HEAD):
        with pytest.raises(NotAllowed):
            outside.enter(role=role)
    assert outside.case.state is S.IN_PROGRESS


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.CVP, Role.DIRECTOR])
def test_only_the_focal_officer_proposes_it(outside: Outside, role: Role) -> None:
    with pytest.raises(NotAllowed):
        outside.propose(role=role)


@pytest.mark.parametrize("state", [S.RECEIVED, S.PENDING_APPROVAL, S.APPROVED])
def test_what_no_unit_works_at_or_leaders_have_before_them_goes_its_own_way(
    outside: Outside, state: CaseState
) -> None:
    outside.case = outside.at_work(state)
    with pytest.raises(TransitionRefused):
        outside.propose()


def test_a_letter_that_cannot_be_is_refused_beside_its_field(outside: Outside) -> None:
    day = SIGNED.issued_on
    outside.refuses("issued_on", "tương lai", issued_on=day + timedelta(1))
    outside.refuses("issued_on", "ngày tiếp nhận", issued_on=day - timedelta(1))
    outside.refuses("signed_file", "Cần tệp", signed_file=None)
    outside.refuses("number", "Cần số", number="không số")
    outside.refuses("signer", "họ tên", signer="  ")
    outside.refuses("position", "chức vụ", position="")
    assert standing.pending(outside.session, outside.case) is None


@pytest.mark.parametrize("typed", ["01/SGTVT-KCHT", "1 / sgtvt-kcht"])
def test_a_number_of_our_own_register_is_no_outside_letters(
    outside: Outside, files: FileStore, typed: str
) -> None:
    session, people, now = outside.session, outside.people, outside.now
    other = outside.at_work(S.APPROVED)
    factories.issue(session, other, people, now, files)
    outside.refuses("number", "đã cấp số này", number=typed)
    outside.propose(number="01/SGTVT-VTPT")


def test_a_number_reserved_for_paper_is_taken_and_a_voided_one_is_not(
    outside: Outside,
) -> None:
    clerk: dict[str, Any] = {"by": outside.people[Role.CLERK], "now": outside.now}
    wanted = register.Reservation("cong-van", "VP", "Văn bản ký trên giấy.")
    entries = [register.reserve(outside.session, wanted, **clerk) for _ in range(2)]
    why = "Ghi nhầm số vào sổ."
    register.void(outside.session, entries[0].id, reason=why, **clerk)
    outside.refuses("number", "đã hủy", number=entries[0].printed_number)
    outside.propose(number=entries[1].printed_number)


def test_one_letter_answers_several_cases_but_a_number_has_one_day(
    outside: Outside,
) -> None:
    early = outside.now - timedelta(3)
    first = outside.at_work(now=early, received_at=early)
    outside.case, second = outside.at_work(now=early, received_at=early), outside.case
    outside.propose(case=first)
    outside.enter(case=first)
    day = SIGNED.issued_on - timedelta(1)
    said = "văn bản ngày 17/12/2019"
    outside.refuses("number", said, issued_on=day, number="2401/sgtvt-vp")
    outside.propose(case=second)
    proposal = standing.pending(outside.session, second)
    assert proposal is not None
    assert proposal.content["answers_too"] == [first.code]
    outside.enter(case=second)
    assert second.state is S.REPLIED


def test_a_number_that_was_given_meanwhile_is_not_confirmed(
    outside: Outside, files: FileStore
) -> None:
    outside.propose(number="01/SGTVT-KCHT")
    other = outside.at_work(S.APPROVED)
    factories.issue(outside.session, other, outside.people, outside.now, files)
    with pytest.raises(Invalid):
        outside.enter()
    outside.session.expire_all()
    assert outside.case.state is S.IN_PROGRESS


@pytest.mark.parametrize(("late", "is_late"), [(0, False), (1, True)])
def test_whether_it_was_in_time_follows_from_the_letters_day(
    outside: Outside, late: int, *, is_late: bool
) -> None:
    case, signed_on = outside.case, outside.case.due_on + timedelta(late)
    outside.now = datetime.combine(case.due_on + timedelta(40), time(9), HANOI)
    outside.propose(issued_on=signed_on)
    outside.enter()
    assert case.rounds[-1].on_time is not is_late
    assert (case.done_at, local_day(case.answered_at or outside.now)) == (
        outside.now,
        signed_on,
    )
    entered = local_day(outside.now)
    found = statistics(
        outside.session,
        outside.people[Role.DIRECTOR],
        Period(entered, entered),
        Cut.UNIT,
        calendar=CALENDAR,
    ).total
    assert (found.resolved, found.late) == (1, int(is_late))
    assert found.entered.n == 1


def test_what_a_file_told_of_the_reply_is_put_right_and_its_words_stay(
    outside: Outside,
) -> None:
    told = PastReply(
        case_id=outside.case.id, number="2410/SGTVT", text="Đã vá.", issued_on=None
    )
    outside.session.add(told)
    outside.propose()
    outside.enter()
    kept = outside.session.scalars(select(PastReply)).one()
    assert (kept.number, kept.text) == ("2401/SGTVT-VP", "Đã vá.")
    assert outside.reply.outside is kept


def test_a_case_opened_again_is_no_longer_answered_by_it(outside: Outside) -> None:
    session, day = outside.session, as_of(CALENDAR, local_day(outside.now))
    outside.propose()
    outside.enter()
    assert kinds(session, day)[outside.case.id] is BacklogKind.B2
    told: dict[str, Any] = {"by": outside.people[Role.FOCAL], "now": outside.now}
    why = "Người gửi báo ổ gà xuất hiện lại."
    version = outside.case.version
    reopening.reopen(
        session, outside.case, why, calendar=CALENDAR, expected_version=version, **told
    )
    session.flush()
    assert outside.case.answered_at is None
    assert kinds(session, day)[outside.case.id] is BacklogKind.B1
    outside.propose(number="2500/SGTVT-VP")
    outside.enter()
    rows = session.scalars(select(PastReply).order_by(PastReply.id)).all()
    assert [(row.round, row.number[:4]) for row in rows] == [(1, "2401"), (2, "2500")]


def test_a_proposal_lapses_when_its_sender_is_asked_for_more(outside: Outside) -> None:
    outside.propose()
    asked = "Ổ gà ở chiều nào của Quốc lộ 51?"
    asking_info.ask(
        outside.session,
        outside.case,
        asked,
        calendar=CALENDAR,
        expected_version=outside.case.version,
        by=outside.people[Role.FOCAL],
        now=outside.now,
    )
    assert standing.pending(outside.session, outside.case) is None


def test_it_waits_for_the_chief_of_office_and_he_may_say_no(outside: Outside) -> None:
    outside.propose()
    found = queries.proposals_to_decide(outside.session, outside.people[Role.CVP])
    assert [case for _, case in found] == [outside.case]
    proposals.refuse(
        outside.session,
        outside.case,
        "Bản quét thiếu trang có chữ ký.",
        expected_version=outside.case.version,
        by=outside.people[Role.CVP],
        now=outside.now,
    )
    assert outside.case.state is S.IN_PROGRESS
    outside.propose()
    proposal = standing.pending(outside.session, outside.case)
    assert proposal is not None
    assert proposal.decision is not Decision.RETURNED


def test_the_text_of_its_file_is_in_no_index(outside: Outside) -> None:
    outside.propose()
    outside.enter()
    file = outside.reply.signed_file
    assert file is not None
    assert owner(outside.session, file.id).may_be_read is False


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"past_reply_id": None}, "by_one_letter"),
        ({"signed_file_id": None, "minutes": "x"}, "outside_letter_with_its_file"),
    ],
)
def test_the_database_keeps_the_reply_and_its_letter_together(
    outside: Outside, broken: dict[str, Any], name: str
) -> None:
    outside.propose()
    outside.enter()
    reply = outside.reply
    for column, value in broken.items():
        setattr(reply, column, value)
    with pytest.raises(IntegrityError, match=name):
        outside.session.flush()


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"round": 0}, "round_from_one"),
        ({"position": ""}, "signer_with_post"),
        ({"issued_on": None}, "signed_under_number_and_day"),
    ],
)
def test_the_database_knows_who_signed_and_when(
    outside: Outside, broken: dict[str, Any], name: str
) -> None:
    outside.propose()
    outside.enter()
    for column, value in broken.items():
        setattr(outside.reply.outside, column, value)
    with pytest.raises(IntegrityError, match=name):
        outside.session.flush()
