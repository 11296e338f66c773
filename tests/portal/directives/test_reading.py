"""A directive's file read in the browser, by visitors on what is public only."""

import re

import pytest
from sqlalchemy import select

from documents.models import Directive
from documents.vocabulary import Role
from portal.attached import address_in
from portal.uploads import DOCX, PDF
from portal.worker import Reader
from tests.conftest import NOW
from tests.documents.extract.samples import docx, scanned_pdf, text_pdf
from tests.portal.public_site import Site, site

__all__ = ["site"]

PUBLIC, SECRET = "12154-ubnd-vp-2019", "405-tb-tu-2016"


def attach(site: Site, slug: str, content: bytes, media_type: str) -> str:
    """Give a directive a file, read as the background reads it; return its address."""
    wired = site.app.extensions["wiring"]
    with site.writing() as session:
        file = wired.store.keep(
            session, content, name="bản gốc", media_type=media_type, by=None, now=NOW
        )
        row = session.scalar(select(Directive).where(Directive.slug == slug))
        assert row is not None
        row.file_id = file.id
    while Reader(wired).read_one():
        pass
    return f"/van-ban/{slug}/xem"


def test_a_visitor_reads_pages_as_pictures_with_their_words(site: Site) -> None:
    path = attach(site, PUBLIC, text_pdf(), PDF)
    visitor = site.visitor()
    assert path in visitor.get(f"/van-ban/{PUBLIC}").text
    page = visitor.get(path).text
    pictures = re.findall(r'src="?([^" >]+\.jpg)', page)
    assert pictures[0] == f"{path}/1.jpg"
    assert page.count('<section class="leaf"') == len(pictures) > 2
    assert "báo cáo sơ kết" in page
    drawn = visitor.get(pictures[0])
    assert (drawn.status_code, drawn.mimetype) == (200, "image/jpeg")
    assert drawn.data.startswith(b"\xff\xd8\xff")
    again = visitor.get(pictures[0], headers={"If-None-Match": drawn.headers["ETag"]})
    assert again.status_code == 304
    assert visitor.get(f"{path}/999.jpg").status_code == 404


def test_a_scan_is_shown_and_said_to_have_no_words(site: Site) -> None:
    page = site.visitor().get(attach(site, PUBLIC, scanned_pdf(), PDF)).text
    assert "/xem/1.jpg" in page
    assert "Không có chữ đọc được trên trang này." in page


def test_of_a_word_document_the_words_are_shown(site: Site) -> None:
    content = docx("Điều 1. Phạm vi", "Điều 2. Đối tượng")
    page = site.visitor().get(attach(site, PUBLIC, content, DOCX)).text
    assert "Điều 2. Đối tượng" in page
    assert ".jpg" not in page
    assert "Tệp Word chỉ hiện phần chữ" in page


def test_the_file_of_an_internal_document_is_for_officers(site: Site) -> None:
    path = attach(site, SECRET, text_pdf(), PDF)
    for address in (path, f"{path}/1.jpg", f"{path}/999.jpg"):
        assert site.visitor().get(address).status_code == 404
    assert site.officer(Role.HANDLER).get(f"{path}/1.jpg").status_code == 200


def test_a_file_that_is_not_there_or_broken_is_no_fault(site: Site) -> None:
    assert site.visitor().get(f"/van-ban/{PUBLIC}/xem").status_code == 404
    path = attach(site, PUBLIC, b"%PDF-1.4 h\xe1\xbb\x8fng", PDF)
    answer = site.visitor().get(path)
    assert answer.status_code == 200
    assert "Tệp này không đọc được trên trang" in answer.text
    assert site.visitor().get(f"{path}?trang=99999999").status_code == 200


@pytest.mark.parametrize(
    ("key", "title", "address"),
    [
        ("f#1", "mẫu.pdf, trang 3", "/x#phan-3"),
        ("f#11", "mẫu.pdf, trang 21", "/x?trang=3#phan-21"),
        ("f#11", "mẫu.docx, đoạn 40", "/x?trang=2#phan-12"),
        ("f", "mẫu.pdf", "/x"),
    ],
)
def test_a_hit_opens_where_its_words_stand(key: str, title: str, address: str) -> None:
    assert address_in("/x", key, title) == address
