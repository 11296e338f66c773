"""Writing at a draft: what two people do at once, versions, what is not saved yet."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from documents import drafting, history, studio
from documents.database import Database
from documents.errors import (
    Invalid,
    NotAllowed,
    NotFound,
    OutOfDate,
    TransitionRefused,
)
from documents.files import FileStore
from documents.models import (
    LetterAutosave,
    LetterVersion,
    Officer,
    Outbox,
    OutgoingLetter,
)
from documents.viewer import Viewer
from documents.vocabulary import CaseState, EventKind, LetterState, Role
from tests import factories
from tests.conftest import NOW
from tests.documents.letter_desk import WORDS, LetterDesk
from tests.factories import People

S = LetterState
BODY = "Sở đã cho thảm lại mặt đường."


def numbers(desk: LetterDesk, letter: OutgoingLetter) -> list[int]:
    return [row.number for row in studio.versions(desk.session, letter)]


def type_at(
    desk: LetterDesk, letter: OutgoingLetter, by: Viewer, body: str, base: int = 1
) -> None:
    studio.keep_unsaved(
        desk.session,
        letter,
        {**letter.content, "body": body},
        base_version=base,
        by=by,
        now=desk.now,
    )


def unsaved_body(desk: LetterDesk, letter: OutgoingLetter, by: Viewer) -> str | None:
    row = studio.unsaved(desk.session, letter, by)
    return row.content["body"] if row else None


def test_what_is_saved_is_the_newest_version_and_in_the_list(desk: LetterDesk) -> None:
    letter = desk.begin()
    begun = letter.content
    desk.sleep(days=1)
    desk.save(letter, WORDS, by=desk.people[Role.HEAD])
    first, second = studio.versions(desk.session, letter)
    assert (first.number, first.content) == (1, begun)
    assert (second.number, second.content) == (2, letter.content)
    assert (second.by.username, second.at) == ("head", desk.now)
    assert (letter.subject, letter.version) == (WORDS["subject"], 2)
    kinds = [event.kind for event in history.of(desk.session, letter)]
    assert kinds == [EventKind.STARTED, EventKind.EDITED]


def test_the_later_of_two_is_told_who_changed_what_and_nothing_is_lost(
    desk: LetterDesk,
) -> None:
    letter = desk.begin()
    handler, head = desk.people[Role.HANDLER], desk.people[Role.HEAD]
    type_at(desk, letter, handler, "Phần của người xử lý.")
    desk.save(letter, {"body": "Phần của trưởng phòng."}, by=head, version=1)
    with pytest.raises(OutOfDate) as refused:
        desk.save(letter, {"body": "Phần của người xử lý."}, by=handler, version=1)
    (changed,) = refused.value.changed
    assert head.full_name in changed
    assert EventKind.EDITED.label in changed
    assert letter.content["body"] == "Phần của trưởng phòng."
    assert unsaved_body(desk, letter, handler) == "Phần của người xử lý."
    desk.save(letter, {"body": "Phần của cả hai."}, by=handler, version=2)
    bodies = [v.content["body"] for v in studio.versions(desk.session, letter)]
    assert bodies[1:] == ["Phần của trưởng phòng.", "Phần của cả hai."]


def test_of_two_who_save_in_the_same_moment_one_is_refused(
    database: Database, files: FileStore
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=NOW)
        desk = LetterDesk(session, people, files, NOW)
        letter_id = desk.begin().id
        session.commit()

    def save(body: str) -> str:
        with database.writing() as session:
            desk = LetterDesk(session, people, files, NOW)
            letter = session.get_one(OutgoingLetter, letter_id)
            try:
                desk.save(letter, {"body": body}, version=1)
                session.commit()
            except (OutOfDate, StaleDataError):
                return ""
            return body

    bodies = iter(("một", "hai", "ba", "bốn"))
    won = [
        body for body in factories.at_once(lambda: save(next(bodies)), times=4) if body
    ]
    with database.reading() as session:
        letter = session.get_one(OutgoingLetter, letter_id)
        assert [letter.content["body"]] == won
        assert session.scalars(select(LetterVersion.number)).all() == [1, 2]


def test_what_one_types_is_for_him_alone(desk: LetterDesk) -> None:
    letter = desk.begin()
    handler, head = desk.people[Role.HANDLER], desk.people[Role.HEAD]
    type_at(desk, letter, handler, "một")
    assert unsaved_body(desk, letter, head) is None
    type_at(desk, letter, head, "hai")
    type_at(desk, letter, handler, "ba", base=2)
    assert unsaved_body(desk, letter, handler) == "ba"
    assert unsaved_body(desk, letter, head) == "hai"
    row = studio.unsaved(desk.session, letter, handler)
    assert row is not None
    assert (row.base_version, row.at) == (2, desk.now)
    assert (letter.version, numbers(desk, letter)) == (1, [1])


def test_saving_forgets_what_the_saver_typed_and_nobody_elses(
    desk: LetterDesk,
) -> None:
    letter = desk.begin()
    handler, head = desk.people[Role.HANDLER], desk.people[Role.HEAD]
    for by in (handler, head):
        type_at(desk, letter, by, BODY)
    desk.save(letter, {"body": BODY}, by=handler)
    assert unsaved_body(desk, letter, handler) is None
    assert unsaved_body(desk, letter, head) == BODY
    studio.forget_unsaved(desk.session, letter, head)
    studio.forget_unsaved(desk.session, letter, head)
    assert desk.session.scalars(select(LetterAutosave)).all() == []


def test_saving_the_same_text_makes_no_version_and_forgets_what_was_typed(
    desk: LetterDesk,
) -> None:
    letter = desk.written()
    type_at(desk, letter, desk.people[Role.HANDLER], BODY)
    desk.save(letter)
    assert (letter.version, numbers(desk, letter)) == (2, [1, 2])
    assert unsaved_body(desk, letter, desk.people[Role.HANDLER]) is None


def test_another_signer_alone_makes_a_version(desk: LetterDesk) -> None:
    deputy = desk.hire(Role.DIRECTOR, "Phó Giám đốc")
    letter = desk.written()
    desk.save(letter, signer=deputy)
    assert numbers(desk, letter) == [1, 2, 3]
    assert letter.signer_id == deputy.officer_id
    assert letter.content["signer"] == {
        "authority": "KT",
        "for": "GIÁM ĐỐC",
        "deputy_for": None,
        "position": "PHÓ GIÁM ĐỐC",
        "name": deputy.full_name,
    }


def test_of_two_of_one_name_the_one_who_was_chosen_signs(desk: LetterDesk) -> None:
    one, other = (desk.hire(Role.DIRECTOR, "Phó Giám đốc") for _ in "ab")
    desk.session.get_one(Officer, other.officer_id).full_name = one.full_name
    letter = desk.written(signer=one)
    desk.save(letter, signer=other)
    assert letter.signer_id == other.officer_id
    assert numbers(desk, letter) == [1, 2, 3]


def test_a_signature_that_somebody_types_is_not_taken(desk: LetterDesk) -> None:
    forged = {"authority": "TUQ", "position": "CHỦ TỊCH", "name": "Kẻ Mạo Danh"}
    letter = desk.save(desk.begin(), {**WORDS, "signer": forged})
    assert letter.content["signer"]["position"] == "GIÁM ĐỐC"
    assert letter.content["signer"]["name"] == "Nguyễn Văn Mẫu"


def test_nobody_signs_who_may_not_today(desk: LetterDesk) -> None:
    letter = desk.begin()
    chief = desk.hire(Role.CVP, "Chánh Văn phòng")
    desk.delegate(chief, since=1)
    nobody = Viewer(999, "x", "x", Role.DIRECTOR)
    for signer in (desk.people[Role.CVP], desk.people[Role.HEAD], chief, nobody):
        with pytest.raises(Invalid) as refused:
            desk.save(letter, WORDS, signer=signer)
        assert list(refused.value.fields) == ["signer_id"]
    assert numbers(desk, letter) == [1]
    desk.sleep(days=1)
    desk.save(letter, WORDS, signer=chief)
    assert letter.content["signer"]["authority"] == "TL"


def test_an_old_version_comes_back_and_those_between_stay(desk: LetterDesk) -> None:
    letter = desk.written()
    desk.save(letter, {"body": BODY})
    bodies = [v.content["body"] for v in studio.versions(desk.session, letter)]
    studio.restore(
        desk.session,
        letter,
        2,
        expected_version=3,
        by=desk.people[Role.HEAD],
        now=desk.now,
    )
    rows = studio.versions(desk.session, letter)
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.content["body"] for row in rows] == [*bodies, WORDS["body"]]
    assert letter.content["body"] == WORDS["body"]
    assert rows[-1].by.username == "head"


def test_a_version_comes_back_under_todays_signature(desk: LetterDesk) -> None:
    chief = desk.hire(Role.CVP, "Chánh Văn phòng")
    desk.delegate(chief, days=1)
    letter = desk.written(signer=chief)
    desk.save(letter, {"body": BODY}, signer=desk.people[Role.DIRECTOR])
    desk.sleep(days=1)
    by = desk.people[Role.HANDLER]
    studio.restore(desk.session, letter, 2, expected_version=3, by=by, now=desk.now)
    assert letter.content["body"] == WORDS["body"]
    assert letter.content["signer"]["position"] == "GIÁM ĐỐC"


def test_going_back_is_writing_too(desk: LetterDesk) -> None:
    letter, other = desk.written(), desk.written()
    handler = desk.people[Role.HANDLER]

    def restore(number: int, version: int, by: Viewer = handler) -> None:
        studio.restore(
            desk.session, letter, number, expected_version=version, by=by, now=desk.now
        )

    with pytest.raises(OutOfDate):
        restore(1, 1)
    with pytest.raises(NotAllowed):
        restore(1, 2, desk.hire(Role.HANDLER, unit="VTPT"))
    desk.save(other, {"body": BODY})
    with pytest.raises(NotFound):
        restore(3, 2)
    restore(2, 2)
    assert numbers(desk, letter) == [1, 2]


def test_who_writes_at_a_letter_of_no_case(desk: LetterDesk) -> None:
    letter = desk.begin()
    same_unit, other_unit = desk.hire(Role.HANDLER), desk.hire(Role.HEAD, unit="VTPT")
    writers = {Role.HANDLER, Role.HEAD, Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR}
    for role, viewer in desk.people.items():
        assert studio.can_write(letter, viewer) is (role in writers)
    for viewer in (same_unit, other_unit, desk.people[Role.ADMIN]):
        assert not studio.can_write(letter, viewer)
        with pytest.raises(NotAllowed):
            desk.save(letter, WORDS, by=viewer)
        with pytest.raises(NotAllowed):
            type_at(desk, letter, viewer, BODY)


def test_a_head_without_a_unit_is_no_head_of_the_leaders_letters(
    desk: LetterDesk, people: People
) -> None:
    letter = desk.begin(by=people[Role.DIRECTOR])
    alone = Viewer(999, "x", "x", Role.HEAD)
    assert not studio.in_charge(letter, alone)


@pytest.mark.parametrize("state", [s for s in S if s is not S.DRAFT])
def test_only_a_draft_is_written_at(desk: LetterDesk, state: LetterState) -> None:
    letter = desk.written(state)
    content, version = letter.content, letter.version
    for by in desk.people.values():
        with pytest.raises((TransitionRefused, NotAllowed)):
            desk.save(letter, {"body": BODY}, by=by)
        with pytest.raises((TransitionRefused, NotAllowed)):
            type_at(desk, letter, by, BODY)
        assert not studio.can_write(letter, by)
    assert (letter.content, letter.version) == (content, version)


def test_the_reply_of_a_case_is_written_by_the_unit_that_leads(
    desk: LetterDesk,
) -> None:
    case = desk.case()
    factories.draft(desk.session, case, desk.people, desk.now)
    reply = desk.session.scalars(select(OutgoingLetter)).one()
    for role, viewer in desk.people.items():
        assert studio.can_write(reply, viewer) is (role in {Role.HANDLER, Role.HEAD})
    with pytest.raises(NotAllowed, match="chủ trì"):
        desk.save(reply, {"body": BODY}, by=desk.people[Role.FOCAL])
    with pytest.raises(NotFound):
        desk.save(reply, {"body": BODY}, by=desk.hire(Role.HEAD, unit="VTPT"))
    seen = case.version
    desk.save(reply, {"body": BODY}, by=desk.people[Role.HEAD])
    told = history.of(desk.session, case)[-1]
    assert (told.kind, told.actor_name) == (EventKind.DRAFTED, "Nguyễn Văn Mẫu")
    assert case.version == seen + 1
    with pytest.raises(OutOfDate):
        drafting.must_be_draftable(
            desk.session, case, expected_version=seen, by=desk.people[Role.HANDLER]
        )
    factories.advance_to(
        desk.session, case, CaseState.PENDING_APPROVAL, desk.people, desk.now
    )
    for by in desk.people.values():
        with pytest.raises((TransitionRefused, NotFound)):
            desk.save(reply, {"body": "Sửa sau khi trình."}, by=by)


def test_the_reply_of_a_case_is_signed_by_a_leader(desk: LetterDesk) -> None:
    chief = desk.hire(Role.CVP, "Chánh Văn phòng")
    desk.delegate(chief)
    factories.draft(desk.session, desk.case(), desk.people, desk.now)
    reply = desk.session.scalars(select(OutgoingLetter)).one()
    with pytest.raises(Invalid, match="Lãnh đạo Sở ký"):
        desk.save(reply, {"body": BODY}, signer=chief)


def test_what_is_written_is_announced_under_the_letter_or_its_case(
    desk: LetterDesk,
) -> None:
    def newest() -> tuple[str, int]:
        row = desk.session.scalars(select(Outbox).order_by(Outbox.seq.desc())).first()
        assert row is not None
        return row.key, row.seq

    letter = desk.begin()
    key, seq = newest()
    assert key == f"letter:{letter.id}"
    desk.save(letter, WORDS)
    assert newest() == (key, seq + 1)
    case = desk.case()
    desk.begin("gia-han", case=case)
    assert newest()[0] == f"case:{case.code}"


def test_no_version_and_nothing_typed_ever_holds_the_complainants_name(
    desk: LetterDesk,
) -> None:
    case = desk.case()
    letter = desk.begin("phieu-tiep-nhan", case=case)
    type_at(desk, letter, desk.people[Role.HANDLER], letter.content["body"])
    desk.finished(letter, S.ISSUED)
    rows = [row.content for row in studio.versions(desk.session, letter)]
    kept = desk.session.scalars(select(LetterAutosave.content)).all()
    told = json.dumps([*rows, *kept, letter.content], ensure_ascii=False)
    assert "{người phản ánh}" in told
    assert "Kín Đáo" not in told
