"""A signed copy that says something else than the issued letter is found out."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from docx import Document
from pypdfium2 import raw

from documents import letters
from documents.letters import KINDS
from documents.letters.comparison import (
    Comparison,
    Difference,
    compare,
    compare_here,
)
from documents.sandbox import Unreadable
from documents.vocabulary import CopyVerdict
from tests.documents.letters import samples
from tests.documents.letters.printed import to_pdf

SEED = str(samples.told()["body"])
Told = dict[str, Any]


def here(issued: bytes, returned: bytes) -> Comparison:
    size = f"{len(issued)}\n".encode()
    return Comparison.of(compare_here(size + issued + returned))


def rendered(name: str = "seed", **changes: Any) -> bytes:
    return letters.render(samples.letter(name, **changes))


def written() -> bytes:
    """Return a .docx without a word."""
    target = BytesIO()
    Document().save(target)
    return target.getvalue()


def told(found: Difference) -> tuple[str, str, str, str]:
    return found.kind.name, found.before, found.after, found.where.component


def body(old: str, new: str) -> Told:
    assert SEED.count(old) == 1, old
    return {"body": SEED.replace(old, new)}


DROPPED = (
    "Ngoài ra tùy tình hình thực tế, nội dung phản ánh của tổ chức, công dân có liên"
    " quan trực tiếp các phòng chuyên môn nghiệp vụ, Trưởng phòng chuyên môn nghiệp vụ"
    " và đơn vị sự nghiệp trực thuộc có trách nhiệm thực hiện và báo cáo về công chức"
    " đầu mối để xử lý trên hệ thống Đường dây nóng."
)
ADDED = "Sở Giao thông vận tải chịu mọi chi phí phát sinh."

EDITS: dict[str, tuple[Told, tuple[str, str, str, str]]] = {
    "figure": (
        body("0909818779", "0909818799"),
        ("CHANGED", "0909818779", "0909818799", "Nội dung"),
    ),
    "date": (
        body("ngày 24/10/2016", "ngày 24/11/2016"),
        ("CHANGED", "24/10/2016,", "24/11/2016,", "Nội dung"),
    ),
    "cited number": (
        body("12154/UBND-VP", "12145/UBND-VP"),
        ("CHANGED", "12154/UBND-VP", "12145/UBND-VP", "Nội dung"),
    ),
    "name": (
        body("Nguyễn Ngọc Thạch", "Nguyễn Ngọc Thành"),
        ("CHANGED", "Thạch;", "Thành;", "Nội dung"),
    ),
    "one mark of a letter": (
        body("biết, thực hiện.", "biết, thực hiên."),
        ("CHANGED", "hiện.", "hiên.", "Nội dung"),
    ),
    "comma": (body("cuộc họp", "cuộc, họp"), ("CHANGED", "cuộc", "cuộc,", "Nội dung")),
    "word that turns the sense": (
        body("đều đã được đăng tải", "đều không được đăng tải"),
        ("CHANGED", "đã", "không", "Nội dung"),
    ),
    "dropped paragraph": (body(DROPPED, ""), ("MISSING", DROPPED, "", "Nội dung")),
    "added sentence": (
        body(DROPPED, f"{DROPPED} {ADDED}"),
        ("ADDED", "", ADDED, "Nội dung"),
    ),
    "addressee": (
        {"addressees": ["UBND thành phố Vũng Tàu"]},
        ("CHANGED", "tỉnh Bà Rịa -", "thành phố", "Kính gửi"),
    ),
    "signer": (
        {"signer": {"position": "GIÁM ĐỐC", "name": "Trần Thượng Chính"}},
        ("CHANGED", "Chí", "Chính", "Người ký"),
    ),
    "subject": (
        {"subject": str(samples.told()["subject"]).replace("nâng cao", "nâng")},
        ("MISSING", "cao", "", "Tên loại và trích yếu"),
    ),
    "month": (
        {"date": "2019-11"},
        ("CHANGED", "12", "11", "Địa danh và ngày, tháng, năm"),
    ),
    "copy": (
        {"recipients": [*samples.told()["recipients"], {"name": "Thanh tra Sở"}]},
        ("ADDED", "", "- Thanh tra Sở;", "Nơi nhận"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_change_of_the_text_is_the_one_difference(name: str) -> None:
    changes, expected = EDITS[name]
    found = here(rendered(), rendered(**changes))
    assert found.verdict is CopyVerdict.DIFFERENT
    assert [told(each) for each in found.differences] == [expected]


@pytest.mark.parametrize("name", samples.CASES)
def test_the_letter_itself_is_the_same(name: str) -> None:
    assert here(rendered(name), rendered(name)) == Comparison(CopyVerdict.SAME)


def signed_by_a_machine(content: bytes) -> bytes:
    """Return the letter with what two digital signatures print on it."""
    document = Document(BytesIO(content))
    top, end = document.tables[0], document.tables[-1]
    for line in (
        "Ký bởi: Sở Giao thông vận tải tỉnh Bà Rịa - Vũng Tàu",
        "Cơ quan: Tỉnh Bà Rịa - Vũng Tàu",
        "Ngày ký: 05-12-2019 15:53:31 +07:00",
    ):
        top.cell(0, 1).add_paragraph(line)
    for line in (
        "Người ký: Trần Thượng Chí",
        "Email: chitt@example.vn",
        "Cơ quan: Sở Giao thông vận tải",
        "Thời gian ký: 05.12.2019 14:20:05 +07:00",
    ):
        end.cell(0, 1).add_paragraph(line)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


PRINTED_EDITS = ("figure", "dropped paragraph", "added sentence", "addressee", "signer")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of letters and of what a printer makes of them."""
    folder = tmp_path_factory.mktemp("returned")
    made = {name: rendered(name) for name in samples.CASES}
    made |= {f"kind-{kind}": letters.render(samples.begun(kind)) for kind in KINDS}
    made |= {f"edit-{name}": rendered(**EDITS[name][0]) for name in PRINTED_EDITS}
    made["signed"] = signed_by_a_machine(rendered())
    made["filled"] = rendered(number=123, date="2019-12-05")
    listed = samples.told("appendices")["appendices"]
    table = {**listed[0], "body": listed[0]["body"].replace("| 2 |", "| 3 |")}
    made["other row"] = rendered("appendices", appendices=[table, *listed[1:]])
    for name, content in made.items():
        (folder / f"{name}.docx").write_bytes(content)
    to_pdf(folder, tmp_path_factory.mktemp("soffice"))
    return folder


