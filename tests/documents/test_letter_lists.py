"""Which letters exist for whom, and which list shows them."""

from datetime import date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import queries, register
from documents.errors import NotFound
from documents.files import FileStore
from documents.models import OutgoingLetter
from documents.register import Reservation
from documents.viewer import Viewer
from documents.vocabulary import Authority, LetterAction, LetterState, Role
from tests import factories
from tests.documents.letter_desk import LetterDesk
from tests.factories import People

A, S = LetterAction, LetterState
OFFICE = {Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR}


@pytest.fixture
def desk(
    session: Session, people: People, files: FileStore, now: datetime
) -> LetterDesk:
    return LetterDesk(session, people, files, now)


def seen(desk: LetterDesk, viewer: Viewer) -> list[OutgoingLetter]:
    query = (
        select(OutgoingLetter)
        .outerjoin(OutgoingLetter.case)
        .where(queries.visible_letters(viewer))
        .order_by(OutgoingLetter.id)
    )
    return list(desk.session.scalars(query))


def exists(desk: LetterDesk, letter: OutgoingLetter, viewer: Viewer) -> bool:
    """Say whether a letter exists for a viewer; list and address agree."""
    listed = letter in seen(desk, viewer)
    try:
        found = queries.letter(desk.session, letter.id, viewer) is letter
    except NotFound:
        found = False
    assert found is listed
    return found


@pytest.mark.parametrize("state", list(S))
def test_a_letter_of_no_case_exists_for_office_drafter_his_head_and_once_issued(
    desk: LetterDesk, state: LetterState
) -> None:
    letter = desk.written(state)
    colleague = desk.hire(Role.HANDLER)
    other_head = desk.hire(Role.HEAD, unit="VTPT")
    issued = state is S.ISSUED
    expected = dict.fromkeys(OFFICE | {Role.HANDLER, Role.HEAD}, True)
    assert {r: exists(desk, letter, v) for r, v in desk.people.items()} == {
        **expected,
        Role.ADMIN: False,
    }
    for stranger in (colleague, other_head):
        assert exists(desk, letter, stranger) is issued


def test_a_letter_exists_for_the_officer_who_is_to_sign_it(desk: LetterDesk) -> None:
    signer = desk.hire(Role.HEAD, "Trưởng phòng", unit="VTPT")
    other = desk.hire(Role.HEAD, "Trưởng phòng", unit="TTr")
    desk.delegate(signer)
    letter = desk.written(S.PENDING, signer=signer)
    assert exists(desk, letter, signer)
    assert not exists(desk, letter, other)


def test_letters_of_somebody_without_a_unit_are_no_heads(desk: LetterDesk) -> None:
    letter = desk.written(by=desk.people[Role.DIRECTOR])
    homeless = Viewer(999, "x", "x", Role.HEAD)
    assert not exists(desk, letter, homeless)


@pytest.mark.parametrize("state", list(S))
def test_a_letter_of_a_case_exists_for_who_sees_the_case(
    desk: LetterDesk, state: LetterState
) -> None:
    letter = desk.finished(desk.begin("gia-han", case=desk.case()), state)
    colleague = desk.hire(Role.HANDLER)
    strangers = (
        desk.hire(Role.HEAD, unit="VTPT"),
        desk.hire(Role.HANDLER, unit="VTPT"),
        desk.people[Role.ADMIN],
    )
    for role in set(Role) - {Role.ADMIN}:
        assert exists(desk, letter, desk.people[role])
    assert exists(desk, letter, colleague)
    for stranger in strangers:
        assert not exists(desk, letter, stranger)


def test_drafts_are_those_under_way_newest_first(desk: LetterDesk) -> None:
    made = {state: desk.written(state) for state in S}
    desk.sleep(days=1)
    desk.save(made[S.DRAFT], {"body": "Viết thêm hôm nay."})
    under_way = [made[S.DRAFT], made[S.APPROVED], made[S.PENDING]]
    for role in OFFICE | {Role.HANDLER, Role.HEAD}:
        assert queries.drafts(desk.session, desk.people[role]).rows == under_way
    for stranger in (desk.people[Role.ADMIN], desk.hire(Role.HANDLER)):
        assert queries.drafts(desk.session, stranger).rows == []


def test_what_waits_for_a_signer_is_his_and_handed_in_oldest_first(
    desk: LetterDesk,
) -> None:
    chief = desk.hire(Role.CVP, "Chánh Văn phòng")
    desk.delegate(chief, Authority.TUQ, days=9)
    mine = [desk.written(S.PENDING, signer=chief) for _ in "ab"]
    for state in set(S) - {S.PENDING}:
        desk.written(state, signer=chief)
    theirs = desk.written(S.PENDING)
    assert queries.letters_to_sign(desk.session, chief) == mine
    director = desk.people[Role.DIRECTOR]
    assert queries.letters_to_sign(desk.session, director) == [theirs]
    assert queries.letters_to_sign(desk.session, desk.people[Role.CVP]) == []


