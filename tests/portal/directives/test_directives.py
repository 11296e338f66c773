"""The register of directives, as visitors read it and as officers keep it."""

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from documents.models import (
    Directive,
    DirectiveAddress,
    DirectiveRelation,
    StoredFile,
)
from documents.vocabulary import DirectiveRelationKind, Role, Validity
from portal.uploads import DOCX, disposition
from tests.apps import make_app
from tests.portal.public_site import CANARY, Site, draft, post, publish, site

__all__ = ["site"]

SECRET = "/van-ban/405-tb-tu-2016"
NEWEST = "/van-ban/12154-ubnd-vp-2019"
TYPED = {
    "kind": "Công văn",
    "number": "99/SGTVT-VP",
    "issuer": "Sở Giao thông vận tải",
    "issuer_level": "department",
    "issued_on": "02/12/2019",
    "force": "in_force",
    "abstract": "đôn đốc trả lời",
    "is_public": "y",
}


def version_of(site: Site, slug: str) -> str:
    with site.database.reading() as session:
        row = session.scalar(select(Directive).where(Directive.slug == slug))
        assert row is not None
        return str(row.version)


def word(*more: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            archive.writestr(name, "<x/>")
    return stream.getvalue()


def test_the_register_shows_what_is_public_newest_first(site: Site) -> None:
    page = site.visitor().get("/van-ban").get_data(as_text=True)
    numbers = re.findall(r'register__number">([^<]+)<', page)
    assert numbers == ["12154/UBND-VP", "3229/QĐ-UBND", "2401/SGTVT-VP", "8712/UBND-VP"]
    assert "Có 4 văn bản" in page
    assert "22/11/2019" in page
    assert "Còn hiệu lực" in page


def test_filters_in_the_address_narrow_the_register(site: Site) -> None:
    client = site.visitor()
    page = client.get("/van-ban?loai=Công văn&nam=2016").get_data(as_text=True)
    assert "Có 2 văn bản theo hình thức “Công văn”, năm “2016”" in page
    assert "3229/QĐ-UBND" not in page
    none = client.get("/van-ban?nam=1999").get_data(as_text=True)
    assert "Không có văn bản nào như đã lọc" in none
    assert client.get("/van-ban?nam=99999999&trang=x").status_code == 200


def test_a_document_is_shown_with_its_citation(site: Site) -> None:
    page = site.visitor().get("/van-ban/3229-qd-ubnd-2016").get_data(as_text=True)
    assert "Quyết định số 3229/QĐ-UBND ngày 14/11/2016 của UBND tỉnh" in page


def test_an_internal_document_exists_for_officers_only(site: Site) -> None:
    visitor, officer = site.visitor(), site.officer(Role.HANDLER)
    assert visitor.get(SECRET).status_code == 404
    assert visitor.get(f"{SECRET}/tep").status_code == 404
    for path in ("/", "/van-ban", "/van-ban/8712-ubnd-vp-2016", "/duong-day-nong"):
        page = visitor.get(path).get_data(as_text=True)
        assert SECRET not in page, path
        assert CANARY not in page, path
    assert "Thường trực Tỉnh ủy</option>" not in visitor.get("/van-ban").text
    assert "Nội bộ" in officer.get(SECRET).text
    assert SECRET in officer.get("/van-ban/8712-ubnd-vp-2016").text


def test_relations_are_read_from_both_ends(site: Site) -> None:
    officer = site.officer(Role.CLERK)
    page = officer.get("/van-ban/8712-ubnd-vp-2016").text
    assert "Được triển khai thực hiện tại văn bản này" in page
    back = officer.get(SECRET).text
    assert "Triển khai thực hiện văn bản này" in back
    assert "8712/UBND-VP" in back


def test_what_was_replaced_leads_to_the_newest(site: Site) -> None:
    with site.writing() as session:
        rows = {row.number: row for row in session.scalars(select(Directive)).unique()}
        chain = ("8712/UBND-VP", "3229/QĐ-UBND", "12154/UBND-VP")
        for old, new in pairwise(chain):
            ends = {"from_id": rows[new].id, "to_id": rows[old].id}
            session.add(DirectiveRelation(kind=DirectiveRelationKind.REPLACES, **ends))
    page = site.visitor().get("/van-ban/8712-ubnd-vp-2016").text
    told = page[page.index("đã được thay thế") :]
    assert told.index("Công văn số 12154/UBND-VP ngày 22/11/2019") < 200
    assert "Thay thế văn bản này" in page
    assert "đã được thay thế" not in site.visitor().get(NEWEST).text


def test_the_register_lists_all_that_relates_to_one(site: Site) -> None:
    officer = site.officer(Role.HANDLER)
    path = "/van-ban?lien-quan=405-tb-tu-2016"
    page = officer.get(path).text
    assert "liên quan đến “Thông báo kết luận số 405-TB/TU”" in page
    assert "8712/UBND-VP" in page
    assert "12154/UBND-VP" not in page
    # A visitor learns nothing of what relates to a document that he may not see.
    page = site.visitor().get(path).text
    assert "liên quan" not in page.casefold()
    assert "8712/UBND-VP" not in page


def test_a_draft_is_for_those_who_work_on_it(site: Site) -> None:
    with site.writing() as session:
        slug = draft(session, site.people).slug
    assert site.visitor().get(f"/van-ban/{slug}").status_code == 404
    assert site.officer(Role.HANDLER).get(f"/van-ban/{slug}").status_code == 404
    assert "Bản nháp" in site.officer(Role.CLERK).get("/van-ban").text


def test_a_document_goes_from_the_form_to_the_public(site: Site) -> None:
    clerk, leader = site.officer(Role.CLERK), site.officer(Role.CVP)
    related = {
        "relations-0-kind": "implements",
        "relations-0-number": "12154/UBND-VP",
    }
    sent = post(clerk, "/van-ban/them", "/van-ban/them", **TYPED, **related)
    path = "/van-ban/99-sgtvt-vp-2019"
    assert sent.status_code == 303
    assert sent.location.endswith(path)
    assert site.visitor().get(path).status_code == 404
    version = version_of(site, "99-sgtvt-vp-2019")
    assert f"{path}/publish" not in clerk.get(path).text
    assert post(leader, f"{path}/publish", path, version=version).status_code == 303
    page = site.visitor().get(path).text
    assert "Được triển khai thực hiện tại văn bản này" in page
    assert "/van-ban/12154-ubnd-vp-2019" in page


@pytest.mark.parametrize(
    ("chosen", "status"), [("", 404), ("n", 404), ("y", 200)], ids=str
)
def test_a_party_document_is_internal_unless_somebody_decides(
    site: Site, chosen: str, status: int
) -> None:
    typed = {**TYPED, "number": "406-TB/TU", "is_public": chosen}
    post(site.officer(Role.CLERK), "/van-ban/them", "/van-ban/them", **typed)
    with site.writing() as session:
        row = session.scalar(select(Directive).where(Directive.number == "406-TB/TU"))
        assert row is not None
        publish(session, row, site.people)
    assert site.visitor().get("/van-ban/406-tb-tu-2019").status_code == status


def test_a_relation_to_a_number_nobody_knows_is_refused(site: Site) -> None:
    related = {"relations-0-kind": "cites", "relations-0-number": "1/KHONG-CO"}
    clerk, path = site.officer(Role.CLERK), "/van-ban/them"
    answer = post(clerk, path, path, **TYPED, **related)
    assert answer.status_code == 422
    assert "Sổ chưa có văn bản số “1/KHONG-CO”" in answer.text
    assert 'value="99/SGTVT-VP"' in answer.text


def test_a_change_to_a_published_document_waits(site: Site) -> None:
    clerk, path = site.officer(Role.CLERK), "/van-ban/3229-qd-ubnd-2016"
    edit = f"{path}/sua"
    change = {**TYPED, "number": "3229/QĐ-UBND", "abstract": "quy chế đã đổi"}
    version = version_of(site, "3229-qd-ubnd-2016")
    assert post(clerk, edit, edit, **change, version=version).status_code == 303
    assert "quy chế đã đổi" not in site.visitor().get(path).text
    assert "<ins>quy chế đã đổi</ins>" in clerk.get(path).text
    again = post(clerk, edit, edit, **change, version=version)
    assert again.status_code == 409
    assert "quy chế đã đổi" in again.text


def test_editing_without_changing_keeps_every_relation(site: Site) -> None:
    clerk, edit = site.officer(Role.CLERK), "/van-ban/8712-ubnd-vp-2016/sua"
    page = clerk.get(edit).text
    assert re.search(r'name="relations-0-number"[^>]*value="405-TB/TU"', page)
    with site.database.reading() as session:
        assert session.scalar(select(DirectiveRelation.id)) is not None


def upload(site: Site, content: bytes, name: str) -> Any:
    clerk, path = site.officer(Role.CLERK), "/van-ban/them"
    return post(clerk, path, path, **TYPED, file=(io.BytesIO(content), name))


def test_a_file_comes_back_as_a_download_under_its_own_name(site: Site) -> None:
    content = word()
    assert upload(site, content, "Công văn đôn đốc.docx").status_code == 303
    with site.writing() as session:
        row = session.scalar(select(Directive).where(Directive.number == "99/SGTVT-VP"))
        assert row is not None
        publish(session, row, site.people)
    answer = site.visitor().get("/van-ban/99-sgtvt-vp-2019/tep")
    assert answer.get_data() == content
    assert answer.content_type == DOCX
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    told = answer.headers["Content-Disposition"]
    assert told.startswith('attachment; filename="cong-van-don-doc.docx"')
    assert "filename*=UTF-8''C%C3%B4ng%20v%C4%83n%20%C4%91%C3%B4n" in told


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90 a program", "van-ban.pdf"),
        (b"<script>alert(1)</script>", "van-ban.docx"),
        (b"%PDF-1.7", "van-ban.exe"),
        (b"%PDF-1.7", "van-ban.docx"),
        (word("word/vbaProject.bin"), "van-ban.docx"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    site: Site, content: bytes, name: str
) -> None:
    answer = upload(site, content, name)
    assert answer.status_code == 422
    assert "Chỉ nhận tệp .pdf hoặc .docx" in answer.text
    with site.database.reading() as session:
        assert session.scalar(select(StoredFile.id)) is None


def test_no_file_name_can_add_a_header() -> None:
    told = disposition('a"\r\nSet-Cookie: x=1.pdf')
    assert "\r" not in told
    assert "\n" not in told
    assert told.count('"') == 2


def test_an_address_that_was_corrected_leads_on_for_good(site: Site) -> None:
    with site.writing() as session:
        told = {NEWEST: "1215-ubnd-vp-2019", SECRET: "404-tb-tu-2016"}
        for path, once in told.items():
            here = Directive.slug == path.rsplit("/", 1)[-1]
            row = session.scalars(select(Directive).where(here)).one()
            session.add(DirectiveAddress(slug=once, directive_id=row.id))
    visitor = site.visitor()
    for below in ("", "/tep", "/xem"):
        answer = visitor.get(f"/van-ban/1215-ubnd-vp-2019{below}")
        assert (answer.status_code, answer.location) == (301, f"{NEWEST}{below}")
        # Nothing is told of what a visitor may not see.
        secret = visitor.get(f"/van-ban/404-tb-tu-2016{below}")
        assert secret.status_code == 404
        assert "Location" not in secret.headers
    officer = site.officer(Role.HANDLER)
    assert officer.get("/van-ban/404-tb-tu-2016").location == SECRET


def test_a_kept_page_ends_with_its_day(site: Site) -> None:
    today = [datetime(2030, 1, 1, 2, 30, tzinfo=UTC)]
    settings = site.app.extensions["wiring"].settings
    visitor = make_app(settings, clock=lambda: today[0]).test_client()
    path = "/van-ban/3229-qd-ubnd-2016"
    with site.writing() as session:
        here = Directive.slug == path.rsplit("/", 1)[-1]
        session.scalars(select(Directive).where(here)).one().expires_on = date(
            2030, 1, 2
        )
    assert "Còn hiệu lực" in visitor.get(path).text
    assert "Còn hiệu lực" in visitor.get(path).text
    today[0] += timedelta(days=1)
    assert "Văn bản này đã hết hiệu lực" in visitor.get(path).text


def test_the_register_is_narrowed_to_what_is_in_force(site: Site) -> None:
    with site.writing() as session:
        here = Directive.slug == "3229-qd-ubnd-2016"
        session.scalars(select(Directive).where(here)).one().validity = Validity.EXPIRED
    page = site.visitor().get("/van-ban?hieu-luc=expired").text
    assert "Có 1 văn bản theo hiệu lực “Hết hiệu lực”" in page
    assert "3229/QĐ-UBND" in page
    assert site.visitor().get("/van-ban?hieu-luc=khac").status_code == 200
