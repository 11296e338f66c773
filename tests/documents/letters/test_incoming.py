"""A file that came in: what is proposed of it, and what is said of the rest."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import letters
from documents.letters.incoming import Proposal, propose_here, read_incoming
from documents.sandbox import Unreadable
from documents.vocabulary import DeadlineMode, DirectiveRelationKind, IssuerLevel
from tests.documents.letters import foreign, samples
from tests.documents.letters.foreign import CENTRE, NUMBER, Text

SEED_PDF = samples.FILES / "seed.pdf"
CITED = [
    ("Công văn", "12154/UBND-VP", date(2019, 11, 22), "replies_to"),
    ("Thông báo kết luận", "405-TB/TU", date(2016, 9, 22), "implements"),
    ("Công văn", "8712/UBND-VP", date(2016, 10, 11), "cites"),
    ("Quyết định", "3229/QĐ-UBND", date(2016, 11, 14), "cites"),
    ("Công văn", "2401/SGTVT-VP", date(2016, 10, 24), "cites"),
]


def scan() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [lambda: letters.render(samples.letter()), SEED_PDF.read_bytes],
    ids=["docx", "pdf"],
)
def test_the_seed_letter_proposes_its_record(content: Callable[[], bytes]) -> None:
    found = read_incoming(content())
    assert (found.kind, found.issuer) == ("Công văn", "Sở Giao thông vận tải")
    assert found.issuer_level is IssuerLevel.DEPARTMENT
    assert found.abstract == samples.told()["subject"]
    assert [(c.kind, c.number, c.on, c.relation) for c in found.citations] == CITED
    (deadline,) = found.deadlines
    assert (deadline.mode, deadline.on) == (DeadlineMode.BEFORE, "2019-12-22")
    assert deadline.text.startswith("Giao Văn phòng Sở: tham mưu xây dựng báo cáo")
    assert deadline.text.endswith("trước ngày 22/12/2019")
    assert "công chức đầu mối" in found.body
    assert "**" not in found.body


def test_a_draft_says_that_number_and_day_are_not_there() -> None:
    found = propose_here(SEED_PDF.read_bytes())
    assert (found.number, found.issued_on, found.dated) == ("", None, "2019-12")
    assert found.unread.keys() == {"number", "issued_on"}


def test_another_offices_letter_proposes_everything() -> None:
    found = propose_here(foreign.issued())
    assert replace(found, body="", citations=(), deadlines=()) == Proposal(
        kind="Công văn",
        number="2104/UBND-NC",
        issued_on=date(2025, 3, 25),
        dated="2025-03-25",
        issuer="UBND tỉnh Đồng Xuân",
        issuer_level=IssuerLevel.PROVINCE,
        abstract="rà soát tổ chức bộ máy",
    )
    (cited,) = found.citations
    assert (cited.number, cited.on) == ("1215/BNV-TCBC", date(2025, 3, 12))
    assert cited.relation is DirectiveRelationKind.REPLIES_TO
    (deadline,) = found.deadlines
    assert deadline.on == "2025-04-20"


@pytest.mark.parametrize("make", foreign.LETTERS, ids=lambda make: make.__name__)
def test_every_layout_names_its_issuer(make: Callable[[], bytes]) -> None:
    found = propose_here(make())
    assert found.issuer == "UBND tỉnh Đồng Xuân"
    assert found.issuer_level is IssuerLevel.PROVINCE
    assert found.abstract
    assert found.kind in {"Công văn", "Quyết định"}


def test_a_party_paper_keeps_the_shape_of_its_number() -> None:
    found = propose_here(foreign.party_paper())
    assert (found.kind, found.number) == ("Thông báo", "405-TB/TU")
    assert (found.issuer, found.issuer_level) == (
        "Tỉnh ủy Đồng Xuân",
        IssuerLevel.PARTY,
    )
    assert found.nature == ""


def test_a_decree_is_known_by_its_own_name() -> None:
    document = foreign.started()
    number = replace(NUMBER, text="Số: 30/2020/NĐ-CP")
    agency = [Text("CHÍNH PHỦ", 13, bold=True, align=CENTRE)]
    date_line = replace(foreign.DATE, text="Hà Nội, ngày 05 tháng 3 năm 2020")
    foreign.table(document, [[agency, foreign.NATIONAL], [[number], [date_line]]])
    for line in ("NGHỊ ĐỊNH", "Về công tác văn thư"):
        foreign.write(document.add_paragraph(), Text(line, bold=True, align=CENTRE))
    foreign.body(document)
    found = propose_here(foreign.finished(document))
    assert (found.kind, found.number) == ("Nghị định", "30/2020/NĐ-CP")
    assert (found.issuer, found.issuer_level) == ("Chính phủ", IssuerLevel.CENTRAL)


def test_a_scan_is_taken_with_nothing_read() -> None:
    found = read_incoming(scan())
    assert found.body == ""
    assert {"number", "issuer", "body"} <= found.unread.keys()
    assert "bản quét" in found.unread["number"]


@pytest.mark.parametrize(
    ("make", "nature"),
    [
        (foreign.citizens_form, "đơn hoặc tờ khai"),
        (foreign.filled_template, "mẫu chưa điền"),
        (foreign.note, "không phải văn bản hành chính"),
    ],
)
def test_what_is_no_letter_is_said_to_be_none(
    make: Callable[[], bytes], nature: str
) -> None:
    assert propose_here(make()).nature == nature


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secret_document_is_refused(stamp: str) -> None:
    national = [Text(stamp, bold=True, align=CENTRE), *foreign.NATIONAL]
    content = foreign.finished(foreign.draft(national=national))
    with pytest.raises(Unreadable, match="độ mật"):
        read_incoming(content)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"MZ\x90"])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_incoming(content)


@pytest.mark.parametrize("make", foreign.LETTERS[:4], ids=lambda make: make.__name__)
def test_a_proposal_survives_json(make: Callable[[], bytes]) -> None:
    for found in (propose_here(make()), Proposal()):
        assert Proposal.of(json.loads(json.dumps(found.data()))) == found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(max_size=40), min_size=1, max_size=12),
    st.sampled_from(["Số: ", "Số ", "V/v ", "ngày 31 tháng 2 năm 2019", ""]),
)
def test_whatever_stands_in_a_file_gives_a_proposal(
    texts: list[str], first: str
) -> None:
    told = [letters_only(f"{first}{text}") for text in texts]
    found = propose_here(foreign.paragraphs(*told))
    assert Proposal.of(found.data()) == found
    assert found.unread


def letters_only(text: str) -> str:
    return "".join(char for char in text if char.isprintable())
