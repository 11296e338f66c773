"""Checking the form of a file: what an officer is told, and what is refused."""

import io
import re
import zipfile
from pathlib import Path

import pytest
import yaml
from werkzeug.test import TestResponse

from documents import letters
from documents.vocabulary import Role
from tests.portal.office import Office, office
from tests.portal.public_site import token_in

__all__ = ["office"]

PATH = "/cong-van/kiem-tra"
SEED = Path(__file__).parents[3] / "documents" / "demo" / "seed-letter.yaml"


def send(office: Office, content: bytes, name: str = "công văn.docx") -> TestResponse:
    client = office.as_(Role.CLERK)
    token = token_in(client.get(PATH).text)
    typed = {"csrf_token": token, "file": (io.BytesIO(content), name)}
    return client.post(PATH, data=typed)


def seed() -> bytes:
    told = yaml.safe_load(SEED.read_text("utf-8"))
    return letters.render(letters.from_mapping(told))


def test_the_seed_letters_own_oddities_are_told_with_their_article(
    office: Office,
) -> None:
    answer = send(office, seed())
    assert answer.status_code == 200
    assert "công văn.docx" in answer.text
    assert "Thông tư 01/2011" in answer.text
    assert "Giám đốc Sở :" in answer.text
    assert "badge--red" not in answer.text.split("<main")[1]


def test_the_letters_text_stands_beside_its_findings_each_linked_to_the_other(
    office: Office,
) -> None:
    page = send(office, seed()).text
    links = set(re.findall(r'href="#(doan-\d+|dieu-\d+)"', page))
    targets = set(re.findall(r'id="(doan-\d+|dieu-\d+)"', page))
    assert len(links) > 10
    assert links <= targets
    assert "KÍNH GỬI" in page.upper()
    assert re.search(r"Giám đốc Sở<mark> </mark>: Trần Thượng Chí;", page)


def test_what_stands_in_a_letter_never_becomes_markup(office: Office) -> None:
    told = yaml.safe_load(SEED.read_text("utf-8"))
    told["body"] = "Xem <script>x()</script> & <b>đậm</b> : hết."
    page = send(office, letters.render(letters.from_mapping(told))).text
    assert "&lt;script&gt;x()&lt;/script&gt; &amp; &lt;b&gt;" in page
    assert "<script>x()" not in page


def test_a_letter_without_faults_is_praised(office: Office) -> None:
    told = {
        "profile": "sgtvt-brvt",
        "kind": "cong-van",
        "unit": "VP",
        "date": "2026-02",
        "subject": "cung cấp số liệu vận tải hành khách",
        "addressees": ["Sở Tài chính"],
        "body": "Sở Giao thông vận tải gửi số liệu như đề nghị./.",
        "signer": {"position": "GIÁM ĐỐC", "name": "Phạm Văn Mẫu"},
        "recipients": [{"name": "Như trên"}],
        "archive": {"units": ["VT", "VP"]},
    }
    answer = send(office, letters.render(letters.from_mapping(told)))
    assert "Không có lỗi thể thức nào" in answer.text


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"0" * 150_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a zip",
        b"PK\x03\x04 cut",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9,
        bomb(),
    ],
    ids=["empty", "text", "cut", "encrypted", "bomb"],
)
def test_what_is_no_letter_is_refused_in_words(office: Office, content: bytes) -> None:
    answer = send(office, content)
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert "Traceback" not in answer.text


def test_a_missing_file_is_asked_for(office: Office) -> None:
    client = office.as_(Role.CLERK)
    answer = client.post(PATH, data={"csrf_token": token_in(client.get(PATH).text)})
    assert answer.status_code == 422
    assert "Hãy chọn một tệp .docx." in answer.text


def test_an_administrator_checks_no_letters(office: Office) -> None:
    assert office.as_(Role.ADMIN).get(PATH).status_code == 403
