"""The draft on paper: pictures of its pages, a sheet of HTML, or why neither."""

import re
import struct

import pytest

from documents.vocabulary import Role
from tests.portal.studio.studio import WORDS, S, Studio, told

LONG = "\n\n".join(f"Đoạn thứ {n} của văn bản dài." for n in range(60))


def pictures(page: str) -> list[str]:
    return re.findall(r'<img class="leaf" src="([^"]+)"', page)


def test_the_pages_are_drawn_of_what_was_typed_last(studio: Studio) -> None:
    path = studio.letter()
    first = pictures(studio.get(Role.HANDLER, f"{path}/trang"))
    assert len(first) == 1
    studio.keep(Role.HANDLER, path, body=LONG)
    drawn = pictures(studio.get(Role.HANDLER, f"{path}/trang"))
    assert len(drawn) > 1
    assert drawn[0] != first[0]
    client = studio.as_(Role.HANDLER)
    for address in drawn:
        answer = client.get(address.replace("&amp;", "&"))
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
        assert struct.unpack(">II", answer.data[16:24]) == (900, 1273)
        assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(f"{path}/trang/{len(drawn) + 1}.png").status_code == 404
    # Another officer has the saved letter, of one page.
    assert pictures(studio.get(Role.HEAD, f"{path}/trang")) == first
    assert studio.as_(Role.HEAD).get(f"{path}/trang/2.png").status_code == 404


@pytest.mark.parametrize("number", ["0", "99", "9" * 30, "-1", "x", "\u0661"])
def test_a_page_that_is_not_there_is_not_found(studio: Studio, number: str) -> None:
    answer = studio.as_(Role.HANDLER).get(f"{studio.letter()}/trang/{number}.png")
    assert answer.status_code == 404


def test_an_unfinished_draft_says_why_it_has_no_pages(studio: Studio) -> None:
    path = studio.paper("cong-van")
    studio.send(Role.HANDLER, path, subject="", body="")
    page = studio.get(Role.HANDLER, f"{path}/trang")
    assert "Chưa xem trước được: dự thảo còn thiếu phần bắt buộc." in page
    assert studio.as_(Role.HANDLER).get(f"{path}/trang/1.png").status_code == 404


def test_the_button_shows_the_pages_without_a_script(studio: Studio) -> None:
    path = studio.letter()
    answer = studio.send(Role.HANDLER, path, "preview", body="Chữ chưa lưu.")
    assert len(pictures(answer.text)) == 1
    assert "Chữ chưa lưu." in answer.text
    assert studio.stored(path).content["body"] == WORDS["body"]


def test_without_libreoffice_the_letter_is_a_sheet_of_its_own_words(
    studio: Studio, without_office: None
) -> None:
    path = studio.letter()
    typed = {
        "addressees": "UBND thành phố Bà Rịa\nSở Xây dựng",
        "body": "Mở đầu <b>đậm</b>.\n\n1. Một\n\na) hai;\n\n| Km | Ngày |\n| 40 | 17 |",
        "urgency": "khan",
        "circulation": "luu-hanh-noi-bo",
        "address": "y",
        "appendices-0-title": "Danh sách vị trí",
        "appendices-0-body": "Km 40.",
        "recipients": "Như trên\nThanh tra Sở (để phối hợp)",
    }
    answer = studio.send(Role.HANDLER, path, "preview", **typed)
    assert pictures(answer.text) == []
    page = told(answer.text)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ GIAO THÔNG VẬN TẢI",
        "/SGTVT-KCHT",
        f"V/v {WORDS['subject']}",
        "KHẨN",
        "LƯU HÀNH NỘI BỘ",
        "- Sở Xây dựng.",
        "Mở đầu &lt;b&gt;đậm&lt;/b&gt;.",
        "DANH SÁCH VỊ TRÍ",
        "(Kèm theo Công văn số",
        "- Thanh tra Sở (để phối hợp)",
        "- Lưu: VT, KCHT.",
        "GIÁM ĐỐC Nguyễn Văn Mẫu",
    ):
        assert words in page, words
    studio.keep(Role.HANDLER, path, **typed)
    assert 'class="sheet"' in studio.get(Role.HANDLER, f"{path}/trang")
    assert studio.as_(Role.HANDLER).get(f"{path}/trang/1.png").status_code == 404


@pytest.mark.parametrize("paper", ["quyet-dinh", "bien-ban", "to-trinh", "giay-moi"])
def test_every_kind_has_its_sheet(
    studio: Studio, without_office: None, paper: str
) -> None:
    with studio.desk() as desk:
        secretary = "Đỗ Văn Đông" if paper == "bien-ban" else None
        letter = desk.finished(desk.begin(paper), secretary=secretary)
        path = f"/cong-van/{letter.id}"
    page = studio.get(Role.HANDLER, f"{path}/trang")
    heading = {"quyet-dinh": "QUYẾT ĐỊNH:", "bien-ban": "THƯ KÝ"}.get(paper, "")
    assert heading in page
    assert 'class="sheet"' in page


def test_a_complainant_has_no_name_on_the_pages(
    studio: Studio, without_office: None
) -> None:
    path = studio.of_case(paper="phieu-tiep-nhan")
    page = studio.get(Role.FOCAL, f"{path}/trang")
    assert "Kín Đáo" not in page
    assert "Người gửi phản ánh (hồ sơ DDN-2019-" in page


def test_an_issued_letter_has_its_pages_too(studio: Studio) -> None:
    page = studio.get(Role.HANDLER, f"{studio.letter(S.ISSUED)}/trang")
    assert len(pictures(page)) == 1
