"""Files of a case: who attaches, opens and withdraws them, and what is left of them."""

import pytest
from sqlalchemy import select

from documents import case_files, history, outbox
from documents.errors import (
    DomainError,
    Invalid,
    NotAllowed,
    NotFound,
    TransitionRefused,
)
from documents.models import CaseFile, Event, StoredFile
from documents.vocabulary import CaseState, EventKind, FileKind, Role, TextState
from tests import factories
from tests.documents.case_files.attaching import SAID, CaseDesk, text
from tests.documents.case_files.samples import film, photograph
from tests.documents.extract.samples import text_pdf

K = FileKind


def test_a_file_is_kept_with_who_added_it_as_what_and_in_which_round(
    desk: CaseDesk,
) -> None:
    case = desk.case()
    before = case.version
    (row,) = desk.add(case, role=Role.HANDLER, kind=K.FINDING, note="Ảnh sau khi vá")
    assert desk.files.read(row.file).decode() == SAID
    assert (row.kind, row.round, row.note) == (K.FINDING, 1, "Ảnh sau khi vá")
    assert row.added_by_id == desk.people[Role.HANDLER].officer_id
    assert case.version == before, "nobody who has the case open is out of date"
    line = history.of(desk.session, case)[-1]
    assert (line.kind, line.note) == (
        EventKind.FILE_ADDED,
        "Kết quả của đơn vị: tệp văn bản thuần",
    )


def test_files_of_one_act_are_one_line_of_the_history(desk: CaseDesk) -> None:
    case = desk.case()
    pictures = [
        case_files.look(photograph(width), name="ảnh.jpg") for width in (300, 301)
    ]
    desk.add(case, *pictures, text())
    line = history.of(desk.session, case)[-1]
    assert line.note == "Tài liệu khác: 2 ảnh JPG, tệp văn bản thuần"


def test_no_line_of_the_history_tells_what_a_file_is_called(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case(), text(name="Trần Thị Kín Đáo.txt"))
    desk.withdraw(row)
    told = [f"{it.note} {it.data}" for it in desk.session.scalars(select(Event))]
    assert not [line for line in told if "Kín" in line]


def test_the_same_file_is_kept_once(desk: CaseDesk) -> None:
    case, other = desk.case(), desk.case()
    assert len(desk.add(case, text(), text(name="bản sao.txt"))) == 1
    assert desk.add(case) == []
    assert len(desk.add(other)) == 1
    (row, *_) = case_files.of_case(desk.session, case)
    desk.withdraw(row)
    assert len(desk.add(case)) == 1


def test_a_case_has_room_for_so_many_files(desk: CaseDesk) -> None:
    case = desk.case()
    most = case_files.MOST_IN_A_CASE
    desk.add(case, *(text(f"{SAID} {n}") for n in range(most)))
    with pytest.raises(Invalid, match=f"tối đa {most} tệp"):
        desk.add(case, text("một tệp nữa"))
    (first, *_) = case_files.of_case(desk.session, case)
    desk.withdraw(first)
    desk.add(case, text("một tệp nữa"))


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.CLERK, {K.FROM_SENDER, K.EVIDENCE}),
        (Role.FOCAL, {K.FROM_SENDER, K.EVIDENCE, K.FINDING}),
        (Role.CVP, {K.FROM_SENDER, K.EVIDENCE, K.FINDING}),
        (Role.HEAD, {K.FINDING, K.EVIDENCE}),
        (Role.HANDLER, {K.FINDING, K.EVIDENCE}),
        (Role.DIRECTOR, set()),
        (Role.ADMIN, set()),
    ],
)
def test_each_role_attaches_what_is_its_own(
    desk: CaseDesk, role: Role, kinds: set[FileKind]
) -> None:
    case = desk.case()
    for kind in FileKind:
        if kind in kinds:
            assert desk.add(case, text(kind), role=role, kind=kind)
        else:
            with pytest.raises(DomainError):
                desk.add(case, text(kind), role=role, kind=kind)


def test_another_units_case_is_not_there_to_attach_to(desk: CaseDesk) -> None:
    with pytest.raises(NotFound):
        desk.add(desk.received(), role=Role.HANDLER)


