"""The notice for a wall, and the page that its code opens (T16; A10)."""

import html
import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.text.paragraph import Paragraph
from PIL import Image

from documents import contacts
from documents.models import Contact
from documents.vocabulary import Role
from portal.uploads import DOCX
from tests.portal.public_site import Site, publish, site

__all__ = ["site"]

NOTICE = "/duong-day-nong/niem-yet"


def seen(site: Site, path: str) -> str:
    return site.visitor().get(path).get_data(as_text=True)


def stamp_on(page: str) -> str:
    found = re.search(r"niem-yet/(\d{8}-[0-9a-f]{6})\b", page)
    assert found
    return found[1]


def change(site: Site, **told: Any) -> None:
    """Let the first contact be published with something else."""
    now = datetime.now(UTC)
    with site.writing() as session:
        row = session.get(Contact, 1)
        assert row is not None
        fields = replace(contacts.fields_of(row), **told)
        clerk, version = site.people[Role.CLERK], row.version
        contacts.edit(session, row, fields, expected_version=version, by=clerk, now=now)
        publish(session, row, site.people)


@pytest.mark.parametrize("path", [NOTICE, f"{NOTICE}/a3"])
def test_a10_a_visitor_prints_the_notice_with_numbers_codes_and_its_stamp(
    site: Site, path: str
) -> None:
    page = seen(site, path)
    for told in (
        "Trần Thượng Chí",
        "02543.3727838",
        "0909818779",
        "Bản ngày 17/12/2019",
    ):
        assert told in page
    stamp = stamp_on(page)
    drawings = re.findall(r'<img src="([^"]+)"', page)
    assert len(drawings) == 4
    assert f"{NOTICE}/{stamp}.svg" in drawings
    for drawing in drawings:
        answer = site.visitor().get(drawing)
        assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")


@pytest.mark.parametrize(
    ("path", "page", "size"),
    [(".docx", "", (210, 297)), ("/a3.docx", "/a3", (297, 420))],
)
def test_the_same_notice_is_taken_for_word(
    site: Site, path: str, page: str, size: tuple[int, int]
) -> None:
    shown = seen(site, NOTICE + page)
    assert f'href="{NOTICE}{path}"' in shown
    answer = site.visitor().get(NOTICE + path)
    assert answer.mimetype == DOCX
    assert f"_{stamp_on(shown)}.docx" in answer.headers["Content-Disposition"]
    assert site.visitor().get(NOTICE + path).data == answer.data
    read = docx.Document(BytesIO(answer.data))
    (sheet,) = read.sections
    assert sheet.page_width is not None
    assert sheet.page_height is not None
    assert (round(sheet.page_width.mm), round(sheet.page_height.mm)) == size
    told = [text for text in printed(read) if text]
    read_on_page = html.unescape(re.sub(r"<[^>]*>", "", shown))
    for line in told:
        assert line in read_on_page, line
    for name in ("Trần Thượng Chí", "02543.3727838", "0909818779", stamp_on(shown)):
        assert any(name in line for line in told), name
    words = re.findall(r'<wp:docPr[^>]* descr="([^"]+)"', read.element.xml)
    assert words == [
        "Mã QR danh thiếp của Trần Thượng Chí",
        "Mã QR danh thiếp của Nguyễn Ngọc Thạch",
        "Mã QR trang Đường dây nóng",
        "Mã QR kiểm tra thông báo còn đúng hay không",
    ]
    drawn = re.findall(r'r:embed="(\w+)"', read.element.xml)
    pictures = [read.part.related_parts[name].blob for name in drawn]
    assert len(set(pictures)) == 4
    for picture in pictures:
        Image.open(BytesIO(picture)).verify()


def printed(read: Any) -> list[str]:
    """Return every line of a document in its order, in tables or not."""
    found: list[Paragraph] = []
    for block in read.iter_inner_content():
        if isinstance(block, Paragraph):
            found.append(block)
        else:
            cells = (cell for row in block.rows for cell in row.cells)
            found += [line for cell in cells for line in cell.paragraphs]
    return [line.text for line in found]


def test_a_number_that_is_not_public_is_on_no_notice(site: Site) -> None:
    assert "0987000000" not in seen(site, NOTICE) + seen(site, f"{NOTICE}/a3")
    read = docx.Document(BytesIO(site.visitor().get(f"{NOTICE}.docx").data))
    assert "0987000000" not in "".join(printed(read))


def test_a_notice_that_hangs_there_holds_until_something_is_published(
    site: Site,
) -> None:
    path = f"{NOTICE}/{stamp_on(seen(site, NOTICE))}"
    for _again in range(2):
        page = seen(site, path)
        assert "Thông báo niêm yết còn đúng" in page
        assert "không còn đúng" not in page
    change(site, email="moi@sogtvt.gov.vn")
    page = seen(site, path)
    assert "Thông báo niêm yết không còn đúng" in page
    assert "<ins>moi@sogtvt.gov.vn</ins>" in page
    # What is no longer told is on the paper, and nowhere else.
    assert "chitt@sogtvt.bariavungtau.gov.vn" not in page
    assert "0987000000" not in page
    assert stamp_on(seen(site, NOTICE)) not in path


def test_what_changed_for_nobody_to_see_makes_no_new_notice(site: Site) -> None:
    stamp = stamp_on(seen(site, NOTICE))
    with site.writing() as session:
        row = session.get(Contact, 1)
        assert row is not None
        row.phones[-1].raw = "0987000999"
        publish_again = contacts.fields_of(row)
        contacts.edit(
            session,
            row,
            publish_again,
            expected_version=row.version,
            by=site.people[Role.CLERK],
            now=datetime.now(UTC),
        )
        publish(session, row, site.people)
    assert stamp_on(seen(site, NOTICE)) == stamp


@pytest.mark.parametrize("stamp", ["20191217-000000", "x", "99999999-abcdef", "%00"])
def test_a_stamp_of_no_notice_is_not_found(site: Site, stamp: str) -> None:
    for path in (f"{NOTICE}/{stamp}", f"{NOTICE}/{stamp}.svg"):
        assert site.visitor().get(path).status_code == 404


def test_without_contacts_there_is_nothing_to_post(site: Site) -> None:
    with site.writing() as session:
        session.connection().exec_driver_sql("UPDATE contact SET state = 'archived'")
    page = seen(site, NOTICE)
    assert "Chưa có gì để niêm yết." in page
    assert ".docx" not in page
    assert site.visitor().get(f"{NOTICE}.docx").status_code == 404
