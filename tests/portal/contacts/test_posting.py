"""Where the notice hangs, and that the office is told when it no longer holds (A12)."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask.testing import FlaskClient
from PIL import Image

from documents import contacts
from documents.deadlines import local_day
from documents.models import Contact
from documents.vocabulary import Role
from tests.portal.public_site import Site, post, publish, site

__all__ = ["site"]

HERE = "/duong-day-nong/niem-yet-tai"
WARNING = "Niêm yết chưa cập nhật"


def today() -> date:
    """Return the day of the office, which may begin while the tests run."""
    return local_day(datetime.now(UTC))


def stamp_of(site: Site) -> str:
    page = site.visitor().get("/duong-day-nong/niem-yet").text
    found = re.search(r"niem-yet/(\d{8}-[0-9a-f]{6})\.svg", page)
    assert found
    return found[1]


def hang(site: Site, client: FlaskClient, at: int, **more: Any) -> Any:
    told = {
        "place": str(at),
        "stamp": stamp_of(site),
        "posted_on": f"{today():%d/%m/%Y}",
    }
    return post(client, HERE, HERE, **(told | more))


def change(site: Site, name: str) -> None:
    with site.writing() as session:
        row = session.get(Contact, 1)
        assert row is not None
        contacts.edit(
            session,
            row,
            replace(contacts.fields_of(row), name=name),
            expected_version=row.version,
            by=site.people[Role.CLERK],
            now=datetime.now(UTC),
        )
        publish(session, row, site.people)


def warned(client: FlaskClient) -> list[bool]:
    return [
        WARNING in client.get(path).text
        for path in ("/ban-lam-viec", "/duong-day-nong", HERE)
    ]


def test_a12_a_change_of_contacts_warns_until_the_new_notice_hangs_everywhere(
    site: Site,
) -> None:
    clerk = site.officer(Role.CLERK)
    assert warned(clerk) == [True, True, True]
    for place in (1, 2):
        assert hang(site, clerk, place).status_code == 303
    assert warned(clerk) == [False, False, False]
    change(site, "Trần Thượng Khác")
    assert warned(clerk) == [True, True, True]
    hang(site, clerk, 1)
    page = clerk.get("/duong-day-nong").text
    assert f"{WARNING}: Phòng Tiếp dân." in page
    hang(site, clerk, 2)
    assert warned(clerk) == [False, False, False]
    assert WARNING not in site.visitor().get("/duong-day-nong").text


def test_what_was_hung_up_is_told_with_who_did_it_and_its_photograph(
    site: Site,
) -> None:
    clerk, drawn = site.officer(Role.CLERK), io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(drawn, "PNG")
    drawn.seek(0)
    answer = hang(site, clerk, 1, photo=(drawn, "tường.png"))
    assert answer.status_code == 303
    page = clerk.get(HERE).text
    assert page.count(f"Bản ngày 17/12/2019, mã {stamp_of(site)[9:]}") >= 2
    assert f'datetime="{today()}"' in page
    assert site.people[Role.CLERK].full_name in page
    picture = clerk.get(f"{HERE}/1/anh")
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    assert site.visitor().get(f"{HERE}/1/anh").status_code == 303
    assert site.officer(Role.HANDLER).get(f"{HERE}/1/anh").status_code == 403
    assert clerk.get(f"{HERE}/2/anh").status_code == 404


def test_what_cannot_be_is_refused_and_nothing_is_kept(site: Site) -> None:
    clerk = site.officer(Role.CLERK)
    tomorrow = f"{today() + timedelta(1):%d/%m/%Y}"
    cases: list[tuple[dict[str, Any], str]] = [
        ({"posted_on": tomorrow}, "không thể sau hôm nay"),
        ({"posted_on": "16/12/2019"}, "chỉ có từ ngày 17/12/2019"),
        ({"place": "99"}, "Hãy chọn"),
        ({"stamp": "20191217-000000"}, "Hãy chọn"),
        ({"photo": (io.BytesIO(b"%PDF-1.4"), "x.pdf")}, "error-summary"),
    ]
    for told, why in cases:
        answer = hang(site, clerk, 1, **told)
        assert answer.status_code == 422, told
        assert why in answer.text, told
    assert "Chưa ghi lần nào" in clerk.get(HERE).text


def test_a_leader_reads_what_hangs_and_only_editors_note_it(site: Site) -> None:
    leader = site.officer(Role.DIRECTOR)
    page = leader.get(HERE).text
    assert "Phòng Tiếp dân" in page
    assert '<h2 id="ghi-niem-yet"' not in page
    assert hang(site, leader, 1).status_code == 403
    assert site.officer(Role.HANDLER).get(HERE).status_code == 403


def test_a_new_place_is_read_by_visitors_at_once(site: Site) -> None:
    clerk, visitor = site.officer(Role.CLERK), site.visitor()
    path, name = f"{HERE}/noi", "Bảng tin cổng chính"
    assert name not in visitor.get("/duong-day-nong").text
    assert post(clerk, path, HERE, name=name).status_code == 303
    assert name in visitor.get("/duong-day-nong").text
    answer = post(clerk, path, HERE, name="bảng tin CỔNG chính")
    assert answer.status_code == 422
    assert "Đã có nơi niêm yết này." in answer.text
