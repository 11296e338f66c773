"""A sender acts on his own case: with a pass, by answers, words and wishes."""

from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from sqlalchemy.orm import Session

from documents import lookups, sights, standing, wishes
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.files import FileStore
from documents.handling import asking_info, withdrawing
from documents.handling.closing_unresolved import Ending, propose_closing
from documents.models import Case
from documents.own_case import offers, passes, rating, wishing, words
from documents.own_case.words import Words
from documents.statistics import Cut, Period, statistics
from documents.vocabulary import CaseAction, CaseState, Decision, OutcomeReason, Role
from tests import factories
from tests.factories import CALENDAR, VAULT, People

S = CaseState
QUESTION: Final = "Xin cho biết ổ gà ở làn nào, hướng nào?"
ANSWER: Final = "Làn ngoài cùng, hướng đi Bà Rịa."
REASON: Final = "Đường đã được vá xong nên tôi xin rút."
DAY: Final = timedelta(days=1)


def with_pin(session: Session, people: People, now: datetime) -> Case:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    kept = lookups.kept("48217730", VAULT)
    lookups.give(session, case, kept, by=people[Role.CLERK], now=now)
    session.flush()
    return case


def given(session: Session, case: Case, now: datetime) -> str:
    pass_ = passes.give(session, case.code, VAULT, now=now)
    assert pass_
    return pass_.text


def told(case: Case, people: People, role: Role, now: datetime) -> dict[str, Any]:
    return {"expected_version": case.version, "by": people[role], "now": now}


def send(session: Session, case: Case, text: str, now: datetime, key: str = "") -> None:
    sent = Words(text, key or text)
    words.send(session, case, sent, calendar=CALENDAR, enclosed=None, now=now)
    session.flush()


def ask(session: Session, case: Case, people: People, now: datetime) -> None:
    by = told(case, people, Role.FOCAL, now)
    asking_info.ask(session, case, QUESTION, calendar=CALENDAR, **by)


def offer(session: Session, case: Case, now: datetime) -> offers.Offer:
    return offers.offered(session, case, today=now.date())


def test_a_pass_opens_its_case_for_a_while_and_whatever_is_wrong_is_one_refusal(
    session: Session, people: People, now: datetime
) -> None:
    case, other = with_pin(session, people, now), with_pin(session, people, now)
    good, foreign = given(session, case, now), given(session, other, now)
    last = now + lookups.LASTS - timedelta(seconds=1)
    seen = passes.opened(session, good, VAULT, now=last, writes=True)
    assert seen.code == case.code
    code, until, signature = good.split(".")
    bare = factories.make_case(session, now=now, by=people[Role.CLERK])
    sealed = with_pin(session, people, now)
    of_sealed = given(session, sealed, now)
    factories.seal(session, sealed, now)
    wrong = [
        f"{other.code}.{until}.{signature}",
        f"{code}.{int(until) + 3600}.{signature}",
        f"{code}.{until}.{signature[:-1]}",
        f"{code}.{until}.{foreign.split('.')[2]}",
        given(session, bare, now).replace(bare.code, "DDN-2019-999999"),
        of_sealed,
        "",
        "..",
        "\ud800.1.\ud800",
        "ấ" * 9_999,
        f"{code}.{'9' * 90}.x",
    ]
    for text in wrong:
        with pytest.raises(NotFound) as refusal:
            passes.opened(session, text, VAULT, now=now)
        assert refusal.value.message == lookups.UNKNOWN
    with pytest.raises(NotFound) as refusal:
        passes.opened(session, good, VAULT, now=now + lookups.LASTS)
    assert refusal.value.message == lookups.UNKNOWN
    anew, by = lookups.kept("00000001", VAULT), told(case, people, Role.CLERK, now)
    lookups.give_anew(session, case, anew, "Người gửi quên mã tra cứu.", **by)
    session.flush()
    with pytest.raises(NotFound):
        passes.opened(session, good, VAULT, now=now)
    assert signature not in repr(passes.held(good))


def test_a_pin_that_nobody_gave_signs_no_pass(
    session: Session, people: People, now: datetime
) -> None:
    """Of a case without PIN none is given by a look-up; a forged one must not do."""
    bare = factories.make_case(session, now=now, by=people[Role.CLERK])
    with pytest.raises(NotFound):
        passes.opened(session, given(session, bare, now), VAULT, now=now)


