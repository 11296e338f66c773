"""Pages and news: addresses that last, links that hold, moments, versions, trash."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, outbox, pages, queries
from documents.errors import Invalid, NotAllowed, NotFound, OutOfDate, TransitionRefused
from documents.models import Event, Outbox, SitePage
from documents.pages import PageFields
from documents.vocabulary import ContentAction, ContentState, PageKind, Role
from tests.factories import People

A = ContentAction
PAGE = PageFields(PageKind.PAGE, "Giới thiệu Sở")
NEWS = PageFields(PageKind.NEWS, "Công bố số Đường dây nóng")
MINUTE = timedelta(minutes=1)


class Desk:
    """Pages under test, and who works on them."""

    def __init__(self, session: Session, people: People, now: datetime) -> None:
        self.session, self.people, self.now = session, people, now

    def _by(self, role: Role) -> dict[str, Any]:
        return {"by": self.people[role], "now": self.now}

    def add(self, title: str, fields: PageFields = PAGE, **told: Any) -> SitePage:
        typed = replace(fields, title=title, **told)
        return pages.add(self.session, typed, **self._by(Role.CLERK))

    def public(self, title: str, fields: PageFields = PAGE, **told: Any) -> SitePage:
        page = self.add(title, fields, **told)
        self.move(page, A.PUBLISH)
        return page

    def move(self, page: SitePage, action: A, *, role: Role = Role.CVP) -> None:
        pages.advance(
            self.session, page, action, expected_version=page.version, **self._by(role)
        )

    def edit(self, page: SitePage, **told: Any) -> None:
        typed = replace(pages.fields_of(page), **told)
        pages.edit(
            self.session,
            page,
            typed,
            expected_version=page.version,
            **self._by(Role.CLERK),
        )

    def trash(self, page: SitePage) -> None:
        told = self._by(Role.CLERK)
        pages.trash(self.session, page, expected_version=page.version, **told)

    def at(self, path: str, *, now: datetime | None = None) -> SitePage:
        """Return what a visitor finds at an address."""
        self.session.flush()
        now = now or self.now
        return queries.page(self.session, PageKind.PAGE, path, None, now=now)

    def news(self, now: datetime) -> list[str]:
        return [row.title for row in queries.news(self.session, now=now).rows]


@pytest.fixture
def desk(session: Session, people: People, now: datetime) -> Desk:
    return Desk(session, people, now)


def test_a_page_lies_under_its_parent_at_an_address_made_of_its_title(
    desk: Desk,
) -> None:
    top = desk.public("Giới thiệu Sở")
    under = desk.public("Chức năng, nhiệm vụ", parent_id=top.id)
    assert pages.address(under) == "/trang/gioi-thieu-so/chuc-nang-nhiem-vu"
    assert desk.at("gioi-thieu-so/chuc-nang-nhiem-vu") is under
    above = queries.pages_above(desk.session, under, None, now=desk.now)
    assert above == [top]
    again = desk.add("Giới thiệu Sở")
    assert again.path == "gioi-thieu-so-2"


def test_a_draft_is_there_for_its_editors_only(desk: Desk) -> None:
    desk.add("Giới thiệu Sở")
    with pytest.raises(NotFound):
        desk.at("gioi-thieu-so")
    clerk = desk.people[Role.CLERK]
    handler = desk.people[Role.HANDLER]
    found = queries.page(
        desk.session, PageKind.PAGE, "gioi-thieu-so", clerk, now=desk.now
    )
    assert found.title == "Giới thiệu Sở"
    with pytest.raises(NotFound):
        queries.page(
            desk.session, PageKind.PAGE, "gioi-thieu-so", handler, now=desk.now
        )


def test_every_former_address_leads_to_the_page_and_to_those_below_it(
    desk: Desk,
) -> None:
    top = desk.public("Giới thiệu")
    under = desk.public("Lịch sử", parent_id=top.id)
    for slug in ("ve-chung-toi", "ve-so"):
        desk.edit(top, slug=slug)
        assert top.path != slug, "it waits to be published"
        desk.move(top, A.PUBLISH)
    assert (top.path, under.path) == ("ve-so", "ve-so/lich-su")
    for former in ("gioi-thieu", "ve-chung-toi"):
        assert desk.at(former) is top
        assert desk.at(f"{former}/lich-su") is under


def test_a_page_that_comes_back_or_takes_an_address_over_answers_there(
    desk: Desk,
) -> None:
    first = desk.public("Một", slug="a")
    desk.edit(first, slug="b")
    desk.move(first, A.PUBLISH)
    second = desk.public("Hai", slug="a")
    assert desk.at("a") is second
    assert desk.at("b") is first
    desk.edit(first, slug="c")
    desk.move(first, A.PUBLISH)
    desk.edit(first, slug="b")
    desk.move(first, A.PUBLISH)
    assert desk.at("b") is first
    assert desk.at("c") is first


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": "  "}, "title"),
        ({"slug": "Giới thiệu"}, "slug"),
        ({"slug": "../quan-tri"}, "slug"),
        ({"slug": "a//b"}, "slug"),
        ({"tags": tuple("abcdefghi")}, "tags"),
        ({"kind": PageKind.NEWS, "parent_id": 1}, "parent_id"),
        ({"parent_id": 999}, "parent_id"),
    ],
)
def test_what_no_page_could_be_is_refused(
    desk: Desk, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        desk.add(**({"title": "Một"} | told))
    assert field in refused.value.fields


def test_an_address_is_one_pages_only(desk: Desk) -> None:
    desk.add("Một", slug="a")
    other = desk.add("Hai", slug="b")
    with pytest.raises(Invalid, match="của trang “Một”"):
        desk.edit(other, slug="a")
    with pytest.raises(Invalid):
        desk.add("Ba", slug="a")


def test_a_page_cannot_go_below_itself_nor_too_deep(desk: Desk) -> None:
    chain = [desk.add("a")]
    for title in "bcd":
        chain.append(desk.add(title, parent_id=chain[-1].id))
    with pytest.raises(Invalid, match="sâu 4 cấp"):
        desk.add("e", parent_id=chain[-1].id)
    with pytest.raises(Invalid, match="dưới chính nó"):
        desk.edit(chain[0], parent_id=chain[2].id)


def test_a_page_goes_public_under_a_public_page_only(desk: Desk) -> None:
    top = desk.add("Trên")
    under = desk.add("Dưới", parent_id=top.id)
    with pytest.raises(TransitionRefused, match="Trang cha “Trên” chưa công bố"):
        desk.move(under, A.PUBLISH)
    desk.move(top, A.PUBLISH)
    desk.move(under, A.PUBLISH)
    assert under.state is ContentState.PUBLISHED


def test_who_does_not_publish_cannot(desk: Desk) -> None:
    page = desk.add("Một")
    with pytest.raises(NotAllowed):
        desk.move(page, A.PUBLISH, role=Role.CLERK)
    with pytest.raises(NotAllowed):
        pages.add(desk.session, PAGE, by=desk.people[Role.HANDLER], now=desk.now)


def test_a_page_that_others_need_is_not_taken_away(desk: Desk) -> None:
    page = desk.public("Hướng dẫn")
    under = desk.public("Câu hỏi", parent_id=page.id)
    desk.public("Tin", NEWS, body="Xem [hướng dẫn](/trang/huong-dan?a=1#b).")
    with pytest.raises(TransitionRefused, match="trang con: “Câu hỏi”") as refused:
        desk.move(page, A.ARCHIVE)
    assert "dẫn liên kết đến: “Tin”" in refused.value.message
    desk.move(under, A.ARCHIVE)
    with pytest.raises(TransitionRefused, match="“Tin”"):
        desk.move(page, A.ARCHIVE)
    assert desk.at("huong-dan") is page


def test_links_through_former_addresses_and_in_waiting_words_count(desk: Desk) -> None:
    page = desk.public("Một", slug="a")
    desk.edit(page, slug="b")
    desk.move(page, A.PUBLISH)
    other = desk.public("Hai")
    desk.edit(other, body="[một](/trang/a/)")
    with pytest.raises(TransitionRefused, match="“Hai”"):
        desk.move(page, A.ARCHIVE)
    desk.move(other, A.RETURN)
    desk.move(page, A.ARCHIVE)
    assert page.state is ContentState.ARCHIVED


def test_what_is_thrown_away_comes_back_as_it_was(desk: Desk) -> None:
    page = desk.public("Một")
    with pytest.raises(TransitionRefused, match="đang công bố"):
        desk.trash(page)
    desk.move(page, A.ARCHIVE)
    desk.trash(page)
    clerk = desk.people[Role.CLERK]
    listed = queries.content_pages(desk.session, clerk, kind=PageKind.PAGE)
    assert listed.total == 0
    thrown = queries.content_pages(
        desk.session, clerk, kind=PageKind.PAGE, in_trash=True
    )
    assert list(thrown.rows) == [page]
    with pytest.raises(TransitionRefused, match="thùng rác"):
        desk.edit(page, title="Hai")
    with pytest.raises(Invalid, match="trong thùng rác"):
        desk.add("Khác", slug="mot")
    told: dict[str, Any] = {"by": clerk, "now": desk.now}
    pages.take_out(desk.session, page, expected_version=page.version, **told)
    assert (page.state, page.trashed_at) == (ContentState.ARCHIVED, None)
    notes = [event.note for event in history.of(desk.session, page)]
    assert notes[-2:] == ["Bỏ vào thùng rác", "Lấy lại từ thùng rác"]


def test_a_page_with_pages_below_it_is_not_thrown_away(desk: Desk) -> None:
    page = desk.add("Trên")
    desk.add("Dưới", parent_id=page.id)
    with pytest.raises(TransitionRefused, match="“Dưới”"):
        desk.trash(page)


def test_every_version_is_kept_and_one_brought_back_loses_none(desk: Desk) -> None:
    page = desk.add("Một", body="đầu", tags=("a",))
    desk.edit(page, body="giữa", slug="khac")
    desk.edit(page, body="cuối", tags=())
    told: dict[str, Any] = {"by": desk.people[Role.CLERK], "now": desk.now}
    pages.restore(desk.session, page, 1, expected_version=page.version, **told)
    bodies = [row.content["body"] for row in pages.versions(desk.session, page)]
    assert bodies == ["đầu", "giữa", "cuối", "đầu"]
    assert (page.body, page.tags, page.slug) == ("đầu", ["a"], "khac")
    with pytest.raises(NotFound):
        pages.restore(desk.session, page, 9, expected_version=page.version, **told)


def test_who_had_an_older_version_open_is_told_what_changed(desk: Desk) -> None:
    page = desk.add("Một")
    opened = page.version
    desk.edit(page, body="của người khác")
    clerk = desk.people[Role.CLERK]
    with pytest.raises(OutOfDate) as refused:
        pages.edit(
            desk.session, page, PAGE, expected_version=opened, by=clerk, now=desk.now
        )
    assert len(refused.value.changed) == 1
    assert clerk.full_name in refused.value.changed[0]
    assert page.body == "của người khác"


def test_a_page_appears_and_goes_at_its_minute(desk: Desk) -> None:
    start, end = desk.now + 10 * MINUTE, desk.now + 20 * MINUTE
    page = desk.public("Một", publish_at=start, expire_at=end)
    second = timedelta(seconds=1)
    for moment, is_there in (
        (start - second, False),
        (start, True),
        (end - second, True),
        (end, False),
    ):
        shown = queries.top_pages(desk.session, now=moment)
        assert (page in shown) is is_there, moment
        assert queries.is_live(page, moment) is is_there, moment
    following = [desk.now, start, end]
    turns = [queries.next_turn(desk.session, now=moment) for moment in following]
    assert turns == [start, end, None]
    with pytest.raises(Invalid):
        desk.add("Hai", publish_at=end, expire_at=start)


def test_what_keeps_copies_is_told_once_when_a_moment_comes(desk: Desk) -> None:
    start, end = desk.now + MINUTE, desk.now + 3 * MINUTE
    page = desk.public("Một", publish_at=start, expire_at=end)
    session, version = desk.session, page.version

    def revision() -> int:
        key = Outbox.key == outbox.page_key(page)
        return session.scalars(select(Outbox.seq).where(key)).one()

    assert not pages.is_due(session, now=desk.now)
    for moment, note in ((start, "Đến giờ đăng"), (end, "Đến giờ gỡ xuống")):
        before = revision()
        assert pages.is_due(session, now=moment)
        assert pages.turn(session, now=moment) == 1
        assert revision() > before
        assert pages.turn(session, now=moment) == 0
        last = session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert last is not None
        assert (last.note, last.actor_name) == (note, "Hệ thống")
    assert page.version == version
    assert history.verify(session)[1] is None


def test_news_come_newest_first_by_the_day_they_appeared(desk: Desk) -> None:
    desk.public("Cũ", NEWS)
    desk.public("Hẹn giờ", NEWS, publish_at=desk.now + MINUTE, tags=("đường",))
    desk.public("Xưa", NEWS, publish_at=desk.now - 60 * MINUTE)
    assert desk.news(desk.now) == ["Cũ", "Xưa"]
    later = desk.now + MINUTE
    assert desk.news(later) == ["Hẹn giờ", "Cũ", "Xưa"]
    newest = queries.newest_news(desk.session, 1, now=later)
    assert [row.title for row in newest] == ["Hẹn giờ"]
    tagged = queries.news(desk.session, now=later, tag="đường").rows
    assert [row.title for row in tagged] == ["Hẹn giờ"]


def test_the_menu_holds_the_first_public_top_pages(desk: Desk) -> None:
    top = [desk.public(f"Trang {n}", place=9 - n) for n in range(6)]
    desk.public("Con", parent_id=top[5].id)
    desk.add("Nháp")
    shown = queries.top_pages(desk.session, now=desk.now)
    assert [row.title for row in shown] == [f"Trang {n}" for n in (5, 4, 3, 2)]
