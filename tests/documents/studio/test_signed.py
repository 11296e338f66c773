"""Signed copies: what is kept of the file that came back, and what is not."""

import io
import json
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import select

from documents import history, letters, outgoing, studio
from documents.errors import NotAllowed, NotFound, TransitionRefused
from documents.files import FileDamaged
from documents.letters import Unreadable
from documents.models import OutgoingLetter, SignedCopy, StoredFile
from documents.signatures import Signature, Trust
from documents.studio import Returned
from documents.studio.signed import PDF
from documents.vocabulary import CopyVerdict, EventKind, LetterState, Role
from tests.documents.letter_desk import WORDS, LetterDesk
from tests.documents.letters.printed import to_pdf
from tests.documents.letters.test_comparison import scan
from tests.documents.test_signatures import NOW as SIGNED_AT
from tests.documents.test_signatures import PERSON, person, root, signed

S = LetterState


def issued_bytes(desk: LetterDesk, letter: OutgoingLetter) -> bytes:
    assert letter.file is not None
    return desk.files.read(letter.file)


def other_words(letter: OutgoingLetter, **changed: object) -> bytes:
    """Return the letter as it would have been issued with other words."""
    content = {**letter.content, **changed}
    return letters.render(outgoing.printed(content, addressee="Ông (bà)"))


def receive(
    desk: LetterDesk,
    letter: OutgoingLetter,
    content: bytes,
    *,
    role: Role = Role.CLERK,
    media_type: str = outgoing.DOCX,
    roots: tuple[bytes, ...] = (),
) -> SignedCopy:
    return studio.receive(
        desk.session,
        letter,
        Returned(content, "ban-ky.pdf", media_type, roots),
        store=desk.files,
        by=desk.people[role],
        now=desk.now,
    )


def files_on_disk(desk: LetterDesk) -> int:
    return sum(path.is_file() for path in desk.files.root.rglob("*"))


def rows(desk: LetterDesk) -> tuple[int, int]:
    copies = desk.session.scalars(select(SignedCopy)).all()
    return len(copies), len(desk.session.scalars(select(StoredFile)).all())


def test_a_copy_is_kept_with_who_when_and_what_was_found(desk: LetterDesk) -> None:
    letter = desk.written(S.ISSUED)
    version = letter.version
    content = other_words(letter)
    copy = receive(desk, letter, content)
    assert (copy.verdict, copy.differences, copy.signatures) == (
        CopyVerdict.SAME,
        0,
        [],
    )
    assert (copy.by.username, copy.at) == ("clerk", desk.now)
    assert desk.files.read(copy.file) == content
    assert (copy.file.name, copy.file.media_type) == ("ban-ky.pdf", outgoing.DOCX)
    told = history.of(desk.session, letter)[-1]
    assert told.kind is EventKind.SIGNED
    assert CopyVerdict.SAME.label in told.note
    assert letter.version == version + 1
    assert (letter.state, letter.number) == (S.ISSUED, 1)


def test_the_same_file_twice_is_kept_once(desk: LetterDesk) -> None:
    letter, other = desk.written(S.ISSUED), desk.written(S.ISSUED)
    content = issued_bytes(desk, letter)
    first = receive(desk, letter, content)
    before = (files_on_disk(desk), rows(desk), letter.version)
    assert receive(desk, letter, content) is first
    assert (files_on_disk(desk), rows(desk), letter.version) == before
    of_the_other = receive(desk, other, content)
    assert of_the_other is not first
    assert of_the_other.verdict is CopyVerdict.DIFFERENT


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CLERK])
def test_only_a_clerk_files_signed_copies(desk: LetterDesk, role: Role) -> None:
    letter = desk.written(S.ISSUED)
    assert studio.can_receive(letter, desk.people[Role.CLERK])
    assert not studio.can_receive(letter, desk.people[role])
    with pytest.raises(NotAllowed, match="văn thư"):
        receive(desk, letter, issued_bytes(desk, letter), role=role)
    assert rows(desk) == (0, 1)


@pytest.mark.parametrize("state", [state for state in S if state is not S.ISSUED])
def test_only_an_issued_letter_has_signed_copies(
    desk: LetterDesk, state: LetterState
) -> None:
    letter = desk.written(state)
    assert not studio.can_receive(letter, desk.people[Role.CLERK])
    with pytest.raises(TransitionRefused, match="đã ban hành"):
        receive(desk, letter, other_words(letter))
    assert rows(desk) == (0, 0)


def test_a_file_that_cannot_be_read_leaves_nothing_behind(desk: LetterDesk) -> None:
    letter = desk.written(S.ISSUED)
    before = (files_on_disk(desk), rows(desk), letter.version)
    whole = issued_bytes(desk, letter)
    for content in (b"", b"MZ rubbish", b"%PDF-1.7 cut off", whole[:-40]):
        for media_type in (PDF, outgoing.DOCX):
            with pytest.raises(Unreadable):
                receive(desk, letter, content, media_type=media_type)
    assert (files_on_disk(desk), rows(desk), letter.version) == before


