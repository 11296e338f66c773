"""Letters of other offices: read field by field, and known for what they are."""

from collections.abc import Callable
from typing import Any

import pytest

from documents.letters.read import Nature, Reading, read_here
from tests.documents.letters import foreign

Made = Callable[[], bytes]


def reading(made: Made) -> Reading:
    return Reading.of(read_here(made()))


def name(made: Made) -> str:
    return made.__name__


@pytest.mark.parametrize("made", foreign.LETTERS, ids=name)
def test_every_layout_gives_the_same_letter(made: Made) -> None:
    found = reading(made)
    fields = found.fields
    assert found.is_letter
    assert found.printed["parent"] == "ỦY BAN NHÂN DÂN"
    assert found.printed["issuer"] == "TỈNH ĐỒNG XUÂN"
    assert found.printed["place"] == "Đồng Xuân"
    assert fields["signer"]["name"] == "Lê Văn Bình"
    assert fields["recipients"][0]["name"].startswith("Như")
    assert fields["archive"]["units"][0] == "VT"
    assert fields["body"].endswith("./.")


@pytest.mark.parametrize(
    "made", [made for made in foreign.LETTERS if made is not foreign.decision], ids=name
)
def test_a_letter_is_told_in_full(made: Made) -> None:
    fields = reading(made).fields
    assert (fields["kind"], fields["unit"]) == ("cong-van", "NC")
    assert fields["subject"] == "rà soát tổ chức bộ máy"
    assert fields["addressees"] == ["Các sở, ban, ngành tỉnh"]
    assert fields["body"] == "\n\n".join(foreign.BODY)


@pytest.mark.parametrize("made", [foreign.usual_draft, foreign.tabbed], ids=name)
def test_a_blank_number_and_day_are_never_guessed_from_the_body(made: Made) -> None:
    found = reading(made)
    assert (found.fields["number"], found.fields["date"]) == (None, "2025-03")
    assert found.unread["number"] == "Chưa có số."


@pytest.mark.parametrize(
    ("made", "number", "date"),
    [
        (foreign.issued, 2104, "2025-03-25"),
        (foreign.spaced, 15, "2025-03-02"),
        (foreign.usual_faults, None, "2025-03-05"),
    ],
)
def test_number_and_date_are_read_where_they_stand(
    made: Made, number: int | None, date: str
) -> None:
    fields = reading(made).fields
    assert (fields["number"], fields["date"]) == (number, date)


def test_a_signature_chain_keeps_its_links() -> None:
    assert reading(foreign.by_order_of_a_deputy).fields["signer"] == {
        "authority": "TL",
        "for": "CHỦ TỊCH",
        "deputy_for": "CHÁNH VĂN PHÒNG",
        "position": "PHÓ CHÁNH VĂN PHÒNG",
        "name": "Lê Văn Bình",
    }


def test_an_appendix_behind_the_signature_is_read_apart() -> None:
    assert reading(foreign.annex_behind).fields["appendices"] == [
        {
            "title": "DANH SÁCH CÁC ĐƠN VỊ",
            "body": "1. Sở Nội vụ.\n\n2. Sở Tài chính.",
        }
    ]


def test_a_decision_is_read_with_its_grounds() -> None:
    fields = reading(foreign.decision).fields
    assert (fields["kind"], fields["subject"]) == (
        "quyet-dinh",
        "Về việc phê duyệt kế hoạch",
    )
    assert len(fields["bases"]) == 1
    assert fields["proposal"].startswith("Theo đề nghị của Giám đốc Sở Nội vụ")
    assert fields["body"].startswith("Điều 1. Phê duyệt")


@pytest.mark.parametrize(
    ("made", "nature"),
    [
        (foreign.party_paper, Nature.PARTY),
        (foreign.citizens_form, Nature.FORM),
        (foreign.filled_template, Nature.TEMPLATE),
        (foreign.dotted_template, Nature.TEMPLATE),
        (foreign.note, Nature.OTHER),
        (foreign.charter, Nature.OTHER),
    ],
)
def test_what_is_no_letter_is_called_what_it_is(made: Made, nature: Nature) -> None:
    assert reading(made).nature is nature


def test_an_empty_paper_has_no_field_and_fails_in_none() -> None:
    found = reading(foreign.paragraphs)
    empty: dict[str, Any] = {"address": False}
    told = {key: value for key, value in found.fields.items() if value}
    assert told == {} | {key: value for key, value in empty.items() if value}
    assert set(found.unread) >= {"number", "date", "subject", "body", "signer"}
