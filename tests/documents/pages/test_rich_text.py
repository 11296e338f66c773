"""Words in Markdown: what becomes a link or a picture, and what stays as typed."""

import pytest

from documents import rich_text
from documents.rich_text import Node, Picture


def kinds(text: str) -> list[str]:
    return [node.kind for node in rich_text.read(text).walk()]


def words(node: Node) -> str:
    return "".join(found.text for found in node.walk())


HTML = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<!-- a --><iframe src=//evil.example></iframe>",
    "<style>*{display:none}</style>",
]


@pytest.mark.parametrize("typed", HTML)
@pytest.mark.parametrize("around", ["{}", "Chữ {} chữ", "- {}", "> {}", "## {}"])
def test_html_is_nothing_but_words(typed: str, around: str) -> None:
    found = rich_text.read(around.format(typed))
    assert typed in words(found)
    allowed = {"root", "paragraph", "text", "bullet_list", "list_item", "blockquote"}
    assert {node.kind for node in found.walk()} <= allowed | {"heading"}


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "&Tab;javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "///evil.example",
        "/\\\\evil.example",
        "\\\\\\\\evil.example",
        "https:evil.example",
        "evil.example",
        "blob:https://x",
    ],
)
def test_a_link_that_may_lead_astray_is_no_link(href: str) -> None:
    for typed in (f"[x]({href})", f"[x](<{href}>)", f"[x][1]\n\n[1]: {href}\n"):
        found = [node.href for node in rich_text.read(typed).walk() if node.href]
        # A backslash that is encoded is a letter of a path of this site.
        assert [one for one in found if not one.startswith("/%5C")] == [], typed


@pytest.mark.parametrize(
    "href",
    [
        "https://moc.gov.vn/a?b=1#c",
        "http://sgtvt.example.vn",
        "mailto:duongdaynong@sgtvt.example.vn",
        "tel:+84903706338",
        "/trang/gioi-thieu",
        "/",
        "#muc",
    ],
)
def test_a_link_of_a_known_kind_leads_there(href: str) -> None:
    assert rich_text.links(f"Xem [trang]({href}) này") == [href]


def test_a_picture_is_one_that_is_given_with_the_text_or_its_words() -> None:
    given = {12: Picture("/tep/0", 640, 480, "Cầu Cỏ May")}
    shown = rich_text.read("Đây: ![Cầu *mới*](anh-12)", given)
    images = [node for node in shown.walk() if node.kind == "image"]
    assert images == [Node("image", "Cầu mới", "/tep/0", width=640, height=480)]
    assert rich_text.pictures_named('![](anh-12)\n\n- ![x](anh-7 "y")') == {7, 12}
    for place in ("https://evil.example/x.png", "/dang-xuat", "/anh/12", "anh-13"):
        found = rich_text.read(f"![Cầu Cỏ May]({place})", given)
        assert "image" not in {node.kind for node in found.walk()}, place
        assert words(found) == "Cầu Cỏ May", place
    assert rich_text.links("[x](anh-12)") == []


@pytest.mark.parametrize(
    "told", ["Cầu", "a]b](c", "\\", "*a* `b` <i> ![x](y)", "&amp;"]
)
def test_what_is_told_of_a_picture_stands_as_it_was_typed(told: str) -> None:
    given = {3: Picture("/tep/0", 1, 1, "khác")}
    found = rich_text.read(rich_text.showing(3, told), given)
    assert [node.text for node in found.walk() if node.kind == "image"] == [told]


def test_headings_go_down_one_level_at_a_time_below_the_title() -> None:
    found = rich_text.read("#### Một\n\n# Hai\n\n###### Ba\n\n### Bốn")
    levels = [node.level for node in found.walk() if node.kind == "heading"]
    assert levels == [2, 2, 3, 3]


def test_a_list_a_table_and_a_break_are_what_they_are() -> None:
    assert "ordered_list" in kinds("3. ba\n4. bốn")
    assert kinds("- một\n- hai").count("paragraph") == 0
    assert "table" in kinds("| a | b |\n|---|---|\n| 1 | 2 |")
    assert "hardbreak" in kinds("một  \nhai")
    starts = [n.start for n in rich_text.read("3. ba").walk() if n.kind[:3] == "ord"]
    assert starts == [3]


def test_plain_words_carry_no_marks() -> None:
    text = "## Gọi **ngay**\n\nSố [0903](tel:0903)\nhoặc:\n\n- thư\n- `mã`\n"
    assert rich_text.plain(text) == "Gọi ngay\nSố 0903 hoặc:\nthư\nmã"


def test_any_depth_is_read_in_time_and_without_harm() -> None:
    for typed in ("> " * 3_000 + "x", "[" * 20_000, "*a " * 20_000, "![" * 10_000):
        assert rich_text.plain(typed) is not None
