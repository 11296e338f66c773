"""One demo case on its way: each step by the officer whose step it is."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from documents import (
    case_files,
    cases,
    closing,
    drafting,
    intake,
    publications,
    replies,
)
from documents.case_files import Enclosure
from documents.deadlines import HANOI, Calendar, due_by, local_day
from documents.demo.exhibits import EXHIBITS
from documents.files import FileStore
from documents.models import Case, Unit
from documents.outgoing import ReplyDraft
from documents.vault import Identity, Vault
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseKind,
    Channel,
    ComplainantKind,
    Decision,
    Field,
    FileKind,
    SendChannel,
    Urgency,
)

_STOPS: Final = ("received", "progress", "pending", "approved", "closed")


@dataclass
class Road:
    """Takes a told case as far as it is told to go."""

    session: Session
    people: dict[str, Viewer]
    told: dict[str, Any]
    received_at: datetime
    vault: Vault
    calendar: Calendar
    store: FileStore
    now: datetime

    @property
    def handled_at(self) -> datetime:
        """When the unit and the leaders dealt with it: told in days."""
        on = self.received_at.date() + timedelta(self.told.get("took", 1))
        at = datetime.combine(due_by(self.calendar, on), time(15), HANOI)
        return min(max(at, self.received_at), self.now)

    def travel(self) -> None:
        """Make every step up to `until`."""
        case = self._record()
        last = _STOPS.index(self.told["until"])
        steps = (self._assign, self._hand_in, self._approve, self._answer)
        for step in steps[:last]:
            step(case)
        if "found" in self.told:
            self._show(case)
        if "public" in self.told:
            self._publish(case)

    def _show(self, case: Case) -> None:
        """Attach what the unit found."""
        case_files.add(
            self.session,
            case,
            FileKind.FINDING,
            self._enclosure("found"),
            by=self.people[f"handler:{self.told['unit']}"],
            now=self.handled_at,
        )

    def _enclosure(self, name: str) -> Enclosure:
        files = (EXHIBITS[self.told[name]](),) if name in self.told else ()
        return Enclosure(files, self.store)

    def _publish(self, case: Case) -> None:
        """Let everybody read the case, or leave it to be released."""
        comparison = publications.Comparison(self.session, case, vault=self.vault)
        original = publications.original(self.session, case)
        if original is None:
            return
        publications.prepare(
            self.session,
            case,
            comparison.masked(original),
            vault=self.vault,
            expected_version=case.version,
            by=self.people["focal:VP"],
            now=self.handled_at,
        )
        if self.told["public"] == "released":
            publications.release(
                self.session,
                case,
                vault=self.vault,
                expected_version=case.version,
                by=self.people["cvp:VP"],
                now=self.handled_at,
            )

    def _record(self) -> Case:
        told = self.told
        identity = Identity(
            full_name=told.get("name", ""),
            organisation=told.get("organisation", ""),
            phone=told.get("phone", ""),
        )
        organisation = bool(identity.organisation)
        typed = intake.Intake(
            title=told["title"],
            content=told["content"],
            location=told["location"],
            field=Field(told["field"]),
            channel=Channel.PHONE,
            received_at=self.received_at,
            anonymous=told.get("anonymous", False),
            complainant_kind=ComplainantKind.ORGANISATION
            if organisation
            else ComplainantKind.CITIZEN,
            identity=identity,
        )
        return intake.record(
            self.session,
            typed,
            vault=self.vault,
            calendar=self.calendar,
            by=self.people["clerk:VP"],
            now=self.received_at,
            enclosed=self._enclosure("sent"),
        )

    def _assign(self, case: Case) -> None:
        unit = self.session.query(Unit).filter_by(code=self.told["unit"]).one()
        cases.assign(
            self.session,
            case,
            cases.Assignment(
                kind=CaseKind.REPORT,
                field=Field(self.told["field"]),
                urgency=Urgency(self.told["urgency"]),
                lead_unit_id=unit.id,
            ),
            calendar=self.calendar,
            expected_version=case.version,
            by=self.people["focal:VP"],
            now=self.received_at,
        )

    def _hand_in(self, case: Case) -> None:
        unit = self.told["unit"]
        body = drafting.suggested_body(self.session, case, answer=self.told["reply"])
        drafting.draft(
            self.session,
            case,
            ReplyDraft(
                subject=drafting.suggested_subject(case),
                body=body,
                signer_id=self.people["director:"].officer_id,
            ),
            result=self.told["result"],
            expected_version=case.version,
            by=self.people[f"handler:{unit}"],
            now=self.handled_at,
        )
        replies.submit_result(
            self.session,
            case,
            expected_version=case.version,
            by=self.people[f"head:{unit}"],
            now=self.handled_at,
        )

    def _approve(self, case: Case) -> None:
        replies.decide(
            self.session,
            case,
            Decision.APPROVED,
            comment="",
            expected_version=case.version,
            by=self.people["director:"],
            now=self.handled_at,
        )

    def _answer(self, case: Case) -> None:
        today = local_day(self.handled_at)
        letter = replies.issue(
            self.session,
            case,
            on=today,
            vault=self.vault,
            store=self.store,
            expected_version=case.version,
            by=self.people["clerk:VP"],
            now=self.handled_at,
        )
        minutes = (
            f"Đã đọc nội dung văn bản số {letter.printed_number} cho người phản ánh"
            " qua điện thoại; người phản ánh đồng ý với kết quả."
        )
        replies.enter_reply(
            self.session,
            case,
            replies.Entry(minutes=minutes),
            expected_version=case.version,
            by=self.people["focal:VP"],
            now=self.handled_at,
        )
        closing.close(
            self.session,
            case,
            closing.Sending(channel=SendChannel.PHONE, sent_on=today),
            expected_version=case.version,
            by=self.people["focal:VP"],
            now=self.handled_at,
        )
