"""Pictures and files of a page: told of, drawn anew, seen by whom the page is."""

from typing import Any

import pytest

from documents import history, pages, queries, rich_text
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.files import FileStore
from documents.models import PageFile, SitePage
from documents.pages import Given
from documents.vocabulary import ContentAction, EventKind, Role
from tests.documents.case_files.samples import PLACE, photograph, size_of
from tests.documents.pages.test_pages import MINUTE, Desk, desk

__all__ = ["desk"]

A = ContentAction
BRIDGE = "Cầu [Cỏ May] *thông xe*"
PHOTO = Given(photograph(1600, 1200), "cau.jpg", "image/jpeg", told=BRIDGE)
PLAN = Given(b"%PDF-1.4 x", "kế hoạch.pdf", "application/pdf")


class Shelf:
    """A desk whose pages have files."""

    def __init__(self, desk: Desk, store: FileStore) -> None:
        self.desk, self.session, self.store = desk, desk.session, store

    def put(self, page: SitePage, given: Given, role: Role = Role.CLERK) -> PageFile:
        told: dict[str, Any] = {"by": self.desk.people[role], "now": self.desk.now}
        return pages.put(self.session, page, given, store=self.store, **told)

    def take_away(self, page: SitePage, row: PageFile) -> None:
        told: dict[str, Any] = {"by": self.desk.people[Role.CLERK]}
        pages.take_away(self.session, page, row.id, now=self.desk.now, **told)

    def seen_by(self, row: PageFile, *, later: int = 0) -> set[Role | None]:
        """Return who gets a file: a visitor is None; `later` is in minutes."""
        self.session.flush()
        found = set[Role | None]()
        for role in (None, Role.HANDLER, Role.CLERK):
            viewer = self.desk.people[role] if role else None
            now = self.desk.now + later * MINUTE
            try:
                queries.page_file(self.session, row.file.sha256, viewer, now=now)
            except NotFound:
                continue
            found.add(role)
        return found

    def drawn(self, page: SitePage) -> list[tuple[str, str, int]]:
        """Return address, words and width of what a page's words show."""
        every = pages.pictures(pages.of_page(self.session, page))
        tree = rich_text.read(page.body, every)
        images = [node for node in tree.walk() if node.kind == "image"]
        return [(one.href, one.text, one.width) for one in images]


@pytest.fixture
def shelf(desk: Desk, files: FileStore) -> Shelf:
    return Shelf(desk, files)


STAFF = {Role.CLERK}
EVERYBODY = {None, Role.HANDLER, Role.CLERK}


def test_a_picture_is_told_of_and_kept_without_where_it_was_taken(
    shelf: Shelf, desk: Desk
) -> None:
    page = desk.add("Một")
    row = shelf.put(page, PHOTO)
    assert shelf.put(page, PHOTO) is row
    kept = shelf.store.read(row.file)
    assert PLACE.encode() in PHOTO.content
    assert PLACE.encode() not in kept
    assert size_of(kept) == (row.width, row.height) == (1280, 960)
    assert len(kept) < 200_000
    told = [event.kind for event in history.of(desk.session, page)]
    assert (told[-1], told.count(EventKind.FILE_ADDED)) == (EventKind.FILE_ADDED, 1)
    desk.edit(page, body=rich_text.showing(row.id, row.told))
    address = pages.file_address(row.file.sha256)
    assert shelf.drawn(page) == [(address, BRIDGE, 1280)]
    desk.edit(page, body=f"![](anh-{row.id}) ![Khác](anh-{row.id})")
    assert [words for _, words, _ in shelf.drawn(page)] == [BRIDGE, "Khác"]
    desk.edit(page, body="")
    shelf.take_away(page, row)
    assert pages.of_page(desk.session, page) == []
    desk.edit(page, body=f"![](anh-{row.id})")
    assert pages.of_page(desk.session, page) == [row]
    with pytest.raises(NotAllowed):
        shelf.put(page, PLAN, Role.HANDLER)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"told": ""}, "told"),
        ({"is_decoration": True}, "is_decoration"),
        ({"media_type": "audio/mpeg"}, "upload"),
    ]
    for given, field in wrong:
        with pytest.raises(Invalid) as refused:
            Given(**{**vars(PHOTO), **given})
        assert list(refused.value.fields) == [field]


def test_what_a_page_shows_is_seen_by_whom_the_page_is(
    shelf: Shelf, desk: Desk
) -> None:
    page, other = desk.add("Một"), desk.public("Hai")
    photo, plan = shelf.put(page, PHOTO), shelf.put(page, PLAN)
    desk.edit(page, body=f"![](anh-{photo.id})", files=(plan.id,))
    assert shelf.seen_by(photo) == shelf.seen_by(plan) == STAFF
    desk.move(page, A.PUBLISH)
    assert shelf.seen_by(photo) == shelf.seen_by(plan) == EVERYBODY
    listed = pages.listed(pages.of_page(desk.session, page), page.files)
    assert listed == [plan]
    desk.edit(other, body=f"![của trang khác](anh-{photo.id})", files=(plan.id,))
    desk.move(other, A.PUBLISH)
    assert shelf.drawn(other) == []
    assert pages.listed(pages.of_page(desk.session, other), other.files) == []

    desk.edit(page, body="không ảnh", files=(), expire_at=desk.now + MINUTE)
    assert shelf.seen_by(photo) == EVERYBODY, "until it is published"
    desk.move(page, A.RETURN)
    desk.edit(page, expire_at=desk.now + MINUTE)
    desk.move(page, A.PUBLISH)
    assert shelf.seen_by(photo) == EVERYBODY
    assert shelf.seen_by(photo, later=1) == shelf.seen_by(plan, later=1) == STAFF
    desk.move(page, A.ARCHIVE)
    assert shelf.seen_by(photo) == shelf.seen_by(plan) == STAFF
    with pytest.raises(TransitionRefused, match="lưu trữ"):
        shelf.put(page, PLAN)
    desk.trash(page)
    assert shelf.seen_by(photo) == shelf.seen_by(plan) == STAFF


def test_what_is_used_is_not_taken_away_and_an_older_version_brings_it_back(
    shelf: Shelf, desk: Desk
) -> None:
    page = desk.add("Một")
    photo, plan = shelf.put(page, PHOTO), shelf.put(page, PLAN)
    desk.edit(page, body=f"![](anh-{photo.id})", files=(plan.id,))
    desk.move(page, A.PUBLISH)
    desk.edit(page, body="không ảnh", files=())
    for row in (photo, plan):
        with pytest.raises(TransitionRefused, match="đang được dùng"):
            shelf.take_away(page, row)
    desk.move(page, A.PUBLISH)
    assert shelf.seen_by(photo) == shelf.seen_by(plan) == STAFF
    shelf.take_away(page, photo)
    shelf.take_away(page, plan)
    assert shelf.seen_by(photo) == shelf.seen_by(plan) == set()
    assert pages.of_page(desk.session, page) == []
    with pytest.raises(NotFound):
        shelf.take_away(page, photo)
    told: dict[str, Any] = {"by": desk.people[Role.CLERK], "now": desk.now}
    pages.restore(desk.session, page, 2, expected_version=page.version, **told)
    with pytest.raises(TransitionRefused, match="đang được dùng"):
        shelf.take_away(page, photo)
    assert shelf.seen_by(photo) == STAFF
    desk.move(page, A.PUBLISH)
    assert shelf.seen_by(photo) == shelf.seen_by(plan) == EVERYBODY
