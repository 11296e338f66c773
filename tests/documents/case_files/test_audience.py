"""Who opens a file, decided anew: with a line of the history, and search follows."""

import pytest

from documents import case_files, history, outbox
from documents.errors import Invalid, NotAllowed, NotFound
from documents.models import CaseFile
from documents.vocabulary import EventKind, FileKind, Role, TextState
from tests.documents.attachments.test_case_files import found_with
from tests.documents.case_files.attaching import SAID, CaseDesk, text
from tests.documents.case_files.samples import film
from tests.factories import CANARY

WHY = "Trong ảnh có giấy tờ của người gửi."


def decide(
    desk: CaseDesk,
    row: CaseFile,
    *,
    is_private: bool,
    role: Role = Role.CLERK,
    reason: str = WHY,
) -> None:
    case_files.decide(
        desk.session,
        row,
        reason,
        is_private=is_private,
        by=desk.people[role],
        now=desk.now,
    )


def is_open_to(desk: CaseDesk, row: CaseFile, role: Role) -> bool:
    try:
        case_files.get(desk.session, row.case, row.id, viewer=desk.people[role])
    except NotFound:
        return False
    return True


def test_a_file_that_is_closed_is_found_by_nobody_any_more(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case(), role=Role.HANDLER, kind=FileKind.FINDING)
    desk.read_all()
    key, version = outbox.case_key(row.case), row.case.version
    before = desk.revision(key)
    decide(desk, row, is_private=True)
    assert not is_open_to(desk, row, Role.HANDLER)
    assert is_open_to(desk, row, Role.DIRECTOR)
    assert desk.words_of(row.file) == ""
    assert not found_with(desk, row)
    assert desk.read_all() == 0
    assert desk.revision(key) > before
    assert row.case.version == version, "nobody who has the case open is out of date"


def test_a_file_that_is_opened_is_read_and_found(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case(), is_private=True)
    desk.read_all()
    key = outbox.case_key(row.case)
    decide(desk, row, is_private=False)
    before = desk.revision(key)
    assert is_open_to(desk, row, Role.HANDLER)
    assert desk.read_all() == 1
    assert desk.words_of(row.file) == SAID
    assert found_with(desk, row)
    assert desk.revision(key) > before


def test_what_is_decided_stands_in_the_history_once(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case())
    for _ in range(2):
        decide(desk, row, is_private=True)
    decide(desk, row, is_private=False, role=Role.FOCAL, reason="Đóng nhầm tệp.")
    lines = [
        (it.note, it.actor_id)
        for it in history.of(desk.session, row.case)
        if it.kind is EventKind.FILE_AUDIENCE
    ]
    told = "Tài liệu khác: tệp văn bản thuần"
    clerk, focal = (desk.people[it].officer_id for it in (Role.CLERK, Role.FOCAL))
    assert lines == [
        (f"{told}: chỉ Văn phòng và Lãnh đạo Sở mở được. Lý do: {WHY}", clerk),
        (f"{told}: đơn vị xử lý hồ sơ cũng mở được. Lý do: Đóng nhầm tệp.", focal),
    ]


def test_a_senders_file_that_names_him_closes_itself_again(desk: CaseDesk) -> None:
    found = text(f"{SAID} Người viết đơn: {CANARY.full_name}")
    (row,) = desk.add(desk.case(), found, kind=FileKind.FROM_SENDER)
    desk.read_all()
    desk.session.refresh(row)
    decide(desk, row, is_private=False)
    desk.read_all()
    desk.session.refresh(row)
    assert row.is_private
    assert desk.text_of(row.file).state is TextState.WITHHELD


def test_a_senders_voice_is_never_opened(desk: CaseDesk) -> None:
    voice = case_files.look(film(b"M4A "), name="gọi.m4a")
    (row,) = desk.add(desk.case(), voice, kind=FileKind.FROM_SENDER)
    with pytest.raises(Invalid, match="Giọng nói"):
        decide(desk, row, is_private=False)
    assert row.is_private


def test_who_decides_says_why(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case())
    with pytest.raises(Invalid, match="lý do"):
        decide(desk, row, is_private=True, reason="  a  ")
    assert not row.is_private


@pytest.mark.parametrize("role", [Role.HANDLER, Role.HEAD, Role.DIRECTOR])
def test_units_and_the_director_decide_nothing(desk: CaseDesk, role: Role) -> None:
    (row,) = desk.add(desk.case(), role=Role.HANDLER, kind=FileKind.FINDING)
    with pytest.raises(NotAllowed):
        decide(desk, row, is_private=True, role=role)


def test_a_file_that_was_taken_back_is_nobodys_to_decide_on(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case())
    desk.withdraw(row)
    with pytest.raises(NotAllowed):
        decide(desk, row, is_private=False)
    assert desk.text_of(row.file).state is TextState.WITHHELD
