"""Who holds a post on which day, and what visitors read of all posts (T13, T16)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import contact_sets, contacts, outbox, queries
from documents.contact_sets import Difference
from documents.contacts import ContactFields, PhoneFields
from documents.errors import Invalid, NotFound, TransitionRefused
from documents.models import Contact, ContactSet
from documents.vocabulary import ContentAction, Role
from tests.factories import People

OLD = ContactFields(
    position="Giám đốc Sở",
    name="Trần Văn Cũ",
    email="cutv@sogtvt.gov.vn",
    phones=(PhoneFields("0254.3727840"), PhoneFields("0912 345 678", public=False)),
)
TODAY = date(2019, 12, 17)
TURN = date(2020, 1, 2)
NEW = replace(OLD, name="Lê Thị Mới", email="moilt@sogtvt.gov.vn", valid_from=TURN)


@dataclass
class Post:
    """A post of the hotline, its holder published."""

    session: Session
    people: People
    now: datetime

    def __post_init__(self) -> None:
        assert self.now.date() == TODAY
        self.held = contacts.add(
            self.session, OLD, by=self.people[Role.CLERK], now=self.now
        )
        self.move(self.held, ContentAction.PUBLISH)

    def move(self, row: Contact, action: ContentAction) -> None:
        contacts.advance(
            self.session,
            row,
            action,
            expected_version=row.version,
            by=self.people[Role.CVP],
            now=self.now,
        )

    def edit(self, row: Contact, fields: ContactFields) -> None:
        contacts.edit(
            self.session,
            row,
            fields,
            expected_version=row.version,
            by=self.people[Role.CLERK],
            now=self.now,
        )

    def plan(self, fields: ContactFields = NEW) -> Contact:
        return contacts.add(
            self.session,
            fields,
            follows=self.held,
            by=self.people[Role.CLERK],
            now=self.now,
        )

    def planned(self, fields: ContactFields = NEW) -> Contact:
        row = self.plan(fields)
        self.move(row, ContentAction.PUBLISH)
        return row

    def seen(self, on: date) -> list[str]:
        return [row.name for row in queries.published_contacts(self.session, on=on)]

    def read(self, on: date) -> list[str]:
        shown = contact_sets.current(self.session, on=on)
        return [told["name"] for told in shown.content] if shown else []

    def sets(self) -> list[tuple[date, list[str]]]:
        rows = self.session.scalars(select(ContactSet).order_by(ContactSet.id))
        return [(row.starts_on, [it["name"] for it in row.content]) for row in rows]


@pytest.fixture
def post(session: Session, people: People, now: datetime) -> Post:
    return Post(session, people, now)


def test_the_new_holder_is_there_from_his_day_on_and_the_old_one_until_then(
    post: Post,
) -> None:
    post.planned()
    eve = TURN - timedelta(1)
    assert (post.held.valid_to, post.seen(eve), post.seen(TURN)) == (
        eve,
        [OLD.name],
        [NEW.name],
    )
    assert (post.read(eve), post.read(TURN)) == ([OLD.name], [NEW.name])


def test_a_plan_that_nobody_has_published_changes_no_day(post: Post) -> None:
    post.plan()
    assert post.seen(TURN) == post.read(TURN) == [OLD.name]
    assert post.held.valid_to is None


def test_officers_read_who_held_a_post_and_visitors_never_before_the_day(
    post: Post,
) -> None:
    row = post.planned()
    session, clerk = post.session, post.people[Role.CLERK]
    assert queries.former_contacts(session, on=TURN - timedelta(1)) == []
    assert queries.former_contacts(session, on=TURN) == [post.held]
    assert queries.contacts(session, clerk, on=TURN) == [row]
    assert set(queries.contacts(session, clerk, on=TODAY)) == {post.held, row}
    handler = post.people[Role.HANDLER]
    assert queries.contacts(session, handler, on=TODAY) == [post.held]


def test_a_successor_taken_down_before_his_day_leaves_the_post_to_its_holder(
    post: Post,
) -> None:
    row = post.planned()
    post.move(row, ContentAction.ARCHIVE)
    assert post.held.valid_to is None
    assert post.seen(TURN) == post.read(TURN) == [OLD.name]
    assert post.sets() == [(TODAY, [OLD.name])]


def test_a_successor_taken_down_later_does_not_bring_his_predecessor_back(
    post: Post,
) -> None:
    row = post.planned(replace(NEW, valid_from=TODAY))
    post.move(row, ContentAction.ARCHIVE)
    assert post.seen(TODAY) == []
    assert post.held.valid_to == TODAY - timedelta(1)


def test_a_change_that_waits_on_the_holder_does_not_bring_him_back(post: Post) -> None:
    post.edit(post.held, replace(OLD, email="khac@sogtvt.gov.vn"))
    post.planned()
    post.move(post.held, ContentAction.PUBLISH)
    assert post.held.email == "khac@sogtvt.gov.vn"
    assert post.seen(TURN) == [NEW.name]


def test_a_change_of_post_needs_a_day_after_the_holder_began(post: Post) -> None:
    with pytest.raises(Invalid) as refusal:
        post.plan(replace(NEW, valid_from=None))
    assert set(refusal.value.fields) == {"valid_from"}
    row = post.plan()
    with pytest.raises(Invalid):
        post.edit(row, replace(NEW, valid_from=None))
    first = post.planned()
    post.held = first
    with pytest.raises(Invalid, match="02/01/2020"):
        post.plan(replace(NEW, valid_from=TURN))


def test_nobody_takes_over_from_who_is_not_published(post: Post) -> None:
    post.move(post.held, ContentAction.ARCHIVE)
    with pytest.raises(TransitionRefused):
        post.plan()


def test_a_last_day_before_the_first_is_refused_beside_its_field() -> None:
    with pytest.raises(Invalid) as refusal:
        replace(NEW, valid_to=TODAY)
    assert set(refusal.value.fields) == {"valid_to"}


def test_days_survive_a_change_that_waits(post: Post) -> None:
    typed = replace(OLD, valid_from=date(2019, 1, 1), valid_to=TURN)
    post.edit(post.held, typed)
    assert contacts.fields_of(post.held) == typed
    post.move(post.held, ContentAction.PUBLISH)
    post.session.expire_all()
    assert contacts.published_fields(post.held) == typed
    assert post.seen(TURN) == [OLD.name]
    assert post.seen(TURN + timedelta(1)) == []


def test_search_is_told_once_when_a_day_has_come(post: Post) -> None:
    row, session = post.planned(), post.session
    keys = {outbox.contact_key(it) for it in (row, post.held)}

    def told(day: date) -> set[str]:
        before = outbox.revision(session.connection())
        now = datetime.combine(day, post.now.timetz())
        contacts.tell_turns(session, now=now)
        changed = outbox.changes_since(session, before, limit=10)
        return {it.key for it in changed}

    assert told(TURN - timedelta(1)) == set()
    assert told(TURN + timedelta(3)) == keys
    assert told(TURN + timedelta(4)) == set()


def test_a_number_that_is_not_public_is_in_no_set(post: Post) -> None:
    post.planned()
    rows = post.session.scalars(select(ContactSet)).all()
    assert len(rows) == 2
    assert "0912" not in str([row.content for row in rows])
    assert "0254.3727840" in str([row.content for row in rows])


def test_a_set_is_kept_only_when_visitors_read_something_else(post: Post) -> None:
    private = replace(OLD, phones=(*OLD.phones, PhoneFields("113", public=False)))
    post.edit(post.held, private)
    post.move(post.held, ContentAction.PUBLISH)
    assert post.sets() == [(TODAY, [OLD.name])]
    post.edit(post.held, replace(OLD, name="Trần Văn Khác"))
    assert len(post.sets()) == 1
    post.move(post.held, ContentAction.PUBLISH)
    assert post.sets() == [(TODAY, [OLD.name]), (TODAY, ["Trần Văn Khác"])]


def test_a_notice_is_known_by_its_day_and_what_it_says(post: Post) -> None:
    shown = contact_sets.current(post.session, on=TODAY)
    assert shown is not None
    stamp = contact_sets.stamp(shown)
    assert stamp.startswith("20191217-")
    found = contact_sets.by_stamp(post.session, stamp.upper(), on=TODAY)
    assert found is shown
    post.planned()
    later = contact_sets.current(post.session, on=TURN)
    assert later is not None
    assert contact_sets.stamp(later)[9:] != stamp[9:]
    for typed in (contact_sets.stamp(later), "20191217-000000", "99999999-abcdef", ""):
        with pytest.raises(NotFound):
            contact_sets.by_stamp(post.session, typed, on=TODAY)


def test_a_notice_is_out_of_date_from_the_first_day_that_reads_otherwise(
    post: Post,
) -> None:
    shown = contact_sets.current(post.session, on=TODAY)
    assert shown is not None
    post.planned()
    post.move(
        post.planned(replace(NEW, name="Ba", valid_from=TURN)), ContentAction.ARCHIVE
    )
    for day, since in ((TODAY, None), (TURN, TURN), (date(2020, 5, 1), TURN)):
        assert contact_sets.outdated_on(post.session, shown, on=day) == since


def test_what_was_changed_back_is_current_again(post: Post) -> None:
    shown = contact_sets.current(post.session, on=TODAY)
    assert shown is not None
    for name in ("Trần Văn Khác", OLD.name):
        post.edit(post.held, replace(OLD, name=name))
        post.move(post.held, ContentAction.PUBLISH)
        is_same = name == OLD.name
        since = None if is_same else TODAY
        assert contact_sets.outdated_on(post.session, shown, on=TODAY) == since


def test_the_difference_of_two_notices_is_told_post_by_post() -> None:
    def told(position: str, name: str, *numbers: str) -> dict[str, object]:
        return {"position": position, "name": name, "phones": [*numbers], "email": ""}

    before = [told("Giám đốc", "A", "1"), told("Phó", "B", "2"), told("Phó", "C", "3")]
    after = [told("Giám đốc", "A", "1", "9"), told("Phó", "B", "2"), told("Ban", "D")]
    assert contact_sets.differences(before, before) == []
    assert contact_sets.differences(before, after) == [
        Difference("Giám đốc", "Điện thoại", "1; 9"),
        Difference("Phó", "Họ và tên", ""),
        Difference("Phó", "Điện thoại", ""),
        Difference("Ban", "Họ và tên", "D"),
    ]


@pytest.mark.parametrize(
    ("email", "is_fine"),
    [
        ("", True),
        ("chitt@sogtvt.bariavungtau.gov.vn", True),
        ("CHITT@SOGTVT.GOV.VN", True),
        ("chitt@gmail.com", False),
        ("chitt@xgov.vn", False),
        ("chitt@sogtvt.gov.vn.example", False),
    ],
)
def test_an_address_that_is_not_the_states_is_warned_of(
    email: str, is_fine: bool
) -> None:
    assert (contacts.email_warning(email) == "") is is_fine
