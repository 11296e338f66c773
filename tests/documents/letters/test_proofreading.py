"""A draft proofread: each finding beside the field it comes from, nothing else."""

from datetime import date
from typing import Any

import pytest

from documents import letters
from documents.letters import Finding
from documents.letters.proofreading import proofread
from tests.documents.letters import samples

ON = date(2026, 3, 9)
DRAFT: dict[str, Any] = {
    "profile": "sgtvt-brvt",
    "kind": "cong-van",
    "unit": "VP",
    "subject": "cung cấp số liệu vận tải",
    "addressees": ["Sở Tài chính"],
    "body": "Sở Giao thông vận tải gửi số liệu như đề nghị./.",
    "signer": {"position": "GIÁM ĐỐC", "name": "Phạm Văn Mẫu"},
    "recipients": [{"name": "Như trên"}],
    "archive": {"units": ["VT", "VP"]},
}
NAMED = DRAFT | {
    "kind": "quyet-dinh",
    "subject": "Về việc kiện toàn Tổ công tác",
    "addressees": [],
    "bases": ["Căn cứ Luật Giao thông đường bộ"],
    "proposal": "Theo đề nghị của Chánh Văn phòng Sở",
    "body": "Điều 1. Kiện toàn Tổ công tác.\n\nĐiều 2. Quyết định có hiệu lực./.",
    "recipients": [{"name": "Như Điều 2"}],
}


def findings(told: dict[str, Any]) -> tuple[Finding, ...]:
    return proofread(letters.from_mapping(told), on=ON).findings


def test_a_draft_without_faults_has_no_finding_though_number_and_day_are_blank() -> (
    None
):
    assert findings(DRAFT) == ()
    assert findings(NAMED) == ()
    assert findings(DRAFT | {"date": "2026-02"}) == ()


@pytest.mark.parametrize(
    ("told", "id", "field", "item", "lines"),
    [
        (
            {"subject": "cung cấp số liệu , vận tải"},
            "space-before-mark",
            "subject",
            0,
            0,
        ),
        (
            {"addressees": ["Sở Tài chính", "Sở Thông tin & Truyền thông"]},
            "ampersand",
            "addressees",
            2,
            0,
        ),
        (
            {"body": "Kính thưa.\n\nGửi số liệu\nnhư đề nghị : có bảng kèm theo."},
            "space-before-mark",
            "body",
            0,
            (3, 4),
        ),
        (
            {"body": "Gửi:\n\n| TT | Tên |\n|---|---|\n| 1 | Ổ gà , hố |"},
            "space-before-mark",
            "body",
            0,
            (5, 5),
        ),
        (
            {"signer": {"position": "GIÁM ĐỐC", "name": "ThS. Phạm Văn Mẫu"}},
            "signer-title",
            "signer",
            0,
            0,
        ),
        (
            {
                "recipients": [
                    {"name": "Như trên"},
                    {"name": "Sở Y tế", "note": "t/mưu"},
                ]
            },
            "copies-note",
            "recipients",
            2,
            0,
        ),
        ({"archive": {"units": ["VT"]}}, "archive-units", "archive", 0, 0),
        (
            {"appendices": [{"title": "Danh sách", "body": "Sở Y tế."}]},
            "appendix-named",
            "appendices",
            0,
            0,
        ),
    ],
)
def test_a_finding_names_field_item_and_typed_lines(
    told: dict[str, Any],
    id: str,
    field: str,
    item: int,
    lines: tuple[int, int] | int,
) -> None:
    (found,) = findings(DRAFT | told)
    where = found.where
    assert (found.id, where.field) == (id, field)
    assert (where.item or 0, where.lines or 0) == (item, lines)


@pytest.mark.parametrize(
    ("told", "id", "field", "item"),
    [
        (
            {"bases": ["Căn cứ Luật A", "Căn cứ quyết định số 12/QĐ-UBND ngày"]},
            "capital-citation",
            "bases",
            2,
        ),
        (
            {"proposal": "Theo đề nghị của Chánh văn phòng Sở"},
            "capital-office",
            "proposal",
            None,
        ),
    ],
)
def test_grounds_and_proposal_are_told_apart(
    told: dict[str, Any], id: str, field: str, item: int | None
) -> None:
    found = {f.id: f.where for f in findings(NAMED | told)}
    assert (found[id].field, found[id].item) == (field, item)


def test_a_line_that_stands_twice_is_told_apart() -> None:
    body = "- Sở Y tế : có.\n\nGiữa.\n\n- Sở Y tế : có.\n\nHết./."
    lines = [f.where.lines for f in findings(DRAFT | {"body": body})]
    assert lines == [(1, 1), (5, 5)]


def test_words_that_look_like_a_template_hide_no_finding() -> None:
    body = "Gửi {{ten}} ........ ........ ........ số liệu : có./."
    assert {f.id for f in findings(DRAFT | {"body": body})} == {"space-before-mark"}


@pytest.mark.parametrize("name", samples.CASES)
def test_every_finding_of_a_sample_has_its_field(name: str) -> None:
    for found in proofread(samples.letter(name), on=ON).findings:
        assert found.where.field, found
        if found.where.field == "body":
            assert found.where.lines, found


@pytest.mark.parametrize("skeleton", letters.skeletons())
def test_a_letter_begun_from_a_skeleton_has_no_error(skeleton: str) -> None:
    report = proofread(samples.begun(skeleton), on=ON)
    assert report.errors == 0


def test_every_field_named_is_a_key_of_the_letter_file() -> None:
    told = samples.told("seed")
    fields = {f.where.field for f in proofread(samples.letter("seed"), on=ON).findings}
    assert fields <= set(told)
