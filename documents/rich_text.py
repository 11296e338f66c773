"""Words in Markdown, read into a tree that pages draw; nothing of it is ever HTML.

HTML that was typed stays words. A link leads to http(s), mail, a telephone or a place
of this site; anything else is shown as typed. A picture is one that is given with the
text, by its number; of any other its words are shown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_SAFE: Final = re.compile(
    r"(?:https?://[^\\]|mailto:[^\\?]|tel:[+0-9]|/(?![/\\])|#)[^\\\s]*\Z",
    re.IGNORECASE,
)
_PICTURE: Final = re.compile(r"anh-([1-9][0-9]{0,8})\Z")
"""How words name a picture: `![Cầu Cỏ May](anh-12)`."""

_MARKS: Final = re.compile(r"([\\\[\]*_`<>!&])")
_DEEPEST_HEADING: Final = 4
_DEEPEST: Final = 20
"""Lists in lists, quotations in quotations; what lies deeper is left out."""


@dataclass(frozen=True)
class Picture:
    """A picture that words may show: its sides in pixels, and what it shows in words.

    `told` is "" of one that is there for decoration only.
    """

    address: str
    width: int
    height: int
    told: str


Pictures = Mapping[int, Picture]
_NONE: Final[Pictures] = MappingProxyType({})


@dataclass(frozen=True)
class Node:
    """A piece of a text and what is in it.

    `kind` is the name that markdown-it gives it, without inner wrappers; `text` the
    words of a leaf, or instead of a picture; `href` where a link leads or a picture
    is; `level` of a heading, from 2; `width` and `height` of a picture, in pixels.
    """

    kind: str
    text: str = ""
    href: str = ""
    level: int = 0
    start: int = 1
    width: int = 0
    height: int = 0
    children: tuple["Node", ...] = ()

    def walk(self) -> Iterator["Node"]:
        """Yield this piece and all within, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def is_safe(href: str) -> bool:
    """Say whether a link may be followed: the scheme is known, the site is clear."""
    return _SAFE.match(href) is not None


class _Parser(MarkdownIt):
    """CommonMark with tables, without HTML, and with our idea of a link."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's own name
        """Say whether a link is one; what is not stays as it was typed."""
        return is_safe(url) or _PICTURE.match(url) is not None


_PARSER: Final = _Parser("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable(
    "table"
)


@dataclass
class _Reading:
    """Headings seen so far: none may be more than one level below the last."""

    pictures: Pictures
    level: int = field(default=1)

    def node(self, found: SyntaxTreeNode) -> Iterator[Node]:
        match found.type:
            case "inline":
                yield from self.within(found)
            case "heading":
                self.level = min(
                    max(2, int(found.tag[1:])), self.level + 1, _DEEPEST_HEADING
                )
                level = self.level
                yield Node("heading", level=level, children=self.all(found))
            case "paragraph" if found.hidden:
                yield from self.within(found)
            case "link":
                yield self._link(found)
            case "ordered_list":
                start = int(found.attrs.get("start", 1))
                yield Node("ordered_list", start=start, children=self.all(found))
            case "image":
                yield self._image(found)
            case "text" | "code_inline" | "code_block" | "fence":
                yield Node(found.type, found.content)
            case _:
                yield Node(found.type, children=self.all(found))

    def within(self, found: SyntaxTreeNode) -> Iterator[Node]:
        for child in found.children:
            yield from self.node(child)

    def all(self, found: SyntaxTreeNode) -> tuple[Node, ...]:
        return tuple(self.within(found))

    def _link(self, found: SyntaxTreeNode) -> Node:
        href = str(found.attrs.get("href", ""))
        if not is_safe(href):
            return Node("span", children=self.all(found))
        return Node("link", href=href, children=self.all(found))

    def _image(self, found: SyntaxTreeNode) -> Node:
        told = "".join(node.text for one in self.within(found) for node in one.walk())
        number = _number(found)
        picture = self.pictures.get(number) if number else None
        if picture is None:
            return Node("text", told)
        return Node(
            "image",
            told or picture.told,
            picture.address,
            width=picture.width,
            height=picture.height,
        )


def _number(found: SyntaxTreeNode) -> int | None:
    named = _PICTURE.match(str(found.attrs.get("src", "")))
    return int(named[1]) if named else None


def read(text: str, pictures: Pictures = _NONE) -> Node:
    """Return a text as a tree; its root is of kind "root"."""
    return next(_Reading(pictures).node(_tree(text)))


def _tree(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_PARSER.parse(text))


def pictures_named(text: str) -> set[int]:
    """Return the numbers of the pictures that a text shows."""
    images = (it for it in _tree(text).walk() if it.type == "image")
    return {number for number in map(_number, images) if number}


def showing(number: int, told: str) -> str:
    """Return the words that show a picture, as they are typed."""
    plain = _MARKS.sub(r"\\\1", told)
    return f"![{plain}](anh-{number})"


def links(text: str) -> list[str]:
    """Return where the links of a text lead, in their order."""
    return [node.href for node in read(text).walk() if node.kind == "link"]


_ENDS: Final = frozenset({"paragraph", "heading", "list_item", "tr", "code_block"})


def plain(text: str) -> str:
    """Return the words of a text without its marks: a line for each paragraph."""
    return "\n".join(" ".join(line.split()) for line in _lines(read(text)))


def _lines(root: Node) -> Iterator[str]:
    words = "".join(_words(root))
    return (line for line in words.split("\n") if line.strip())


def _words(node: Node) -> Iterator[str]:
    yield " " if node.kind in {"softbreak", "td", "th"} else node.text
    for child in node.children:
        yield from _words(child)
    if node.kind in _ENDS or node.kind in {"hardbreak", "fence"}:
        yield "\n"
