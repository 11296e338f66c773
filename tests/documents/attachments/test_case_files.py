"""The words of what is attached to a case: found with it, or kept out of search."""

import pytest

from documents import case_files, outbox
from documents.attachments import files_of_cases, owner
from documents.models import CaseFile
from documents.vocabulary import FileKind, Role, TextState
from tests.documents.attachments.readers import FELL
from tests.documents.case_files.attaching import CaseDesk, text
from tests.documents.case_files.conftest import desk
from tests.documents.case_files.samples import photograph
from tests.factories import CANARY

__all__ = ["desk"]

K = FileKind


def found_with(desk: CaseDesk, row: CaseFile) -> bool:
    return row.file in files_of_cases(desk.session, [row.case_id])[row.case_id]


def test_a_file_of_a_case_is_read_and_its_case_announced(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case(), text(FELL))
    key = outbox.case_key(row.case)
    before = desk.revision(key)
    assert desk.read_all() == 1
    assert desk.words_of(row.file) == FELL
    assert desk.revision(key) > before
    assert found_with(desk, row)
    assert owner(desk.session, row.file_id).case_ids == {row.case_id}


def test_a_private_file_is_not_even_opened(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case(), text(FELL), is_private=True)
    assert desk.read_all() == 0
    assert desk.text_of(row.file).state is TextState.WITHHELD
    assert not found_with(desk, row)


@pytest.mark.parametrize(
    ("kind", "is_private"),
    [(K.FROM_SENDER, True), (K.SUPPLEMENT, True), (K.FINDING, False)],
)
def test_a_file_that_names_the_sender_is_withheld_and_his_own_is_private(
    desk: CaseDesk, kind: FileKind, *, is_private: bool
) -> None:
    found = text(f"{FELL}. Người viết đơn: {CANARY.full_name}")
    case, focal = desk.case(), desk.people[Role.FOCAL]
    (row,) = case_files.attach(
        desk.session, case, kind, desk.enclosed(found), by=focal, now=desk.now
    )
    desk.read_all()
    assert desk.text_of(row.file).state is TextState.WITHHELD
    assert desk.words_of(row.file) == ""
    desk.session.refresh(row)
    assert row.is_private is is_private


def test_a_photograph_has_no_words_and_nobody_is_told_that_it_was_not_read(
    desk: CaseDesk,
) -> None:
    image = case_files.look(photograph(), name="ổ gà.jpg")
    (row,) = desk.add(desk.case(), image)
    desk.read_all()
    assert desk.text_of(row.file).state is TextState.EMPTY


def test_a_file_that_is_called_by_the_senders_name_is_withheld(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case(), text(FELL, name="đơn của Tran Thi Kin Dao.txt"))
    desk.read_all()
    assert desk.text_of(row.file).state is TextState.WITHHELD


def test_what_a_file_of_a_case_is_called_is_in_no_entry(desk: CaseDesk) -> None:
    from documents import attachments

    (row,) = desk.add(desk.case(), text(FELL, name="ông Nguyễn Văn Khác.txt"))
    desk.read_all()
    (one,) = attachments.attachments(desk.session, [row.file])
    assert (one.name, one.passages[0].text) == ("", FELL)


def test_sealing_a_case_forgets_the_words_of_its_files(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case(), text(FELL))
    desk.read_all()
    case_files.withhold(desk.session, row.case, now=desk.now)
    assert desk.words_of(row.file) == ""
    assert desk.text_of(row.file).state is TextState.WITHHELD