def test_nothing_is_added_to_a_case_that_was_answered(desk: CaseDesk) -> None:
    people, files, now = desk.people, desk.files, desk.now
    case = factories.advance_to(
        desk.session, desk.case(), CaseState.REPLIED, people, now, files=files
    )
    with pytest.raises(TransitionRefused):
        desk.add(case)


def test_what_tells_who_sent_the_case_is_the_offices_alone(desk: CaseDesk) -> None:
    case = desk.case()
    (closed,) = desk.add(case, is_private=True)
    (open_,) = desk.add(case, text("Không có tên ai."))
    for role in (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR):
        assert opened(desk, closed, role) is closed
    for role in (Role.HEAD, Role.HANDLER):
        assert opened(desk, open_, role) is open_
        with pytest.raises(NotFound):
            opened(desk, closed, role)


def opened(desk: CaseDesk, row: CaseFile, role: Role) -> object:
    return case_files.get(desk.session, row.case, row.id, viewer=desk.people[role])


def test_a_file_of_another_case_is_not_found(desk: CaseDesk) -> None:
    (row,) = desk.add(desk.case())
    clerk = desk.people[Role.CLERK]
    with pytest.raises(NotFound):
        case_files.get(desk.session, desk.case(), row.id, viewer=clerk)


@pytest.mark.parametrize(
    ("kind", "is_private"),
    [(K.FROM_SENDER, True), (K.SUPPLEMENT, True), (K.EVIDENCE, False)],
)
def test_a_senders_voice_is_private_whatever_was_ticked(
    desk: CaseDesk, kind: FileKind, *, is_private: bool
) -> None:
    found = case_files.look(film(b"M4A "), name="gọi.m4a")
    case, clerk = desk.case(), desk.people[Role.CLERK]
    (row,) = case_files.attach(
        desk.session, case, kind, desk.enclosed(found), by=clerk, now=desk.now
    )
    assert row.is_private is is_private


def test_a_withdrawn_file_is_neither_opened_nor_drawn_nor_read(desk: CaseDesk) -> None:
    case = desk.case()
    image = case_files.look(photograph(), name="ảnh.jpg")
    row, written = desk.add(case, image, text())
    case_files.small(row, store=desk.files)
    desk.read_all()
    assert desk.words_of(written.file) == SAID
    before = desk.revision(outbox.case_key(case))
    for one in (row, written):
        desk.withdraw(one)
        with pytest.raises(NotFound):
            opened(desk, one, Role.FOCAL)
    assert desk.revision(outbox.case_key(case)) > before
    assert desk.words_of(written.file) == ""
    assert desk.text_of(written.file).state is TextState.WITHHELD
    left = [it.name for it in desk.files.root.rglob("*") if it.is_file()]
    assert sorted(left) == sorted(desk.session.scalars(select(StoredFile.id)))


def test_who_added_a_file_withdraws_it_and_the_office_does(desk: CaseDesk) -> None:
    case = desk.case()
    (mine,) = desk.add(case, role=Role.HANDLER)
    for role in (Role.HEAD, Role.CLERK, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            desk.withdraw(mine, role=role)
    with pytest.raises(Invalid):
        desk.withdraw(mine, role=Role.HANDLER, reason="   nhầm")
    desk.withdraw(mine, role=Role.HANDLER)
    (other,) = desk.add(case, role=Role.HANDLER)
    desk.withdraw(other, role=Role.FOCAL)
    with pytest.raises(NotAllowed):
        desk.withdraw(other, role=Role.FOCAL)


def test_pictures_are_drawn_once_and_again_when_they_are_lost(desk: CaseDesk) -> None:
    case = desk.case()
    (row,) = desk.add(case, case_files.look(text_pdf(), name="đơn.pdf"))
    first = case_files.small(row, store=desk.files)
    assert first.startswith(b"\xff\xd8\xff")
    assert case_files.small(row, store=desk.files) == first
    desk.files.clear_beside(row.file)
    assert case_files.small(row, store=desk.files) == first
    assert case_files.page(row, 3, store=desk.files) != case_files.page(
        row, 1, store=desk.files
    )
    for number in (0, 4):
        with pytest.raises(NotFound):
            case_files.page(row, number, store=desk.files)
