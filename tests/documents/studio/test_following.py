"""Correcting and replacing an issued letter: a new letter that points back to it."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from documents import outgoing, studio
from documents.errors import TransitionRefused
from documents.models import COMPLAINANT, OutgoingLetter
from documents.vocabulary import CaseState, LetterLink, LetterState, Role
from tests import factories
from tests.documents.letter_desk import WORDS, LetterDesk

S, L = LetterState, LetterLink
CITED = "Công văn số 01/SGTVT-KCHT ngày 17/12/2019 về việc sửa chữa ổ gà"


def follow(
    desk: LetterDesk, issued: OutgoingLetter, link: LetterLink
) -> OutgoingLetter:
    by = desk.people[Role.HANDLER]
    return studio.follow(desk.session, issued, link, by=by, now=desk.now)


def test_a_correction_cites_what_it_corrects_and_goes_to_the_same(
    desk: LetterDesk,
) -> None:
    issued = desk.written(S.ISSUED)
    before = dict(issued.content)
    letter = follow(desk, issued, L.CORRECTS)
    assert (letter.follows, letter.follows_as) == (issued, L.CORRECTS)
    assert issued.followed_by == [letter]
    assert (letter.state, letter.paper, letter.book) == (
        S.DRAFT,
        "dinh-chinh",
        "cong-van",
    )
    assert CITED in letter.content["body"]
    assert CITED in letter.content["subject"]
    assert letter.content["addressees"] == WORDS["addressees"]
    assert (issued.state, issued.content) == (S.ISSUED, before)


def test_a_correction_of_what_goes_to_nobody_in_particular_asks_to_whom(
    desk: LetterDesk,
) -> None:
    notice = desk.finished(desk.begin("thong-bao"), S.ISSUED)
    letter = follow(desk, notice, L.CORRECTS)
    assert "addressees" in outgoing.missing(letter.content)
    named = "Thông báo số 01/TB-SGTVT ngày 17/12/2019 Về việc việc đã được viết"
    assert named in letter.content["body"]


def test_a_replacement_is_of_the_same_kind_with_the_same_words(
    desk: LetterDesk,
) -> None:
    issued = desk.finished(desk.begin("quyet-dinh"), S.ISSUED)
    letter = follow(desk, issued, L.REPLACES)
    assert (letter.follows, letter.follows_as) == (issued, L.REPLACES)
    assert (letter.book, letter.paper) == ("quyet-dinh", "quyet-dinh")
    assert letter.content == issued.content | {"number": None, "date": None}
    desk.bring_to(letter, S.ISSUED)
    assert (letter.number, issued.number) == (2, 1)


@pytest.mark.parametrize("link", list(L))
@pytest.mark.parametrize("state", [s for s in S if s is not S.ISSUED])
def test_only_what_was_issued_is_corrected_or_replaced(
    desk: LetterDesk, state: LetterState, link: LetterLink
) -> None:
    letter = desk.written(state)
    with pytest.raises(TransitionRefused, match="đã ban hành"):
        follow(desk, letter, link)


@pytest.mark.parametrize("link", list(L))
def test_what_follows_a_letter_of_a_case_stays_before_the_same_eyes(
    desk: LetterDesk, link: LetterLink
) -> None:
    case = desk.case()
    issued = desk.finished(desk.begin("phieu-huong-dan", case=case), S.ISSUED)
    letter = follow(desk, issued, link)
    assert (letter.case, letter.content["addressees"]) == (case, [COMPLAINANT])


def test_what_replaces_a_reply_moves_by_itself_and_leaves_the_reply_alone(
    desk: LetterDesk,
) -> None:
    case = desk.case()
    factories.draft(desk.session, case, desk.people, desk.now)
    reply = desk.session.query(OutgoingLetter).one()
    factories.advance_to(
        desk.session,
        case,
        CaseState.REPLIED,
        desk.people,
        desk.now,
        files=desk.files,
    )
    letter = follow(desk, reply, L.REPLACES)
    assert (letter.case, letter.paper, letter.is_reply) == (case, "cong-van", False)
    desk.bring_to(letter, S.ISSUED)
    assert (reply.state, reply.number, letter.number) == (S.ISSUED, 1, 2)


def test_the_database_knows_no_link_without_a_meaning_nor_to_itself(
    desk: LetterDesk,
) -> None:
    letter = desk.begin()
    for follows_id, follows_as in (
        (letter.id, None),
        (None, L.CORRECTS),
        (letter.id, L.CORRECTS),
        (999, L.CORRECTS),
    ):
        told = update(OutgoingLetter).values(
            follows_id=follows_id, follows_as=follows_as
        )
        with pytest.raises(IntegrityError), desk.session.begin_nested():
            desk.session.execute(told)
