"""Who sent a case is in no text that search has, however it got into a file."""

import pytest
from sqlalchemy import select

from documents import attachments, letters, outbox, outgoing
from documents.models import FileText, OutgoingLetter
from documents.vocabulary import CaseState, CopyVerdict, TextState
from tests.documents.attachments.readers import FELL, FileDesk
from tests.documents.extract.samples import docx
from tests.documents.letter_desk import S
from tests.factories import CANARY, VAULT, advance_to


def everything(desk: FileDesk) -> str:
    return repr([row.passages for row in desk.session.scalars(select(FileText))])


def no_canary(told: str) -> bool:
    return not any(part in told for part in ("Kín Đáo", "912", "Lê Lợi"))


def issued_naming(desk: FileDesk) -> OutgoingLetter:
    """Return the issued reply of a case, which names who sent it."""
    case = advance_to(
        desk.session,
        desk.case(),
        CaseState.REPLIED,
        desk.people,
        desk.now,
        files=desk.files,
    )
    rows = select(OutgoingLetter).where(OutgoingLetter.case_id == case.id)
    letter = desk.session.scalars(rows).one()
    assert letter.state is S.ISSUED
    assert letter.file is not None
    paper = letters.read(desk.files.read(letter.file))
    assert CANARY.full_name in repr(paper)
    return letter


def test_letters_that_name_a_complainant_are_never_opened(desk: FileDesk) -> None:
    letter = issued_naming(desk)
    assert letter.file is not None
    copy = desk.returned(letter)
    other = desk.returned(letter, docx("Bản khác"), "khác.docx")
    assert desk.read_all() == 0
    for file in (letter.file, copy.file, other.file):
        row = desk.text_of(file)
        assert (row.state, row.passages) == (TextState.WITHHELD, None)
    ids = [letter.case_id] if letter.case_id else []
    assert attachments.files_of_cases(desk.session, ids) == {}


def test_a_reply_that_names_nobody_is_found_with_its_case(desk: FileDesk) -> None:
    letter = desk.of_case()
    file = desk.keep()
    desk.replied(letter, file)
    key = outbox.letter_key(letter)
    before = desk.revision(key)
    desk.read_all()
    assert FELL in desk.words_of(file)
    assert desk.revision(key) > before
    assert letter.case_id is not None
    found = attachments.files_of_cases(desk.session, [letter.case_id])
    assert found == {letter.case_id: [file]}


def test_a_signed_copy_of_a_letter_of_no_case_is_found_with_the_letter(
    desk: FileDesk,
) -> None:
    letter = desk.written(S.ISSUED)
    same = desk.returned(letter)
    other = desk.returned(letter, docx(FELL), "khác.docx")
    desk.read_all()
    assert "vá toàn bộ ổ gà" in desk.words_of(same.file)
    assert FELL in desk.words_of(other.file)
    files = attachments.files_of_letters(desk.session, [letter.id])[letter.id]
    assert files == [same.file, other.file]


def test_of_a_cases_letter_only_a_copy_with_its_own_words_is_read(
    desk: FileDesk,
) -> None:
    letter = desk.of_case()
    same = desk.returned(letter)
    strange = desk.returned(letter, docx("Kính gửi bà Kín Đáo"), "khác.docx")
    assert (same.verdict, strange.verdict) == (
        CopyVerdict.SAME,
        CopyVerdict.DIFFERENT,
    )
    desk.read_all()
    assert desk.text_of(same.file).state is TextState.READ
    assert desk.text_of(strange.file).state is TextState.WITHHELD
    assert letter.case_id is not None
    found = attachments.files_of_cases(desk.session, [letter.case_id])
    assert found == {letter.case_id: [same.file]}


@pytest.mark.parametrize(
    "told",
    [
        "Kính gửi bà Trần Thị Kín Đáo, trú tại Vũng Tàu",
        "KÍNH GỬI BÀ TRẦN THỊ KÍN ĐÁO",
        "kinh gui ba tran thi\nkin dao",
        "Số điện thoại: 0912.345.678",
        "+84 912 345 678",
        "nhà số 12 Lê Lợi, Vũng Tàu",
    ],
)
def test_a_text_that_tells_who_sent_its_case_is_withheld(
    desk: FileDesk, told: str
) -> None:
    letter = desk.of_case()
    file, harmless = desk.keep(told), desk.keep("Km 12, quốc lộ 51, gần Vũng Tàu")
    desk.replied(letter, file)
    desk.replied(desk.of_case(), harmless)
    assert desk.read_all() >= 2
    row = desk.text_of(file)
    assert (row.state, row.passages) == (TextState.WITHHELD, None)
    assert desk.text_of(harmless).state is TextState.READ
    assert no_canary(everything(desk))


def test_a_name_typed_into_a_letter_is_not_read_out_of_its_file(desk: FileDesk) -> None:
    letter = desk.of_case(addressees=[f"Bà {CANARY.full_name}"])
    assert not outgoing.names_complainant(letter.content)
    assert letter.file is not None
    copy = desk.returned(letter)
    desk.read_all()
    for file in (letter.file, copy.file):
        assert desk.text_of(file).state is TextState.WITHHELD


def test_a_file_called_after_who_sent_the_case_is_withheld(desk: FileDesk) -> None:
    file = desk.keep(name="Tra loi ba Tran Thi Kin Dao.txt")
    desk.replied(desk.of_case(), file)
    desk.read_all()
    assert desk.text_of(file).state is TextState.WITHHELD


def test_an_identity_that_cannot_be_opened_withholds_the_text(desk: FileDesk) -> None:
    file = desk.keep()
    desk.replied(desk.of_case(), file)
    while task := desk.claim():
        attachments.finish(
            desk.session,
            task,
            desk.read(task),
            vault=type(VAULT)("another secret, long enough to be taken too"),
            now=desk.now,
        )
    assert desk.text_of(file).state is TextState.WITHHELD


def test_a_file_that_becomes_a_naming_letters_while_it_is_read_is_withheld(
    desk: FileDesk,
) -> None:
    letter = issued_naming(desk)
    file = desk.keep("Kính gửi ai đó", "ký.txt")
    desk.directive(file)
    task = desk.claim()
    assert task is not None
    assert task.file is file
    outcome = desk.read(task)
    desk.returned(letter).file = file
    desk.session.flush()
    assert desk.finish(task, outcome)
    assert desk.text_of(file).state is TextState.WITHHELD
