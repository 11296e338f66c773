"""A letter on the desk, with everybody's hands on it: what tests of letters share."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, Final

from sqlalchemy.orm import Session

from documents import delegations, letters, officers, studio
from documents.deadlines import HANOI, local_day
from documents.delegations import DelegationFields
from documents.files import FileStore
from documents.models import Case, Delegation, Officer, OutgoingLetter
from documents.outgoing import Content
from documents.viewer import Viewer
from documents.vocabulary import Authority, LetterAction, LetterState, Role
from tests import factories
from tests.factories import VAULT, People

A, S = LetterAction, LetterState

WORDS: Final[Content] = {
    "subject": "sửa chữa ổ gà trên Quốc lộ 51",
    "addressees": ["UBND thành phố Bà Rịa"],
    "body": "Sở đã cho vá toàn bộ ổ gà trên Quốc lộ 51.",
    "recipients": [{"name": "Như trên"}],
}
"""What a finished công văn says."""

NOTHING: Final[Content] = {}

WHY: Final = "Cần nêu rõ thời hạn hoàn thành."

_ROAD: Final = {
    S.DRAFT: (),
    S.PENDING: (A.SUBMIT,),
    S.APPROVED: (A.SUBMIT, A.APPROVE),
    S.ISSUED: (A.SUBMIT, A.APPROVE, A.ISSUE),
    S.DISCARDED: (A.DISCARD,),
}


class LetterDesk:
    """Writes and moves letters as the office does; `now` may be put on."""

    def __init__(
        self, session: Session, people: People, files: FileStore, now: datetime
    ) -> None:
        self.session, self.people, self.files, self.now = session, people, files, now
        self._names = count(1)

    @property
    def today(self) -> date:
        return self.now.astimezone(HANOI).date()

    def sleep(self, *, days: int) -> None:
        self.now += timedelta(days)

    def hire(self, role: Role, position: str = "", unit: str | None = None) -> Viewer:
        """Take on one more officer."""
        number = next(self._names)
        return factories.make_officer(
            self.session,
            role,
            unit,
            now=self.now,
            username=f"{role}-{number}",
            full_name=f"Lê Thị Mẫu {number}",
            position=position,
        )

    def case(self, **told: Any) -> Case:
        """Record a case that the unit KCHT leads."""
        clerk = self.people[Role.CLERK]
        case = factories.make_case(self.session, now=self.now, by=clerk, **told)
        factories.assign(self.session, case, self.people, self.now)
        return case

    def delegate(
        self,
        to: Viewer,
        authority: Authority = Authority.TL,
        *,
        since: int = 0,
        days: int | None = None,
    ) -> Delegation:
        """Give the right to sign from `since` days from today on, for so many days."""
        start = self.today + timedelta(since)
        typed = DelegationFields(
            to.officer_id,
            authority,
            "Ký văn bản về hạ tầng đường bộ",
            "Quyết định số 12/QĐ-SGTVT",
            start,
            None if days is None else start + timedelta(days - 1),
        )
        by = self.people[Role.DIRECTOR]
        return delegations.give(self.session, typed, by=by, now=self.now)

    def begin(
        self,
        paper: str = "cong-van",
        *,
        by: Viewer | None = None,
        case: Case | None = None,
    ) -> OutgoingLetter:
        by = by or self.people[Role.HANDLER]
        if case is None:
            start = studio.from_paper(
                self.session, paper, by=by, on=local_day(self.now)
            )
        else:
            start = studio.for_case(self.session, case, paper, by=by)
        return studio.begin(self.session, start, case=case, by=by, now=self.now)

    def save(
        self,
        letter: OutgoingLetter,
        changed: Content = NOTHING,
        *,
        by: Viewer | None = None,
        signer: Viewer | None = None,
        version: int | None = None,
    ) -> OutgoingLetter:
        studio.save(
            self.session,
            letter,
            {**letter.content, **changed},
            signer_id=signer.officer_id if signer else letter.signer_id,
            expected_version=version or letter.version,
            by=by or self._drafter(letter),
            now=self.now,
        )
        return letter

    def written(self, state: LetterState = S.DRAFT, **told: Any) -> OutgoingLetter:
        """Return a finished công văn that has gone as far as `state`."""
        signer = told.pop("signer", None)
        letter = self.begin(**told)
        self.save(letter, WORDS, signer=signer)
        return self.bring_to(letter, state)

    def finished(
        self, letter: OutgoingLetter, state: LetterState = S.DRAFT, **more: Any
    ) -> OutgoingLetter:
        """Write something in every blank place, and take the letter to `state`."""
        self.save(letter, filled(letter.content | more))
        return self.bring_to(letter, state)

    def bring_to(self, letter: OutgoingLetter, state: LetterState) -> OutgoingLetter:
        for action in _ROAD[state]:
            self.issue(letter) if action is A.ISSUE else self.move(letter, action)
        return letter

    def move(
        self,
        letter: OutgoingLetter,
        action: LetterAction,
        *,
        by: Viewer | None = None,
        comment: str = WHY,
        version: int | None = None,
    ) -> None:
        """Make a move; whoever usually makes it does."""
        signs = action in {A.APPROVE, A.RETURN, A.RECALL}
        usual = self._signer(letter) if signs else self._drafter(letter)
        studio.advance(
            self.session,
            letter,
            action,
            comment=comment,
            expected_version=version or letter.version,
            by=by or usual,
            now=self.now,
        )

    def issue(
        self,
        letter: OutgoingLetter,
        *,
        days: int = 0,
        by: Viewer | None = None,
        version: int | None = None,
        reserved: int | None = None,
    ) -> OutgoingLetter:
        studio.issue(
            self.session,
            letter,
            on=self.today + timedelta(days),
            tools=studio.Tools(VAULT, self.files),
            expected_version=version or letter.version,
            by=by or self.people[Role.CLERK],
            now=self.now,
            reserved=reserved,
        )
        return letter

    def offered(self, letter: OutgoingLetter, by: Viewer) -> set[LetterAction]:
        rows = studio.open_to(self.session, letter, by, on=self.today)
        return {row.action for row in rows}

    def _drafter(self, letter: OutgoingLetter) -> Viewer:
        return self._viewer(letter.drafter_id)

    def _signer(self, letter: OutgoingLetter) -> Viewer:
        return self._viewer(letter.signer_id)

    def _viewer(self, officer_id: int) -> Viewer:
        return officers.viewer_of(self.session.get_one(Officer, officer_id))


def filled(told: Any) -> Any:
    """Write something in every place of a skeleton that is left to be written."""
    if isinstance(told, str):
        for place in letters.unfilled(told):
            told = told.replace(place, "việc đã được viết")
        return told
    if isinstance(told, Mapping):
        return {key: filled(value) for key, value in told.items()}
    return [filled(part) for part in told] if isinstance(told, list) else told
