"""What is masked before anybody publishes, what never is, and what always holds."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.redaction import Kind, Published, Sender, read, redact
from documents.text import fold, nfc
from tests.documents.redaction.labelled import PUBLISHED, score, sentences

TOLD = sentences()
SECOND = sentences("second.txt")
SENDER = Sender(
    full_name="Trần Thị Kín Đáo",
    organisation="Công ty Vận tải Sao Khuya",
    phone="0912 345 678",
    email="kin.dao@example.vn",
    address="12 Lê Lợi, phường 1, Vũng Tàu",
)


def test_there_are_enough_sentences_of_every_kind() -> None:
    whole = score(TOLD)
    assert len(TOLD) >= 200
    assert {kind for kind in Kind if whole.labels[kind] >= 4} == set(Kind) - {
        Kind.ORGANISATION
    }


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.ORGANISATION}), ids=str)
def test_what_tells_of_a_person_is_masked_and_what_does_not_stands(kind: Kind) -> None:
    whole = score(TOLD)
    assert whole.recall(kind) >= 0.95, whole.wrong
    assert whole.precision(kind) >= 0.9, whole.wrong


@pytest.mark.parametrize(("part", "least"), [("dealt", 1.0), ("apart", 0.93)])
def test_a_second_set_is_masked_and_no_trap_of_it_is(part: str, least: float) -> None:
    told = [one for one in SECOND if one.part == part]
    whole = score(told)
    assert whole.labels.total() > 60
    assert whole.masked.total() >= least * whole.labels.total(), whole.wrong
    assert not score(one for one in told if not one.spans).found, whole.wrong


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Nước đọng từ số 12-14 Trần Phú.", None),
        ("Vỉa hè số 12 – 20 đường Ba Cu bị lún.", None),
        ("Hỏng từ số 7A Lê Lợi tới số nhà 31 Lê Lợi.", None),
        ("Nhà tôi ở số 12-14 Trần Phú.", "Nhà tôi ở [địa chỉ]."),
        ("Tôi ở 12-14 đường Trần Phú.", "Tôi ở [địa chỉ]."),
        ("Tới quầy gặp Hương để lấy vé.", "Tới quầy gặp [họ tên] để lấy vé."),
        ("tôi hỏi anh tuấn thì rõ", "tôi hỏi anh [họ tên] thì rõ"),
        ("ong tran van ba ban ve so", "ong [họ tên] ban ve so"),
        ("Các anh dũng cảm cứu người, thật là anh hùng.", None),
        ("Ông ta trong xe bước xuống, chú quân đội đỡ.", None),
        ("Đường hẹp: duong le hong phong, gọi Trung tâm mãi.", None),
    ],
)
def test_a_stretch_of_road_is_nobodys_and_a_name_needs_no_capital(
    text: str, masked: str | None
) -> None:
    assert redact(text) == (masked or text)


@pytest.mark.parametrize("part", ["published", "without"], ids=["given", "not given"])
def test_the_hotlines_own_contacts_stand_once_they_are_given(part: str) -> None:
    text = "Gọi 0903706338, (+84) 903 706 338 hay viết thachnn@sogtvt.gov.vn."
    known = Published(("0903706338",), ("thachnn@sogtvt.gov.vn",))
    masked = redact(text, published=known if part == "published" else Published())
    assert (masked == text) is (part == "published")
    assert masked.count("[số điện thoại]") == (0 if part == "published" else 2)


@pytest.mark.parametrize(
    "spelling",
    [
        "Tôi là Trần Thị Kín Đáo",
        "toi la tran thi kin dao",
        "TRẦN THỊ KÍN ĐÁO",
        "chị Đáo",
        "nhà Kín Đáo",
        "số 0912345678",
        "số +84 912.345.678",
        "số (84)912345678",
        "máy 912 345 678",
        "KIN.DAO@EXAMPLE.VN",
        "nhà 12 Lê Lợi",
        "nhà số 12, đường Lê Lợi",
        "12 le loi, p1",
        "công ty vận tải sao khuya",
    ],
)
def test_who_sent_it_is_masked_in_every_spelling(spelling: str) -> None:
    masked = redact(f"Kính gửi Sở. {spelling}. Xin cảm ơn.", sender=SENDER)
    told = fold(masked)
    for word in ("kin dao", "912", "345", "kin.dao", "12", "sao khuya", "đáo"):
        assert word not in told, masked
    assert "[" in masked


def test_words_that_only_look_like_the_sender_stand() -> None:
    text = "Thanh tra Sở kiểm tra đường Lê Lợi, lối đi kín đáo, 12 xe."
    who = Sender(full_name="Nguyễn Thị Thanh Trà", address="Lê Lợi")
    assert redact(text, sender=who) == text


def test_a_name_or_number_found_once_is_masked_wherever_it_stands() -> None:
    text = (
        "Anh Nông Đức Thiện (0977123456) lái ẩu. Hỏi số x0977123456 thì NÔNG ĐỨC"
        " THIỆN không nhận."
    )
    masked = redact(text)
    assert "0977" not in masked
    assert "thiện" not in masked.casefold()


def test_each_finding_says_what_it_is_and_the_pieces_are_the_text() -> None:
    reading = read("Ông Lê Văn Tám, xe 72A-123.45, sinh năm 1980.")
    told = [(piece.text, piece.kind) for piece in reading.pieces if piece.kind]
    assert told == [
        ("Lê Văn Tám", Kind.NAME),
        ("72A-123.45", Kind.PLATE),
        ("1980", Kind.BIRTH),
    ]
    assert "".join(piece.text for piece in reading.pieces) == reading.text
    assert reading.masked == "Ông [họ tên], xe [biển số], sinh năm [ngày sinh]."


LINES = [nfc(one.text) for one in TOLD]
WORDS = sorted({word for line in LINES for word in line.split()})
MIXED = st.lists(st.sampled_from(WORDS) | st.sampled_from(LINES), max_size=25).map(
    " ".join
)
TEXTS = (
    MIXED
    | st.text(max_size=80)
    | st.lists(st.text("0123456789 .-/+()[]Aa\n")).map("".join)
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_masking_twice_masks_no_more(text: str) -> None:
    once = redact(text, sender=SENDER, published=PUBLISHED)
    assert redact(once, sender=SENDER, published=PUBLISHED) == once


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    reading = read(text, sender=SENDER)
    place = 0
    for span in reading.spans:
        assert place <= span.start < span.end <= len(reading.text)
        place = span.end


@settings(max_examples=300, deadline=None)
@given(MIXED)
def test_composed_or_decomposed_it_reads_the_same(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert redact(decomposed, sender=SENDER) == redact(text, sender=SENDER)


@settings(max_examples=300, deadline=None)
@given(MIXED, st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), MIXED)
def test_no_figures_of_a_masked_telephone_are_left(
    before: str, number: str, after: str
) -> None:
    spaced = f"{number[:4]} {number[4:7]}.{number[7:]}"
    text = f"{before} gọi {number} {after} hay {spaced}, x{number}y"
    left = "".join(c for c in redact(text) if c.isdecimal() or c not in " .-")
    assert number not in left
    assert number[1:] not in left


@pytest.mark.parametrize(
    "hostile",
    ["09", "a.", "A", "số 1 ", "An ", "trân trọng" + " " * 5_000, "0 ", "1/", "một "],
    ids=repr,
)
def test_no_text_takes_it_forever(hostile: str) -> None:
    text = (hostile * 20_000)[:20_000]
    assert len(read(text, sender=SENDER, published=PUBLISHED).text) == 20_000
