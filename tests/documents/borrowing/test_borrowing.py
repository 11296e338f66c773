"""Paragraphs taken over from approved replies: with their source, without a person."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import borrowing, canned, studio
from documents.borrowing import Borrowed
from documents.borrowing.sources import NAMES, TELLS_CODE
from documents.borrowing.wording import Likeness, likeness
from documents.canned import CannedFields
from documents.errors import Invalid, NotFound
from documents.files import FileStore
from documents.models import (
    COMPLAINANT,
    BorrowedPassage,
    Case,
    OutgoingLetter,
    PastReply,
)
from documents.standing import reply_letter
from documents.vault import Vault
from documents.vocabulary import CaseState, LetterLink, Outcome, Role
from tests import factories
from tests.documents.letter_desk import LetterDesk, S
from tests.factories import CANARY, VAULT, People

PATCHED: Final = "1. Sở đã cho vá toàn bộ ổ gà tại Km 40 trước ngày 20/12/2019."
CLOSING: Final = "Sở cảm ơn Ông (bà) đã phản ánh./."
AFTER: Final = "Đoạn đường này sẽ được thảm lại trong quý I năm 2020."

Answered = Callable[..., Case]


@pytest.fixture
def answered(
    session: Session, people: People, now: datetime, files: FileStore
) -> Answered:
    """Make a case that was answered with these paragraphs."""

    def make(*paragraphs: str) -> Case:
        case = factories.make_case(session, now=now, by=people[Role.CLERK])
        state = CaseState.REPLIED
        factories.advance_to(session, case, state, people, now, files=files)
        letter = reply_letter(session, case)
        letter.content = {**letter.content, "body": "\n\n".join(paragraphs)}
        session.flush()
        return case

    return make


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    """Give a case whose reply is being drafted."""
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, made, people, now)
    factories.draft(session, made, people, now)
    session.flush()
    return made


@pytest.fixture
def past(session: Session, people: People, now: datetime) -> Case:
    """Give a case that came in with a reply from before this portal."""
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, made, people, now)
    reply = PastReply(
        case_id=made.id,
        number="77/SGTVT",
        issued_on=date(2018, 3, 1),
        text=f"{AFTER}\n\nKính gửi ông {CANARY.full_name}, số 0912345678.",
    )
    session.add(reply)
    session.flush()
    return made


class Hand:
    """A handler who takes paragraphs over and saves."""

    def __init__(self, session: Session, case: Case, people: People, now: datetime):
        self.session, self.case, self.people, self.now = session, case, people, now
        self.letter = reply_letter(session, case)

    def marks(self, source: Case) -> dict[str, str]:
        """Return text → mark of what a case's reply offers."""
        found = borrowing.sources(self.session, [source], vault=VAULT)[source.id]
        return {
            one.text: borrowing.mark(found, one)
            for one in found.passages
            if not one.why_not
        }

    def take(self, mark: str, *, by: Role = Role.HANDLER) -> str:
        return borrowing.take(
            self.session, mark, case=self.case, by=self.people[by], vault=VAULT
        ).text

    def save(self, body: str, marks: str, *, vault: Vault = VAULT) -> None:
        self.letter.content = {**self.letter.content, "body": body}
        self.session.flush()
        borrowing.record(
            self.session, self.letter, marks,
            by=self.people[Role.HANDLER], vault=vault, now=self.now,
        )  # fmt: skip

    def told(self, *, by: Role = Role.DIRECTOR) -> tuple[Borrowed, ...]:
        return borrowing.borrowed(
            self.session,
            self.letter,
            body=self.letter.content["body"],
            seen_by=self.people[by],
            vault=VAULT,
        )


@pytest.fixture
def hand(session: Session, case: Case, people: People, now: datetime) -> Hand:
    return Hand(session, case, people, now)


def test_a_paragraph_is_taken_as_it_was_typed_and_its_source_is_kept(
    answered: Answered, hand: Hand
) -> None:
    source = answered(PATCHED, AFTER, CLOSING)
    marks = hand.marks(source)
    assert list(marks) == [PATCHED, AFTER, CLOSING.replace("./.", ".")]
    taken = hand.take(marks[PATCHED])
    hand.save(f"Mở đầu.\n\n{taken}", marks[PATCHED])
    (told,) = hand.told()
    said = f"Đoạn lấy từ văn bản số 01/SGTVT-KCHT ngày 17/12/2019 (hồ sơ {source.code})"
    assert (told.said, told.words, told.is_changed) == (said, PATCHED, False)
    assert told.warnings == ()
    assert told.letter is reply_letter(hand.session, source)


