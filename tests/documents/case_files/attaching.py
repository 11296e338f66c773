"""Whoever attaches files to cases."""

from typing import Any

from documents import case_files
from documents.case_files import Enclosure, Found
from documents.models import Case, CaseFile
from documents.vocabulary import FileKind, Role
from tests import factories
from tests.documents.attachments.readers import FileDesk

SAID = "Lề đường ở Km 40 bị xói lở sau mưa."


def text(said: str = SAID, name: str = "ghi chú.txt") -> Found:
    return case_files.look(said.encode(), name=name)


class CaseDesk(FileDesk):
    """Attaches files to cases as officers do, and reads them as the background does."""

    def enclosed(self, *found: Found, **more: Any) -> Enclosure:
        return Enclosure(found, self.files, **more)

    def add(
        self,
        case: Case,
        *found: Found,
        role: Role = Role.CLERK,
        kind: FileKind = FileKind.EVIDENCE,
        **more: Any,
    ) -> list[CaseFile]:
        by = self.people[role]
        return case_files.add(
            self.session,
            case,
            kind,
            self.enclosed(*(found or (text(),)), **more),
            by=by,
            now=self.now,
        )

    def withdraw(
        self, row: CaseFile, *, role: Role = Role.CLERK, reason: str = "Nhầm hồ sơ."
    ) -> None:
        case_files.withdraw(
            self.session,
            row,
            reason,
            store=self.files,
            by=self.people[role],
            now=self.now,
        )

    def received(self) -> Case:
        """Return a case that no unit leads yet."""
        clerk = self.people[Role.CLERK]
        return factories.make_case(self.session, now=self.now, by=clerk)
