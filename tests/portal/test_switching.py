"""Another search engine is taken: the former index answers until it is made."""

import pytest

from portal.cli import search as commands
from portal.searching import LARGEST_WHOOSH, Searching
from search import Status
from tests.portal.public_site import Site, site

__all__ = ["site"]


def other(site: Site, engine: str) -> Searching:
    """Return what a process that starts under another setting searches with."""
    parts = site.app.extensions["wiring"]
    settings = parts.settings
    return Searching(
        f"{engine}:",
        data_dir=settings.data_dir,
        secret=settings.secret_key,
        database=site.database,
        clock=parts.clock,
    )


@pytest.mark.parametrize(
    ("before", "after"), [("whoosh", "tantivy"), ("tantivy", "whoosh")]
)
def test_the_former_index_answers_until_the_new_one_is_made(
    site: Site, before: str, after: str
) -> None:
    other(site, before).catch_up()
    new = other(site, after)
    for engine in (before, after):
        found = new.ask("nang cao chat luong", audience={"public"})
        assert found is not None
        assert found.hits[0].title.startswith("Công văn số 12154/UBND-VP")
        new.catch_up()
        assert new.status().engine == after, engine


def test_with_no_index_at_all_the_database_is_asked(site: Site) -> None:
    assert other(site, "tantivy").ask("nang cao", audience={"public"}) is None


def test_a_former_index_that_is_damaged_is_left_alone(site: Site) -> None:
    first = other(site, "whoosh")
    first.catch_up()
    assert first.place is not None
    for path in first.place.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00" * 64)
    assert other(site, "tantivy").ask("nang cao", audience={"public"}) is None


@pytest.mark.parametrize(
    ("engine", "entries", "advised"),
    [
        ("whoosh", LARGEST_WHOOSH, False),
        ("whoosh", LARGEST_WHOOSH + 1, True),
        ("tantivy", 1_000_000, False),
    ],
)
def test_the_status_tells_the_lag_and_advises_an_engine_for_size(
    engine: str, entries: int, *, advised: bool
) -> None:
    status = Status(
        engine=engine, analyzer=1, generation=3, cursor=40, entries=entries, size=0
    )
    told = "\n".join(commands._told(status, newest=42))
    assert "Chậm hơn cơ sở dữ liệu (lag): 2 thay đổi" in told
    assert ("tantivy:" in told) is advised