def test_the_source_is_told_until_the_draft_no_longer_says_it(
    answered: Answered, hand: Hand
) -> None:
    marks = hand.marks(answered(PATCHED, AFTER))
    hand.save(PATCHED, " ".join(marks.values()))
    assert [one.words for one in hand.told()] == [PATCHED]
    hand.save("Sở đã cho vá toàn bộ ổ gà tại Km 41 vào tuần trước.", "")
    assert [one.is_changed for one in hand.told()] == [True]
    hand.save("Sở sẽ trả lời sau khi kiểm tra thực tế tại hiện trường.", "")
    assert hand.told() == ()


def test_saving_again_or_taking_it_twice_keeps_one_source(
    answered: Answered, hand: Hand
) -> None:
    mark = hand.marks(answered(PATCHED))[PATCHED]
    for _ in range(3):
        hand.save(f"{PATCHED}\n\n{PATCHED}", f"{mark} {mark}")
    assert len(hand.told()) == 1


@pytest.mark.parametrize(
    "naming",
    [
        f"Kính gửi bà {CANARY.full_name}.",
        "Kinh gui ba tran thi kin dao!",
        "Liên hệ số 0912.345.678 khi cần.",
        "Liên hệ +84 912 345 678.",
        f"Tại nhà {CANARY.address}, Sở đã kiểm tra.",
        f"Kính gửi {COMPLAINANT}.",
    ],
)
def test_a_paragraph_that_tells_who_sent_its_case_is_not_shown_and_not_taken(
    answered: Answered, hand: Hand, naming: str
) -> None:
    source = answered(PATCHED, naming)
    found = borrowing.sources(hand.session, [source], vault=VAULT)[source.id]
    assert (found.passages[1].text, found.passages[1].why_not) == ("", NAMES)
    mark = borrowing.mark(found, found.passages[1])
    with pytest.raises(Invalid):
        hand.take(mark)
    with pytest.raises(Invalid):
        hand.save(naming, mark)
    assert hand.told() == ()


def test_a_paragraph_that_tells_its_cases_code_is_shown_and_not_taken(
    answered: Answered, hand: Hand
) -> None:
    source = answered(PATCHED)
    letter = reply_letter(hand.session, source)
    words = f"Sở nhận được phản ánh {source.code.lower()}."
    letter.content = {**letter.content, "body": words}
    found = borrowing.sources(hand.session, [source], vault=VAULT)[source.id]
    assert (found.passages[0].text, found.passages[0].why_not) == (words, TELLS_CODE)
    with pytest.raises(Invalid):
        hand.take(borrowing.mark(found, found.passages[0]))


def test_with_an_identity_that_cannot_be_opened_nothing_is_taken(
    answered: Answered, hand: Hand
) -> None:
    source, locked = answered(PATCHED), Vault("another secret, as long as it should be")
    found = borrowing.sources(hand.session, [source], vault=locked)[source.id]
    assert [one.text for one in found.passages] == [""]


def test_a_past_reply_gives_its_paragraphs_too(past: Case, hand: Hand) -> None:
    marks = hand.marks(past)
    assert list(marks) == [AFTER]
    hand.save(AFTER, marks[AFTER])
    (told,) = hand.told()
    assert (
        told.said
        == f"Đoạn lấy từ văn bản số 77/SGTVT ngày 01/03/2018 (hồ sơ {past.code})"
    )


def test_what_is_not_the_officers_to_see_gives_nothing(
    answered: Answered, hand: Hand, people: People
) -> None:
    source = answered(PATCHED)
    mark = hand.marks(source)[PATCHED]
    source.lead_unit = factories.unit(hand.session, "VTPT")
    hand.session.flush()
    with pytest.raises(NotFound):
        hand.take(mark)
    hand.save(PATCHED, mark)
    assert hand.told() == ()
    assert hand.take(mark, by=Role.FOCAL) == PATCHED


def test_a_source_that_was_sealed_since_is_named_to_nobody(
    answered: Answered, hand: Hand
) -> None:
    source = answered(PATCHED)
    mark = hand.marks(source)[PATCHED]
    hand.save(PATCHED, mark)
    hand.session.execute(
        update(Case)
        .where(Case.id == source.id)
        .values(sealed=True, state=CaseState.DECLINED, outcome=Outcome.DECLINED)
    )
    hand.session.refresh(source)
    assert borrowing.sources(hand.session, [source], vault=VAULT) == {}
    for role in (Role.DIRECTOR, Role.FOCAL, Role.HANDLER):
        (told,) = hand.told(by=role)
        assert "01/SGTVT" not in repr((told.said, told.words, told.warnings))
        assert (told.letter, told.case) == (None, None)
        with pytest.raises(NotFound):
            hand.take(mark, by=role)


