"""Numbers reserved and voided: who may, what for, and what the database refuses."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import register, replies
from documents.database import Database, _alembic_config
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.files import FileStore
from documents.models import BookEntry, Case, NumberBook, OutgoingLetter
from documents.register import Reservation
from documents.vocabulary import CaseState, EntryState, Role
from tests import factories
from tests.conftest import NOW
from tests.factories import VAULT, People

WHY = "Giấy mời Giám đốc đang ký trực tiếp tại hội nghị"
VOIDED = "Hội nghị hoãn, văn bản không ban hành"
DAY = timedelta(days=1)


def reserve(
    session: Session,
    people: People,
    now: datetime,
    *,
    unit: str = "KCHT",
    key: str | None = None,
) -> BookEntry:
    wanted = Reservation("cong-van", unit, WHY, key)
    return register.reserve(session, wanted, by=people[Role.CLERK], now=now)


def approved(session: Session, people: People, now: datetime) -> Case:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    return factories.advance_to(session, case, CaseState.APPROVED, people, now)


def issue(
    session: Session,
    case: Case,
    people: People,
    files: FileStore,
    *,
    on: date,
    now: datetime,
    reserved: int | None = None,
) -> OutgoingLetter:
    return replies.issue(
        session,
        case,
        on=on,
        vault=VAULT,
        store=files,
        expected_version=case.version,
        by=people[Role.CLERK],
        now=now,
        reserved=reserved,
    )


def entries(session: Session) -> list[tuple[int, EntryState]]:
    rows = select(BookEntry).order_by(BookEntry.number)
    return [(row.number, row.state) for row in session.scalars(rows)]


def test_a_clerk_reserves_the_next_number_under_today(
    session: Session, people: People, now: datetime
) -> None:
    entry = reserve(session, people, now)
    assert entry.printed_number == "01/SGTVT-KCHT"
    assert (entry.dated_on, entry.state) == (date(2019, 12, 17), EntryState.RESERVED)
    assert (entry.reserved_by_id, entry.reason) == (people[Role.CLERK].officer_id, WHY)
    decision = Reservation("quyet-dinh", "VP", WHY)
    other = register.reserve(session, decision, by=people[Role.CLERK], now=now)
    assert other.printed_number == "01/QĐ-SGTVT"
    assert reserve(session, people, now).number == 2


def test_a_form_sent_twice_reserves_one_number(
    session: Session, people: People, now: datetime
) -> None:
    first = reserve(session, people, now, key="a")
    assert reserve(session, people, now, key="a") is first
    assert reserve(session, people, now, key="b").number == 2


def test_a_number_reserved_last_evening_in_utc_is_of_the_day_in_hanoi(
    session: Session, people: People
) -> None:
    new_year = datetime(2019, 12, 31, 17, 30, tzinfo=UTC)
    entry = reserve(session, people, new_year)
    assert (entry.dated_on, entry.year) == (date(2020, 1, 1), 2020)


def test_only_clerks_reserve_and_void(
    session: Session, people: People, now: datetime
) -> None:
    entry = reserve(session, people, now)
    wanted = Reservation("cong-van", "VP", WHY)
    for role in set(Role) - {Role.CLERK}:
        by = people[role]
        with pytest.raises(NotAllowed, match="văn thư"):
            register.reserve(session, wanted, by=by, now=now)
        with pytest.raises(NotAllowed, match="văn thư"):
            register.void(session, entry.id, reason=VOIDED, by=by, now=now)
    assert entries(session) == [(1, EntryState.RESERVED)]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Reservation("thu-tay", "VP", WHY), "kind"),
        (Reservation("phieu-giao-xu-ly", "VP", WHY), "kind"),
        (Reservation("cong-van", "XYZ", WHY), "unit"),
        (Reservation("cong-van", "VP", "  vội   "), "reason"),
        (Reservation("cong-van", "VP", "d" * 501), "reason"),
    ],
)
def test_what_cannot_be_reserved_takes_no_number(
    session: Session, people: People, now: datetime, wanted: Reservation, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        register.reserve(session, wanted, by=people[Role.CLERK], now=now)
    assert set(refused.value.fields) == {field}
    assert reserve(session, people, now).number == 1


def test_a_voided_number_stays_with_who_and_why_and_is_not_given_again(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    entry, clerk = reserve(session, people, now), people[Role.CLERK]
    with pytest.raises(Invalid, match="lý do"):
        register.void(session, entry.id, reason="bỏ", by=clerk, now=now)
    for _ in "twice":
        register.void(session, entry.id, reason=VOIDED, by=clerk, now=now)
    assert (entry.void_reason, entry.voided_at) == (VOIDED, now)
    assert entry.voided_by_id == clerk.officer_id
    with pytest.raises(TransitionRefused, match="đã được hủy"):
        register.void(session, entry.id, reason=f"{VOIDED}!", by=clerk, now=now)
    case = approved(session, people, now)
    with pytest.raises(Invalid, match="không còn được giữ"):
        issue(
            session, case, people, files, on=entry.dated_on, now=now, reserved=entry.id
        )
    assert issue(session, case, people, files, on=entry.dated_on, now=now).number == 2
    assert entries(session) == [(1, EntryState.VOIDED), (2, EntryState.ISSUED)]
    with pytest.raises(NotFound):
        register.void(session, 99, reason=VOIDED, by=clerk, now=now)


def test_a_reserved_number_is_used_for_a_letter_of_its_symbol_once(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    other, entry = (
        reserve(session, people, now, unit="VP"),
        reserve(session, people, now),
    )
    today = entry.dated_on
    case = approved(session, people, now)
    with pytest.raises(Invalid, match="ký hiệu SGTVT-KCHT"):
        issue(session, case, people, files, on=today, now=now, reserved=other.id)
    letter = issue(session, case, people, files, on=today, now=now, reserved=entry.id)
    assert letter.printed_number == "02/SGTVT-KCHT"
    assert (entry.letter, entry.reason) == (letter, WHY)
    clerk = people[Role.CLERK]
    with pytest.raises(TransitionRefused, match="thay thế hoặc đính chính"):
        register.void(session, entry.id, reason=VOIDED, by=clerk, now=now)
    second = approved(session, people, now)
    with pytest.raises(Invalid, match="không còn được giữ"):
        issue(session, second, people, files, on=today, now=now, reserved=entry.id)
    assert issue(session, second, people, files, on=today, now=now).number == 3


def test_numbers_and_days_go_up_together_whatever_is_reserved(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    today = date(2019, 12, 17)
    cases = [approved(session, people, now) for _ in range(3)]
    early = reserve(session, people, now + DAY)
    late = reserve(session, people, now + 3 * DAY)

    def at(on: date, reserved: int | None = None) -> OutgoingLetter:
        return issue(
            session,
            cases[-1],
            people,
            files,
            on=on,
            now=now + 4 * DAY,
            reserved=reserved,
        )

    for on, reserved in (
        (today, None),
        (today + 2 * DAY, None),
        (today, early.id),
        (today + 4 * DAY, early.id),
        (today + 2 * DAY, late.id),
    ):
        with pytest.raises(Invalid, match="lùi ngày"):
            at(on, reserved)
    with pytest.raises(Invalid, match="tương lai"):
        at(today + 5 * DAY, late.id)
    assert at(today + 2 * DAY, early.id).number == 1
    cases.pop()
    assert at(today + 4 * DAY, late.id).number == 2
    assert early.dated_on == today + 2 * DAY


def test_numbers_reserved_at_once_have_no_gap_and_one_form_makes_one(
    database: Database, now: datetime
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        session.commit()

    def one(key: str | None) -> int:
        with database.writing() as session:
            entry = reserve(session, people, now, key=key)
            session.commit()
            return entry.number

    assert len(set(factories.at_once(lambda: one("the same"), times=4))) == 1
    numbers = factories.at_once(lambda: one(None), times=4)
    assert sorted(numbers) == [2, 3, 4, 5]


def row(**told: object) -> dict[str, object]:
    reserved = {"reason": WHY, "reserved_at": NOW, "reserved_by_id": 1}
    plain = {"book": "cong-van", "year": 2019, "number": 1, "symbol": "SGTVT-VP"}
    stands = {"state": EntryState.RESERVED, "dated_on": NOW.date()}
    return {**plain, **stands, **reserved, **told}


@pytest.mark.parametrize(
    "impossible",
    [
        row(reason=""),
        row(reserved_by_id=None),
        row(reserved_at=None, reserved_by_id=None, reason=""),
        row(state=EntryState.VOIDED),
        row(voided_at=NOW, voided_by_id=1, void_reason=VOIDED),
        row(state=EntryState.VOIDED, voided_at=NOW, voided_by_id=1),
        row(state=EntryState.ISSUED),
        row(state=EntryState.ISSUED, letter_id=77),
        row(number=0),
        row(year=2020),
    ],
)
def test_the_database_refuses_entries_that_cannot_be(
    session: Session, people: People, impossible: dict[str, object]
) -> None:
    session.add(NumberBook(book="cong-van", year=2019, last=1))
    session.flush()
    with pytest.raises(IntegrityError):
        session.execute(insert(BookEntry).values(**impossible))


def test_an_entry_bears_the_number_of_its_letter_and_no_other(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    for _ in "ab":
        case = approved(session, people, now)
        issue(session, case, people, files, on=now.date(), now=now)
    with pytest.raises(IntegrityError):
        session.execute(text("UPDATE book_entry SET number = 9 WHERE number = 2"))


def test_letters_issued_before_there_was_a_register_are_in_it(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        case = approved(session, people, now)
        files = factories.store(tmp_path)
        issue(session, case, people, files, on=now.date(), now=now)
        session.commit()
    config = _alembic_config()
    with database.engine.connect() as connection:
        connection.commit()
        with database._tables_may_move(connection):
            config.attributes["connection"] = connection
            command.downgrade(config, "0001_first_tables")
    database.migrate()
    with database.reading() as session:
        entry = session.scalars(select(BookEntry)).one()
        assert (entry.printed_number, entry.dated_on) == ("01/SGTVT-KCHT", now.date())
        assert entry.letter is not None
        assert (entry.reason, entry.voided_at) == ("", None)