def test_a_letter_said_to_be_a_pdf_leaves_nothing_behind(desk: LetterDesk) -> None:
    letter = desk.written(S.ISSUED)
    with pytest.raises(Unreadable):
        receive(desk, letter, issued_bytes(desk, letter), media_type=PDF)
    assert rows(desk) == (0, 1)


def test_differences_are_counted_and_read_again_never_kept(desk: LetterDesk) -> None:
    letter = desk.begin("phieu-huong-dan", case=desk.case())
    desk.finished(letter, S.ISSUED)
    wrong = other_words(letter, addressees=["Bà Kẻ Khác"], subject="Lời khác")
    copy = receive(desk, letter, wrong)
    found = studio.differences(copy, store=desk.files)
    assert copy.verdict is CopyVerdict.DIFFERENT
    assert copy.differences == len(found.differences) >= 2
    words = " ".join(f"{each.before} {each.after}" for each in found.differences)
    assert "Trần Thị Kín Đáo" in words
    kept = [
        json.dumps([row.signatures, row.verdict], ensure_ascii=False)
        for row in studio.copies(desk.session, letter)
    ]
    notes = [event.note for event in history.of(desk.session, letter)]
    assert "Kín Đáo" not in " ".join([*kept, *notes])


def test_copies_are_listed_newest_first_and_only_their_letters(
    desk: LetterDesk,
) -> None:
    letter, other = desk.written(S.ISSUED), desk.written(S.ISSUED)
    first = receive(desk, letter, other_words(letter))
    second = receive(desk, letter, other_words(letter, body="Khác."))
    stranger = receive(desk, other, other_words(other))
    assert studio.copies(desk.session, letter) == [second, first]
    assert studio.copy_of(desk.session, letter, first.id) is first
    for copy_id in (stranger.id, 999):
        with pytest.raises(NotFound):
            studio.copy_of(desk.session, letter, copy_id)


def test_a_copy_whose_file_was_changed_on_disk_is_not_shown(desk: LetterDesk) -> None:
    letter = desk.written(S.ISSUED)
    copy = receive(desk, letter, other_words(letter))
    path = desk.files.root / copy.file_id[:2] / copy.file_id
    path.write_bytes(b"changed")
    with pytest.raises(FileDamaged):
        studio.differences(copy, store=desk.files)


def test_a_scan_is_kept_and_said_not_to_be_comparable(desk: LetterDesk) -> None:
    letter = desk.written(S.ISSUED)
    copy = receive(desk, letter, scan(), media_type=PDF)
    assert (copy.verdict, copy.differences) == (CopyVerdict.NO_TEXT, 0)


def test_what_a_printer_makes_of_the_issued_letter_says_the_same(
    desk: LetterDesk, tmp_path: Path
) -> None:
    letter = desk.written(S.ISSUED)
    folder = tmp_path / "printed"
    folder.mkdir()
    changed = {"body": WORDS["body"].replace("toàn bộ", "một phần")}
    (folder / "same.docx").write_bytes(issued_bytes(desk, letter))
    (folder / "other.docx").write_bytes(other_words(letter, **changed))
    to_pdf(folder, tmp_path / "soffice")
    pdf = (folder / "same.pdf").read_bytes()
    same = receive(desk, letter, pdf, media_type=PDF)
    assert (same.verdict, same.differences) == (CopyVerdict.SAME, 0)
    other = (folder / "other.pdf").read_bytes()
    different = receive(desk, letter, other, media_type=PDF)
    assert (different.verdict, different.differences) == (CopyVerdict.DIFFERENT, 1)
    by_hand = receive(desk, letter, signed(pdf, person()), media_type=PDF)
    assert by_hand.verdict is CopyVerdict.SAME
    (found,) = map(Signature.of, by_hand.signatures)
    assert (found.signer, found.intact, found.valid) == (PERSON, True, True)
    assert found.trust is Trust.NOT_VERIFIABLE
    again, desk.now = signed(pdf, person(), field="Lại"), SIGNED_AT
    known = receive(desk, letter, again, media_type=PDF, roots=(root().pem,))
    assert Signature.of(known.signatures[0]).trust is Trust.TRUSTED
    assert json.loads(json.dumps(known.signatures)) == known.signatures
    assert "Chữ ký số: 1" in history.of(desk.session, letter)[-1].note


def test_the_issued_file_names_the_complainant_and_a_copy_for_the_unit_does_not(
    desk: LetterDesk,
) -> None:
    letter = desk.begin("phieu-tiep-nhan", case=desk.case())
    draft = outgoing.draft_bytes(desk.finished(letter), on=desk.today)
    desk.bring_to(letter, S.ISSUED)
    given = {
        role: outgoing.file_for(
            desk.people[role], letter, store=desk.files, today=desk.today
        )
        for role in Role
    }
    for role, (content, name) in given.items():
        of_the_office = desk.people[role].sees_every_case
        assert ("Trần Thị Kín Đáo" in words(content)) is of_the_office
        assert name.startswith("BAN-SAO_") is not of_the_office
    assert "Kín Đáo" not in words(draft)
    assert "DDN-2019-000001" in words(given[Role.HEAD][0])


def words(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    parts = [p.text for p in document.element.body.iter() if p.tag.endswith("}t")]
    return "".join(part or "" for part in parts)
