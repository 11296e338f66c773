"""What is rendered can be read back: every kind, both forms, any ordinary text."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents import letters
from documents.letters import FORMS, KINDS, Letter
from documents.letters.body import blocks
from documents.letters.kinds import CIRCULATIONS, STAMPS, Addressed, Signed
from documents.letters.read import Reading, read_here
from tests.documents.letters import samples

WORDS = (
    "Quốc lộ 51",
    "đề nghị",
    "Sở Giao thông vận tải",
    "Bà Rịa - Vũng Tàu",
    "ngày 05/3/2020",
    "số 12154/UBND-VP",
    "tổ chức, công dân",
    "xử lý dứt điểm",
    "Km 28+500",
    "& <b>",
    "(Đường dây nóng)",
    "phản ánh | kiến nghị",
)
NAMES = ("Vũ Hồng Quang", "Đỗ Văn Đông", "Nguyễn Thị Ánh Tuyết", "Trần Đức")
UNITS = ("VP", "KCHT", "QLVT")
PROFILES = ("sgtvt-brvt", "sxd-tphcm")

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
sentences = phrases.map(lambda text: f"Thực hiện {text}.")
items = st.sampled_from(
    ("Ủy ban nhân dân tỉnh", "Công an tỉnh", "Sở Tài chính", "Các phòng, đơn vị")
)


@st.composite
def bodies(draw: Any) -> str:
    texts = [draw(sentences)]
    for _ in range(draw(st.integers(0, 6))):
        opens = draw(st.sampled_from(("", "1. ", "a) ", "đ) ", "- ", "+ ", "1.1. ")))
        texts.append(opens + draw(sentences))
    if draw(st.booleans()):
        texts.append("I. Tình hình")
        texts.append("2. Kết quả kiểm tra")
        texts.append(f"Mặt đường sâu **{draw(phrases)}** cần vá.")
    if draw(st.booleans()):
        rows = draw(st.lists(st.lists(phrases, min_size=3, max_size=3), min_size=1))
        cells = [[cell.replace("|", "\\|") for cell in row] for row in rows[:3]]
        rows_typed = [["TT", "Nội dung", "Ghi chú"], *cells]
        texts.append("\n".join(f"| {' | '.join(row)} |" for row in rows_typed))
    if draw(st.booleans()):
        texts.append("Điều 1. Phạm vi")
        texts.append(f"Điều 2. {draw(sentences)}")
    texts.append(draw(sentences))
    return "\n\n".join(texts)


@st.composite
def signers(draw: Any) -> dict[str, Any]:
    name = draw(st.sampled_from(NAMES))
    signed: dict[str, Any] = draw(
        st.sampled_from(
            (
                {"position": "GIÁM ĐỐC"},
                {"authority": "Q", "position": "GIÁM ĐỐC"},
                {"authority": "KT", "for": "GIÁM ĐỐC", "position": "PHÓ GIÁM ĐỐC"},
                {
                    "authority": "TL",
                    "for": "GIÁM ĐỐC",
                    "deputy_for": "CHÁNH VĂN PHÒNG",
                    "position": "PHÓ CHÁNH VĂN PHÒNG",
                },
                {"authority": "TUQ", "for": "GIÁM ĐỐC", "position": "TRƯỞNG PHÒNG"},
            )
        )
    )
    return signed | {"name": name}


def day(kind: letters.Kind, year: int, month: int, on: int) -> str | None:
    if not kind.dated:
        return None
    return f"{year}-{month:02}" + (f"-{on:02}" if on else "")


@st.composite
def files(draw: Any) -> dict[str, Any]:
    kind = draw(st.sampled_from(list(KINDS.values())))
    told: dict[str, Any] = {}
    for part in (heads, texts, feet):
        told |= draw(part(kind))
    return told


@st.composite
def heads(draw: Any, kind: letters.Kind) -> dict[str, Any]:
    """Return what stands above the text of a letter of a kind."""
    on = st.integers(2012, 2026), st.integers(1, 12), st.integers(0, 28)
    addressed = kind.addressed is Addressed.ALWAYS or (
        kind.addressed is Addressed.UPWARD and draw(st.booleans())
    )
    to = draw(st.lists(items, min_size=1, max_size=4)) if addressed else []
    return {
        "profile": draw(st.sampled_from(PROFILES)),
        "kind": kind.id,
        "unit": None if kind.named else draw(st.sampled_from(UNITS)),
        "number": draw(st.none() | st.integers(1, 9999)) if kind.numbered else None,
        "date": day(kind, *map(draw, on)),
        "urgency": draw(st.sampled_from((None, *STAMPS))),
        "circulation": draw(st.sampled_from((None, *CIRCULATIONS))),
        "address": False,
        "subject": draw(phrases),
        "addressees": to,
    }


@st.composite
def texts(draw: Any, kind: letters.Kind) -> dict[str, Any]:
    """Return the text of a letter of a kind, with what it rests on and appends."""
    appendix = st.fixed_dictionaries({"title": phrases, "body": bodies()})
    return {
        "bases": draw(st.lists(phrases, max_size=3)) if kind.decides else [],
        "proposal": None,
        "body": draw(bodies()),
        "appendices": draw(st.lists(appendix, max_size=2)),
    }


@st.composite
def feet(draw: Any, kind: letters.Kind) -> dict[str, Any]:
    """Return who signs a letter of a kind, and where it goes."""
    secretary = "Lê Thị Hồng" if kind.signed is Signed.TWO else None
    if kind.signed is Signed.NONE:
        return {
            "signer": None,
            "secretary": secretary,
            "recipients": [],
            "archive": None,
        }
    return {
        "signer": draw(signers()),
        "secretary": secretary,
        "recipients": [
            {"name": name} | ({"note": "để báo cáo"} if place == 1 else {})
            for place, name in enumerate(draw(st.lists(items, max_size=5)))
        ],
        "archive": {
            "units": ["VT", "VP"],
            "drafter": draw(st.sampled_from((None, "PC"))),
            "copies": draw(st.sampled_from((None, 3))),
        },
    }


def reading(value: Letter, form: str | None = None) -> Reading:
    content = letters.render(value, FORMS[form] if form else None)
    return Reading.of(read_here(content))


def given_parts(value: Any) -> Any:
    """Return a part of the file without the keys that stand empty in a signer."""
    if isinstance(value, dict) and "position" in value:
        return {key: part for key, part in value.items() if part is not None}
    return value


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(files())
def test_a_rendered_letter_reads_as_the_file_it_was_made_of(
    told: dict[str, Any],
) -> None:
    told["bases"] = [f"Căn cứ {text}" for text in told["bases"]]
    value = letters.from_mapping(told)
    found = reading(value)
    assert found.is_letter
    end = letters.body.END if value.kind.closed else ""
    assert blocks(found.fields["body"], end=end) == blocks(told["body"], end=end)
    same = set(told) - {"body", "appendices"}
    expected = {key: told[key] for key in same} | {"subject": value.about}
    assert {key: given_parts(found.fields[key]) for key in same} == expected
    again = letters.from_mapping(found.fields)
    assert letters.render(again) == letters.render(value)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", samples.CASES)
def test_every_sample_reads_back_into_the_same_page(name: str, form: str) -> None:
    value = samples.letter(name)
    found = reading(value, form)
    again = letters.from_mapping(found.fields)
    assert letters.render(again, FORMS[form]) == letters.render(value, FORMS[form])
