"""The office with files attached to what it writes, and whoever reads them."""

from datetime import date

from sqlalchemy import func, select

from documents import attachments, directives, outgoing, studio
from documents.attachments import Outcome, Task
from documents.directives import DirectiveFields
from documents.models import (
    Directive,
    FileText,
    Outbox,
    OutgoingLetter,
    Reply,
    SignedCopy,
    StoredFile,
)
from documents.studio import Returned
from documents.vocabulary import ContentAction, IssuerLevel, Role
from tests.documents.letter_desk import WORDS, LetterDesk, S
from tests.factories import VAULT

DOCX = outgoing.DOCX
TXT = "text/plain"
FELL = "taluy dương sạt lở"
"""Words that stand in attachments only."""


class FileDesk(LetterDesk):
    """Keeps files, attaches them, and reads them as the background does."""

    def keep(
        self, text: bytes | str = FELL, name: str = "ghi chú.txt", media_type: str = TXT
    ) -> StoredFile:
        given = text.encode() if isinstance(text, str) else text
        return self.files.keep(
            self.session,
            given,
            name=name,
            media_type=media_type,
            by=self.people[Role.CLERK],
            now=self.now,
        )

    def directive(self, file: StoredFile | None, number: str = "1/UBND") -> Directive:
        """Enter a directive and publish it."""
        fields = DirectiveFields(
            kind="Công văn",
            number=number,
            issuer="UBND tỉnh",
            issuer_level=IssuerLevel.PROVINCE,
            issued_on=date(2019, 11, 22),
            abstract="phòng chống thiên tai",
            is_public=True,
            file_id=file.id if file else None,
        )
        clerk, publisher = self.people[Role.CLERK], self.people[Role.CVP]
        row = directives.add(self.session, fields, by=clerk, now=self.now)
        for action, by in (
            (ContentAction.SUBMIT, clerk),
            (ContentAction.PUBLISH, publisher),
        ):
            directives.advance(
                self.session,
                row,
                action,
                expected_version=row.version,
                by=by,
                now=self.now,
            )
        self.session.flush()
        return row

    def returned(
        self,
        letter: OutgoingLetter,
        content_: bytes | None = None,
        name: str = "ký.docx",
    ) -> SignedCopy:
        """File a signed copy: the letter as it was issued, or other bytes."""
        assert letter.file is not None
        signed = content_ if content_ is not None else self.files.read(letter.file)
        return studio.receive(
            self.session,
            letter,
            Returned(signed, name, DOCX, ()),
            store=self.files,
            by=self.people[Role.CLERK],
            now=self.now,
        )

    def of_case(self, paper: str = "chuyen-tra", **words: object) -> OutgoingLetter:
        """Issue a letter of a case that names no complainant."""
        letter = self.begin(paper, case=self.case())
        self.save(letter, {**WORDS, **words})
        return self.bring_to(letter, S.ISSUED)

    def replied(self, letter: OutgoingLetter, file: StoredFile) -> Reply:
        """Enter a reply with its signed file."""
        reply = Reply(
            case_id=letter.case_id,
            round=1,
            letter_id=letter.id,
            signed_file_id=file.id,
            entered_at=self.now,
            entered_by_id=self.people[Role.FOCAL].officer_id,
        )
        self.session.add(reply)
        self.session.flush()
        return reply

    def claim(self, *, with_scans: bool = False) -> Task | None:
        return attachments.begun(self.session, now=self.now, with_scans=with_scans)

    def read(self, task: Task) -> Outcome:
        return attachments.read(task, store=self.files)

    def finish(self, task: Task, outcome: Outcome) -> bool:
        return attachments.finish(
            self.session, task, outcome, vault=VAULT, now=self.now
        )

    def read_all(self, *, with_scans: bool = False) -> int:
        """Read what is due; return how many files were opened."""
        count = 0
        while task := self.claim(with_scans=with_scans):
            self.finish(task, self.read(task))
            count += 1
        return count

    def text_of(self, file: StoredFile) -> FileText:
        self.session.flush()
        return self.session.get_one(FileText, file.id, populate_existing=True)

    def words_of(self, *files: StoredFile) -> str:
        told = attachments.attachments(self.session, files)
        return "\n".join(one.text for it in told for one in it.passages)

    def revision(self, key: str) -> int:
        rows = select(func.coalesce(func.max(Outbox.seq), 0)).where(Outbox.key == key)
        return self.session.scalar(rows) or 0