def returned(folder: Path, name: str) -> bytes:
    return (folder / f"{name}.pdf").read_bytes()


@pytest.mark.parametrize("name", [*samples.CASES, *(f"kind-{kind}" for kind in KINDS)])
def test_a_printed_letter_says_the_same(printed: Path, name: str) -> None:
    issued = (printed / f"{name}.docx").read_bytes()
    assert here(issued, returned(printed, name)) == Comparison(CopyVerdict.SAME)


@pytest.mark.parametrize("name", PRINTED_EDITS)
def test_a_change_is_found_on_paper_too(printed: Path, name: str) -> None:
    found = here(rendered(), returned(printed, f"edit-{name}"))
    assert [told(each) for each in found.differences] == [EDITS[name][1]]


def test_what_a_signature_prints_is_passed_over_and_told(printed: Path) -> None:
    found = here(rendered(), returned(printed, "signed"))
    assert (found.verdict, found.differences) == (CopyVerdict.SAME, ())
    shown = " ".join(found.passed_over)
    assert "Ký bởi: Sở Giao thông vận tải" in shown
    assert "Thời gian ký: 05.12.2019 14:20:05 +07:00" in shown


def test_number_and_day_may_be_filled_in_where_they_were_blank(printed: Path) -> None:
    assert here(rendered(), returned(printed, "filled")).verdict is CopyVerdict.SAME


def test_a_figure_alone_in_a_cell_of_a_later_page_counts(printed: Path) -> None:
    (found,) = here(rendered("appendices"), returned(printed, "other row")).differences
    assert told(found) == ("CHANGED", "2", "3", "Phụ lục")


def test_a_number_that_was_issued_may_not_become_another() -> None:
    changes: Told = {"number": 7, "date": "2019-12-05"}
    found = here(rendered(**changes), rendered(**changes | {"number": 8}))
    assert [told(each) for each in found.differences] == [
        ("CHANGED", "07/SGTVT-VP", "08/SGTVT-VP", "Số, ký hiệu")
    ]


def scan(*, stamped: str = "") -> bytes:
    """Return a PDF whose page is a picture, with at most a line of text on it."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(595, 842)
    bitmap = pypdfium2.PdfBitmap.new_native(100, 140, raw.FPDFBitmap_BGR)
    bitmap.fill_rect((200, 200, 200, 255), 0, 0, 100, 140)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    page.insert_obj(image)
    if stamped:
        text = raw.FPDFPageObj_NewTextObj(document, b"Helvetica", 10)
        held = (stamped + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(
            text, (raw.FPDF_WCHAR * len(stamped + "0")).from_buffer_copy(held)
        )
        raw.FPDFPage_InsertObject(page, text)
    page.gen_content()
    target = BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "stamped", ["", "Digitally signed by Tran Thuong Chi", "Trang 1/1"]
)
def test_a_scan_cannot_be_compared_and_that_is_said(stamped: str) -> None:
    found = compare(rendered(), scan(stamped=stamped))
    assert found.verdict is CopyVerdict.NO_TEXT
    assert "không có lớp chữ" in found.verdict.label


def test_an_empty_docx_is_no_scan() -> None:
    assert here(rendered(), written()).verdict is CopyVerdict.DIFFERENT


def test_files_are_compared_in_the_child() -> None:
    content = (samples.FILES / "seed.pdf").read_bytes()
    assert compare(rendered(), content) == Comparison(CopyVerdict.SAME)


def cut_off() -> bytes:
    return rendered()[:-30]


def without_text() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return target.getvalue()


@pytest.mark.parametrize(
    "made", [lambda: b"", lambda: b"%PDF-1.7", lambda: b"12\n", cut_off, without_text]
)
def test_an_unreadable_file_is_refused_on_either_side(
    made: Callable[[], bytes],
) -> None:
    with pytest.raises(Unreadable):
        compare(rendered(), made())
    with pytest.raises(Unreadable):
        compare(made(), rendered())
