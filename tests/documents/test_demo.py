"""The demo: the seed's own contacts and directives, invented people, real rules."""

import io
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from documents import canned, case_files, demo, history, officers
from documents.database import Database
from documents.deadlines import HANOI, due_of_case
from documents.demo import Tools
from documents.lifecycles import CASE
from documents.models import (
    Approval,
    Base,
    Case,
    CaseFile,
    Complainant,
    Contact,
    Directive,
    Event,
    Officer,
    OneTimeLink,
    OutgoingLetter,
    Unit,
)
from documents.text import fold
from documents.vocabulary import (
    CaseAction,
    CaseState,
    ContentState,
    EventKind,
    Field,
    FileKind,
    PhoneKind,
    Role,
)
from tests import postgres
from tests.conftest import NOW
from tests.factories import CALENDAR, VAULT, store

HERE = Path(demo.__file__).parent
TOLD = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))["cases"]
SEED = (HERE / "seed-letter.yaml").read_text(encoding="utf-8")
CITIZENS = [
    told[who]
    for told in TOLD
    for who in ("name", "organisation", "phone")
    if who in told
]
CONTACTS = [
    (
        "Giám đốc Sở",
        "Trần Thượng Chí",
        "02543.3727838",
        "0903706338",
        "chitt@sogtvt.bariavungtau.gov.vn",
    ),
    (
        "Chánh Văn phòng",
        "Nguyễn Ngọc Thạch",
        "02543.727819",
        "0909818779",
        "thachnn@sogtvt.bariavungtau.gov.vn",
    ),
]


def load(session: Session, tmp_path: Path, now: datetime) -> bool:
    tools = Tools(vault=VAULT, calendar=CALENDAR, store=store(tmp_path))
    return demo.load(session, tools, now=now)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def demo_url(
    request: pytest.FixtureRequest, folder: Path, sqlite_template: Path
) -> Iterator[str]:
    """Give a database of each kind with the demo in it, for all tests of this file."""
    if request.param == "sqlite":
        path = shutil.copyfile(sqlite_template, folder / "portal.sqlite3")
        with filled(f"sqlite:///{path}", folder) as url:
            yield url
        return
    server, own = map(request.getfixturevalue, ("postgres_url", "postgres_own"))
    name = make_url(own).database or ""
    with (
        postgres.new_database(server, f"{name}_demo", like=name) as empty,
        filled(empty, folder) as url,
    ):
        yield url


@contextmanager
def filled(url: str, folder: Path) -> Iterator[str]:
    database = Database(url)
    with database.writing() as session:
        assert load(session, folder, NOW)
        session.commit()
    database.dispose()
    yield url


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the directory that the demo's files are kept in."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def loaded(demo_url: str) -> Iterator[Session]:
    database = Database(demo_url)
    with database.writing() as session:
        yield session
        session.rollback()
    database.dispose()


def everything(session: Session) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: [
            dict(row._mapping)
            for row in session.execute(select(table).order_by(*table.primary_key))
        ]
        for table in Base.metadata.sorted_tables
    }


def test_loading_twice_is_loading_once(
    loaded: Session, folder: Path, now: datetime
) -> None:
    before = everything(loaded)
    assert load(loaded, folder, now) is False
    loaded.flush()
    assert everything(loaded) == before


def test_the_contacts_are_exactly_the_seed_letters(loaded: Session) -> None:
    rows = loaded.scalars(select(Contact).order_by(Contact.place)).all()
    told = [
        (row.position, row.name, *(phone.raw for phone in row.phones), row.email)
        for row in rows
    ]
    assert told == CONTACTS
    assert all(word in SEED for row in told for word in row[1:])
    assert all(row.state is ContentState.PUBLISHED for row in rows)
    assert all(phone.public for row in rows for phone in row.phones)
    assert rows[0].phones[0].kind is PhoneKind.UNKNOWN


def test_the_directives_are_exactly_those_the_seed_letter_cites(
    loaded: Session,
) -> None:
    rows = loaded.scalars(select(Directive).order_by(Directive.issued_on)).all()
    assert [(row.number, row.kind, row.issued_on, row.is_public) for row in rows] == [
        ("405-TB/TU", "Thông báo kết luận", date(2016, 9, 22), False),
        ("8712/UBND-VP", "Công văn", date(2016, 10, 11), True),
        ("2401/SGTVT-VP", "Công văn", date(2016, 10, 24), True),
        ("3229/QĐ-UBND", "Quyết định", date(2016, 11, 14), True),
        ("12154/UBND-VP", "Công văn", date(2019, 11, 22), True),
    ]
    for row in rows:
        day = f"{row.issued_on.day}/{row.issued_on.month}/{row.issued_on.year}"
        assert f"{row.number} ngày {day}" in SEED
        assert row.abstract in SEED
        assert row.state is ContentState.PUBLISHED
    related = [
        (r.origin.number, r.target.number) for row in rows for r in row.relations
    ]
    assert related == [("8712/UBND-VP", "405-TB/TU")]
    assert [row.number for row in rows if row.is_deadline_basis] == ["3229/QĐ-UBND"]


def test_a_case_of_each_unit_finds_canned_replies_for_it(loaded: Session) -> None:
    offered = {}
    for case in loaded.scalars(select(Case).where(Case.lead_unit_id.is_not(None))):
        seen_by = officers.viewer_of(
            loaded.scalars(
                select(Officer).where(
                    Officer.role == Role.HANDLER, Officer.unit_id == case.lead_unit_id
                )
            ).one()
        )
        rows = canned.offered(loaded, case, seen_by)
        offered[case.lead_unit_id, case.field] = [row.title for row in rows]
    assert offered
    for (_unit, field), titles in offered.items():
        own = field in {Field.ROADS, Field.PASSENGERS}
        assert len(titles) == 2 + own, (field, titles)
        assert titles[0].startswith(("Mặt đường", "Xe buýt")) is own


