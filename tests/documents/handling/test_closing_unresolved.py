"""Ending a case for a reason: which reasons hold, who agrees, how a wait ends."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import linking, standing
from documents.errors import Invalid, TransitionRefused
from documents.handling import asking_info, retold
from documents.handling.closing_unresolved import (
    Ending,
    close_unresolved,
    propose_closing,
)
from documents.models import Case
from documents.vault import Identity
from documents.vocabulary import (
    CaseState,
    LinkKind,
    Outcome,
    OutcomeReason,
    Role,
    Source,
)
from tests import factories
from tests.factories import CALENDAR, People

R, S = OutcomeReason, CaseState
SAID = "Đoạn đường đã được thay bằng tuyến mới từ năm ngoái."
OLD = timedelta(days=181)
OTHER = Identity(full_name="Lý Văn Thử", phone="0987 654 321")


@pytest.fixture
def make(session: Session, people: People, now: datetime) -> Callable[..., Case]:
    def made(**told: Any) -> Case:
        at = told.pop("at", now)
        return factories.make_case(session, now=at, by=people[Role.CLERK], **told)

    return made


class Asked:
    """A case and what is asked and answered about it."""

    def __init__(
        self, session: Session, people: People, now: datetime, case: Case
    ) -> None:
        self.session, self.people, self.now, self.case = session, people, now, case

    def propose(self, ending: Ending) -> None:
        propose_closing(
            self.session, self.case, ending, calendar=CALENDAR, **self.told(Role.FOCAL)
        )

    def agree(self, role: Role = Role.CVP) -> None:
        told = self.told(role)
        close_unresolved(self.session, self.case, calendar=CALENDAR, **told)
        self.session.flush()

    def told(self, role: Role) -> dict[str, Any]:
        version = self.case.version
        return {"expected_version": version, "by": self.people[role], "now": self.now}


@pytest.mark.parametrize(
    "reason",
    [R.NO_LONGER_RELEVANT, R.NOT_VERIFIABLE, R.MISSING_INFORMATION, R.LONG_AGO],
)
def test_a_case_ends_for_the_reason_that_was_proposed(
    session: Session,
    people: People,
    now: datetime,
    make: Callable[..., Case],
    reason: OutcomeReason,
) -> None:
    asked = Asked(session, people, now, make(at=now - OLD))
    asked.propose(Ending(reason, SAID))
    asked.agree()
    current = asked.case.rounds[-1]
    assert (asked.case.state, asked.case.outcome) == (
        S.CLOSED_UNRESOLVED,
        Outcome.NO_RESOLUTION,
    )
    assert (current.reason, current.reason_text) == (reason, SAID)
    assert current.on_time is False


def test_what_is_not_old_or_was_told_again_does_not_end_as_long_ago(
    session: Session, people: People, now: datetime, make: Callable[..., Case]
) -> None:
    young = Asked(
        session, people, now, make(at=now - timedelta(days=179), identity=OTHER)
    )
    with pytest.raises(Invalid) as refusal:
        young.propose(Ending(R.LONG_AGO, SAID))
    assert "180 ngày" in refusal.value.fields["reason"]
    old = Asked(session, people, now, make(at=now - OLD))
    old.propose(Ending(R.LONG_AGO, SAID))
    make(identity=OTHER).parent_id = old.case.id
    session.flush()
    with pytest.raises(Invalid, match="phản ánh lại"):
        old.agree()
    assert old.case.state is S.RECEIVED


PLACE: dict[str, Any] = {"location": "Ngã tư Lê Lợi, TP Vũng Tàu"}


@pytest.mark.parametrize(
    ("told", "again", "why"),
    [
        ({}, {"title": "Nắp cống vỡ"}, "cùng số điện thoại"),
        (PLACE, PLACE | {"identity": OTHER}, "cùng địa điểm, lĩnh vực"),
    ],
)
def test_a_later_case_like_it_keeps_a_case_open_until_it_is_found_to_be_another(
    session: Session,
    people: People,
    now: datetime,
    make: Callable[..., Case],
    told: dict[str, Any],
    again: dict[str, Any],
    why: str,
) -> None:
    make(at=now - 2 * OLD, **again)
    old, later = Asked(session, people, now, make(at=now - OLD, **told)), make(**again)
    retold_ids = select(Case.id).where(retold.is_retold())
    assert old.case.id in session.scalars(retold_ids).all()
    with pytest.raises(Invalid) as refusal:
        old.propose(Ending(R.LONG_AGO, SAID))
    assert f"{later.code} ({why})" in refusal.value.fields["reason"]
    assert refusal.value.fields["reason"].count("DDN-") == 1
    third = make(at=now - 3 * OLD, title="Việc khác", **PLACE)
    told_third = old.told(Role.FOCAL) | {"expected_version": third.version}
    linking.link(session, third, later.code, LinkKind.APART, **told_third)
    session.flush()
    assert old.case.id in session.scalars(retold_ids).all()
    linking.link(session, old.case, later.code, LinkKind.APART, **old.told(Role.FOCAL))
    session.flush()
    assert old.case.id not in session.scalars(retold_ids).all()
    old.propose(Ending(R.LONG_AGO, SAID))
    old.agree()
    assert old.case.state is S.CLOSED_UNRESOLVED


def test_a_repeated_case_names_the_one_it_repeats(
    session: Session, people: People, now: datetime, make: Callable[..., Case]
) -> None:
    first, asked = make(), Asked(session, people, now, make())
    for code in ("", "DDN-2019-999999", asked.case.code):
        with pytest.raises(Invalid) as refusal:
            asked.propose(Ending(R.DUPLICATE, SAID, duplicate_of=code))
        assert "mã của hồ sơ" in refusal.value.fields["duplicate_of"]
    asked.propose(Ending(R.DUPLICATE, SAID, duplicate_of=first.code.lower()))
    asked.agree()
    assert asked.case.duplicate_of_id == first.id


@pytest.mark.parametrize("reason", [R.SPAM, R.DENUNCIATION, R.OUT_OF_SCOPE])
def test_reasons_for_not_taking_a_case_do_not_end_a_taken_one(
    session: Session,
    people: People,
    now: datetime,
    make: Callable[..., Case],
    reason: OutcomeReason,
) -> None:
    asked = Asked(session, people, now, make())
    with pytest.raises(Invalid) as refusal:
        asked.propose(Ending(reason, SAID))
    assert "reason" in refusal.value.fields
    with pytest.raises(Invalid) as refusal:
        asked.propose(Ending(R.CONCLUDED, "Đã xong rồi.        .      "))
    assert "ít nhất 20 ký tự" in refusal.value.fields["reason_text"]


def test_a_case_of_the_province_is_ended_by_a_leader(
    session: Session, people: People, now: datetime, make: Callable[..., Case]
) -> None:
    asked = Asked(
        session, people, now, make(source=Source.PROVINCE, external_ref="T-77")
    )
    asked.propose(Ending(R.CONCLUDED, SAID))
    with pytest.raises(TransitionRefused, match="Lãnh đạo Sở"):
        asked.agree(Role.CVP)
    asked.agree(Role.DIRECTOR)
    assert asked.case.state is S.CLOSED_UNRESOLVED


def test_a_wait_for_the_sender_ends_with_the_case(
    session: Session, people: People, now: datetime, make: Callable[..., Case]
) -> None:
    asked = Asked(session, people, now, make())
    question = "Ông cho biết rõ đoạn đường nào, gần số nhà bao nhiêu?"
    asking_info.ask(
        session, asked.case, question, calendar=CALENDAR, **asked.told(Role.FOCAL)
    )
    due = asked.case.due_on
    asked.now = now + timedelta(days=3)
    asked.propose(Ending(R.NOT_VERIFIABLE, SAID))
    asked.agree()
    (pause,) = standing.pauses(session, asked.case)
    assert (pause.until, pause.days) == (asked.now.date(), 3)
    assert standing.open_pause(session, asked.case) is None
    current = asked.case.rounds[-1]
    assert current.original_due_on == due < asked.case.due_on
    assert (asked.case.state, current.on_time) == (S.CLOSED_UNRESOLVED, True)
