"""An issued letter as a record of the register: what may be one, and what it says."""

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from documents import history, letters, outgoing, studio
from documents.errors import NotAllowed, TransitionRefused
from documents.models import Directive, OutgoingLetter, SignedCopy, StoredFile
from documents.studio import Returned
from documents.vocabulary import (
    ContentState,
    CopyVerdict,
    EventKind,
    IssuerLevel,
    LetterState,
    Role,
)
from tests.documents.letter_desk import LetterDesk
from tests.documents.letters.test_comparison import scan

S = LetterState
EDITORS = {Role.CLERK, Role.FOCAL, Role.CVP}


def record(
    desk: LetterDesk, letter: OutgoingLetter, role: Role = Role.CLERK
) -> Directive:
    by = desk.people[role]
    return studio.record(desk.session, letter, by=by, now=desk.now)


def keep_copy(
    desk: LetterDesk, letter: OutgoingLetter, content: bytes = b"", body: str = ""
) -> SignedCopy:
    told = letter.content | ({"body": body} if body else {})
    returned = letters.render(outgoing.printed(told, addressee=""))
    return studio.receive(
        desk.session,
        letter,
        Returned(content or returned, "ban-ky", outgoing.DOCX),
        store=desk.files,
        by=desk.people[Role.CLERK],
        now=desk.now,
    )


def test_an_issued_letter_becomes_a_draft_record_with_its_own_facts(
    desk: LetterDesk,
) -> None:
    letter = desk.begin("quyet-dinh")
    about = "Về việc phân công trực Đường dây nóng"
    desk.finished(letter, S.ISSUED, subject=about)
    row = record(desk, letter)
    assert (row.state, row.kind, row.number) == (
        ContentState.DRAFT,
        "Quyết định",
        "01/QĐ-SGTVT",
    )
    assert row.issuer == "Sở Giao thông vận tải tỉnh Bà Rịa - Vũng Tàu"
    assert row.issuer_level is IssuerLevel.DEPARTMENT
    assert row.issued_on == date(2019, 12, 17)
    assert row.abstract == "phân công trực Đường dây nóng"
    assert row.body == letter.content["body"]
    assert (row.file_id, letter.directive) == (letter.file_id, row)
    assert history.of(desk.session, letter)[-1].kind is EventKind.LINKED


def test_the_record_has_the_newest_signed_copy_that_does_not_differ(
    desk: LetterDesk,
) -> None:
    letter = desk.written(S.ISSUED)
    copies = (
        keep_copy(desk, letter),
        keep_copy(desk, letter, scan()),
        keep_copy(desk, letter, body="Lời khác."),
    )
    verdicts = [copy.verdict for copy in copies]
    assert verdicts == [CopyVerdict.SAME, CopyVerdict.NO_TEXT, CopyVerdict.DIFFERENT]
    assert record(desk, letter).file_id == copies[1].file_id


def test_a_copy_of_another_letter_is_not_published_in_its_place(
    desk: LetterDesk,
) -> None:
    letter, other = desk.written(S.ISSUED), desk.written(S.ISSUED)
    keep_copy(desk, other)
    assert record(desk, letter).file_id == letter.file_id


@pytest.mark.parametrize("role", list(Role))
def test_who_prepares_content_prepares_it(desk: LetterDesk, role: Role) -> None:
    letter = desk.written(S.ISSUED)
    assert studio.can_be_published(letter, desk.people[role]) is (role in EDITORS)
    if role not in EDITORS:
        with pytest.raises(NotAllowed):
            record(desk, letter, role)
        assert letter.directive_id is None
    else:
        assert record(desk, letter, role).edited_by_id == desk.people[role].officer_id


@pytest.mark.parametrize("state", [state for state in S if state is not S.ISSUED])
def test_what_is_not_issued_is_no_record(desk: LetterDesk, state: LetterState) -> None:
    letter = desk.written(state)
    assert not studio.can_be_published(letter, desk.people[Role.CLERK])
    with pytest.raises(TransitionRefused, match="đã ban hành"):
        record(desk, letter)
    with pytest.raises(NotAllowed):
        record(desk, letter, Role.HANDLER)


def test_a_letter_is_recorded_once(desk: LetterDesk) -> None:
    letter, other = desk.written(S.ISSUED), desk.written(S.ISSUED)
    row = record(desk, letter)
    assert not studio.can_be_published(letter, desk.people[Role.CLERK])
    with pytest.raises(TransitionRefused, match="đã có trong sổ"):
        record(desk, letter)
    assert desk.session.scalars(select(Directive)).all() == [row]
    same = update(OutgoingLetter).where(OutgoingLetter.id == other.id)
    with pytest.raises(IntegrityError):
        desk.session.execute(same.values(directive_id=row.id))


@pytest.mark.parametrize("paper", ["phieu-huong-dan", "gia-han", "phieu-tiep-nhan"])
def test_a_letter_that_names_its_complainant_is_never_published(
    desk: LetterDesk, paper: str
) -> None:
    letter = desk.finished(desk.begin(paper, case=desk.case()), S.ISSUED)
    assert not studio.can_be_published(letter, desk.people[Role.CLERK])
    with pytest.raises(TransitionRefused, match="người phản ánh"):
        record(desk, letter)
    assert desk.session.scalars(select(Directive)).all() == []


def test_a_letter_of_a_case_that_names_nobody_may_be_published(
    desk: LetterDesk,
) -> None:
    letter = desk.begin("bao-cao-ket-qua", case=desk.case())
    desk.finished(letter, S.ISSUED)
    assert record(desk, letter).number == "01/BC-SGTVT"
    assert len(desk.session.scalars(select(StoredFile)).all()) == 1
