"""Files that come in: taken once, confirmed once, with what they ask for by when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import directives, history, incoming
from documents.database import Database
from documents.directives import DirectiveFields
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.files import FileStore
from documents.incoming import Confirmation, Dropped, Taken
from documents.letters.incoming import Citation, Deadline, Proposal
from documents.models import Directive, IncomingFile, Obligation, StoredFile
from documents.vocabulary import (
    DeadlineMode,
    DirectiveRelationKind,
    IncomingState,
    IssuerLevel,
    Role,
)
from tests import factories
from tests.factories import CALENDAR, People

PDF = "application/pdf"
BEFORE = Deadline(DeadlineMode.BEFORE, "Báo cáo trước ngày 22/12/2019", "2019-12-22")
READ = Proposal(
    kind="Công văn",
    number="12154/UBND-VP",
    issued_on=date(2019, 11, 22),
    issuer="UBND tỉnh Bà Rịa - Vũng Tàu",
    issuer_level=IssuerLevel.PROVINCE,
    abstract="tiếp tục thực hiện các giải pháp",
    body="Toàn văn.",
    deadlines=(BEFORE,),
    citations=(
        Citation(
            "Thông báo kết luận",
            "405-TB/TU",
            date(2016, 9, 22),
            DirectiveRelationKind.IMPLEMENTS,
        ),
        Citation("Công văn", "1/UBND", None, DirectiveRelationKind.CITES),
    ),
)
PARTY = DirectiveFields(
    kind="Thông báo kết luận",
    number="405 - TB/TU",
    issuer="Thường trực Tỉnh ủy",
    issuer_level=IssuerLevel.PARTY,
    issued_on=date(2016, 9, 22),
)

Take = Callable[..., Taken]
Confirm = Callable[..., Directive]


def dropped(content: bytes = b"%PDF-1.7", **changes: Any) -> Dropped:
    return Dropped(content, "van-ban.pdf", PDF, replace(READ, **changes))


@pytest.fixture
def take(session: Session, people: People, files: FileStore, now: datetime) -> Take:
    def keep(content: bytes = b"%PDF-1.7", **changes: Any) -> Taken:
        by = changes.pop("by", people[Role.CLERK])
        found = dropped(content, **changes)
        return incoming.take(session, found, store=files, by=by, now=now)

    return keep


@pytest.fixture
def confirm(session: Session, people: People, now: datetime) -> Confirm:
    def enter(row: IncomingFile, **changes: Any) -> Directive:
        proposal = incoming.proposal_of(row)
        fields = replace(incoming.fields_of(session, proposal), **changes)
        told = Confirmation(fields, proposal.deadlines, received_on=date(2019, 12, 17))
        by = people[Role.CLERK]
        return incoming.confirm(session, row, told, calendar=CALENDAR, by=by, now=now)

    return enter


def count(session: Session, model: Any) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_file_waits_with_what_was_read_of_it(session: Session, take: Take) -> None:
    taken = take()
    session.expire_all()
    (row,) = incoming.waiting(session)
    assert (taken.is_new, taken.row) == (True, row)
    assert incoming.proposal_of(row) == READ
    assert row.taken_by is not None
    assert incoming.waiting_count(session) == 1


def test_the_same_bytes_are_taken_once(session: Session, take: Take) -> None:
    first, again, other = take(), take(), take(b"%PDF-1.4")
    assert (again.is_new, again.row) == (False, first.row)
    assert other.is_new
    assert count(session, StoredFile) == 2


def test_the_registers_own_spelling_of_an_issuer_is_taken_over(
    session: Session, people: People, take: Take, now: datetime
) -> None:
    directives.add(session, PARTY, by=people[Role.CLERK], now=now)
    told = {"issuer_level": None, "unread": {"issuer_level": "?", "number": "!"}}
    row = take(issuer="Thường trực  TỈNH ỦY", **told).row
    proposal = incoming.proposal_of(row)
    assert (proposal.issuer, proposal.issuer_level) == (
        "Thường trực Tỉnh ủy",
        IssuerLevel.PARTY,
    )
    assert proposal.unread == {"number": "!"}


def test_what_is_cited_is_found_by_number_and_day(
    session: Session, people: People, now: datetime
) -> None:
    row = directives.add(session, PARTY, by=people[Role.CLERK], now=now)
    found = incoming.cited(session, READ)
    assert [(c.citation.number, c.directive) for c in found] == [
        ("405-TB/TU", row),
        ("1/UBND", None),
    ]
    wrong_day = replace(READ.citations[0], on=date(2016, 9, 23))
    assert incoming.cited(session, replace(READ, citations=(wrong_day,)))[0] == (
        incoming.Cited(wrong_day, None)
    )


def test_without_a_day_a_number_must_be_one_documents_alone(
    session: Session, people: People, now: datetime
) -> None:
    undated = replace(READ.citations[0], on=None)
    proposal = replace(READ, citations=(undated,))
    first = directives.add(session, PARTY, by=people[Role.CLERK], now=now)
    assert incoming.cited(session, proposal)[0].directive is first
    later = replace(PARTY, issued_on=date(2017, 1, 3))
    directives.add(session, later, by=people[Role.CLERK], now=now)
    assert incoming.cited(session, proposal)[0].directive is None


def test_a_confirmed_file_is_a_draft_with_file_relations_and_obligations(
    session: Session, people: People, take: Take, confirm: Confirm, now: datetime
) -> None:
    party = directives.add(session, PARTY, by=people[Role.CLERK], now=now)
    row = take().row
    directive = confirm(row, file_id=row.file_id)
    session.expire_all()
    assert directive.state.value == "draft"
    assert directive.file == row.file
    assert [(r.kind, r.to_id) for r in directive.relations] == [
        (DirectiveRelationKind.IMPLEMENTS, party.id)
    ]
    (obligation,) = incoming.obligations_of(session, directive)
    assert obligation.text == BEFORE.text
    assert (obligation.stated_on, obligation.due_on) == (
        date(2019, 12, 22),
        date(2019, 12, 20),
    )
    assert obligation.calendar == CALENDAR.version
    assert (row.state, row.directive) == (IncomingState.CONFIRMED, directive)
    (line,) = history.of(session, directive)
    assert "van-ban.pdf" in line.note


def test_a_second_confirmation_is_told_who_was_first(
    session: Session, take: Take, confirm: Confirm
) -> None:
    row = take().row
    confirm(row)
    with pytest.raises(TransitionRefused, match=r"vào sổ lúc 09:30 17/12/2019, bởi"):
        confirm(row, number="13/UBND-VP")
    assert count(session, Directive) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"number": "12154 / ubnd-vp"},
        {"issuer": "Ủy ban nhân dân tỉnh Bà Rịa – Vũng Tàu"},
    ],
)
def test_a_document_of_the_register_is_refused_by_name(
    session: Session, take: Take, confirm: Confirm, changes: dict[str, str]
) -> None:
    confirm(take().row)
    other = take(b"%PDF-1.4").row
    with pytest.raises(Invalid, match="Sổ đã có văn bản này: Công văn số 12154"):
        confirm(other, **changes)
    assert other.state is IncomingState.WAITING


def test_a_proposal_with_a_gap_enters_nothing_by_itself(
    session: Session, take: Take
) -> None:
    proposal = incoming.proposal_of(take(number="", issued_on=None).row)
    assert list(incoming.lacking(proposal)) == ["number", "issued_on"]
    with pytest.raises(Invalid, match="Chưa đọc được số, ký hiệu"):
        incoming.fields_of(session, proposal)


def test_a_file_is_discarded_for_a_reason_and_may_wait_again(
    session: Session, people: People, take: Take, confirm: Confirm, now: datetime
) -> None:
    row, by = take().row, people[Role.CLERK]
    with pytest.raises(Invalid, match="lý do"):
        incoming.discard(session, row, reason=" x ", by=by, now=now)
    incoming.discard(session, row, reason="Không phải văn bản", by=by, now=now)
    assert incoming.waiting(session) == []
    assert incoming.closed(session) == [row]
    assert take().row.state is IncomingState.DISCARDED
    with pytest.raises(TransitionRefused, match="đã bỏ lúc"):
        confirm(row)
    incoming.restore(session, row, by=by)
    assert incoming.waiting(session) == [row]
    assert row.reason == "Không phải văn bản"
    confirm(row)
    with pytest.raises(TransitionRefused):
        incoming.restore(session, row, by=by)


@pytest.mark.parametrize("role", [Role.HANDLER, Role.HEAD, Role.DIRECTOR, Role.ADMIN])
def test_only_editors_touch_the_inbox(
    session: Session, people: People, take: Take, now: datetime, role: Role
) -> None:
    by, row = people[role], take().row
    told = Confirmation(incoming.fields_of(session, READ), (), now.date())
    for act in (
        lambda: take(b"%PDF-1.4", by=by),
        lambda: incoming.discard(session, row, reason="thử xem", by=by, now=now),
        lambda: incoming.restore(session, row, by=by),
        lambda: incoming.confirm(session, row, told, calendar=CALENDAR, by=by, now=now),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_file_nobody_took_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        incoming.get(session, 99)


@pytest.mark.parametrize(
    ("deadline", "due_on"),
    [
        (BEFORE, date(2019, 12, 20)),
        (Deadline(DeadlineMode.BY, "x", "2019-12-22"), date(2019, 12, 20)),
        (Deadline(DeadlineMode.BY, "x", "2019-12-20"), date(2019, 12, 20)),
        (Deadline(DeadlineMode.BEFORE, "x", "--12-20"), date(2019, 12, 19)),
        (Deadline(DeadlineMode.BEFORE, "x", "--01-20"), date(2020, 1, 17)),
        (Deadline(DeadlineMode.WITHIN, "x", days=5), date(2019, 12, 12)),
        (
            Deadline(DeadlineMode.WITHIN, "x", days=5, from_receipt=True),
            date(2019, 12, 24),
        ),
        (Deadline(DeadlineMode.WITHIN, "x", "2019-12-20", 7), date(2019, 12, 31)),
        (Deadline(DeadlineMode.WITHIN_DAYS, "x", days=10), date(2019, 12, 13)),
        (Deadline(DeadlineMode.BEFORE, "x", "--02-29"), date(2020, 2, 28)),
    ],
)
def test_a_deadline_is_due_on_a_working_day(deadline: Deadline, due_on: date) -> None:
    due = incoming.due_of(
        deadline,
        CALENDAR,
        issued_on=date(2019, 12, 5),
        received_on=date(2019, 12, 17),
    )
    assert due is not None
    assert due.due_on == due_on
    assert (due.stated_on is None) != (due.counted_from is None)


def test_a_day_that_its_year_lacks_is_due_never() -> None:
    leap = Deadline(DeadlineMode.BEFORE, "x", "--02-29")
    day = date(2021, 3, 1)
    assert incoming.due_of(leap, CALENDAR, issued_on=day, received_on=day) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": IncomingState.CONFIRMED},
        {
            "state": IncomingState.DISCARDED,
            "closed_at": datetime(2019, 1, 1, tzinfo=UTC),
        },
        {"closed_at": datetime(2019, 1, 1, tzinfo=UTC)},
        {"closed_by_id": 1},
    ],
)
def test_the_database_refuses_a_file_in_two_minds(
    session: Session, take: Take, wrong: dict[str, Any]
) -> None:
    row = take().row
    for name, value in wrong.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError):
        session.flush()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"stated_on": None},
        {"days": 5},
        {"mode": DeadlineMode.WITHIN, "stated_on": None, "days": 5},
        {"mode": DeadlineMode.WITHIN, "stated_on": None, "days": 0,
         "counted_from": date(2019, 1, 1)},
    ],
)  # fmt: skip
def test_the_database_refuses_half_an_obligation(
    session: Session, take: Take, confirm: Confirm, wrong: dict[str, Any]
) -> None:
    (row,) = incoming.obligations_of(session, confirm(take().row))
    for name, value in wrong.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError):
        session.flush()


def test_of_two_clerks_who_confirm_at_once_one_is_told(
    database: Database, tmp_path: Any, now: datetime
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        by = factories.make_officer(session, Role.CLERK, now=now)
        store = factories.store(tmp_path)
        row = incoming.take(session, dropped(), store=store, by=by, now=now).row
        session.commit()

    def act() -> str:
        with database.writing() as session:
            mine = incoming.get(session, row.id)
            fields = incoming.fields_of(session, READ)
            told = Confirmation(fields, READ.deadlines, now.date())
            try:
                incoming.confirm(session, mine, told, calendar=CALENDAR, by=by, now=now)
            except TransitionRefused as refusal:
                return refusal.message
            session.commit()
            return ""

    told = factories.at_once(act, times=4)
    assert told.count("") == 1
    assert all("đã vào sổ" in message for message in told if message)
    with database.reading() as session:
        assert (count(session, Directive), count(session, Obligation)) == (1, 1)


def test_the_same_file_dropped_twice_at_once_is_kept_once(
    database: Database, tmp_path: Any, now: datetime
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        by = factories.make_officer(session, Role.CLERK, now=now)
        session.commit()
    store = factories.store(tmp_path)

    def act() -> bool:
        with database.writing() as session:
            taken = incoming.take(session, dropped(), store=store, by=by, now=now)
            session.commit()
            return taken.is_new

    assert sorted(factories.at_once(act, times=4)) == [False, False, False, True]
