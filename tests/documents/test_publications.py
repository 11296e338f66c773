"""What visitors read of a case: who prepares it, who releases it, when it is gone."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import history, outbox, publications, queries
from documents.errors import Invalid, NotAllowed, NotFound, OutOfDate, TransitionRefused
from documents.handling import reopening
from documents.models import Case, Publication
from documents.publications import Words
from documents.vocabulary import (
    CaseKind,
    CaseState,
    Outcome,
    PublicationAction,
    PublicationState,
    Role,
)
from tests import factories
from tests.factories import CALENDAR, CANARY, VAULT, People

P = PublicationState
WORDS = Words(
    "Ổ gà trên Quốc lộ 51", "Đoạn Km 40 có nhiều ổ gà.", "Sở đã cho vá toàn bộ ổ gà."
)
WHY = "Người dân gọi điện đề nghị gỡ."


class Desk:
    """A case that was answered, and the verbs as its officers use them."""

    def __init__(
        self, session: Session, people: People, now: datetime, files: Path, **told: Any
    ) -> None:
        self.session, self.people, self.now = session, people, now
        self.case = factories.make_case(session, now=now, by=people[Role.CLERK], **told)
        self.files = factories.store(files)

    def answered(self, state: CaseState = CaseState.RESOLVED) -> "Desk":
        factories.advance_to(
            self.session, self.case, state, self.people, self.now, files=self.files
        )
        return self

    def told(self, role: Role, **more: Any) -> dict[str, Any]:
        return {
            "expected_version": self.case.version,
            "by": self.people[role],
            "now": self.now,
        } | more

    def prepare(
        self, role: Role = Role.FOCAL, words: Words = WORDS, **told: Any
    ) -> None:
        publications.prepare(
            self.session, self.case, words, vault=VAULT, **self.told(role, **told)
        )

    def release(self, role: Role = Role.CVP, **told: Any) -> None:
        publications.release(
            self.session, self.case, vault=VAULT, **self.told(role, **told)
        )

    def say_no(self, role: Role = Role.CLERK, *, opted_out: bool = True) -> None:
        told = self.told(role)
        publications.say_no(self.session, self.case, WHY, opted_out=opted_out, **told)

    @property
    def row(self) -> Publication | None:
        return queries.publication(self.session, self.case)

    @property
    def state(self) -> PublicationState | None:
        return self.row.state if self.row else None

    @property
    def is_read_by_all(self) -> bool:
        try:
            queries.answer(self.session, self.case.code.lower())
        except NotFound:
            assert not queries.answers(self.session).total
            assert not queries.answers_among(self.session, [self.case.code])
            return False
        assert queries.answers(self.session, field=self.case.field).total == 1
        return True


@pytest.fixture
def desk(session: Session, people: People, now: datetime, tmp_path: Path) -> Desk:
    return Desk(session, people, now, tmp_path).answered()


def test_what_one_prepares_another_releases_and_then_everybody_reads_it(
    desk: Desk,
) -> None:
    assert not desk.is_read_by_all
    desk.prepare()
    assert (desk.state, desk.is_read_by_all) == (P.PENDING, False)
    desk.release()
    assert (desk.state, desk.is_read_by_all) == (P.PUBLIC, True)
    row = queries.answer(desk.session, desk.case.code)
    assert publications.of(row) == WORDS
    told = [
        event.data.get("publication") for event in history.of(desk.session, desk.case)
    ]
    assert told[-2:] == ["pending", "public"]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.CLERK, {PublicationAction.PREPARE}),
        (Role.FOCAL, {PublicationAction.PREPARE}),
        (Role.CVP, set()),
        (Role.DIRECTOR, set()),
        (Role.HEAD, set()),
        (Role.HANDLER, set()),
    ],
)
def test_only_clerk_and_focal_officer_prepare(
    desk: Desk, role: Role, may: set[PublicationAction]
) -> None:
    found = publications.open_to(desk.session, desk.case, desk.people[role])
    assert found == may
    if not may:
        with pytest.raises(NotAllowed):
            desk.prepare(role)


@pytest.mark.parametrize("role", [Role.CLERK, Role.FOCAL, Role.HEAD, Role.HANDLER])
def test_nobody_but_the_leaders_releases(desk: Desk, role: Role) -> None:
    desk.prepare()
    with pytest.raises(NotAllowed):
        desk.release(role)
    assert not desk.is_read_by_all


def test_whoever_prepared_it_does_not_release_it_in_another_post(desk: Desk) -> None:
    desk.prepare()
    desk.session.flush()
    cvp = desk.people[Role.CVP].officer_id
    desk.session.execute(update(Publication).values(prepared_by_id=cvp))
    desk.session.expire_all()
    with pytest.raises(TransitionRefused, match="không được tự duyệt"):
        desk.release()
    desk.release(Role.DIRECTOR)
    assert desk.is_read_by_all


@pytest.mark.parametrize(
    "state", [CaseState.RECEIVED, CaseState.PENDING_APPROVAL, CaseState.APPROVED]
)
def test_a_case_that_was_not_answered_is_not_prepared(
    session: Session, people: People, now: datetime, tmp_path: Path, state: CaseState
) -> None:
    desk = Desk(session, people, now, tmp_path).answered(state)
    with pytest.raises(TransitionRefused, match="đã trả lời"):
        desk.prepare()


def test_a_complaint_is_never_published(desk: Desk) -> None:
    desk.case.kind = CaseKind.COMPLAINT
    with pytest.raises(TransitionRefused, match="khiếu nại"):
        desk.prepare()


def test_nothing_is_published_of_who_said_no(desk: Desk) -> None:
    desk.say_no()
    with pytest.raises(TransitionRefused, match="không đồng ý"):
        desk.prepare()
    desk.say_no(opted_out=False)
    desk.prepare()
    desk.say_no()
    assert desk.state is P.PRIVATE
    with pytest.raises(TransitionRefused):
        desk.release()


def test_a_published_case_whose_sender_says_no_is_gone_at_once(desk: Desk) -> None:
    desk.prepare()
    desk.release()
    before = outbox.revision(desk.session.connection())
    desk.say_no()
    assert (desk.state, desk.is_read_by_all) == (P.WITHDRAWN, False)
    assert outbox.revision(desk.session.connection()) > before
    keys = [row.key for row in outbox.changes_since(desk.session, before, limit=9)]
    assert keys == [f"answer:{desk.case.code}"]


@pytest.mark.parametrize(
    "values",
    [{"opted_out": True}, {"round": 2}, {"state": CaseState.WITHDRAWN}],
    ids=lambda it: next(iter(it)),
)
def test_no_query_shows_a_case_that_may_not_stand_even_if_its_row_says_public(
    desk: Desk, values: dict[str, Any]
) -> None:
    desk.prepare()
    desk.release()
    if "state" in values:
        values = values | {"outcome": Outcome.WITHDRAWN}
    desk.session.flush()
    desk.session.execute(update(Case).values(**values))
    desk.session.expire_all()
    assert (desk.state, desk.is_read_by_all) == (P.PUBLIC, False)


def test_a_case_that_is_opened_again_is_gone_until_it_is_prepared_anew(
    desk: Desk,
) -> None:
    desk.prepare()
    desk.release()
    told = desk.told(Role.FOCAL)
    why = "Ổ gà lại xuất hiện ở chỗ cũ."
    reopening.reopen(desk.session, desk.case, why, calendar=CALENDAR, **told)
    assert (desk.state, desk.is_read_by_all) == (P.WITHDRAWN, False)
    desk.case.lead_unit_id = factories.unit(desk.session, "KCHT").id
    desk.answered()
    assert not desk.is_read_by_all
    desk.prepare()
    desk.release()
    assert desk.is_read_by_all


def test_what_is_taken_down_is_gone_and_can_be_prepared_again(desk: Desk) -> None:
    desk.prepare()
    desk.release()
    with pytest.raises(Invalid):
        publications.take_down(desk.session, desk.case, "gỡ", **desk.told(Role.FOCAL))
    publications.take_down(desk.session, desk.case, WHY, **desk.told(Role.FOCAL))
    assert (desk.state, desk.is_read_by_all) == (P.WITHDRAWN, False)
    assert desk.row is not None
    assert desk.row.why == WHY
    desk.prepare(Role.CLERK)
    assert (desk.state, desk.row.released_at) == (P.PENDING, None)


def test_a_text_is_sent_back_with_a_reason(desk: Desk) -> None:
    desk.prepare()
    publications.keep_private(desk.session, desk.case, WHY, **desk.told(Role.CVP))
    assert desk.state is P.PRIVATE
    assert publications.open_to(desk.session, desk.case, desk.people[Role.CVP]) == set()


def test_what_waits_is_counted_for_who_must_edit_and_who_must_release(
    desk: Desk,
) -> None:
    def waiting() -> tuple[tuple[int, int], bool]:
        by = desk.people[Role.CLERK]
        again = publications.waits_for_editing(desk.session, desk.case, by)
        return queries.publications_waiting(desk.session, by), again

    assert waiting() == ((0, 0), False)
    desk.prepare()
    assert waiting() == ((0, 1), False)
    publications.keep_private(desk.session, desk.case, WHY, **desk.told(Role.CVP))
    assert waiting() == ((1, 0), True)
    desk.say_no()
    assert waiting() == ((0, 0), False)


@pytest.mark.parametrize("place", ["title", "content", "answer"])
@pytest.mark.parametrize(
    "told", [CANARY.full_name.lower(), "0912.345.678", "số 12 đường Lê Lợi"]
)
def test_a_text_that_tells_who_sent_the_case_is_refused_and_says_where(
    desk: Desk, place: str, told: str
) -> None:
    words = Words(**(dict(WORDS.named()) | {place: f"Anh ấy là {told}."}))
    with pytest.raises(Invalid) as refusal:
        desk.prepare(words=words, kept=[f"address:{told}", f"phone:{told}"])
    assert "của người gửi" in refusal.value.fields[place]
    assert desk.row is None


def test_a_release_compares_again_and_refuses_what_tells_the_sender(desk: Desk) -> None:
    desk.prepare()
    assert desk.row is not None
    desk.row.answer = f"Sở trả lời bà {CANARY.full_name}."
    with pytest.raises(TransitionRefused, match="của người gửi"):
        desk.release()
    desk.row.answer = "Liên hệ anh Tuấn 0987 654 321."
    with pytest.raises(TransitionRefused, match="Còn 2 chỗ"):
        desk.release()
    assert not desk.is_read_by_all


def test_what_looks_like_a_persons_stays_only_once_it_was_looked_at_for_a_reason(
    desk: Desk,
) -> None:
    words = Words(WORDS.title, WORDS.content, "Liên hệ anh Tuấn 0987 654 321.")
    with pytest.raises(Invalid) as refusal:
        desk.prepare(words=words)
    assert refusal.value.fields["kept"].startswith("Còn 2 chỗ")
    kept = ["name:Tuấn", "phone:0987 654 321"]
    with pytest.raises(Invalid) as refusal:
        desk.prepare(words=words, kept=kept)
    assert "lý do" in refusal.value.fields["kept_why"]
    desk.prepare(words=words, kept=kept, kept_why="Đầu mối của nhà thầu, đã công bố.")
    desk.release()
    assert desk.is_read_by_all


def test_preparing_begins_from_the_case_with_everything_found_masked(
    session: Session, people: People, now: datetime, tmp_path: Path
) -> None:
    desk = Desk(
        session, people, now, tmp_path,
        content="Tôi là tran thi kin dao, 0912345678, xe 72A-123.45 hư vì ổ gà.",
    ).answered()  # fmt: skip
    told = publications.original(session, desk.case)
    assert told is not None
    comparison = publications.Comparison(session, desk.case, vault=VAULT)
    masked = comparison.masked(told)
    assert masked.content == (
        "Tôi là [họ tên], [số điện thoại], xe [biển số] hư vì ổ gà."
    )
    assert masked.answer == "Sở đã cho vá toàn bộ ổ gà."
    assert comparison.findings(masked) == []


def test_the_later_of_two_is_told_and_of_two_releases_one_stands(desk: Desk) -> None:
    desk.prepare()
    version = desk.case.version
    desk.release(expected_version=version)
    with pytest.raises(OutOfDate):
        desk.release(Role.DIRECTOR, expected_version=version)


def test_a_case_of_another_unit_is_not_there(desk: Desk) -> None:
    stranger = factories.make_officer(
        desk.session, Role.HEAD, "VTPT", now=desk.now, username="la"
    )
    with pytest.raises(NotFound):
        publications.must_be_open(
            desk.session, desk.case, PublicationAction.PREPARE,
            expected_version=desk.case.version, by=stranger,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("says_something", {"answer": ""}),
        ("round_from_one", {"round": 0}),
        (
            "released_by_somebody",
            {"released_at": datetime.fromisoformat("2019-12-17T00:00Z")},
        ),
        ("public_once_released", {"state": P.PUBLIC}),
        ("withdrawn_for_a_reason", {"state": P.WITHDRAWN}),
        (
            "withdrawn_by_somebody",
            {"withdrawn_at": datetime.fromisoformat("2019-12-17T00:00Z")},
        ),
    ],
)
def test_the_database_refuses_rows_that_cannot_be(
    desk: Desk, name: str, values: dict[str, Any]
) -> None:
    desk.prepare()
    desk.session.flush()
    with pytest.raises(IntegrityError, match=name):
        desk.session.execute(update(Publication).values(**values))


def test_the_database_refuses_that_one_does_both(desk: Desk) -> None:
    desk.prepare()
    desk.session.flush()
    values = {
        "released_at": desk.now, "released_by_id": desk.people[Role.FOCAL].officer_id,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="released_by_another"):
        desk.session.execute(update(Publication).values(**values))
