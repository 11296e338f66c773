"""Safe fixes made in a letter file: what they name changes, and nothing else."""

import unicodedata
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import letters
from documents.letters import Finding
from documents.letters.proofreading import mended, proofread
from tests.documents.letters import samples
from tests.documents.letters.test_proofreading import DRAFT
from tests.documents.letters.test_read_round_trip import files

ON = date(2026, 3, 9)


def findings(told: dict[str, Any]) -> tuple[Finding, ...]:
    return proofread(letters.from_mapping(told), on=ON).findings


def fixable(told: dict[str, Any]) -> list[Finding]:
    return [finding for finding in findings(told) if finding.fix is not None]


def made(told: dict[str, Any]) -> dict[str, Any]:
    return mended(told, findings(told))[0]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Sở **gửi** số liệu : có bảng.", "Sở **gửi** số liệu: có bảng."),
        (
            "Sở gửi **số liệu** : có **bảng , biểu**.",
            "Sở gửi **số liệu**: có **bảng, biểu**.",
        ),
        ("Sở **gửi  **  : có bảng.", "Sở **gửi**: có bảng."),
        ("1. Tỉnh Bà **Rịa – Vũng** Tàu.", "1. Tỉnh Bà **Rịa - Vũng** Tàu."),
        ("a) Sở  gửi\tsố liệu : có.", "a) Sở  gửi\tsố liệu: có."),
        ("Sở gửi\nsố liệu : có.", "Sở gửi\nsố liệu: có."),
        (
            "Gửi:\n\n| TT | Tên |\n|---|---|\n| 1 | **Ổ gà** , hố \\| rãnh |",
            "Gửi:\n\n| TT | Tên |\n|---|---|\n| 1 | **Ổ gà**, hố \\| rãnh |",
        ),
        (
            "Gửi:\n\n| A | B |\n| x : y & Z | x : y |\n| Y & Xã , | Y & Xã , |",
            "Gửi:\n\n| A | B |\n| x: y & Z | x: y |\n| Y và Xã, | Y và Xã, |",
        ),
        (
            "Theo Khoản 2 Điều 5 , giao ủy ban nhân dân tỉnh.",
            "Theo khoản 2 Điều 5, giao Ủy ban nhân dân tỉnh.",
        ),
        ("- Có : một\n\n- Có : hai;\n\nHết.", "- Có: một;\n\n- Có: hai;\n\nHết."),
    ],
)
def test_only_the_letters_at_fault_change(typed: str, right: str) -> None:
    assert made(DRAFT | {"body": typed})["body"] == right


@pytest.mark.parametrize(
    ("told", "right"),
    [
        ({"subject": "V/v số liệu , vận tải."}, {"subject": "V/v số liệu, vận tải."}),
        ({"subject": "số **liệu , vận** tải"}, {"subject": "số **liệu, vận** tải"}),
        ({"addressees": ["- Sở Tài chính."]}, {"addressees": ["- Sở Tài chính"]}),
        (
            {"addressees": ["Sở Tài chính.", "Sở Y tế.", "Các sở..."]},
            {"addressees": ["Sở Tài chính", "Sở Y tế", "Các sở..."]},
        ),
        (
            {
                "recipients": [
                    "Như kính gửi",
                    "Sở A.",
                    {"name": "Sở Y tế", "note": "để biết , báo cáo"},
                ]
            },
            {
                "recipients": [
                    "Như trên",
                    "Sở A",
                    {"name": "Sở Y tế", "note": "để biết, báo cáo"},
                ]
            },
        ),
        (
            {"signer": {"position": "Kt.Giám đốc", "name": "TS. Phạm Văn Mẫu"}},
            {"signer": {"position": "Kt. Giám đốc", "name": "Phạm Văn Mẫu"}},
        ),
    ],
)
def test_every_field_can_be_mended(told: dict[str, Any], right: dict[str, Any]) -> None:
    before = DRAFT | told
    assert made(before) == DRAFT | right
    assert before == DRAFT | told


def test_decomposed_text_is_mended_where_it_is_at_fault_only() -> None:
    typed = unicodedata.normalize("NFD", "Sở gửi số liệu : có bảng ở trên.")
    after = made(DRAFT | {"body": typed})["body"]
    assert after == unicodedata.normalize("NFD", "Sở gửi số liệu: có bảng ở trên.")