def test_the_sender_answers_himself_and_the_clock_goes_on(
    session: Session, people: People, now: datetime
) -> None:
    case = with_pin(session, people, now)
    due_on = case.due_on
    ask(session, case, people, now)
    assert offer(session, case, now).question == QUESTION
    later = now + 2 * DAY
    for _ in range(2):
        send(session, case, ANSWER, later, "form")
    (pause,) = standing.pauses(session, case)
    assert (case.state, pause.answer, pause.days) == (S.RECEIVED, ANSWER, 2)
    assert case.due_on > due_on
    assert wishes.words_of(session, case) == []
    stops = [one.told for one in sights.of_case(session, case).stops]
    assert stops == ["Đã tiếp nhận", "Cần bổ sung", "Đã nhận thông tin bổ sung"]


def test_what_was_proposed_meanwhile_falls_back_to_who_proposed_it(
    session: Session, people: People, now: datetime
) -> None:
    case = with_pin(session, people, now)
    ask(session, case, people, now)
    ending = Ending(OutcomeReason.NOT_VERIFIABLE, "Không xác minh được vị trí ổ gà.")
    by = told(case, people, Role.FOCAL, now)
    proposal = propose_closing(session, case, ending, calendar=CALENDAR, **by)
    session.flush()
    send(session, case, ANSWER, now)
    assert standing.pending(session, case) is None
    assert (proposal.decision, proposal.decided_by_id) == (
        Decision.RETURNED,
        people[Role.FOCAL].officer_id,
    )


@pytest.mark.parametrize("state", [S.SUBMITTED, S.IN_PROGRESS, S.PENDING_APPROVAL])
def test_words_at_another_step_leave_the_case_what_it_was(
    session: Session, people: People, now: datetime, state: CaseState
) -> None:
    if state is S.SUBMITTED:
        by = people[Role.CLERK]
        case = factories.make_sent_case(session, now=now, by=by)
    else:
        case = with_pin(session, people, now)
        factories.advance_to(session, case, state, people, now)
    version = case.version
    for _ in range(2):
        send(session, case, ANSWER, now, "form")
    (word,) = wishes.words_of(session, case)
    assert (word.text, word.action) == (ANSWER, CaseAction.SUPPLEMENT)
    assert (case.state, case.version) == (state, version)
    assert sights.of_case(session, case).stops[-1].told == "Bạn viết thêm"
    with pytest.raises(Invalid):
        send(session, case, "  ngắn  ", now)
    for number in range(words.MOST - 1):
        send(session, case, f"{ANSWER} {number}", now)
    with pytest.raises(TransitionRefused, match="20 lần"):
        send(session, case, f"{ANSWER} nữa", now)


def test_a_wish_to_withdraw_stands_until_the_office_records_it(
    session: Session, people: People, now: datetime
) -> None:
    case = with_pin(session, people, now)
    said = Words(REASON, "form")
    for _ in range(2):
        wishing.wish(session, case, CaseAction.WITHDRAW, said, now=now)
        session.flush()
    assert case.state is S.RECEIVED
    assert not offer(session, case, now).may_withdraw
    with pytest.raises(TransitionRefused):
        wishing.wish(session, case, CaseAction.WITHDRAW, Words(REASON, "2"), now=now)
    with pytest.raises(TransitionRefused):
        wishing.wish(session, case, CaseAction.REOPEN, Words(REASON, "3"), now=now)
    for role, count in {Role.CLERK: 1, Role.FOCAL: 1, Role.HEAD: 0}.items():
        assert len(wishes.to_answer(session, people[role])) == count
    by = told(case, people, Role.CLERK, now)
    withdrawing.withdraw(session, case, REASON, calendar=CALENDAR, **by)
    (word,) = wishes.words_of(session, case)
    assert (word.decision, wishes.to_answer(session, people[Role.CLERK])) == (
        Decision.APPROVED,
        [],
    )


