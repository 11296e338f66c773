"""Documents that a text cites: of every shape, each once, with its relation."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.letters.incoming import Citation, citations_in
from documents.text import same_number
from documents.vocabulary import DirectiveRelationKind as Relation


def cited(text: str, subject: str = "") -> list[Citation]:
    return list(citations_in(subject, ["Mở đầu.", text]))


def opening(text: str) -> Relation:
    return citations_in("", [text])[0].relation


@pytest.mark.parametrize(
    ("text", "kind", "number", "on"),
    [
        (
            "Công văn số 12154/UBND-VP ngày 22/11/2019 của UBND tỉnh về việc X",
            "Công văn",
            "12154/UBND-VP",
            date(2019, 11, 22),
        ),
        (
            "Thông báo kết luận số 405-TB/TU ngày 22/9/2016",
            "Thông báo kết luận",
            "405-TB/TU",
            date(2016, 9, 22),
        ),
        (
            "thông báo số 405 - TB/TU ngày 22 tháng 9 năm 2016",
            "Thông báo",
            "405-TB/TU",
            date(2016, 9, 22),
        ),
        (
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
            "Nghị định",
            "30/2020/NĐ-CP",
            date(2020, 3, 5),
        ),
        ("Quyết định 3229/QĐ-UBND", "Quyết định", "3229/QĐ-UBND", None),
        ("Luật số 91/2025/QH15", "Luật", "91/2025/QH15", None),
        ("Tờ trình số 12/TTr-SNV, ngày 01/02/2025.", "Tờ trình", "12/TTr-SNV",
         date(2025, 2, 1)),
        ("Công văn hỏa tốc số 15/SGTVT-VP", "Công văn", "15/SGTVT-VP", None),
        ("Công văn số 123 ngày 02/01/2025", "Công văn", "123", date(2025, 1, 2)),
        ("Công văn số 5/UBND-VP ngày 31/02/2025", "Công văn", "5/UBND-VP", None),
    ],
)  # fmt: skip
def test_a_citation_of_any_shape_is_found(
    text: str, kind: str, number: str, on: date | None
) -> None:
    (found,) = cited(f"Theo {text}")
    assert (found.kind, found.number, found.on) == (kind, number, on)


def test_a_list_names_the_kind_once() -> None:
    text = (
        "theo các Công văn số 12/UBND-VP ngày 01/02/2019, số 15/UBND-VP ngày 03/02/2019"
        " và số 16/SGTVT-VP; Quyết định số 7/QĐ-UBND"
    )
    assert [(c.kind, c.number) for c in cited(text)] == [
        ("Công văn", "12/UBND-VP"),
        ("Công văn", "15/UBND-VP"),
        ("Công văn", "16/SGTVT-VP"),
        ("Quyết định", "7/QĐ-UBND"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "xe biển số 72A-123.45",
        "Điện thoại số 0254.3727838",
        "quy định 3 - 5 ngày",
        "thông báo 22/11/2019",
        "báo cáo số 12",
        "Km 40/QL51",
        "",
    ],
)
def test_other_figures_are_no_citations(text: str) -> None:
    assert cited(text) == []


def test_a_document_is_named_once_and_never_itself() -> None:
    texts = [
        "Công văn số 12/UBND-VP.",
        "Công văn số 012/UBND-VP ngày 01/02/2019 và Công văn số 99/SGTVT-VP.",
    ]
    (found,) = citations_in("", texts, own="99/SGTVT-VP")
    assert (found.number, found.on) == ("12/UBND-VP", date(2019, 2, 1))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (("Thực hiện chỉ đạo của UBND tỉnh tại Công văn số 12/UBND-VP; Sở có ý kiến"
         " như sau:"), Relation.REPLIES_TO),
        ("Phúc đáp Công văn số 12/UBND-VP, Sở báo cáo như sau", Relation.REPLIES_TO),
        ("Sở nhận được Công văn số 12/UBND-VP, Sở có ý kiến như sau",
         Relation.REPLIES_TO),
        ("Thực hiện Quyết định số 12/QĐ-UBND, UBND tỉnh yêu cầu:",
         Relation.IMPLEMENTS),
        ("Căn cứ Công văn số 12/UBND-VP, Sở đề nghị", Relation.CITES),
    ],
)  # fmt: skip
def test_the_opening_tells_what_is_answered(text: str, relation: Relation) -> None:
    assert opening(text) is relation


@pytest.mark.parametrize(
    ("subject", "relation"),
    [
        ("triển khai thực hiện Thông báo kết luận số 405-TB/TU", Relation.IMPLEMENTS),
        ("trả lời Công văn số 12/UBND-VP", Relation.REPLIES_TO),
        ("sửa đổi, bổ sung một số điều của Quyết định số 7/QĐ-UBND", Relation.AMENDS),
        ("ban hành Quy chế thay thế Quyết định số 7/QĐ-UBND", Relation.REPLACES),
        ("góp ý dự thảo theo Công văn số 12/UBND-VP", Relation.CITES),
    ],
)
def test_the_subject_tells_what_is_carried_out_or_changed(
    subject: str, relation: Relation
) -> None:
    assert cited("", subject)[0].relation is relation


def test_what_a_cited_document_is_about_is_only_cited() -> None:
    text = (
        "Thực hiện Công văn số 8712/UBND-VP ngày 11/10/2016 về việc triển khai thực"
        " hiện Thông báo kết luận số 405-TB/TU ngày 22/9/2016"
    )
    assert [c.relation for c in cited(text)] == [Relation.IMPLEMENTS, Relation.CITES]


def test_a_ground_is_only_cited() -> None:
    bases = ["Căn cứ Quyết định số 7/QĐ-UBND ngày 01/02/2019"]
    (found,) = citations_in("", [], bases=bases)
    assert found.relation is Relation.CITES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12154/UBND-VP", "12154 / ubnd–vp"),
        ("05/QĐ-UBND", "5/qd-ubnd"),
        ("405-TB/TU", "405 - TB/TU"),
    ],
)
def test_two_spellings_of_a_number_are_one(one: str, other: str) -> None:
    assert same_number(one) == same_number(other)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Công văn ", "số ", "12/UBND-VP", "405-TB/TU", " ngày ", "22/11/2019",
             "Quyết định ", ", ", "; ", "thực hiện ", "7"]
        )
        | st.text(st.characters(exclude_categories=()), max_size=8),
        max_size=14,
    ).map("".join)
)  # fmt: skip
def test_any_text_gives_citations_that_name_a_number(text: str) -> None:
    for found in citations_in(text, [text], bases=[text]):
        assert found.kind
        assert found.number[0].isdigit()
