"""Signed copies and publishing, as a clerk meets them."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from documents.letters import preview
from documents.models import Directive, SignedCopy, StoredFile
from documents.vocabulary import ContentState, Role
from tests.portal.studio.studio import WORDS, S, Studio, told

TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def issued(studio: Studio, path: str) -> bytes:
    content: bytes = studio.as_(Role.CLERK).get(f"{path}.docx").data
    return content


def other_words(content: bytes) -> bytes:
    """Return the letter with one word signed otherwise."""
    document = Document(io.BytesIO(content))
    for paragraph in document.paragraphs:
        if "ổ gà" in paragraph.text:
            text = paragraph.text.replace("toàn bộ ổ gà", "một nửa <b>ổ gà</b>")
            paragraph.runs[0].text = text
            for run in paragraph.runs[1:]:
                run.text = ""
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def upload(
    studio: Studio, path: str, content: bytes, name: str, role: Role = Role.CLERK
) -> TestResponse:
    file: Any = (io.BytesIO(content), name)
    return studio.post(role, f"{path}/ban-ky", file=file)


def kept(studio: Studio) -> tuple[int, int, int]:
    """Count rows of copies, rows of files, files on the disk."""
    with studio.reading() as session:
        copies = session.scalar(select(func.count(SignedCopy.id))) or 0
        files = session.scalar(select(func.count(StoredFile.id))) or 0
    return copies, files, sum(it.is_file() for it in studio.files.root.rglob("*"))


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("[Content_Types].xml", TYPES)
        for name, content in parts.items():
            opened.writestr(name.replace("_", "/", 1).replace("_", "."), content)
    return made.getvalue()


def test_a_copy_that_agrees_is_kept_and_says_so(studio: Studio) -> None:
    path = studio.letter(S.ISSUED)
    page = studio.get(Role.CLERK, path)
    assert f'action="{path}/ban-ky" enctype="multipart/form-data"' in page
    content = preview.pdf(issued(studio, path))
    answer = upload(studio, path, content, "bản đã ký số 01.pdf")
    assert answer.status_code == 303
    copy = str(answer.location)
    page = studio.get(Role.CLERK, copy)
    assert "Nội dung trùng khớp với văn bản đã ban hành." in told(page)
    assert "Tệp không có chữ ký số." in told(page)
    assert "bản đã ký số 01.pdf" in page
    file = studio.as_(Role.HANDLER).get(f"{copy}/tep")
    assert file.data == content
    assert file.mimetype == "application/pdf"
    assert file.headers["Content-Disposition"].startswith("attachment")
    listed = told(studio.get(Role.HANDLER, path))
    assert "bản đã ký số 01.pdf Trùng khớp" in listed
    # The same file again is the copy that stands.
    assert upload(studio, path, content, "lần hai.pdf").location == copy


def test_the_words_that_differ_are_shown_and_stay_text(studio: Studio) -> None:
    path = studio.letter(S.ISSUED)
    content = other_words(issued(studio, path))
    answer = upload(studio, path, content, "<img src=x onerror=alert(1)>.docx")
    page = studio.get(Role.CLERK, str(answer.location))
    assert "<img src=x" not in page
    assert "<b>ổ gà</b>" not in page
    assert "1 chỗ khác nhau." in told(page)
    assert re.search(r"<del>[^<]*toàn bộ[^<]*</del>", page)
    assert re.search(r"<ins>[^<]*một nửa &lt;b&gt;ổ[^<]*</ins>", page)
    assert "1 chỗ khác" in told(studio.get(Role.CLERK, path))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rỗng.pdf", b""),
        ("trang.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("trang.docx", "<!doctype html><p>thư</p>".encode()),
        ("hỏng.pdf", b"%PDF-1.7\n\x00\x01 broken"),
        ("hỏng.docx", b"PK\x03\x04 broken"),
        ("bom.docx", archive(word_document_xml=b"\x00" * 90_000_000)),
        ("thuc-the.docx", archive(word_document_xml=b"<!DOCTYPE x><w:document/>")),
        ("macro.docx", archive(word_document_xml=b"<x/>", word_vbaProject_bin=b"x")),
        ("macro.docm", archive(word_document_xml=b"<x/>")),
        ("chuong-trinh.exe", b"MZ\x90"),
    ],
)
def test_a_file_that_is_no_letter_is_refused_and_not_kept(
    studio: Studio, name: str, content: bytes
) -> None:
    path = studio.letter(S.ISSUED)
    before = kept(studio)
    answer = upload(studio, path, content, name)
    assert answer.status_code == 422
    page = told(answer.text)
    assert "Chưa thực hiện được" in page
    found = re.search(
        r'class="field__error".*?</span>([^<]+)</span>', answer.text, re.DOTALL
    )
    assert found
    assert found[1].strip().endswith(".")
    assert kept(studio) == before


def test_no_file_at_all_is_asked_for(studio: Studio) -> None:
    path = studio.letter(S.ISSUED)
    answer = studio.post(Role.CLERK, f"{path}/ban-ky")
    assert answer.status_code == 422
    assert "Hãy chọn tệp đã ký." in answer.text


@pytest.mark.parametrize("state", [S.DRAFT, S.APPROVED])
def test_a_letter_that_is_not_issued_has_no_copies(studio: Studio, state: S) -> None:
    path, other = studio.letter(state), studio.letter(S.ISSUED)
    before = kept(studio)
    answer = upload(studio, path, issued(studio, other), "bản.docx")
    assert answer.status_code == 409
    assert kept(studio) == before


def test_only_a_clerk_files_copies(studio: Studio) -> None:
    path = studio.letter(S.ISSUED)
    content, before = issued(studio, path), kept(studio)
    for role in set(Role) - {Role.CLERK}:
        assert upload(studio, path, content, "bản.docx", role).status_code == 403
    assert kept(studio) == before


def test_a_copy_that_names_the_complainant_is_the_offices_alone(
    studio: Studio,
) -> None:
    path = studio.of_case(S.ISSUED, paper="ket-thuc")
    content = issued(studio, path)
    name = "thông báo gửi bà Kín Đáo.docx"
    copy = str(upload(studio, path, content, name).location)
    assert name in studio.get(Role.FOCAL, copy)
    assert name in studio.get(Role.DIRECTOR, path)
    for role in (Role.HEAD, Role.HANDLER):
        for address in (copy, f"{copy}/tep"):
            assert studio.as_(role).get(address).status_code == 404
        page = studio.get(role, path)
        assert "Kín Đáo" not in page
        assert copy not in page


def test_a_copy_is_found_under_its_own_letter_only(studio: Studio) -> None:
    path, other = studio.letter(S.ISSUED), studio.letter(S.ISSUED)
    copy = str(upload(studio, path, issued(studio, path), "bản.docx").location)
    number = copy.rsplit("/", 1)[-1]
    for address in (f"{other}/ban-ky/{number}", f"{path}/ban-ky/2147483647"):
        assert studio.as_(Role.CLERK).get(address).status_code == 404
        assert studio.as_(Role.CLERK).get(f"{address}/tep").status_code == 404


def test_an_issued_letter_becomes_a_draft_of_the_register_once(
    studio: Studio,
) -> None:
    path = studio.letter(S.ISSUED)
    content = preview.pdf(issued(studio, path))
    upload(studio, path, content, "đã ký.pdf")
    assert f'action="{path}/len-trang"' in studio.get(Role.CLERK, path)
    answer = studio.post(Role.CLERK, f"{path}/len-trang")
    assert answer.status_code == 303
    page = studio.get(Role.CLERK, str(answer.location))
    assert "Đã đưa vào sổ văn bản chỉ đạo" in page
    assert WORDS["subject"] in page
    with studio.reading() as session:
        row = session.get_one(Directive, studio.stored(path).directive_id)
        assert row.state is ContentState.DRAFT
        assert row.file is not None
        assert studio.files.read(row.file) == content
    assert f'href="{answer.location}"' in studio.get(Role.CLERK, path)
    assert "len-trang" not in studio.get(Role.CLERK, path)
    again = studio.post(Role.CLERK, f"{path}/len-trang")
    assert again.status_code == 409
    assert studio.visitor().get(str(answer.location)).status_code == 404


def test_what_may_not_be_published_is_not(studio: Studio) -> None:
    named = studio.of_case(S.ISSUED, paper="ket-thuc")
    approved, public = studio.letter(S.APPROVED), studio.letter(S.ISSUED)
    for role, path, status in (
        (Role.CLERK, named, 409),
        (Role.CLERK, approved, 409),
        (Role.HANDLER, public, 403),
        (Role.ADMIN, public, 403),
    ):
        answer = studio.post(role, f"{path}/len-trang")
        assert answer.status_code == status
        assert studio.stored(path).directive_id is None
    assert "len-trang" not in studio.get(Role.CLERK, named)
    assert "len-trang" not in studio.get(Role.HANDLER, public)