def test_a_reply_waits_with_its_case_and_not_among_letters(desk: LetterDesk) -> None:
    case = desk.case()
    factories.draft(desk.session, case, desk.people, desk.now)
    director = desk.people[Role.DIRECTOR]
    assert queries.letters_to_sign(desk.session, director) == []
    assert queries.letters_of(desk.session, case) == []


def test_what_was_sent_back_is_its_drafters_until_it_is_handed_in_again(
    desk: LetterDesk,
) -> None:
    handler = desk.people[Role.HANDLER]
    returned, recalled = desk.written(S.PENDING), desk.written(S.APPROVED)
    taken_back = desk.written(S.PENDING)
    desk.move(returned, A.RETURN)
    desk.move(recalled, A.RECALL)
    desk.move(taken_back, A.TAKE_BACK)
    desk.written(S.DRAFT)
    sent_back = queries.letters_sent_back(desk.session, handler)
    assert sent_back == [returned, recalled]
    for role in set(Role) - {Role.HANDLER}:
        assert queries.letters_sent_back(desk.session, desk.people[role]) == []
    desk.move(returned, A.SUBMIT)
    desk.move(recalled, A.DISCARD)
    assert queries.letters_sent_back(desk.session, handler) == []


def test_a_cases_letters_are_listed_newest_first_without_the_trash(
    desk: LetterDesk,
) -> None:
    case, other = desk.case(), desk.case()
    rows = [desk.begin("gia-han", case=case) for _ in "abc"]
    desk.begin("gia-han", case=other)
    factories.draft(desk.session, case, desk.people, desk.now)
    desk.move(rows[1], A.DISCARD)
    assert queries.letters_of(desk.session, case) == [rows[2], rows[0]]


def test_letters_issued_last_come_first_to_start_another_from(
    desk: LetterDesk,
) -> None:
    first = desk.written(S.ISSUED)
    desk.written(S.APPROVED)
    desk.sleep(days=1)
    second = desk.written(S.ISSUED)
    of_a_case = desk.finished(desk.begin("gia-han", case=desk.case()), S.ISSUED)
    handler = desk.people[Role.HANDLER]
    found = queries.recent_letters(desk.session, handler)
    assert found == [of_a_case, second, first]
    assert queries.recent_letters(desk.session, handler, limit=1) == [of_a_case]
    stranger = desk.hire(Role.HANDLER, unit="VTPT")
    assert queries.recent_letters(desk.session, stranger) == [second, first]
    assert queries.recent_letters(desk.session, desk.people[Role.ADMIN]) == []


def test_what_waits_for_a_number_is_a_cases_most_urgent_first_then_the_oldest(
    desk: LetterDesk,
) -> None:
    for state in set(S) - {S.APPROVED}:
        desk.written(state)
    plain = [desk.written(S.APPROVED) for _ in "ab"]
    late, soon = desk.case(), desk.case()
    late.due_on, soon.due_on = date(2020, 2, 1), date(2020, 1, 2)
    of_cases = [
        desk.finished(desk.begin("gia-han", case=case), S.APPROVED)
        for case in (late, soon)
    ]
    desk.finished(desk.begin("phieu-giao-xu-ly", case=soon), S.APPROVED)
    waiting = queries.letters_waiting(desk.session)
    assert waiting == [*reversed(of_cases), *plain]


def test_numbers_held_for_a_letter_are_of_its_book_and_symbol_oldest_first(
    desk: LetterDesk,
) -> None:
    clerk, why = desk.people[Role.CLERK], "Giám đốc ký trực tiếp tại hội nghị"

    def reserve(kind: str, unit: str) -> int:
        wanted = Reservation(kind, unit, why)
        return register.reserve(desk.session, wanted, by=clerk, now=desk.now).id

    held = [reserve("cong-van", "KCHT"), reserve("cong-van", "VP")]
    held += [reserve("quyet-dinh", "KCHT"), reserve("cong-van", "KCHT")]
    voided = reserve("cong-van", "KCHT")
    register.void(desk.session, voided, reason=why, by=clerk, now=desk.now)
    letter = desk.written(S.APPROVED)
    found = [entry.id for entry in queries.held_numbers(desk.session, letter)]
    assert found == [held[0], held[3]]
    desk.issue(letter, reserved=held[0])
    rest = queries.held_numbers(desk.session, letter)
    assert [entry.id for entry in rest] == [held[3]]


def test_of_letters_found_those_in_the_trash_and_strangers_are_dropped(
    desk: LetterDesk,
) -> None:
    rows = [desk.written(S.DRAFT), desk.written(S.ISSUED), desk.written(S.DISCARDED)]
    ids = [row.id for row in rows]

    def among(viewer: Viewer) -> set[int]:
        found = queries.letters_among(desk.session, [*ids, 999], viewer)
        return {row.id for row in found}

    assert among(desk.people[Role.HANDLER]) == set(ids[:2])
    assert among(desk.hire(Role.HANDLER, unit="VTPT")) == {ids[1]}
    assert among(desk.people[Role.ADMIN]) == set()
