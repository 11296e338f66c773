"""Titles of the levels, and other documents cited, in the text as a whole."""

import pytest

from documents.letters.check import Finding, Report, check_here
from tests.documents.letters.foreign import BODY, CENTRE, Text, draft, finished, write

OPENING = BODY[0]
LAST = BODY[-1]


def findings(*texts: str, id: str) -> list[Finding]:
    document = draft(texts=(OPENING, *texts, LAST))
    report = Report.of(check_here(b"\n" + finished(document)))
    return [finding for finding in report.findings if finding.id == id]


@pytest.mark.parametrize(
    ("texts", "untitled"),
    [
        (("Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi"), []),
        (("Chương I", "Quy định chung", "1. Nội dung."), []),
        (("Chương I", "Điều 1. Phạm vi"), ["Chương I"]),
        (("Phần II", "Sở Y tế thực hiện các việc sau đây:"), ["Phần II"]),
        (("Chương I", "Mục 1", "TIẾP NHẬN", "1. Có."), ["Chương I"]),
        (("Xem Chương I của Quy chế.", "1. Có."), []),
    ],
)
def test_parts_chapters_and_sections_have_titles(
    texts: tuple[str, ...], untitled: list[str]
) -> None:
    found = findings(*texts, id="division-title")
    assert [finding.where.text for finding in found] == untitled


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Điều 1. Phạm vi điều chỉnh", False),
        ("Điều 1. Quy chế này áp dụng với Sở.", True),
        ("Điều 1.", True),
        ("Điều 5 Luật Đất đai quy định như sau.", False),
    ],
)
def test_articles_have_titles(text: str, found: bool) -> None:
    assert bool(findings(text, id="article-title")) is found


def test_the_articles_of_what_is_attached_are_looked_at_too() -> None:
    document = draft()
    for told in (
        Text("Phụ lục", bold=True, align=CENTRE),
        Text("Chương I"),
        Text("Điều 1. Sở Y tế , Sở Nội vụ báo cáo."),
    ):
        write(document.add_paragraph(), told)
    report = Report.of(check_here(b"\n" + finished(document)))
    found = {f.id: f.where.field for f in report.findings}
    wanted = {"division-title", "article-title", "space-before-mark"}
    assert {found[id] for id in wanted} == {"appendices"}


FIRST = "Công văn số 99/BYT-VP ngày 12/3/2025 của Bộ Y tế về việc báo cáo"
UNSIGNED = "Công văn số 99/UBND-VP ngày 12/3/2025 về việc báo cáo"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"Theo {FIRST}.", ""),
        ("Bộ Y tế có Công văn số 99/BYT-VP ngày 12/3/2025 về việc báo cáo.", ""),
        (f"Thực hiện chỉ đạo của UBND tỉnh tại {UNSIGNED}.", ""),
        (f"Theo {UNSIGNED} của Tổ công tác.", "cơ quan ban hành"),
        (
            "Theo Quyết định số 99/QĐ-UBND ngày 12/3/2025, ban hành Quy chế của tỉnh.",
            "cơ quan ban hành",
        ),
        (
            "Theo Công văn số 99/BYT-VP của Bộ Y tế về việc báo cáo.",
            "thời gian ban hành",
        ),
        ("Theo Công văn số 99/BYT-VP ngày 12/3/2025 của Bộ Y tế.", "trích yếu"),
        (
            "Theo Công văn 99/BYT-VP.",
            "thời gian ban hành, cơ quan ban hành, trích yếu",
        ),
        (
            "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về văn thư.",
            "",
        ),
        ("Hoàn thành Kế hoạch 12/2025 và Báo cáo 6-2025 đúng hạn.", ""),
        ("Căn cứ Luật Đất đai, Sở báo cáo.", ""),
    ],
)
def test_a_first_citation_has_all_its_parts(text: str, why: str) -> None:
    found = findings(text, id="citation")
    told = f"lần đầu còn thiếu {why}." if why else ""
    assert [f.message.partition(": ")[2] for f in found] == ([told] if why else [])


@pytest.mark.parametrize(
    ("later", "found"),
    [
        ("Theo Công văn số 99/BYT-VP, Sở báo cáo.", False),
        ("Theo Công văn 99/BYT-VP nêu trên, Sở báo cáo.", False),
        ("Theo Công văn số 99/BYT-VP ngày 12/3/2025, Sở báo cáo.", True),
        ("Theo Công văn số 99/BYT-VP của Bộ Y tế về việc báo cáo, Sở làm.", True),
    ],
)
def test_a_later_citation_is_type_and_number(later: str, found: bool) -> None:
    told = findings(f"Theo {FIRST}.", later, id="citation")
    assert bool(told) is found
    assert all("lần sau" in finding.message for finding in told)
