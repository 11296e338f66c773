"""XML of a stranger's file as a tree: no document type, no entities, no end of depth.

Names come out as `w|p`, whichever of the two standards (transitional or strict) the
file was written to, so that nothing behind this module knows a namespace.
"""

# Expat fetches nothing; a document type, where entities are declared, is refused.
import xml.etree.ElementTree as ET
from functools import lru_cache
from typing import Any, Final
from xml.etree.ElementTree import Element
from xml.parsers import expat

from documents.sandbox import Unreadable

_DOCTYPE: Final = "Tệp có khai báo DOCTYPE, không phải tệp văn phòng thông thường."
_BROKEN: Final = "Tệp hỏng: phần nội dung không đúng cú pháp XML."

MOST_ELEMENTS: Final = 400_000
DEEPEST: Final = 200

_STRICT: Final = "http://purl.oclc.org/ooxml"
_OPEN: Final = "http://schemas.openxmlformats.org"
_PREFIXES: Final = {
    f"{_OPEN}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OPEN}/officeDocument/2006/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_OPEN}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_OPEN}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    "urn:schemas-microsoft-com:vml": "v",
    f"{_OPEN}/markup-compatibility/2006": "mc",
    f"{_OPEN}/package/2006/relationships": "rel",
    f"{_OPEN}/package/2006/content-types": "ct",
}


class _Builder(ET.TreeBuilder):
    """Counts what it builds and stops where a letter never comes."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = self._depth = 0

    def start(self, tag: Any, attrs: dict[Any, Any]) -> Element:
        self._elements += 1
        self._depth += 1
        if self._elements > MOST_ELEMENTS or self._depth > DEEPEST:
            raise Unreadable("Tệp quá lớn hoặc lồng quá sâu so với một văn bản.")
        told = {_short(name): value for name, value in attrs.items()}
        return super().start(_short(tag), told)

    def end(self, tag: Any) -> Element:
        self._depth -= 1
        return super().end(_short(tag))

    def doctype(self, *_: object) -> None:
        """Refuse a document type: no letter has one, entity bombs do."""
        raise Unreadable(_DOCTYPE)


def tree(content: bytes) -> Element:
    """Return the root of a part.

    Raises:
        Unreadable: it is no well-formed XML, has a document type, or is too large.
    """
    parser = ET.XMLParser(target=_Builder())  # noqa: S314 - see the import
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Unreadable(_BROKEN) from error
    return root


def refuse_document_type(content: bytes) -> None:
    """Look at what stands before the root of a part that others will parse.

    Raises:
        Unreadable: it is no XML, or declares a document type.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _begun
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place
    except _Begun:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(_BROKEN) from error


class _Begun(Exception):
    """The root of a part: what could be declared would stand before it."""


def _begun(_name: str, _attributes: object) -> None:
    raise _Begun


def _refuse_doctype(*_: object) -> None:
    raise Unreadable(_DOCTYPE)


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    space, _, local = name.rpartition("}")
    if not space:
        return name
    return f"{_PREFIXES.get(space[1:], 'x')}|{local}"


def value(parent: Element | None, tag: str, attribute: str = "w|val") -> str | None:
    """Return an attribute of a child, None when either is missing."""
    child = None if parent is None else parent.find(tag)
    return None if child is None else child.get(attribute)


def on(parent: Element | None, tag: str) -> bool | None:
    """Return a switch such as w|b: None when it is not set at all."""
    child = None if parent is None else parent.find(tag)
    if child is None:
        return None
    return child.get("w|val", "1") not in {"0", "false", "off", "none"}