def test_what_is_offered_tells_no_step_that_the_sender_does_not_know(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    """Approved and in progress are one to him; so are answered and closed."""
    seen = []
    for state in (S.RECEIVED, S.PENDING_APPROVAL, S.APPROVED, S.REPLIED, S.RESOLVED):
        case = with_pin(session, people, now)
        factories.advance_to(session, case, state, people, now, files=files)
        seen.append(offer(session, case, now))
    assert seen[0] == seen[1] == seen[2]
    assert seen[3] == seen[4]
    assert seen[3].may_reopen
    assert not seen[3].may_write


def test_a_wish_to_reopen_is_told_in_time_and_answered_with_a_reason_he_reads(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    case = with_pin(session, people, now)
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    late = now + 91 * DAY
    assert offer(session, case, now + 90 * DAY).may_reopen
    assert not offer(session, case, late).may_reopen
    said = Words("Ổ gà lại xuất hiện ở đúng chỗ cũ.", "form")
    with pytest.raises(TransitionRefused):
        wishing.wish(session, case, CaseAction.REOPEN, said, now=late)
    wishing.wish(session, case, CaseAction.REOPEN, said, now=now)
    session.flush()
    (word,) = wishes.words_of(session, case)
    no = "Đoạn này do cơ quan khác quản lý, xin gửi tới đó."
    for role in (Role.CLERK, Role.HANDLER):
        by = told(case, people, role, now)
        with pytest.raises(NotAllowed):
            wishes.refuse(session, case, word.id, no, **by)
    by = told(case, people, Role.FOCAL, now)
    with pytest.raises(Invalid):
        wishes.refuse(session, case, word.id, "Không.", **by)
    wishes.refuse(session, case, word.id, no, **by)
    session.flush()
    (heard,) = offer(session, case, now).wishes
    assert no in heard.answer
    assert not offer(session, case, now).may_reopen
    by = told(case, people, Role.FOCAL, now)
    with pytest.raises(TransitionRefused):
        wishes.refuse(session, case, word.id, no, **by)


def test_a_wish_to_withdraw_is_overtaken_by_the_answer(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    case = with_pin(session, people, now)
    factories.advance_to(session, case, S.APPROVED, people, now, files=files)
    wishing.wish(session, case, CaseAction.WITHDRAW, Words(REASON, "1"), now=now)
    session.flush()
    factories.advance_to(session, case, S.REPLIED, people, now, files=files)
    (word,) = wishes.words_of(session, case)
    assert (word.decision, word.answer) == (Decision.RETURNED, wishes.LAPSED)


def test_an_answer_is_rated_once_while_its_window_is_open_and_counted(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    case, other, open_ = (with_pin(session, people, now) for _ in range(3))
    for one in (case, other):
        factories.advance_to(session, one, S.REPLIED, people, now, files=files)
    factories.advance_to(session, case, S.RESOLVED, people, now, files=files)
    assert not offer(session, open_, now).may_rate
    assert offer(session, case, now + 15 * DAY).may_rate
    assert not offer(session, case, now + 16 * DAY).may_rate
    assert offer(session, other, now + 16 * DAY).may_rate
    with pytest.raises(TransitionRefused):
        rating.rate(session, case, 4, "", now=now + 16 * DAY)
    with pytest.raises(Invalid):
        rating.rate(session, case, 6, "", now=now)
    for _ in range(2):
        rating.rate(session, case, 3, "Vá hơi chậm.", now=now)
    rating.rate(session, other, 2, "", now=now + DAY)
    with pytest.raises(TransitionRefused):
        rating.rate(session, case, 5, "", now=now)
    session.flush()
    assert offer(session, case, now).rated == "Chấp nhận được"
    factories.advance_to(session, other, S.RESOLVED, people, now, files=files)
    stops = [one.told for one in sights.of_case(session, other).stops]
    assert stops[-2:] == ["Đã trả lời", "Bạn đã đánh giá"]
    day = now.date()
    for last, figures in ((day, (1, 1, 3)), (day + DAY, (2, 1, 5))):
        viewer, period = people[Role.DIRECTOR], Period(day, last)
        found = statistics(session, viewer, period, Cut.UNIT, calendar=CALENDAR)
        row = found.total
        assert (row.resolved, row.rated, row.satisfied, row.scores) == (2, *figures)
