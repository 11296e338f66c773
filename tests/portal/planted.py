"""An office that holds something private wherever it can hold anything."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from documents import contacts, directives, history, notices, pages
from documents.contacts import ContactFields, PhoneFields
from documents.directives import RelationFields
from documents.models import CaseComment, Directive, SitePage
from documents.notices import NoticeFields
from documents.pages import PageFields
from documents.vault import Identity
from documents.vocabulary import (
    CaseState,
    ContentAction,
    DirectiveRelationKind,
    EventKind,
    PageKind,
    Role,
)
from tests import factories
from tests.conftest import NOW
from tests.portal.answers.published import Published
from tests.portal.content.published import drafted, moved, published
from tests.portal.feeds.publishing import archive, contact, directive
from tests.portal.intake.visitors import Visitor, code_in, pin_in
from tests.portal.office import Office
from tests.portal.public_site import draft
from tests.portal.searches.test_saved import keep

PRIVATE: Final = "hoangyen"
"""What every planted word begins with, so that any of them is found at once."""

DAY: Final = timedelta(days=1)
WHO: Final = Identity(
    full_name="Hoangyenho Hoangyenten", phone="0977 123 987",
    email="hoangyenthu@vd.example", address="45 Hoangyenpho, Vũng Tàu",
)  # fmt: skip
_NUMBERS: Final = ("0977123987", "0987000111", "0987000222")


class Planted:
    """What was planted, and what no visitor may ever be told of it."""

    def __init__(self, office: Office) -> None:
        self.office, self.numbers = office, list(_NUMBERS)
        self._send()
        self._cases()
        self._contacts()
        self._directives()
        self._pages()
        keep(office, "tìm hoangyentim", asked="q=hoangyenhoi")
        office.index()

    def leaks(self, text: str) -> set[str]:
        """Return the private words and numbers in a text without marks."""
        digits = re.sub(r"(?<=\d)[ .]+(?=\d)", "", text)
        found = {number for number in self.numbers if number in digits}
        return found | set(re.findall(rf"{PRIVATE}\w*", text))

    def _send(self) -> None:
        """Let visitors send: one request is a case, one waits to be looked at."""
        office = self.office
        for proof in ({}, {"proof": ""}):
            answer = Visitor(office).send(
                title="Cầu hoangyentieude", content="Cầu hoangyennoidung, rất cấp bách",
                location="Cầu hoangyencho", full_name=WHO.full_name, phone=WHO.phone,
                email=WHO.email, address=WHO.address, **proof,
            )  # fmt: skip
            assert answer.status_code == 200
            self.numbers.append(pin_in(answer).replace(" ", ""))
            if not proof:
                self.numbers.append(code_in(answer).lower())

    def _cases(self) -> None:
        """Let answers wait, be released, be taken down; seal another case."""
        office = self.office
        private: dict[str, Any] = {
            "title": "Cầu hoangyenviec", "content": f"Cầu, tôi là {WHO.full_name}.",
            "location": "Cầu hoangyencho", "identity": WHO,
        }  # fmt: skip
        answered, waiting, gone = (Published(office, **private) for _ in range(3))
        sealed = office.case(CaseState.RECEIVED, **private)
        with office.writing() as session:
            factories.seal(session, session.merge(office.row(sealed)), NOW)
            row = session.merge(office.row(answered.case))
            focal, note = office.people[Role.FOCAL], "hoangyenghi"
            words = {"key": "k", "text": "hoangyentraodoi", "at": NOW}
            session.add(CaseComment(case_id=row.id, by_id=focal.officer_id, **words))
            history.record(session, row, EventKind.EDITED, by=focal, now=NOW, note=note)
            for table in ("unit_result SET text", "outgoing_letter SET subject"):
                told = f"UPDATE {table} = 'hoangyennoibo'"
                session.connection().exec_driver_sql(told)
        answered.publish()
        waiting.prepare(title="Cầu hoangyenchuaduyet", answer="Hoangyendapchuaduyet.")
        gone.prepare(title="Cầu hoangyendago", answer="Hoangyendapdago.")
        gone.release()
        gone.take_down()

    def _contacts(self) -> None:
        """Let contacts be shown in part, wait, come later, be gone."""
        office, clerk = self.office, self.office.people[Role.CLERK]
        private = PhoneFields("0987 000 111", public=False)
        number = PhoneFields("0987 000 222")
        shown = contact(office, "Trần Văn Cầu", PhoneFields("0903706338"), private)
        contact(office, "Cầu hoangyenkenhiem", number, valid_from=NOW.date() + DAY)
        archive(office, contact(office, "Cầu hoangyendanghi", number))
        with office.writing() as session:
            row = contacts.get(session, shown)
            changed = ContactFields("Hoangyenchuc", "Cầu", phones=(private,))
            told: dict[str, Any] = {"expected_version": row.version, "by": clerk}
            contacts.edit(session, row, changed, now=NOW, **told)
            waits = ContactFields("Cầu", "Hoangyennhap", phones=(number,))
            contacts.add(session, waits, by=clerk, now=NOW)
            for start in (NOW + DAY, NOW - 3 * DAY):
                text = NoticeFields("Cầu hoangyenbao", start, start + DAY)
                notices.add(session, text, by=office.people[Role.ADMIN], now=NOW)

    def _directives(self) -> None:
        """Let directives wait, be internal, be changed, be gone; relate one to all."""
        office, people = self.office, self.office.people
        words = {"kind": "Hoangyenloai", "issuer": "Hoangyencoquan"}
        words |= {"abstract": "Cầu hoangyentrichyeu", "body": "hoangyentoanvan"}
        archive(office, directive(office, "3/HOANGYENGO", **words))
        directive(office, "2/HOANGYENNB", is_public=False, **words)
        with office.writing() as session:
            draft(session, people, number="1/HOANGYENNHAP", **words)
            relations = tuple(
                RelationFields(DirectiveRelationKind.IMPLEMENTS, number)
                for number in session.scalars(select(Directive.id))
            )
        place = directive(office, "4/CV", abstract="Cầu", relations=relations)
        with office.writing() as session:
            row = directives.by_slug(session, place.rpartition("/")[2])
            typed = replace(directives.fields_of(row), abstract="Cầu hoangyensua")
            told: dict[str, Any] = {"expected_version": row.version, "now": NOW}
            directives.edit(session, row, typed, by=people[Role.CLERK], **told)

    def _pages(self) -> None:
        """Let pages and news wait, come later, be over, be gone, lie in the trash."""
        for kind in PageKind:
            words: dict[str, Any] = {
                "kind": kind, "summary": "hoangyentomtat", "body": "Cầu hoangyenbai",
                "tags": ("hoangyenthe",) if kind is PageKind.NEWS else (),
            }  # fmt: skip
            title = f"Cầu hoangyen{kind}"
            drafted(self.office, f"{title} 1", **words)
            waits = drafted(self.office, f"{title} 2", **words)
            moved(self.office, waits, ContentAction.SUBMIT)
            gone = published(self.office, f"{title} 3", **words)
            moved(self.office, gone, ContentAction.ARCHIVE)
            published(self.office, f"{title} 4", publish_at=NOW + DAY, **words)
            over = {"expire_at": NOW - DAY, "now": NOW - 2 * DAY}
            published(self.office, f"{title} 5", **over, **words)
            self._trash(drafted(self.office, f"{title} 6", **words))
            self._rewrite(published(self.office, f"Cầu {kind}", **words), kind)

    def _trash(self, page: SitePage) -> None:
        with self.office.writing() as session:
            row, clerk = pages.get(session, page.id), self.office.people[Role.CLERK]
            pages.trash(session, row, expected_version=row.version, by=clerk, now=NOW)

    def _rewrite(self, page: SitePage, kind: PageKind) -> None:
        """Let only other words be published, and a change wait on those."""
        for body, is_shown in (("Cầu sạch", True), ("Cầu hoangyensua", False)):
            with self.office.writing() as session:
                row, clerk = pages.get(session, page.id), self.office.people[Role.CLERK]
                typed = PageFields(kind, f"Cầu {kind}", slug=row.slug, body=body)
                told: dict[str, Any] = {"expected_version": row.version, "now": NOW}
                pages.edit(session, row, typed, by=clerk, **told)
            if is_shown:
                moved(self.office, page, ContentAction.PUBLISH)