def test_there_is_something_at_every_stop_of_the_road(loaded: Session) -> None:
    states = Counter(loaded.scalars(select(Case.state)))
    assert states == {
        CaseState.RECEIVED: 2,
        CaseState.IN_PROGRESS: 2,
        CaseState.PENDING_APPROVAL: 1,
        CaseState.APPROVED: 1,
        CaseState.RESOLVED: 2,
    }
    count = {
        model: loaded.scalar(select(func.count()).select_from(model))
        for model in (Unit, Officer, OneTimeLink)
    }
    assert count == {Unit: 7, Officer: 8, OneTimeLink: 0}
    assert set(loaded.scalars(select(Officer.password_hash))) == {None}


def test_a_demo_case_shows_what_its_sender_and_its_unit_attached(
    loaded: Session, folder: Path
) -> None:
    rows = loaded.scalars(select(CaseFile).order_by(CaseFile.id)).all()
    assert [(row.kind, row.file.name) for row in rows] == [
        (FileKind.FROM_SENDER, "ngập trước chợ.jpg"),
        (FileKind.FINDING, "sơ đồ miệng cống.pdf"),
    ]
    assert len({row.case_id for row in rows}) == 1
    kept = store(folder)
    for row in rows:
        looked = case_files.look(kept.read(row.file), name=row.file.name)
        assert (looked.format.media_type, looked.pages) == (
            row.file.media_type,
            row.pages,
        )
        drawn = Image.open(io.BytesIO(case_files.small(row, store=kept))).convert("L")
        darkest, lightest = drawn.getextrema()
        assert (darkest, lightest) != (lightest, darkest), "not an empty page"


def test_a_citizens_name_or_number_stands_in_no_column_but_the_sealed(
    loaded: Session,
) -> None:
    assert len(CITIZENS) == 14
    hidden = {fold(word) for word in CITIZENS}
    for table, rows in everything(loaded).items():
        for row in rows:
            for column, value in row.items():
                told = value.decode("latin-1") if isinstance(value, bytes) else value
                plain = fold(unicodedata.normalize("NFC", str(told)))
                assert not [word for word in hidden if word in plain], (table, column)
    opened = [
        VAULT.open(row.sealed, code=loaded.get_one(Case, row.case_id).code)
        for row in loaded.scalars(select(Complainant))
    ]
    assert {one.full_name for one in opened} >= {t["name"] for t in TOLD if "name" in t}


def test_every_move_was_made_by_somebody_who_may(loaded: Session) -> None:
    for case in loaded.scalars(select(Case)):
        state = None
        for event in history.of(loaded, case):
            if event.kind is not EventKind.MOVED:
                continue
            assert event.from_state == state
            officer = loaded.get_one(Officer, event.actor_id)
            rows = [
                row
                for row in CASE.transitions
                if row.action is CaseAction(event.action) and state in row.sources
            ]
            assert any(officer.role in row.roles for row in rows), event.action
            state = event.to_state
        assert case.state == state


def test_replies_are_approved_by_their_signer_and_not_by_their_drafter(
    loaded: Session,
) -> None:
    approvals = loaded.scalars(select(Approval)).all()
    assert len(approvals) == 3
    for approval in approvals:
        letter = loaded.get_one(OutgoingLetter, approval.letter_id)
        assert approval.by_id == letter.signer_id != letter.drafter_id
        if letter.issued_on is not None:
            assert letter.issued_on >= approval.at.astimezone(HANOI).date()


def test_letters_are_numbered_in_the_order_of_their_days(loaded: Session) -> None:
    letters = loaded.scalars(
        select(OutgoingLetter)
        .where(OutgoingLetter.number.is_not(None))
        .order_by(OutgoingLetter.number)
    ).all()
    assert [letter.printed_number for letter in letters] == [
        "01/SGTVT-KCHT",
        "02/SGTVT-VTPT",
    ]
    days = [letter.issued_on for letter in letters if letter.issued_on]
    assert days == sorted(days)


def test_every_due_date_is_the_calendars(loaded: Session) -> None:
    for case in loaded.scalars(select(Case)):
        due = due_of_case(CALENDAR, case.received_at, case.urgency)
        assert case.due_on == case.rounds[0].due_on == due.due_on


@pytest.mark.parametrize(
    "local",
    [
        datetime(2019, 12, 22, 10, 0),
        datetime(2019, 12, 31, 23, 59),
        datetime(2020, 1, 1, 0, 1),
        datetime(2020, 1, 27, 9, 0),
        datetime(2020, 2, 29, 6, 0),
        datetime(2025, 12, 1, 7, 0),
        datetime(2026, 1, 10, 12, 0),
        datetime(2033, 7, 15, 16, 59),
    ],
    ids=str,
)
def test_the_demo_loads_on_any_day_and_tells_nothing_of_the_future(
    sqlite_database: Database, tmp_path: Path, local: datetime
) -> None:
    at = local.replace(tzinfo=HANOI)
    with sqlite_database.writing() as session:
        assert load(session, tmp_path, at.astimezone(UTC))
        session.flush()
        for column in (Event.at, Case.received_at, OutgoingLetter.issued_at):
            newest = session.scalar(select(func.max(column)))
            assert newest is not None
            assert newest <= at
        for case in session.scalars(select(Case)):
            days = [event.at for event in history.of(session, case)]
            assert days == sorted(days)
            assert case.received_at <= days[0]
