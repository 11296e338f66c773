"""Merged cases: one main case, and an answer to everybody who sent one."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import closing, history, merged_replies, merging, standing
from documents.closing import Sending
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.files import FileStore
from documents.handling import closing_unresolved, declining, reopening
from documents.handling.closing_unresolved import Ending
from documents.handling.declining import Declining
from documents.merging import Telling
from documents.models import COMPLAINANT, MERGED_REPLY, Case, OutgoingLetter
from documents.vocabulary import (
    CaseState,
    LetterState,
    OutcomeReason,
    Role,
    SendChannel,
)
from tests import factories
from tests.documents.letter_desk import LetterDesk
from tests.factories import CALENDAR, People

SAID = "Trùng nội dung với hồ sơ đã tiếp nhận trước đó."
POST, NOWHERE = SendChannel.POST, SendChannel.NO_ADDRESS


class Desk:
    """The office that merges and answers."""

    def __init__(
        self, session: Session, people: People, now: datetime, files: FileStore
    ) -> None:
        self.session, self.people, self.now = session, people, now
        self.files = files

    def case(self, state: CaseState = CaseState.RECEIVED) -> Case:
        made = factories.make_case(
            self.session, now=self.now, by=self.people[Role.CLERK]
        )
        self.go(made, state)
        return made

    def go(self, case: Case, state: CaseState) -> None:
        self.session.flush()
        factories.advance_to(
            self.session, case, state, self.people, self.now, files=self.files
        )

    def merge(self, case: Case, main: Case) -> None:
        """Let a case end as the duplicate of another, as §5.2 X15 wants it."""
        ending = Ending(OutcomeReason.DUPLICATE, SAID, duplicate_of=main.code)
        closing_unresolved.propose_closing(
            self.session, case, ending, calendar=CALENDAR, **self.told(case, Role.FOCAL)
        )
        self.session.flush()
        closing_unresolved.close_unresolved(
            self.session, case, calendar=CALENDAR, **self.told(case, Role.CVP)
        )
        self.session.flush()

    def tell(
        self,
        main: Case,
        *cases: Case,
        channel: SendChannel = POST,
        on: date | None = date(2019, 12, 17),
        role: Role = Role.FOCAL,
    ) -> None:
        telling = Telling([case.code for case in cases], channel, on)
        merging.tell_senders(self.session, main, telling, **self.told(main, role))
        self.session.flush()

    def close(self, main: Case) -> None:
        sending = Sending(POST, date(2019, 12, 17))
        closing.close(self.session, main, sending, **self.told(main, Role.FOCAL))

    def untold(self, main: Case) -> list[str]:
        return [case.code for case in standing.untold(self.session, main)]

    def told(self, case: Case, role: Role) -> dict[str, Any]:
        by = self.people[role]
        return {"expected_version": case.version, "by": by, "now": self.now}


@pytest.fixture
def desk(session: Session, people: People, now: datetime, files: FileStore) -> Desk:
    return Desk(session, people, now, files)


def test_a_merged_case_ends_and_names_its_main_case(
    session: Session, desk: Desk
) -> None:
    main, case = desk.case(), desk.case()
    desk.merge(case, main)
    assert (case.state, case.duplicate_of_id) == (CaseState.CLOSED_UNRESOLVED, main.id)
    assert f"Gộp vào hồ sơ {main.code}." in [e.note for e in history.of(session, case)]
    told = history.of(session, main)[-1].note
    assert told == f"Gộp hồ sơ {case.code} vào hồ sơ này."


def test_a_case_that_is_not_taken_is_merged_too(
    session: Session, people: People, desk: Desk, now: datetime
) -> None:
    main = desk.case()
    sent = factories.make_sent_case(session, now=now, by=people[Role.CLERK])
    words = Declining(OutcomeReason.DUPLICATE, SAID, duplicate_of=main.code)
    declining.decline(session, sent, words, **desk.told(sent, Role.FOCAL))
    session.flush()
    assert (sent.state, sent.duplicate_of_id) == (CaseState.DECLINED, main.id)
    assert desk.untold(main) == [sent.code]


def test_a_main_case_is_merged_into_none_and_what_it_holds_goes_on(desk: Desk) -> None:
    main, middle, last = desk.case(), desk.case(), desk.case()
    desk.merge(last, middle)
    desk.merge(middle, main)
    assert last.duplicate_of_id == middle.duplicate_of_id == main.id
    with pytest.raises(Invalid, match="hồ sơ khác"):
        desk.merge(desk.case(), middle)
    with pytest.raises(Invalid, match="chính hồ sơ này"):
        desk.merge(main, middle)


def test_a_main_case_is_closed_when_every_sender_has_his_answer(
    session: Session, desk: Desk
) -> None:
    main, one, two, three = desk.case(), desk.case(), desk.case(), desk.case()
    for case in (one, two, three):
        desk.merge(case, main)
    with pytest.raises(TransitionRefused, match="chưa có kết quả"):
        desk.tell(main, one)
    desk.go(main, CaseState.REPLIED)
    assert desk.untold(main) == [one.code, two.code, three.code]
    with pytest.raises(TransitionRefused, match=f"{one.code}, {two.code}"):
        desk.close(main)
    desk.tell(main, one, two)
    assert desk.untold(main) == [three.code]
    with pytest.raises(TransitionRefused, match=three.code):
        desk.close(main)
    desk.tell(main, three, channel=NOWHERE, on=None)
    desk.close(main)
    assert main.state is CaseState.RESOLVED
    told = history.of(session, one)[-1].note
    assert told == (
        f"Trả lời người gửi theo kết quả của hồ sơ {main.code}: bưu chính,"
        " ngày 17/12/2019."
    )


def test_what_cannot_be_is_not_noted_of_an_answer(desk: Desk) -> None:
    main, case, stranger = desk.case(), desk.case(), desk.case()
    desk.merge(case, main)
    desk.go(main, CaseState.REPLIED)
    for told, field in (
        ({"on": date(2019, 12, 18)}, "told_on"),
        ({"on": date(2019, 12, 16)}, "told_on"),
        ({"on": None}, "told_on"),
        ({"channel": NOWHERE}, "told_on"),
    ):
        with pytest.raises(Invalid) as refusal:
            desk.tell(main, case, **told)
        assert list(refusal.value.fields) == [field]
    for cases in ((), (stranger,), (case, stranger)):
        with pytest.raises(Invalid) as refusal:
            desk.tell(main, *cases)
        assert list(refusal.value.fields) == ["codes"]
    for role in (Role.CLERK, Role.HEAD, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            desk.tell(main, case, role=role)
    desk.tell(main, case)
    with pytest.raises(Invalid):
        desk.tell(main, case)


def test_a_merged_case_that_is_opened_again_goes_its_own_way(
    session: Session, desk: Desk
) -> None:
    main, case = desk.case(), desk.case(CaseState.IN_PROGRESS)
    desk.merge(case, main)
    reopening.reopen(
        session,
        case,
        "Người gửi cho biết đây là đoạn đường khác.",
        calendar=CALENDAR,
        **desk.told(case, Role.FOCAL),
    )
    session.flush()
    assert case.duplicate_of_id is None
    assert case.rounds[0].reason is OutcomeReason.DUPLICATE
    assert desk.untold(main) == []


def test_every_round_of_a_main_case_has_its_own_answer(
    session: Session, desk: Desk
) -> None:
    main, case = desk.case(), desk.case()
    desk.merge(case, main)
    desk.go(main, CaseState.REPLIED)
    desk.tell(main, case)
    desk.close(main)
    session.flush()
    reopening.reopen(
        session,
        main,
        "Ổ gà lại xuất hiện sau khi vá.",
        calendar=CALENDAR,
        **desk.told(main, Role.FOCAL),
    )
    session.flush()
    assert desk.untold(main) == [case.code]


def write(desk: Desk, case: Case, role: Role = Role.FOCAL) -> OutgoingLetter:
    letter = merged_replies.prepare(
        desk.session, case, vault=factories.VAULT, by=desk.people[role], now=desk.now
    )
    desk.session.flush()
    return letter


def issue(desk: Desk, letter: OutgoingLetter) -> None:
    letters = LetterDesk(desk.session, desk.people, desk.files, desk.now)
    letters.bring_to(letter, LetterState.ISSUED)
    desk.session.flush()


def test_a_letter_to_the_sender_quotes_the_answer_and_counts_once_it_is_issued(
    session: Session, desk: Desk
) -> None:
    main, case, other = desk.case(), desk.case(), desk.case()
    for one in (case, other):
        desk.merge(one, main)
    with pytest.raises(TransitionRefused, match="chưa có văn bản trả lời"):
        write(desk, case)
    desk.go(main, CaseState.REPLIED)
    letter = write(desk, case)
    assert (letter.case, letter.paper) == (case, MERGED_REPLY)
    assert letter.content["addressees"] == [COMPLAINANT]
    body = letter.content["body"]
    assert f"(mã {case.code})" in body
    assert "tại Văn bản số 01/SGTVT-KCHT ngày 17/12/2019" in body
    assert "Sở đã cho vá toàn bộ ổ gà." in body
    assert main.code not in body
    assert body.count("trân trọng thông báo") == 1
    assert write(desk, case) is letter
    assert desk.untold(main) == [case.code, other.code]
    issue(desk, letter)
    assert desk.untold(main) == [other.code]
    assert write(desk, case) is letter
    desk.tell(main, other)
    with pytest.raises(TransitionRefused, match="đã được trả lời"):
        write(desk, other)
    desk.close(main)
    assert main.state is CaseState.RESOLVED


def test_a_letter_that_quotes_an_older_answer_counts_no_more(
    session: Session, desk: Desk
) -> None:
    main, case = desk.case(), desk.case()
    desk.merge(case, main)
    desk.go(main, CaseState.REPLIED)
    letter = write(desk, case)
    issue(desk, letter)
    desk.close(main)
    session.flush()
    why = "Ổ gà lại xuất hiện sau khi vá."
    reopening.reopen(
        session, main, why, calendar=CALENDAR, **desk.told(main, Role.FOCAL)
    )
    session.flush()
    assert desk.untold(main) == [case.code]
    desk.now += timedelta(hours=1)
    desk.go(main, CaseState.REPLIED)
    assert desk.untold(main) == [case.code]
    assert write(desk, case) is not letter


def test_only_who_answers_senders_writes_to_that_of_a_merged_case(desk: Desk) -> None:
    main, case = desk.case(), desk.case()
    desk.go(main, CaseState.REPLIED)
    with pytest.raises(TransitionRefused, match="không gộp"):
        write(desk, case)
    desk.merge(case, main)
    for role in (Role.CLERK, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            write(desk, case, role)
    with pytest.raises(NotFound):
        write(desk, case, Role.HEAD)
    assert write(desk, case, Role.CVP).drafter_id == desk.people[Role.CVP].officer_id
