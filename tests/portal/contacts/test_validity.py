"""A change of post planned for a day: what visitors and officers see of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from documents.deadlines import HANOI, local_day
from documents.models import Contact
from documents.vocabulary import Role
from portal.config import Settings
from portal.worker import Turning
from tests.apps import make_app
from tests.portal.public_site import Site, post, site

__all__ = ["site"]

OLD, NEW = "Trần Thượng Chí", "Lê Thị Kế Nhiệm"
PUBLIC = ("/", "/duong-day-nong", "/duong-day-nong.vcf")


@dataclass
class Clock:
    """A clock that a test sets forward."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(site: Site, tmp_path: Path) -> Iterator[Clock]:
    """Give the site a clock of ours."""
    wired, clock = site.app.extensions["wiring"], Clock()
    settings: Settings = wired.settings
    site.app = make_app(settings, clock=clock)
    yield clock
    site.app.extensions["wiring"].database.dispose()


def typed(day: date, **more: str) -> dict[str, str]:
    return {
        "position": "Giám đốc Sở",
        "name": NEW,
        "phones-0-raw": "0254.3727840",
        "phones-0-public": "y",
        "email": "nhiemltk@sogtvt.gov.vn",
        "place": "1",
        "valid_from": f"{day:%d/%m/%Y}",
    } | more


def plan(site: Site, day: date) -> int:
    """Let a clerk name who takes the first post over, and a leader publish it."""
    path = "/duong-day-nong/1/ke-nhiem"
    answer = post(site.officer(Role.CLERK), path, path, **typed(day))
    assert answer.status_code == 303
    with site.database.reading() as session:
        row = session.get(Contact, 3)
        assert row is not None
        version = str(row.version)
    path, at = "/duong-day-nong/3/publish", "/duong-day-nong"
    answer = post(site.officer(Role.CVP), path, at, version=version)
    assert answer.status_code == 303
    return 3


def test_on_the_day_every_page_follows_though_nobody_does_anything(
    site: Site, clock: Clock
) -> None:
    day = local_day(clock.now) + timedelta(20)
    plan(site, day)
    visitor = site.visitor()
    midnight = datetime.combine(day, time(), HANOI).astimezone(UTC)
    for moment, there, away in (
        (midnight - timedelta(seconds=1), OLD, NEW),
        (midnight, NEW, OLD),
    ):
        clock.now = moment
        for path in PUBLIC:
            for _again in range(2):
                seen = visitor.get(path).text
                assert (there in seen, away in seen) == (True, False), (path, moment)
    assert visitor.get("/duong-day-nong/1.vcf").status_code == 404
    assert NEW in visitor.get("/duong-day-nong/3.vcf").text
    assert f'Cập nhật ngày <time datetime="{day}">' in seen_at(site, PUBLIC[1])


def seen_at(site: Site, path: str) -> str:
    return site.visitor().get(path).get_data(as_text=True)


def test_search_shows_nobody_before_his_day_and_nobody_after_it(
    site: Site, clock: Clock
) -> None:
    day = local_day(clock.now) + timedelta(20)
    plan(site, day)
    site.index()
    assert OLD in seen_at(site, "/tim-kiem?q=tran+thuong+chi")
    assert NEW not in seen_at(site, "/tim-kiem?q=ke+nhiem")
    clock.now += timedelta(20)
    assert "#dau-moi-1" not in seen_at(site, "/tim-kiem?q=tran+thuong+chi")
    Turning(site.app.extensions["wiring"]).look()
    site.index()
    assert "#dau-moi-3" in seen_at(site, "/tim-kiem?q=ke+nhiem")
    assert site.searching.differences() == []


def test_what_is_planned_is_told_to_who_works_on_it_and_to_nobody_else(
    site: Site, clock: Clock
) -> None:
    day = local_day(clock.now) + timedelta(20)
    plan(site, day)
    page = site.officer(Role.FOCAL).get("/duong-day-nong").text
    assert f"Từ ngày {day:%d/%m/%Y}" in page
    assert f"Đến hết ngày {day - timedelta(1):%d/%m/%Y}" in page
    assert NEW not in site.officer(Role.HANDLER).get("/duong-day-nong").text


def test_officers_read_who_held_a_post_before(site: Site, clock: Clock) -> None:
    plan(site, local_day(clock.now))
    page = site.officer(Role.HANDLER).get("/duong-day-nong").text
    former = page.partition("Người giữ chức vụ trước đây")[2]
    assert OLD in former
    assert f"{local_day(clock.now) - timedelta(1):%d/%m/%Y}" in former
    assert OLD not in seen_at(site, "/duong-day-nong")


def test_the_form_keeps_what_belongs_to_the_post_and_asks_for_the_rest(
    site: Site,
) -> None:
    page = site.officer(Role.CLERK).get("/duong-day-nong/1/ke-nhiem").text
    assert 'value="Giám đốc Sở"' in page
    assert 'value="02543.3727838"' in page
    for personal in ("0903706338", "chitt@", f'value="{OLD}"'):
        assert personal not in page


def test_a_plan_without_a_day_is_refused_and_keeps_what_was_typed(site: Site) -> None:
    path = "/duong-day-nong/1/ke-nhiem"
    told = typed(date(2030, 1, 1), valid_from="")
    answer = post(
        site.officer(Role.CLERK),
        path,
        path,
        **told,
    )
    assert answer.status_code == 422
    assert "Cần nhập ngày bắt đầu giữ chức vụ." in answer.text
    assert f'value="{NEW}"' in answer.text


def test_an_address_of_no_state_agency_is_warned_of_and_kept_as_it_is(
    site: Site,
) -> None:
    path = "/duong-day-nong/them"
    told = typed(date(2020, 1, 1), email="hotline@gmail.com")
    clerk = site.officer(Role.CLERK)
    assert post(clerk, path, path, **told).status_code == 303
    page = clerk.get("/duong-day-nong").text
    assert "không thuộc tên miền của cơ quan nhà nước" in page
    assert "mailto:hotline@gmail.com" in page
