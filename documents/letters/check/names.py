"""Names: one way of writing each, hyphens, capitals of sure cases (Phụ lục II)."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from documents.letters.check.finding import Fault, Rule, Severity
from documents.letters.check.subject import Subject
from documents.letters.check.type import where
from documents.letters.profiles import profiles

_SMALL_TYPE: Final = re.compile(
    r"(?<=[^\W\d_] )(công văn|quyết định|nghị định|thông tư|chỉ thị)(?= số \d)"
)
_CAPITAL_CLAUSE: Final = re.compile(
    r"(?<=[^\W\d_.:;] )(Khoản|Điểm)(?= (?:\d|[a-zđ]\b))"
)
_SMALL_ARTICLE: Final = re.compile(
    r"(?<!\w)điều(?= \d{1,3} (?:Luật|Nghị định|Thông tư))"
)
_BODIES: Final = re.compile(
    r"(?<!\w)(ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân)"
    r"(?= (?:tỉnh|thành phố|huyện|quận|xã|phường|thị xã)\b)"
)
_OFFICE: Final = re.compile(r"(?<=Chánh )văn phòng")
_AMPERSAND: Final = re.compile(r"(?<=[^\W\d_]) & (?=[A-ZĐ][^\W\d_]*[^\W\d_A-Z])")
_DEFINED: Final = re.compile(
    r"\((?:sau đây|dưới đây) (?:viết tắt|gọi tắt|gọi|gọi chung) là:?"
    r" [“\"]?([^()“”\"]+?)[”\"]?\)"
)
_SHORT: Final = {"UBND": "Ủy ban nhân dân", "GTVT": "Giao thông vận tải"}
_IN_SYMBOL: Final = re.compile(r"\S*/\S*")


def changed(
    component: str, change: Callable[[str], str]
) -> Callable[[Subject], Iterator[Fault]]:
    """Return the check of lines that a change would make different."""

    def check(subject: Subject) -> Iterator[Fault]:
        for line in subject.lines:
            right = change(line.text)
            if right != line.text:
                yield Fault(where(component, line, whole=True), right)

    return check


def _raised(found: re.Match[str]) -> str:
    return found[0][:1].upper() + found[0][1:]


def _bodies(text: str) -> str:
    return _BODIES.sub(_raised, text)


def _office(text: str) -> str:
    return _OFFICE.sub("Văn phòng", text)


def _cited(text: str) -> str:
    text = _SMALL_TYPE.sub(_raised, text)
    text = _CAPITAL_CLAUSE.sub(lambda found: found[0].lower(), text)
    return _SMALL_ARTICLE.sub("Điều", text)


def _conjoined(text: str) -> str:
    return _AMPERSAND.sub(" và ", text)


def _places() -> list[str]:
    return [p.place for p in profiles().values() if " - " in p.place]


def dashed(subject: Subject) -> Iterator[Fault]:
    """A name of two parts is written with a hyphen between spaces."""
    top = subject.parts.masthead
    for line in (*([top.date] if top.date else []), *subject.lines):
        right = line.text
        for name in _places():
            first, second = map(re.escape, name.split(" - "))
            right = re.sub(rf"{first}\s*[-–—]\s*{second}", name, right)
        if right != line.text:
            yield Fault(where("Tên riêng", line, whole=True), right)


def shortened(subject: Subject) -> Iterator[Fault]:
    """A place is not cut down to its initials (BR-VT)."""
    for name in _places():
        parts = name.split(" - ")
        short = "-".join("".join(word[0] for word in part.split()) for part in parts)
        for line in subject.lines:
            right = re.sub(rf"(?<![\w/-]){short}(?![\w/-])", name, line.text)
            if right != line.text:
                told = {"found": short, "name": name}
                yield Fault(where("Tên riêng", line, whole=True), right, told=told)


def mixed(subject: Subject) -> Iterator[Fault]:
    """A body has one name throughout, or says what it is called for short."""
    text = "\n".join(_IN_SYMBOL.sub("", line.text) for line in subject.body)
    terms = _DEFINED.findall(text)
    for short, full in _SHORT.items():
        both = re.search(rf"\b{short}\b", text) and full in text
        if both and not any(short in term for term in terms):
            at = next(line for line in subject.body if short in line.text)
            told = {"short": short, "full": full}
            yield Fault(where("Tên riêng", at), told=told)


def defined_term(subject: Subject) -> Iterator[Fault]:
    """A term that the text defines keeps its capitals."""
    whole = "\n".join(line.text for line in subject.body)
    for term in _DEFINED.findall(whole):
        for line in subject.body:
            right = _restored(line.text, term)
            if right != line.text:
                at = where("Thuật ngữ", line, whole=True)
                yield Fault(at, right, told={"term": term})


def _restored(text: str, term: str) -> str:
    """Return a text with its term as defined; a heading may make it all capital."""
    small = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.IGNORECASE)
    return small.sub(lambda found: found[0] if found[0].isupper() else term, text)


NAMES: Final = (
    Rule(
        "name-dash",
        Severity.WARNING,
        "capitals",
        "Tên riêng gồm hai phần dùng gạch nối có cách chữ, không dùng gạch ngang.",
        dashed,
    ),
    Rule(
        "name-short",
        Severity.ADVICE,
        "custom",
        "Không viết tắt địa danh “{found}”; ghi đủ “{name}”.",
        shortened,
    ),
    Rule(
        "name-mixed",
        Severity.ADVICE,
        "custom",
        "Lúc ghi “{short}”, lúc ghi “{full}”; nên thống nhất một cách ghi.",
        mixed,
    ),
    Rule(
        "defined-term",
        Severity.ADVICE,
        "custom",
        "Thuật ngữ đã quy ước viết thống nhất là “{term}”.",
        defined_term,
    ),
    Rule(
        "capital-body",
        Severity.WARNING,
        "capitals",
        "Tên cơ quan viết hoa chữ đầu: “Ủy ban nhân dân”, “Hội đồng nhân dân”.",
        changed("Viết hoa", _bodies),
    ),
    Rule(
        "capital-office",
        Severity.ADVICE,
        "capitals",
        "Chức vụ ghi thống nhất là “Chánh Văn phòng”.",
        changed("Viết hoa", _office),
    ),
    Rule(
        "capital-citation",
        Severity.ADVICE,
        "capitals",
        "Viện dẫn viết hoa tên loại và Điều, viết thường khoản, điểm.",
        changed("Viết hoa", _cited),
    ),
    Rule(
        "ampersand",
        Severity.ADVICE,
        "capitals",
        "Tên cơ quan dùng chữ “và”, không dùng “&”.",
        changed("Tên riêng", _conjoined),
    ),
)
