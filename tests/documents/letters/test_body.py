"""How a clerk's typing becomes paragraphs: levels, titles, bold, the end mark."""

import pytest

from documents.letters.body import Level, Span, blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body)]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Chương II", Level.CHAPTER),
        ("Tiểu mục 3", Level.CHAPTER),
        ("Mục 3 của Kế hoạch.", Level.TEXT),
        ("I. Tình hình", Level.SECTION),
        ("Điều 2. Tổ chức thực hiện", Level.ARTICLE),
        ("1. Kết quả", Level.CLAUSE),
        ("2.1. Kết quả", Level.CLAUSE),
        ("a) Việc thứ nhất;", Level.POINT),
        ("đ) Việc thứ năm;", Level.POINT),
        ("- Việc nhỏ;", Level.DASH),
        ("+ Việc nhỏ hơn;", Level.DASH),
        ("Kính đề nghị Sở trả lời.", Level.TEXT),
        ("2019 là năm thứ ba.", Level.TEXT),
        ("22.5 tấn là quá tải.", Level.TEXT),
        ("1.Kết quả", Level.TEXT),
        ("V. Hugo là tên một con đường.", Level.TEXT),
    ],
)
def test_what_a_line_begins_with_says_its_level(line: str, level: Level) -> None:
    assert blocks(f"{line}\n\nHết.")[0].level is level


def test_a_numbered_line_without_a_closing_mark_is_a_title() -> None:
    title, text, *_ = blocks("1. Công tác triển khai\n\n2. Sở đã triển khai.\n\nHết.")
    assert (title.title, text.title) == (True, False)


def test_a_plain_line_without_a_closing_mark_is_no_title() -> None:
    plain, dash, *_ = blocks("Kính gửi Sở\n\n- Việc đã làm\n\nHết.")
    assert (plain.title, dash.title) == (False, False)


def test_the_line_under_a_chapters_number_is_its_title() -> None:
    label, title, text = blocks("Chương I\nQuy định chung\nPhạm vi điều chỉnh", end="")
    assert [(b.level, b.title) for b in (label, title, text)] == [
        (Level.CHAPTER, False),
        (Level.CHAPTER, True),
        (Level.TEXT, False),
    ]


def test_a_sentence_under_a_chapters_number_is_no_title() -> None:
    _, text = blocks("Chương I\nChương này có hai điều.")
    assert text.level is Level.TEXT


def test_an_appendix_has_no_end_mark() -> None:
    assert [block.text for block in blocks("Gồm một việc", end="")] == ["Gồm một việc"]


def test_the_last_line_is_closed_and_so_never_a_title() -> None:
    (only,) = blocks("1. Sở cho ý kiến")
    assert (only.text, only.title) == ("1. Sở cho ý kiến./.", False)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Sở trả lời", "Sở trả lời./."),
        ("Sở trả lời.", "Sở trả lời./."),
        ("Sở trả lời;", "Sở trả lời./."),
        ("Sở trả lời./.", "Sở trả lời./."),
        ("Sở trả lời **đúng hạn**", "Sở trả lời đúng hạn./."),
        ("Sở trả lời **đúng hạn.**", "Sở trả lời đúng hạn./."),
        ("Sở trả lời (kèm phụ lục)", "Sở trả lời (kèm phụ lục)./."),
    ],
)
def test_the_text_ends_with_its_mark_once(typed: str, printed: str) -> None:
    assert texts(typed) == [printed]


def test_a_blank_line_ends_a_paragraph() -> None:
    assert texts("Một.\n\n \nHai.") == ["Một.", "Hai./."]


def test_each_item_of_a_list_is_a_paragraph_without_blank_lines_between() -> None:
    assert texts("Gồm:\n- một;\n- hai\n+ ba;\na) bốn") == [
        "Gồm:",
        "- một;",
        "- hai",
        "+ ba;",
        "a) bốn./.",
    ]


def test_a_line_broken_by_the_margin_of_an_editor_is_joined() -> None:
    above = "Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh về việc nâng cao chất lượng của"
    assert texts(f"{above}\nĐường dây nóng; Sở báo\ncáo.") == [
        f"{above} Đường dây nóng; Sở báo cáo./."
    ]


@pytest.mark.parametrize(
    "above",
    [
        "Kính thưa Ông (bà),",
        "1. Kết quả kiểm tra",
        "Sở đã kiểm tra hiện trường và yêu cầu đơn vị bảo trì vá xong trong ngày.",
        "Sở đã kiểm tra " + "rất kỹ " * 20 + "hiện trường",
    ],
)
def test_enter_in_a_text_area_begins_a_paragraph(above: str) -> None:
    assert texts(f"{above}\nSở trả lời như sau.") == [above, "Sở trả lời như sau./."]


def test_asterisks_in_pairs_make_bold_and_disappear() -> None:
    (block,) = blocks("Trước ngày **22/12/2019** phải **xong**./.")
    assert block.spans == (
        Span("Trước ngày "),
        Span("22/12/2019", bold=True),
        Span(" phải "),
        Span("xong", bold=True),
        Span("./."),
    )


def test_an_asterisk_pair_without_a_partner_stays_as_typed() -> None:
    (block,) = blocks("Giá **tăng** 2 ** 3 lần./.")
    assert block.text == "Giá tăng 2 ** 3 lần./."


def test_emphasis_of_nothing_prints_nothing() -> None:
    assert texts("****\n\nHết.") == ["Hết./."]


def test_a_bold_number_still_opens_its_level() -> None:
    first, second, _ = blocks("Gồm:\n**1. Kết quả**\n\nHết.")
    assert (first.text, second.level, second.title) == ("Gồm:", Level.CLAUSE, True)


def test_white_space_is_one_space() -> None:
    assert texts("Sở \t trả\u00a0lời.") == ["Sở trả lời./."]