def test_a_fix_whose_text_is_gone_is_left_out() -> None:
    told = DRAFT | {"body": "Sở gửi số liệu : có bảng."}
    (finding,) = findings(told)
    changed = told | {"body": "Sở đã gửi số liệu : có bảng."}
    assert mended(changed, [finding]) == (changed, ())


def test_a_fix_follows_its_text_to_another_line_but_never_guesses() -> None:
    told = DRAFT | {"body": "Sở gửi số liệu : có bảng."}
    (finding,) = findings(told)
    moved = told | {"body": "Kính thưa.\n\nSở gửi số liệu : có bảng."}
    after, applied = mended(moved, [finding])
    assert applied == (finding,)
    assert after["body"] == "Kính thưa.\n\nSở gửi số liệu: có bảng."
    twice = "Sở gửi số liệu : có bảng."
    both = told | {"body": f"Kính thưa.\n\n{twice}\n\n{twice}"}
    assert mended(both, [finding]) == (both, ())


def test_what_has_no_fix_and_what_was_made_already_change_nothing() -> None:
    told = samples.told("seed")
    advice = [finding for finding in findings(told) if finding.fix is None]
    assert advice
    assert mended(told, advice) == (told, ())
    after, applied = mended(told, fixable(told))
    assert len(applied) == len(fixable(told))
    assert mended(after, applied) == (after, ())


def test_a_fault_made_everywhere_is_mended_everywhere() -> None:
    body = "\n\n".join(f"- Ý {place} : có;" for place in range(40))
    assert " :" not in made(DRAFT | {"body": body})["body"]


def test_two_fixes_of_the_same_letters_do_not_both_happen() -> None:
    told = DRAFT | {"body": "Sở gửi số liệu : có bảng."}
    (finding,) = findings(told)
    other = replace(finding, fix="Sở gửi số liệu/có bảng./.")
    _, applied = mended(told, [finding, other])
    assert applied == (finding,)


def test_a_file_that_is_no_letter_yet_is_mended_as_far_as_it_goes() -> None:
    told = DRAFT | {"body": "Sở gửi số liệu : có bảng."}
    (finding,) = findings(told)
    half = {"body": told["body"], "signer": None, "recipients": "x", "bases": 3}
    assert mended(half, [finding])[0]["body"] == "Sở gửi số liệu: có bảng."


FAULTS = (
    ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu"),
    ("Bà Rịa - Vũng Tàu", "BR-VT"),
    (", ", " , "),
    (";", " ;"),
    (".", " ."),
    ("đề nghị", "ủy ban nhân dân tỉnh"),
    ("xử lý", "Sở Thông tin & Truyền thông"),
    ("xử lý", "Chánh văn phòng"),
    ("số 12154", "theo quyết định số 12154"),
    ("tổ chức", "theo Khoản 2"),
    (" ", "  "),
    (" ", "\u00a0"),
    ("Quốc lộ", "**Quốc** lộ"),
    ("ngày 05", "( ngày 05 )"),
)


def spoilt(value: Any, fault: tuple[str, str]) -> Any:
    if isinstance(value, str):
        return value.replace(*fault)
    if isinstance(value, list):
        return [spoilt(part, fault) for part in value]
    if isinstance(value, dict):
        return {key: spoilt(part, fault) for key, part in value.items()}
    return value


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    files(),
    st.lists(st.sampled_from(FAULTS), min_size=1, max_size=4, unique=True),
    st.booleans(),
)
def test_when_every_safe_fix_is_made_none_is_found_again(
    told: dict[str, Any], faults: list[tuple[str, str]], decomposed: bool
) -> None:
    told["bases"] = [f"Căn cứ {text}" for text in told["bases"]]
    for fault in faults:
        for key in ("subject", "bases", "body", "recipients", "appendices"):
            told[key] = spoilt(told[key], fault)
    if decomposed:
        told["body"] = unicodedata.normalize("NFD", told["body"])
    wanted = fixable(told)
    after, applied = mended(told, wanted)
    assert list(applied) == wanted
    assert fixable(after) == []
    before, later = (letters.from_mapping(file) for file in (told, after))
    assert later.body.count("**") == before.body.count("**")
    assert later.body.count("|") == before.body.count("|")
    assert later.body.count("\n") == before.body.count("\n")
