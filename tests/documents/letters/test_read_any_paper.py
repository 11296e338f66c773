"""Whatever stands on a paper, reading and checking it end with an answer."""

from typing import Any
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.letters.check import Report, check_here
from documents.letters.read import Reading, read_here
from tests.documents.letters.test_read_files import DOCUMENT, W, packed

WORDS = st.sampled_from(
    (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:",
        "/UBND-VP",
        "Bà Rịa – Vũng Tàu, ngày",
        "tháng 02",
        "năm",
        "V/v",
        "QUYẾT ĐỊNH",
        "Kính gửi:",
        "- ",
        ";",
        "Căn cứ",
        "Theo đề nghị",
        "Điều 1. ",
        "Chương I",
        "a) ",
        "(sau đây gọi tắt là Sở)",
        "Công văn số 15/UBND-VP",
        "02543.3727838",
        "Nơi nhận:",
        "- Lưu: VT",
        "KT. CHỦ TỊCH",
        "THƯ KÝ",
        "Lê Văn Bình",
        "Phụ lục",
        "(Kèm theo",
        "|",
        "{",
        "\u200b",
        "\u00a0",
    )
)
TEXTS = st.lists(
    WORDS | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8),
    max_size=4,
).map("".join)
RUNS = st.builds(
    lambda text, mark, bold: (
        f"<w:r><w:rPr><w:b w:val='{bold}'/></w:rPr>"
        f"<w:t xml:space='preserve'>{text}</w:t>{mark}</w:r>"
    ),
    TEXTS.map(escape).map(
        lambda text: text.replace("\ufffe", "").replace("\uffff", "")
    ),
    st.sampled_from(("", "<w:br/>", "<w:tab/><w:tab/>")),
    st.sampled_from(("0", "1")),
)
PARAGRAPHS = st.builds(
    lambda runs, align: (
        f"<w:p><w:pPr><w:jc w:val='{align}'/></w:pPr>{''.join(runs)}</w:p>"
    ),
    st.lists(RUNS, max_size=3),
    st.sampled_from(("center", "both", "start")),
)


def tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cell = st.lists(inner, min_size=1, max_size=3).map(
        lambda parts: f"<w:tc>{''.join(parts)}</w:tc>"
    )
    row = st.lists(cell, min_size=1, max_size=3).map(
        lambda cells: f"<w:tr>{''.join(cells)}</w:tr>"
    )
    return st.lists(row, max_size=3).map(lambda rows: f"<w:tbl>{''.join(rows)}</w:tbl>")


BODIES = st.lists(
    PARAGRAPHS | st.recursive(PARAGRAPHS, tables, max_leaves=6), max_size=14
)


@settings(max_examples=150, deadline=None)
@given(BODIES)
def test_any_paper_is_read_and_checked(body: list[Any]) -> None:
    document = f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>"
    content = packed({DOCUMENT: document})
    assert Reading.of(read_here(content)).fields.keys()
    assert Report.of(check_here(b"\n" + content)).form in {"nd30", "tt01"}
