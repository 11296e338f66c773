"""A damaged index is set aside, told of, and made anew by itself (security.md R14)."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from portal.searching import MOST_SET_ASIDE, Searching
from tests.portal.public_site import NOW, Site, site
from tests.portal.test_find import ask, found

__all__ = ["site"]

NOTICE = "đang được dựng lại"
DOCUMENT = "/van-ban/12154-ubnd-vp-2019"


def minutes() -> Iterator[datetime]:
    now = NOW
    while True:
        yield now
        now += timedelta(minutes=1)


@pytest.fixture
def place(site: Site) -> Path:
    """Give the place of an index that stands."""
    site.index()
    place = site.searching.place
    assert place is not None
    return place


def spoil(place: Path) -> None:
    newest = max(path for path in place.iterdir() if path.name.isdigit())
    largest = max(newest.iterdir(), key=lambda path: path.stat().st_size)
    with largest.open("r+b") as file:
        file.write(b"\xa5")


def test_a_damaged_index_is_kept_aside_under_its_hour_and_made_anew(
    site: Site, place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert found(ask(site, "12154"))[0] == DOCUMENT
    spoil(place)
    page = ask(site, "12154")
    assert NOTICE in page
    assert found(page) == [DOCUMENT]
    with caplog.at_level(logging.ERROR):
        site.index()
    (kept,) = site.searching.set_aside()
    assert kept.name.startswith("whoosh.damaged-20")
    assert any(path.is_file() for path in kept.rglob("*"))
    assert kept.name in caplog.text
    assert "the index was changed from outside" in caplog.text
    page = ask(site, "12154")
    assert NOTICE not in page
    assert found(page)[0] == DOCUMENT
    assert site.searching.differences() == []


def test_of_many_damaged_indexes_the_newest_two_are_kept(
    site: Site, place: Path
) -> None:
    wired = site.app.extensions["wiring"]
    ticks = minutes()
    searching = Searching(
        "whoosh:",
        data_dir=wired.settings.data_dir,
        secret=wired.settings.secret_key,
        database=site.database,
        clock=lambda: next(ticks),
    )
    for _ in range(4):
        spoil(place)
        assert searching.ask("12154", audience={"public"}) is None
        searching.catch_up()
        assert searching.differences() == []
    assert MOST_SET_ASIDE == 2
    assert [kept.name for kept in searching.set_aside()] == [
        "whoosh.damaged-20191217T023200Z",
        "whoosh.damaged-20191217T023300Z",
    ]


def test_a_whole_index_that_is_made_anew_is_not_set_aside(
    site: Site, place: Path
) -> None:
    site.searching.want_rebuild()
    site.index()
    assert site.searching.set_aside() == []
    assert site.searching.status().generation == 2


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_an_index_others_may_write_is_refused_told_of_and_replaced(
    site: Site, place: Path, mode: int
) -> None:
    place.chmod(mode)
    page = ask(site, "12154")
    assert NOTICE in page
    assert found(page) == [DOCUMENT]
    told = site.app.test_cli_runner().invoke(args=["doctor"]).output
    assert f"Thư mục chỉ mục {place} để người khác ghi được" in told
    site.index()
    assert NOTICE not in ask(site, "12154")
    assert place.stat().st_mode & 0o077 == 0
    (kept,) = site.searching.set_aside()
    told = site.app.test_cli_runner().invoke(args=["doctor"]).output
    assert "để người khác ghi được" not in told
    assert f"Có 1 chỉ mục hỏng được cất lại, mới nhất là {kept}" in told
