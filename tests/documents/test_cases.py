"""Cases: who sees one, who moves it where, and what is refused."""

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from documents import (
    cases,
    delegations,
    drafting,
    history,
    queries,
    replies,
    seeing,
    standing,
)
from documents.database import Database
from documents.deadlines import local_day
from documents.delegations import DelegationFields
from documents.errors import (
    Invalid,
    NotAllowed,
    NotFound,
    OutOfDate,
    TransitionRefused,
)
from documents.files import FileStore
from documents.models import Case
from documents.outgoing import ReplyDraft
from documents.queries import CaseFilter
from documents.viewer import Viewer
from documents.vocabulary import (
    Authority,
    CaseAction,
    CaseKind,
    CaseState,
    Decision,
    Field,
    Role,
    Urgency,
)
from tests import factories
from tests.conftest import NOW
from tests.factories import CALENDAR, People

A, S = CaseAction, CaseState


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    return factories.make_case(session, now=now, by=people[Role.CLERK])


def advance(session: Session, case: Case, action: CaseAction, by: Viewer) -> None:
    version = case.version
    cases.advance(session, case, action, expected_version=version, by=by, now=NOW)


def test_assigning_classifies_and_moves_the_due_date(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    unit = factories.unit(session, "KCHT")
    assignment = cases.Assignment(
        CaseKind.REPORT, Field.ROADS, Urgency.QUICK, unit.id, "làm ngay"
    )
    cases.assign(
        session,
        case,
        assignment,
        calendar=CALENDAR,
        expected_version=case.version,
        by=people[Role.FOCAL],
        now=now,
    )
    assert (case.state, case.lead_unit) == (S.IN_PROGRESS, unit)
    assert case.due_on == case.rounds[-1].due_on == date(2019, 12, 20)
    event = history.of(session, case)[-1]
    assert (event.note, event.data["lead_unit"]) == ("làm ngay", "KCHT")


@pytest.mark.parametrize("kind", [CaseKind.COMPLAINT, CaseKind.DENUNCIATION])
def test_complaints_and_denunciations_are_not_assigned(
    session: Session, people: People, now: datetime, case: Case, kind: CaseKind
) -> None:
    unit = factories.unit(session, "KCHT")
    assignment = cases.Assignment(kind, Field.ROADS, Urgency.NORMAL, unit.id)
    with pytest.raises(TransitionRefused, match="Luật Khiếu nại"):
        cases.assign(
            session,
            case,
            assignment,
            calendar=CALENDAR,
            expected_version=case.version,
            by=people[Role.FOCAL],
            now=now,
        )
    assert case.state is S.RECEIVED


FORBIDDEN = {
    S.RECEIVED: [(A.APPROVE, Role.DIRECTOR), (A.TRANSFER, Role.CVP)],
    S.IN_PROGRESS: [
        (A.ASSIGN, Role.FOCAL),
        (A.SUBMIT_RESULT, Role.HEAD),
        (A.APPROVE, Role.DIRECTOR),
        (A.ENTER_REPLY, Role.FOCAL),
    ],
    S.PENDING_APPROVAL: [(A.ENTER_REPLY, Role.FOCAL), (A.CLOSE, Role.FOCAL)],
    S.APPROVED: [
        (A.ENTER_REPLY, Role.FOCAL),
        (A.CLOSE, Role.FOCAL),
        (A.RETURN, Role.CVP),
    ],
    S.REPLIED: [(A.CLOSE, Role.FOCAL), (A.ENTER_REPLY, Role.FOCAL)],
    S.RESOLVED: [(A.ASSIGN, Role.FOCAL), (A.CLOSE, Role.FOCAL)],
}
"""What skips a step of domain.md §5.2, for a role that has it elsewhere."""

ROLES = {
    S.RECEIVED: (A.ASSIGN, {Role.FOCAL, Role.CVP, Role.DIRECTOR}),
    S.PENDING_APPROVAL: (A.RETURN, {Role.CVP, Role.DIRECTOR}),
    S.REPLIED: (A.CLOSE, {Role.FOCAL, Role.CVP}),
}


def test_no_step_of_the_road_is_jumped_over(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    for state, moves in FORBIDDEN.items():
        factories.advance_to(session, case, state, people, now, files=files)
        for action, role in moves:
            with pytest.raises(TransitionRefused):
                advance(session, case, action, people[role])
            assert case.state is state, (state, action)


def test_only_the_roles_of_the_table_make_a_move(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    for state, (action, roles) in ROLES.items():
        factories.advance_to(session, case, state, people, now, files=files)
        offering = {
            role
            for role in Role
            for row in cases.open_to(session, case, people[role], today=local_day(NOW))
            if row.action is action
        }
        assert offering == roles
        for role in set(Role) - roles:
            refusal = NotAllowed if seeing.can_see(case, people[role]) else NotFound
            with pytest.raises(refusal):
                advance(session, case, action, people[role])
        assert case.state is state


def test_a_drafter_does_not_approve_his_own_draft(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    letter = standing.reply_letter(session, case)
    letter.drafter_id = people[Role.DIRECTOR].officer_id
    with pytest.raises(TransitionRefused, match="Người soạn"):
        advance(session, case, A.APPROVE, people[Role.DIRECTOR])


def test_only_who_signs_approves(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    deputy = factories.make_officer(
        session, Role.DIRECTOR, now=now, username="deputy", position="Phó Giám đốc"
    )
    with pytest.raises(TransitionRefused, match="người ký"):
        replies.decide(
            session,
            case,
            Decision.APPROVED,
            comment="",
            expected_version=case.version,
            by=deputy,
            now=now,
        )
    assert A.APPROVE not in {
        r.action for r in cases.open_to(session, case, deputy, today=local_day(NOW))
    }


def give_to_chief(session: Session, people: People, until: date) -> None:
    fields = DelegationFields(
        people[Role.CVP].officer_id,
        Authority.TL,
        scope="Văn bản trả lời phản ánh",
        basis="Quyết định số 12/QĐ-SGTVT",
        since=local_day(NOW),
        until=until,
    )
    delegations.give(session, fields, by=people[Role.DIRECTOR], now=NOW)


def to_be_signed_by_chief(session: Session, people: People, case: Case) -> None:
    factories.advance_to(session, case, S.IN_PROGRESS, people, NOW)
    chief = people[Role.CVP].officer_id
    text = ReplyDraft("trả lời phản ánh", "Sở đã cho vá toàn bộ ổ gà.", chief)
    drafting.draft(
        session,
        case,
        text,
        result="Đã vá xong toàn bộ ổ gà.",
        expected_version=case.version,
        by=people[Role.HANDLER],
        now=NOW,
    )
    session.flush()
    advance(session, case, A.SUBMIT_RESULT, people[Role.HEAD])
    session.flush()


def test_a_chief_of_office_approves_by_order_of_the_head(
    session: Session, people: People, case: Case, tmp_path: Path
) -> None:
    """X11b: what he signs bears TL., and is issued like any other reply."""
    give_to_chief(session, people, local_day(NOW))
    to_be_signed_by_chief(session, people, case)
    decide = partial(replies.decide, session, case, Decision.APPROVED, comment="")
    with pytest.raises(TransitionRefused, match="người ký"):
        decide(expected_version=case.version, by=people[Role.DIRECTOR], now=NOW)
    decide(expected_version=case.version, by=people[Role.CVP], now=NOW)
    session.flush()
    assert case.state is S.APPROVED
    factories.issue(session, case, people, NOW, factories.store(tmp_path))
    letter = standing.reply_letter(session, case)
    assert letter.number is not None
    assert letter.content["signer"]["authority"] == "TL"


def test_nobody_approves_when_the_right_he_was_given_is_over(
    session: Session, people: People, case: Case
) -> None:
    give_to_chief(session, people, local_day(NOW))
    to_be_signed_by_chief(session, people, case)
    with pytest.raises(TransitionRefused, match="ủy quyền"):
        replies.decide(
            session,
            case,
            Decision.APPROVED,
            comment="",
            expected_version=case.version,
            by=people[Role.CVP],
            now=NOW + timedelta(days=1),
        )


def test_a_chief_of_office_without_the_right_is_no_signer(
    session: Session, people: People, case: Case
) -> None:
    with pytest.raises(Invalid) as refusal:
        to_be_signed_by_chief(session, people, case)
    assert "đang được giao ký" in refusal.value.fields["signer_id"]


def test_a_returned_draft_is_written_again_and_handed_in_again(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    replies.decide(
        session,
        case,
        Decision.RETURNED,
        comment="Cần nêu rõ ngày sửa xong.",
        expected_version=case.version,
        by=people[Role.CVP],
        now=now,
    )
    assert case.state is S.IN_PROGRESS
    assert history.of(session, case)[-1].note == "Cần nêu rõ ngày sửa xong."
    assert drafting.waits_for_draft(session, case)
    factories.draft(session, case, people, now)
    assert not drafting.waits_for_draft(session, case)
    factories.advance_to(session, case, S.APPROVED, people, now)
    assert [a.decision for a in standing.approvals(session, case)] == [
        Decision.RETURNED,
        Decision.APPROVED,
    ]


def test_a_return_says_what_is_wrong(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    with pytest.raises(Invalid) as refusal:
        replies.decide(
            session,
            case,
            Decision.RETURNED,
            comment="sửa",
            expected_version=case.version,
            by=people[Role.CVP],
            now=now,
        )
    assert "comment" in refusal.value.fields


def test_a_move_on_an_old_version_tells_what_changed(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    seen = case.version
    factories.assign(session, case, people, now)
    with pytest.raises(OutOfDate) as refusal:
        cases.advance(
            session,
            case,
            A.ASSIGN,
            expected_version=seen,
            by=people[Role.FOCAL],
            now=now,
        )
    (line,) = refusal.value.changed
    assert "Nguyễn Văn Mẫu – Giao xử lý" in line


def test_the_database_itself_refuses_the_later_of_two_writers(
    postgres_database: Database, now: datetime
) -> None:
    with postgres_database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        factories.make_case(session, now=now, by=people[Role.CLERK])
        session.commit()
    with postgres_database.writing() as first, postgres_database.writing() as second:
        mine, theirs = (s.scalars(select(Case)).one() for s in (first, second))
        factories.assign(first, mine, people, now)
        first.commit()
        with pytest.raises(StaleDataError):
            factories.assign(second, theirs, people, now)


def test_a_case_exists_for_the_office_and_its_own_unit(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    def sees() -> set[Role]:
        listed = {
            role
            for role, viewer in people.items()
            if case in queries.case_list(session, viewer, only=CaseFilter()).rows
        }
        assert listed == {r for r, v in people.items() if seeing.can_see(case, v)}
        return listed

    assert sees() == {Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR}
    factories.assign(session, case, people, now)
    assert sees() == set(Role) - {Role.ADMIN}


def test_a_case_of_another_unit_is_not_there(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    factories.assign(session, case, people, now)
    stranger = factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="stranger"
    )
    for code in (case.code, "DDN-2019-999999", "DDN-2019-\x00", "%"):
        with pytest.raises(NotFound, match="Không có hồ sơ này"):
            cases.get(session, code, viewer=stranger)
    with pytest.raises(NotFound):
        advance(session, case, A.SUBMIT_RESULT, stranger)


def test_the_lead_unit_writes_the_draft_while_the_case_is_in_progress(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    assert not drafting.can_draft(case, people[Role.HANDLER])
    factories.assign(session, case, people, now)
    writing = {role for role in Role if drafting.can_draft(case, people[role])}
    assert writing == {Role.HANDLER, Role.HEAD}
    factories.draft(session, case, people, now)
    first = standing.current_letter(session, case)
    factories.draft(session, case, people, now)
    assert first is not None
    assert standing.current_letter(session, case) is first
    factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    with pytest.raises(TransitionRefused):
        factories.draft(session, case, people, now)


def test_a_draft_with_its_answer_still_missing_is_not_taken(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    factories.assign(session, case, people, now)
    typed = ReplyDraft(
        drafting.suggested_subject(case),
        drafting.suggested_body(session, case),
        people[Role.DIRECTOR].officer_id,
    )
    with pytest.raises(Invalid) as refusal:
        drafting.draft(
            session,
            case,
            typed,
            result="Đã vá xong toàn bộ ổ gà.",
            expected_version=case.version,
            by=people[Role.HANDLER],
            now=now,
        )
    assert list(refusal.value.fields) == ["body"]
