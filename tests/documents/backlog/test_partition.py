"""The four kinds divide what was received and has not ended."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from documents import backlog
from documents.backlog import AsOf, Cell, Facts, band_of, kind_of
from documents.deadlines import local_day
from documents.models import (
    BacklogMarking,
    Case,
    CaseRound,
    OutgoingLetter,
    PastReply,
    Pause,
    StoredFile,
    Unit,
)
from documents.vocabulary import (
    AgeBand,
    BacklogKind,
    BacklogMark,
    CaseKind,
    CaseState,
    Channel,
    Field,
    LetterState,
    Outcome,
    Role,
    Source,
)
from tests.conftest import NOW
from tests.factories import People

S, B = CaseState, BacklogKind
TODAY = local_day(NOW)
ENDS = {
    S.REPLIED: Outcome.RESOLVED,
    S.RESOLVED: Outcome.RESOLVED,
    S.TRANSFERRED: Outcome.TRANSFERRED,
    S.CLOSED_UNRESOLVED: Outcome.NO_RESOLUTION,
    S.DECLINED: Outcome.DECLINED,
    S.WITHDRAWN: Outcome.WITHDRAWN,
}
RECEIVED = {
    S.RECEIVED,
    S.IN_PROGRESS,
    S.PENDING_APPROVAL,
    S.APPROVED,
    S.REPLIED,
    S.AWAITING_INFO,
}


@dataclass(frozen=True)
class Told:
    """One case of a random stock; `again` makes another case tell of it again."""

    state: CaseState
    hours_ago: int
    asked_from: CaseState
    marks: frozenset[BacklogMark]
    taken_back: bool
    paper: str
    issued: bool
    past: bool
    round: int
    again: str
    led: bool

    @property
    def is_received(self) -> bool:
        if self.state is S.AWAITING_INFO:
            return self.asked_from is not S.SUBMITTED
        return self.state in RECEIVED


told = st.builds(
    Told,
    state=st.sampled_from(S),
    hours_ago=st.one_of(
        st.integers(0, 10_000),
        st.sampled_from([d * 24 + h for d in (10, 30, 90, 180) for h in (9, 10, 33)]),
    ),
    asked_from=st.sampled_from([S.SUBMITTED, S.RECEIVED, S.IN_PROGRESS]),
    marks=st.frozensets(st.sampled_from(BacklogMark)),
    taken_back=st.booleans(),
    paper=st.sampled_from(["", "tra-loi", "ket-thuc", "chuyen-tra", "gia-han"]),
    issued=st.booleans(),
    past=st.booleans(),
    round=st.sampled_from([1, 1, 1, 2]),
    again=st.sampled_from(["", "", "parent_id", "duplicate_of_id"]),
    led=st.booleans(),
)


def put(session: Session, it: Told, n: int, people: People) -> Case:
    at = NOW - timedelta(hours=it.hours_ago)
    outcome = ENDS.get(it.state)
    done = NOW if outcome else None
    worked = it.state not in {S.SUBMITTED, S.RECEIVED, S.AWAITING_INFO}
    unit = session.query(Unit).filter_by(code="KCHT").one()
    case = Case(
        code=f"DDN-2019-{n:06}",
        source=Source.DEPARTMENT,
        channel=Channel.PHONE,
        title="Ổ gà",
        content="Ổ gà trên Quốc lộ 51",
        kind=CaseKind.REPORT,
        field=Field.ROADS,
        state=it.state,
        received_at=at,
        recorded_at=at,
        lead_unit_id=unit.id if worked or it.led else None,
        round=it.round,
        due_on=TODAY,
        calendar_version="1",
        outcome=outcome,
        answered_at=done,
        done_at=done,
        closed_at=done,
    )
    told = {"outcome": None, "done_at": None, "due_on": TODAY}
    case.rounds = [CaseRound(n=1, received_at=at - timedelta(400), **told)] * (
        it.round - 1
    )
    case.rounds.append(CaseRound(n=it.round, received_at=at, **told))
    session.add(case)
    session.flush()
    _around(session, case, it, people, n)
    return case


def _around(session: Session, case: Case, it: Told, people: People, n: int) -> None:
    focal, at = people[Role.FOCAL].officer_id, NOW
    for mark in it.marks:
        row = BacklogMarking(
            case_id=case.id, round=case.round, mark=mark, reason="vì thế"
        )
        row.at, row.by_id = at, focal
        if it.taken_back:
            row.removed_at, row.removed_by_id = at, focal
        session.add(row)
    if it.state is S.AWAITING_INFO:
        days = {"since": TODAY, "expires_on": TODAY}
        session.add(
            Pause(
                case_id=case.id,
                round=case.round,
                asked_from=it.asked_from,
                question="ở đâu",
                asked_by_id=focal,
                **days,
            )
        )
    if it.past:
        session.add(PastReply(case_id=case.id, number="1/X", text="", issued_on=None))
    if it.paper:
        session.add(_letter(session, case, it, focal, n))
    if it.again:
        other = put(session, PLAIN, 500_000 + n, people)
        setattr(other, it.again, case.id)
    session.flush()


def _letter(
    session: Session, case: Case, it: Told, focal: int, n: int
) -> OutgoingLetter:
    letter = OutgoingLetter(
        case_id=case.id,
        round=case.round,
        paper=it.paper,
        content={},
        subject="x",
        symbol="SGTVT-VP",
        book="cong-van",
        drafter_id=focal,
        drafted_at=NOW,
        signer_id=focal,
    )
    if it.issued:
        file = _file(session, focal, n)
        letter.state, letter.number, letter.year = LetterState.ISSUED, n, 2019
        letter.issued_on, letter.file_id = TODAY, file
    return letter


def _file(session: Session, focal: int, n: int) -> str:
    row = StoredFile(
        id=f"{n:032}",
        sha256="0" * 64,
        media_type="text/plain",
        size=1,
        name="x",
        stored_at=NOW,
        stored_by_id=focal,
    )
    session.add(row)
    session.flush()
    return row.id


PLAIN = Told(
    state=S.RECEIVED,
    hours_ago=0,
    asked_from=S.RECEIVED,
    marks=frozenset(),
    taken_back=False,
    paper="",
    issued=False,
    past=False,
    round=1,
    again="",
    led=False,
)


@pytest.fixture
def office(session: Session, people: People) -> People:
    session.commit()
    return people


BORDERS = [
    replace(PLAIN, hours_ago=24 * days + hours)
    for days in (9, 10, 29, 30, 89, 90, 179, 180)
    for hours in (9, 10)  # just after and just before midnight of the office
]
"""Cases that nothing but their age tells apart, on both sides of each border."""


@example(stock=BORDERS, on=TODAY)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(stock=st.lists(told, max_size=8), on=st.sampled_from([TODAY, date(2019, 12, 1)]))
def test_page_and_table_agree_and_the_kinds_add_up(
    session: Session, office: People, stock: list[Told], on: date
) -> None:
    as_of, viewer = AsOf(on, old_from=180), office[Role.FOCAL]
    session.rollback()  # the stock before
    rows = [put(session, it, n, office) for n, it in enumerate(stock, start=1)]
    by_table = backlog.kinds(session, as_of)
    found = backlog.situations(session, rows, as_of)
    for row, it in zip(rows, stock, strict=True):
        kind = found[row.id].kind
        came_in = local_day(NOW - timedelta(hours=it.hours_ago)) <= on
        assert by_table.get(row.id) is kind, it
        assert (kind is not None) == (it.is_received and came_in), it
    told: Counter[BacklogKind | None] = Counter()
    by_age: Counter[tuple[BacklogKind | None, AgeBand]] = Counter()
    for one in backlog.counted(session, viewer, as_of):
        told[one.kind] += one.count
        by_age[one.kind, one.band] += one.count
        cell = Cell(one.kind, one.unit_code, one.band)
        if one.kind is not None:
            listed = backlog.listed(session, viewer, as_of, only=cell)
            assert listed.total == one.count
    assert told == Counter(by_table.values())
    if not any(it.again for it in stock):
        standing = [found[row.id] for row in rows if row.id in by_table]
        ages = Counter((one.kind, one.band) for one in standing)
        assert ages == by_age


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"state": S.APPROVED, "out_of_competence": True}, B.B2),
        ({"is_answered": True, "out_of_competence": True}, B.B2),
        ({"resolved_offline": True, "no_longer_relevant": True}, B.B2),
        ({"out_of_competence": True, "no_longer_relevant": True}, B.B4),
        ({"out_of_competence": True, "age": 400}, B.B4),
        ({"age": 180}, B.B3),
        ({"age": 179}, B.B1),
        ({"age": 400, "is_retold": True}, B.B1),
        ({"no_longer_relevant": True, "is_retold": True}, B.B3),
        ({"state": S.SUBMITTED, "resolved_offline": True}, None),
        ({"state": S.AWAITING_INFO, "asked_from": S.SUBMITTED}, None),
        ({"state": S.AWAITING_INFO, "asked_from": S.RECEIVED}, B.B1),
        ({"state": S.RESOLVED, "resolved_offline": True}, None),
    ],
)
def test_b2_comes_before_b4_before_b3_before_b1(
    said: dict[str, object], kind: BacklogKind | None
) -> None:
    facts = {"state": S.IN_PROGRESS, "age": 5, "old_from": 180} | said
    assert kind_of(Facts(**facts)) is kind  # type: ignore[arg-type]  # told by name


def test_the_ends_of_each_band_are_in_it() -> None:
    ages = (0, 10, 11, 30, 31, 90, 91, 180, 181, 4000)
    names = "ten ten thirty thirty ninety ninety half_year half_year longer longer"
    assert [band_of(age) for age in ages] == [AgeBand(name) for name in names.split()]


def test_the_age_is_counted_in_days_of_the_office() -> None:
    just_before_midnight = datetime(2019, 12, 16, 16, 59, tzinfo=NOW.tzinfo)
    assert (TODAY - local_day(just_before_midnight)).days == 1