@pytest.mark.parametrize(
    "mark",
    [
        "",
        "v",
        "v0.1",
        "v1.99",
        "v999999999.1",
        "c1.1",
        "m1",
        "x1.1",
        "v1.1; DROP",
        "v1",
    ],
)
def test_a_mark_of_nothing_takes_nothing(
    answered: Answered, hand: Hand, mark: str
) -> None:
    answered(PATCHED)
    with pytest.raises(NotFound):
        hand.take(mark)
    hand.save(PATCHED, mark)
    assert hand.told() == ()


def test_neither_a_draft_nor_the_case_itself_is_a_source(hand: Hand) -> None:
    assert borrowing.sources(hand.session, [hand.case], vault=VAULT) == {}
    with pytest.raises(NotFound):
        hand.take(f"v{hand.letter.id}.1")


@pytest.mark.parametrize(
    ("link", "said"),
    [(LetterLink.CORRECTS, "đính chính"), (LetterLink.REPLACES, "thay thế")],
)
def test_what_followed_its_source_is_warned_of_once_it_is_issued(
    answered: Answered,
    hand: Hand,
    people: People,
    files: FileStore,
    link: LetterLink,
    said: str,
) -> None:
    source = answered(PATCHED)
    hand.save(PATCHED, hand.marks(source)[PATCHED])
    by = people[Role.FOCAL]
    issued = reply_letter(hand.session, source)
    later = studio.follow(hand.session, issued, link, by=by, now=hand.now)
    assert hand.told()[0].warnings == ()
    _issue(later, hand, files)
    hand.session.expire_all()
    (warning,) = hand.told()[0].warnings
    assert f"Văn bản nguồn đã được {said} bằng văn bản số {later.printed_number}" in (
        warning
    )


def _issue(letter: OutgoingLetter, hand: Hand, files: FileStore) -> None:
    desk = LetterDesk(hand.session, hand.people, files, hand.now)
    desk.finished(letter, S.ISSUED)


def test_a_source_whose_case_was_opened_again_is_warned_of(
    answered: Answered, hand: Hand
) -> None:
    source = answered(PATCHED)
    hand.save(PATCHED, hand.marks(source)[PATCHED])
    source.round = 2
    hand.session.flush()
    assert "mở lại" in hand.told()[0].warnings[0]


def test_a_canned_reply_is_a_source_and_counted(
    hand: Hand, people: People, now: datetime
) -> None:
    typed = CannedFields("Đã tiếp nhận", "Sở đã nhận phản ánh {mã hồ sơ}.")
    row = canned.add(hand.session, typed, by=people[Role.FOCAL], now=now)
    text = hand.take(f"m{row.id}")
    assert text == f"Sở đã nhận phản ánh {hand.case.code}."
    hand.save(text, f"m{row.id}")
    assert [one.said for one in hand.told()] == ["Mẫu trả lời “Đã tiếp nhận”"]
    assert canned.uses(hand.session) == {row.id: 1}
    canned.retire(hand.session, row, expected_version=1, by=people[Role.CVP], now=now)
    assert "thôi dùng từ ngày 17/12/2019" in hand.told()[0].warnings[0]


@pytest.mark.parametrize("told", [{}, {"past_reply_id": 1, "canned_id": 1}])
def test_the_database_keeps_one_source_of_a_paragraph(
    hand: Hand, told: dict[str, Any]
) -> None:
    row = BorrowedPassage(
        letter_id=hand.letter.id, sha256="x", at=hand.now,
        by_id=hand.people[Role.HANDLER].officer_id, **told,
    )  # fmt: skip
    hand.session.add(row)
    with pytest.raises(IntegrityError):
        hand.session.flush()


@pytest.mark.parametrize(
    ("passage", "text", "found"),
    [
        ("Sở đã vá ổ gà.", "Trước. **Sở đã** vá\nổ gà. Sau.", Likeness.SAME),
        ("Sở đã vá ổ gà.", "Sở đã vá ổ voi.", Likeness.CHANGED),
        ("Sở đã vá ổ gà.", "Gà ổ vá đã sở.", Likeness.GONE),
        ("Sở đã", "Sở đang", Likeness.GONE),
        ("", "Sở đã", Likeness.GONE),
    ],
)
def test_how_much_of_a_paragraph_a_text_says(
    passage: str, text: str, found: Likeness
) -> None:
    assert likeness(passage, text) is found
