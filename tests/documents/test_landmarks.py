"""Plates, stretches of road and places: one spelling each, and none where none is."""

import pytest

from documents import landmarks
from documents.vocabulary import MarkKind
from search import numbers


def plates(text: str) -> list[str]:
    return named(text, MarkKind.PLATE)


def named(text: str, kind: MarkKind) -> list[str]:
    marks = landmarks.marks_of("", text, "")
    return [key for found, key in marks if found is kind]


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("Xe 72A-123.45 chạy ẩu", "72A-123.45"),
        ("xe khách bs 72b12345,", "72B-123.45"),
        ("Xe máy 72-C1 456.78", "72C1-456.78"),
        ("biển kiểm soát 51LD-012 34.", "51LD-012.34"),
        ("xe tải 72N-1234", "72N-1234"),
    ],
)
def test_a_plate_has_one_spelling(text: str, plate: str) -> None:
    assert plates(text) == [plate]


@pytest.mark.parametrize(
    "text",
    ["văn bản 12-QĐ-2019", "1234/SGTVT-VP", "ngày 20-11-2019", "0912 345 678", "DDN"],
)
def test_papers_days_and_telephones_are_no_plates(text: str) -> None:
    assert plates(text) == []


@pytest.mark.parametrize(
    "text", ["Xe 72A-123.45 chạy ẩu", "xe 72b12345", "QL.51", "km 40", "Ngã tư"]
)
def test_search_finds_a_plate_in_the_same_words(text: str) -> None:
    keys = {key for mention in numbers.mentions(text.lower()) for key in mention.keys}
    plain = [plate.replace("-", "").replace(".", "").lower() for plate in plates(text)]
    assert keys.issuperset(plain)


@pytest.mark.parametrize(
    ("text", "road"),
    [
        ("Đoạn Km 40 Quốc lộ 51 có ổ gà", "QL.51 km 40"),
        ("QL51 đoạn km40+500", "QL.51 km 40"),
        ("QL.51B, Km 012", "QL.51B km 12"),
        ("Đường tỉnh 768 km 3", "ĐT.768 km 3"),
        ("ĐT.768 tại km 3+200", "ĐT.768 km 3"),
    ],
)
def test_a_kilometre_goes_with_its_road(text: str, road: str) -> None:
    assert named(text, MarkKind.ROAD) == [road]


def test_each_kilometre_takes_the_road_that_is_nearest() -> None:
    told = "QL51 km 40 và cách đó xa trên ĐT.768 km 3 đều hỏng"
    assert named(told, MarkKind.ROAD) == ["QL.51 km 40", "ĐT.768 km 3"]
    assert named("QL51 hỏng. " + "x " * 40 + "km 40", MarkKind.ROAD) == []


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("Ngã 4 Lê Lợi, P1, TP Vũng Tàu", "nga tu le loi"),
        ("ngã tư Lê Lợi", "nga tu le loi"),
        ("Đường Trương Công Định - phường 3", "truong cong dinh"),
        ("Phường 3, đường Trương Công Định", "truong cong dinh"),
        ("TP. Vũng Tàu", ""),
        ("Quốc lộ 51", ""),
        ("Km 40, phường Phước Nguyên", ""),
        ("", ""),
    ],
)
def test_a_place_is_a_name_and_no_whole_town(location: str, place: str) -> None:
    assert landmarks.place_of(location) == place


def test_a_list_of_plates_is_cut_and_text_of_any_length_is_read() -> None:
    many = " ".join(f"72A-{n:03}.45" for n in range(100, 200))
    assert len(plates(many)) == landmarks.MOST
    assert landmarks.marks_of("9" * 50_000, "km " * 50_000, "- " * 50_000) == []


def test_texts_are_alike_that_share_their_words_in_order() -> None:
    told = "Ổ gà trên Quốc lộ 51. Đoạn Km 40 có nhiều ổ gà rất nguy hiểm."
    assert landmarks.is_like(told, "Km 40 có nhiều ổ gà rất nguy hiểm, xin vá gấp")
    assert landmarks.is_like(told, "o ga tren quoc lo 51 doan km 40")
    assert not landmarks.is_like(told, "Đèn tín hiệu ở ngã tư Lê Lợi không sáng")
    assert not landmarks.is_like("Ổ gà", "Ổ gà")
