"""The letter file: what it may say, and what it is told when it is wrong."""

from typing import Any

import pytest

from documents import letters
from documents.errors import Invalid
from documents.letters import LetterDate, LetterError, Recipient
from tests.documents.letters.samples import SEED, letter, told


def faults(**changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        letter(**changes)
    return refused.value.fields


def test_the_seed_file_is_read_as_it_is_meant() -> None:
    seed = letters.parse(SEED.read_text(encoding="utf-8"))
    assert (seed.symbol, seed.number, seed.dated) == (
        "SGTVT-VP",
        None,
        LetterDate(2019, 12),
    )
    assert seed.recipients[4] == Recipient("VP Sở", "đ/đốc, t/hiện")
    assert seed.body == told()["body"]


def test_json_is_a_letter_file_too() -> None:
    assert letters.parse('{"kind": "thong-bao", "subject": "nghỉ lễ", "body": "Nghỉ.",'
                         ' "signer": {"position": "Giám đốc", "name": "Vũ Quang"}}'
                         ).symbol == "TB-SGTVT"  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("subject: [", "dòng 1"),
        ("body: 'không đóng nháy", "YAML"),
        ("\x00", "YAML"),
        ("[" * 1500, "YAML"),
        ("date: 2019-02-31", "ngày tháng"),
        ("", "subject, body"),
        ("- subject", "subject, body"),
        ("chỉ là chữ", "subject, body"),
    ],
)
def test_what_is_no_letter_file_is_refused_in_vietnamese(text: str, says: str) -> None:
    with pytest.raises(LetterError) as refused:
        letters.parse(text)
    assert refused.value.message.startswith("Tệp")
    assert says in refused.value.message


def test_every_missing_key_is_named_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        letters.from_mapping({})
    assert set(refused.value.fields) == {
        "subject",
        "body",
        "unit",
        "signer",
        "addressees",
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"recipient": []}, "recipient"),
        ({"signer": {"position": "Giám đốc", "nam": "A"}}, "signer.nam"),
        ({"recipients": [{"nam": "Như trên"}]}, "recipients.1.nam"),
        ({"recipients": "Như trên"}, "recipients"),
        ({"addressees": [["Sở"]]}, "addressees.1"),
        ({"addressees": 5}, "addressees"),
        ({"archive": ["VT"]}, "archive"),
        ({"archive": {"copies": 0}}, "archive.copies"),
        ({"profile": "so-khong-co"}, "profile"),
        ({"kind": "don-thu"}, "kind"),
        ({"urgency": "gap"}, "urgency"),
        ({"circulation": "mat"}, "circulation"),
        ({"address": "có"}, "address"),
        ({"appendices": "Danh sách"}, "appendices"),
        ({"appendices": [{"ten": "Danh sách"}]}, "appendices.1.ten"),
        ({"appendices": [{"landscape": "ngang"}]}, "appendices.1.landscape"),
        ({"signer": {"deputy": "A"}}, "signer.deputy"),
        ({"secretary": ["A"]}, "secretary"),
        ({"signer": {"authority": "KY"}}, "signer.authority"),
        ({"number": -1}, "number"),
        ({"number": True}, "number"),
        ({"number": "một"}, "number"),
        ({"date": "05/12/2019"}, "date"),
        ({"date": "2019-13"}, "date"),
        ({"date": "2019-02-30"}, "date"),
        ({"date": 2019}, "date"),
        ({"subject": ["a"]}, "subject"),
        ({"subject": False}, "subject"),
        ({"body": "x " * 150_000}, "body"),
    ],
)
def test_a_wrong_key_is_named_with_its_place(
    changes: dict[str, Any], field: str
) -> None:
    found = faults(**changes)
    assert list(found) == [field]
    assert found[field].endswith(".")


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("Số \u202e21\u202c/VP", "chiều chữ"),
        ("chữ \ud800 hỏng", "ký tự hỏng"),
        ("a" + "\u0301" * 9, "dấu chồng"),
        ("x" * 100_000, "200 ký tự"),
    ],
)
@pytest.mark.parametrize(
    ("field", "around"),
    [
        ("subject", lambda bad: {"subject": bad}),
        ("body", lambda bad: {"body": f"Sở trả lời.\n\n{bad}"}),
        ("addressees.2", lambda bad: {"addressees": ["Sở Xây dựng", bad]}),
        (
            "appendices.1.body",
            lambda bad: {"appendices": [{"title": "A", "body": bad}]},
        ),
        ("recipients.1.note", lambda bad: {"recipients": [{"name": "A", "note": bad}]}),
    ],
)
def test_text_that_would_mislead_is_refused_in_every_field(
    bad: str, says: str, field: str, around: Any
) -> None:
    assert says in faults(**around(bad))[field]


def test_decomposed_text_and_control_characters_are_made_good() -> None:
    typed = "tra\u0309 l\u01a1\u0300i\x0b kie\u0302\u0301n\x00 nghi\u0323"
    assert letter(subject=typed).about == "trả lời kiến nghị"


def test_a_comma_typed_without_quotes_does_not_lose_the_rest() -> None:
    flow = "recipients: [{name: Các phòng, đơn vị, note: đôn đốc, thực hiện}]"
    changed = told() | letters_yaml(flow)
    assert letters.from_mapping(changed).recipients == (
        Recipient("Các phòng, đơn vị", "đôn đốc, thực hiện"),
    )


def letters_yaml(text: str) -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = yaml.safe_load(text)
    return found


def test_items_typed_with_dash_and_mark_are_not_doubled() -> None:
    found = letter(recipients=["- Như trên;", "- UBND tỉnh;"], addressees="- Sở Y tế;")
    assert [str(item) for item in found.recipients] == ["Như trên", "UBND tỉnh"]
    assert found.addressees == ("Sở Y tế",)


def test_a_deputy_signs_for_the_head_of_his_agency() -> None:
    signer = {"authority": "KT", "position": "Phó Giám đốc", "name": "Hoàng Hải"}
    assert letter(signer=signer).signer.lines == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def test_the_archive_keeps_a_copy_for_the_drafting_unit() -> None:
    assert str(letter("shortest").archive) == "Lưu: VT, VP."


def test_the_agency_is_a_profile_not_code() -> None:
    merged = letter(profile="sxd-tphcm", addressees=["Ủy ban nhân dân Thành phố"])
    assert merged.symbol == "SXD-VP"
    assert merged.place_and_date.startswith("Thành phố Hồ Chí Minh, ngày")


def test_an_unknown_profile_is_answered_with_the_known_ones() -> None:
    with pytest.raises(Invalid, match="sgtvt-brvt"):
        letters.profile("khong-co")
    name = letters.profile(letters.DEFAULT_PROFILE).full_name
    assert name == "Sở Giao thông vận tải tỉnh Bà Rịa - Vũng Tàu"
