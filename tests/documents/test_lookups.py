"""A sender looks his case up, and nobody else learns whether there is one."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import lookups, tries
from documents.errors import Invalid, NotAllowed, NotFound, Throttled
from documents.files import FileStore
from documents.handling import asking_info
from documents.models import Case, CasePin, Event, LookupAttempt
from documents.sights import Sight
from documents.vocabulary import CaseState, EventKind, Role, SendChannel
from tests import factories
from tests.factories import CALENDAR, VAULT, People

PIN = "48217730"
HERE, THERE = "203.0.113.7", "198.51.100.9"


def with_pin(session: Session, people: People, now: datetime, **told: Any) -> Case:
    by = people[Role.CLERK]
    case = factories.make_case(session, now=now, by=by, **told)
    assert lookups.give(session, case, lookups.kept(PIN, VAULT), by=by, now=now)
    session.flush()
    return case


def given(case: Case, people: People, role: Role, now: datetime) -> dict[str, Any]:
    return {"expected_version": case.version, "by": people[role], "now": now}


def seen(session: Session, code: str, pin: str = PIN) -> Sight:
    return lookups.look_up(session, code, pin, VAULT)


def test_a_pin_is_eight_digits_and_kept_as_a_slow_hash_of_it(
    session: Session, people: People, now: datetime
) -> None:
    pins = {lookups.new_pin() for _ in range(200)}
    assert len(pins) == 200
    assert all(pin.isdecimal() and len(pin) == 8 for pin in pins)
    case = with_pin(session, people, now)
    row = session.get_one(CasePin, case.id)
    assert row.hash.startswith("$argon2id$")
    assert row.hash != lookups.kept(PIN, VAULT)
    assert not lookups.give(session, case, "x", by=people[Role.CLERK], now=now)


def test_the_sender_sees_where_his_case_stands_in_public_words_only(
    session: Session, people: People, now: datetime, files: FileStore
) -> None:
    case = with_pin(session, people, now)
    day = timedelta(days=1)
    found = seen(session, case.code)
    assert (found.state, found.expected) == ("Đang xử lý", case.due_on)
    assert [stop.told for stop in found.stops] == ["Đã tiếp nhận"]
    factories.advance_to(session, case, CaseState.PENDING_APPROVAL, people, now + day)
    assert seen(session, case.code).stops[-1].told == "Đang xử lý"
    later = now + 2 * day
    factories.advance_to(session, case, CaseState.RESOLVED, people, later, files=files)
    found = seen(session, case.code)
    assert found.state == "Đã trả lời"
    assert (found.expected, found.answered_on) == (None, later.date())
    assert (found.sent_by, found.sent_on) == (SendChannel.POST, later.date())
    told = [stop.told for stop in found.stops]
    assert told == ["Đã tiếp nhận", "Đang xử lý", "Đã trả lời"]
    for secret in (case.title, case.content, "Trần Thị Kín Đáo", "Nguyễn Văn Mẫu"):
        assert secret not in repr(found)


def test_who_is_asked_for_more_is_told_so_and_of_no_date(
    session: Session, people: People, now: datetime
) -> None:
    case = with_pin(session, people, now)
    told = given(case, people, Role.FOCAL, now)
    question = "Ổ gà ở làn đường nào?"
    asking_info.ask(session, case, question, calendar=CALENDAR, **told)
    session.flush()
    found = seen(session, case.code)
    assert (found.state, found.expected) == ("Cần bổ sung", None)
    assert question not in repr(found)


@pytest.mark.parametrize(
    "spell",
    [str.lower, lambda code: f" {code} ", lambda code: code.replace("-", " – ")],
)
def test_a_code_and_a_pin_are_taken_as_people_type_them(
    session: Session, people: People, now: datetime, spell: Any
) -> None:
    case = with_pin(session, people, now)
    assert seen(session, spell(case.code), " 4821 7730").code == case.code


def test_all_that_is_wrong_gets_one_answer(
    session: Session, people: People, now: datetime
) -> None:
    case = with_pin(session, people, now)
    bare = factories.make_case(session, now=now, by=people[Role.CLERK])
    sealed = with_pin(session, people, now)
    factories.seal(session, sealed, now)
    typed = [
        (case.code, "48217731"),
        (case.code, ""),
        (bare.code, PIN),
        (sealed.code, PIN),
        ("DDN-2019-999999", PIN),
        ("%", PIN),
        ("\x00" * 9, PIN),
        ("\ud800", "\ud800"),
        ("DDN-2019-000001" * 999, PIN * 999),
    ]
    for code, pin in typed:
        with pytest.raises(NotFound) as refusal:
            seen(session, code, pin)
        assert refusal.value.message == lookups.UNKNOWN


def test_another_pin_makes_the_old_one_worthless_and_needs_a_reason(
    session: Session, people: People, now: datetime
) -> None:
    case = with_pin(session, people, now)
    told = given(case, people, Role.FOCAL, now)
    kept = lookups.kept("00000001", VAULT)
    with pytest.raises(Invalid, match="Cần nêu lý do"):
        lookups.give_anew(session, case, kept, " ngắn ", **told)
    reason = "Người gửi gọi lại, quên mã tra cứu."
    lookups.give_anew(session, case, kept, reason, **told)
    session.flush()
    assert seen(session, case.code, "00000001").code == case.code
    with pytest.raises(NotFound):
        seen(session, case.code)
    line = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert line is not None
    assert (line.kind, line.note) == (EventKind.PIN_GIVEN, reason)
    assert "00000001" not in repr(vars(line))


def test_an_old_case_gets_its_first_pin_without_a_reason_from_who_takes_calls(
    session: Session, people: People, now: datetime
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    kept = lookups.kept(PIN, VAULT)
    for role in (Role.DIRECTOR, Role.CVP):
        told = given(case, people, role, now)
        with pytest.raises(NotAllowed):
            lookups.give_anew(session, case, kept, "", **told)
    told = given(case, people, Role.CLERK, now)
    lookups.give_anew(session, case, kept, "", **told)
    session.flush()
    assert seen(session, case.code).code == case.code


def test_five_tries_a_quarter_of_an_hour_for_a_code_from_an_address(
    session: Session, now: datetime
) -> None:
    def attempt(code: str, address: str, at: datetime) -> None:
        about = lookups.about(code, VAULT)
        tries.take_a_try(session, tries.LOOKUP, about, address, now=at)

    for _ in range(5):
        attempt("DDN-2019-000001", HERE, now)
    # The same code, however it is spelt, and whether there is such a case or not.
    with pytest.raises(Throttled, match="Hãy chờ 15 phút") as refusal:
        attempt("ddn 2019 000001", HERE, now)
    assert refusal.value.retry_after == 900
    attempt("DDN-2019-000001", THERE, now)
    attempt("DDN-2019-000002", HERE, now)
    attempt("DDN-2019-000001", HERE, now + timedelta(minutes=15))
    assert "DDN" not in repr(
        [vars(row) for row in session.scalars(select(LookupAttempt))]
    )


def test_fifty_tries_of_any_codes_from_an_address(
    session: Session, now: datetime
) -> None:
    for number in range(50):
        about = lookups.about(f"DDN-2019-{number:06}", VAULT)
        tries.take_a_try(session, tries.LOOKUP, about, HERE, now=now)
    with pytest.raises(Throttled):
        tries.take_a_try(session, tries.LOOKUP, "another", HERE, now=now)
