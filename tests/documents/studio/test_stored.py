"""What the database itself refuses of letters, and what a migration keeps of them."""

from typing import Any

import pytest
from alembic import command
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from documents import studio
from documents.database import Database, _alembic_config
from documents.files import FileStore
from documents.models import (
    Approval,
    Base,
    LetterAutosave,
    LetterVersion,
    OutgoingLetter,
    RecipientGroup,
    SignedCopy,
)
from documents.studio import Returned
from documents.vocabulary import CopyVerdict, Decision, LetterState, Role
from tests import factories
from tests.conftest import NOW
from tests.documents.letter_desk import LetterDesk

S = LetterState


@pytest.mark.parametrize(
    "impossible",
    [
        {"round": 1},
        {"number": 7},
        {"number": 7, "year": 2019, "issued_on": NOW.date()},
        {"state": S.ISSUED},
        {"follows_id": 999, "follows_as": "corrects"},
        {"directive_id": 999},
        {"signer_id": 999},
    ],
)
def test_a_letter_that_cannot_be_is_not_stored(
    desk: LetterDesk, impossible: dict[str, Any]
) -> None:
    desk.written()
    with pytest.raises(IntegrityError):
        desk.session.execute(update(OutgoingLetter).values(**impossible))


ADD_A_LINE = (
    "INSERT INTO event (id, at, subject, subject_id, action, actor_name, note, data,"
    " salt, prev_hash, hash, kind) SELECT 9000, at, subject, subject_id, action,"
    " actor_name, note, data, salt, hash, 'its own', {kind} FROM event LIMIT 1"
)


def test_a_state_link_or_verdict_that_nobody_knows_is_not_stored(
    desk: LetterDesk,
) -> None:
    desk.written()
    for change in (
        "UPDATE outgoing_letter SET state = 'lost'",
        "UPDATE outgoing_letter SET follows_id = 2, follows_as = 'hides'",
        ADD_A_LINE.format(kind="'dreamt'"),
    ):
        with pytest.raises(IntegrityError), desk.session.begin_nested():
            desk.session.execute(text(change))
    desk.session.execute(text(ADD_A_LINE.format(kind="'moved'")))


def test_an_issued_letter_cannot_lose_its_file_day_or_number(desk: LetterDesk) -> None:
    desk.written(S.ISSUED)
    for lost in ("file_id", "issued_on", "number", "year"):
        with pytest.raises(IntegrityError), desk.session.begin_nested():
            desk.session.execute(update(OutgoingLetter).values({lost: None}))


def rows_of(desk: LetterDesk) -> dict[type[Base], dict[str, Any]]:
    """Return a row of each table that stands, to be stored once more or worse."""
    letter = desk.written(S.ISSUED)
    assert letter.file is not None
    by = desk.people[Role.CLERK]
    made = {"letter_id": letter.id, "by_id": by.officer_id, "at": NOW}
    return {
        LetterVersion: {**made, "number": 1, "content": {}},
        LetterAutosave: {
            "letter_id": letter.id,
            "officer_id": by.officer_id,
            "base_version": 1,
            "content": {},
            "at": NOW,
        },
        SignedCopy: {
            **made,
            "file_id": letter.file_id,
            "verdict": CopyVerdict.SAME,
            "differences": 0,
            "signatures": [],
        },
        RecipientGroup: {"name": "Trong Sở", "items": [], "edited_at": NOW},
    }


def test_of_each_version_typist_copy_and_group_there_is_one(desk: LetterDesk) -> None:
    for model, row in rows_of(desk).items():
        if model is not LetterVersion:
            desk.session.execute(insert(model).values(**row))
        with pytest.raises(IntegrityError), desk.session.begin_nested():
            desk.session.execute(insert(model).values(**row))


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (LetterVersion, {"number": 0}),
        (LetterVersion, {"letter_id": 999, "number": 9}),
        (LetterAutosave, {"letter_id": 999}),
        (SignedCopy, {"file_id": "none"}),
        (RecipientGroup, {"name": ""}),
    ],
)
def test_a_row_beside_a_letter_that_cannot_be_is_not_stored(
    desk: LetterDesk, model: type[Base], wrong: dict[str, Any]
) -> None:
    row = rows_of(desk)[model] | wrong
    with pytest.raises(IntegrityError):
        desk.session.execute(insert(model).values(**row))


def test_a_decision_is_of_a_round_of_a_case_or_of_no_case(desk: LetterDesk) -> None:
    letter, case = desk.written(), desk.case()
    row = {
        "letter_id": letter.id,
        "decision": Decision.APPROVED,
        "by_id": letter.signer_id,
        "at": NOW,
        "content_sha256": "",
    }
    for wrong in ({"case_id": case.id}, {"round": 1}):
        with pytest.raises(IntegrityError), desk.session.begin_nested():
            desk.session.execute(insert(Approval).values(**row | wrong))
    desk.session.execute(insert(Approval).values(**row, case_id=case.id, round=1))
    desk.session.execute(insert(Approval).values(**row))


def test_letters_of_every_state_survive_the_way_down_and_up_again(
    database: Database, files: FileStore
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=NOW)
        desk = LetterDesk(session, people, files, NOW)
        letters = {state: desk.written(state) for state in S}
        kept = letters[S.ISSUED].file
        assert kept is not None
        studio.receive(
            session,
            letters[S.ISSUED],
            Returned(files.read(kept), "ban-ky.docx", kept.media_type),
            store=files,
            by=people[Role.CLERK],
            now=NOW,
        )
        ids = {state: letter.id for state, letter in letters.items()}
        contents = {letter.id: letter.content for letter in letters.values()}
        session.commit()
    config = _alembic_config()
    with database.engine.connect() as connection:
        connection.commit()
        with database._tables_may_move(connection):
            config.attributes["connection"] = connection
            command.downgrade(config, "0002_register_entries")
    database.migrate()
    back = {S.PENDING: S.DRAFT, S.DISCARDED: S.DRAFT}
    with database.reading() as session:
        rows = session.scalars(select(OutgoingLetter)).all()
        assert {row.id: row.state for row in rows} == {
            id: back.get(state, state) for state, id in ids.items()
        }
        assert {row.id: row.content for row in rows} == contents
        versions = session.execute(
            select(LetterVersion.letter_id, LetterVersion.number)
        )
        assert sorted(map(tuple, versions)) == [(id, 1) for id in sorted(ids.values())]
