"""What an address of the API may ask: described and read by one table."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from documents.errors import Invalid
from documents.text import one_line
from documents.vocabulary import DirectiveForce, Field
from documents.vocabulary.term import Term

LONGEST: Final = 200
WORD: Final = "[0-9A-Za-z\u00c0-\u024f\u1ea0-\u1ef9]"
"""What words must hold: a Latin letter, with marks or without, or a digit."""

LAST_PAGE: Final = 100_000


@dataclass(frozen=True)
class Parameter:
    """One condition: its name, what it is for, and what its value may be."""

    name: str
    told: str
    schema: Mapping[str, Any]
    is_required: bool = False


def _words(name: str, told: str, *, is_required: bool = False) -> Parameter:
    schema = {"type": "string", "maxLength": LONGEST, "pattern": WORD}
    return Parameter(name, told, schema, is_required)


def _number(name: str, told: str, least: int, most: int) -> Parameter:
    return Parameter(name, told, {"type": "integer", "minimum": least, "maximum": most})


def _choice(name: str, told: str, terms: Mapping[str, str]) -> Parameter:
    listed = "; ".join(f"{value}: {label}" for value, label in terms.items())
    return Parameter(
        name, f"{told} ({listed})", {"type": "string", "enum": list(terms)}
    )


def _labels(terms: type[Term]) -> dict[str, str]:
    return {term.value: term.label for term in terms}


KINDS: Final = {
    "contact": "đầu mối liên hệ",
    "directive": "văn bản chỉ đạo",
    "answer": "hỏi đáp",
    "page": "trang, tin tức",
}
"""What a search of visitors can find."""

PAGE: Final = _number("page", "Trang thứ mấy, từ 1", 1, LAST_PAGE)
DIRECTIVES: Final = (
    _words("q", "Từ cần tìm, có dấu hay không dấu"),
    _words("kind", "Hình thức văn bản, viết như trong sổ, ví dụ Quyết định"),
    _words("issuer", "Cơ quan ban hành, viết như trong sổ"),
    _number("year", "Năm ban hành", 1900, 2999),
    _choice("force", "Tình trạng hiệu lực", _labels(DirectiveForce)),
    PAGE,
)
ANSWERS: Final = (_choice("field", "Lĩnh vực", _labels(Field)), PAGE)
SEARCH: Final = (
    _words("q", "Câu hỏi, như gõ vào ô tìm kiếm", is_required=True),
    _choice("kind", "Chỉ tìm một loại", KINDS),
    PAGE,
)


def read(asked: MultiDict[str, str], parameters: Sequence[Parameter]) -> dict[str, Any]:
    """Return the values that an address asks for, by name.

    Raises:
        Invalid: a name that is unknown or told twice, or a value out of its bounds.
    """
    known = {parameter.name: parameter for parameter in parameters}
    wrong = {
        name: f"Không có điều kiện “{one_line(name)[:40]}”."
        for name in asked
        if name not in known
    }
    found: dict[str, Any] = {}
    for name, parameter in known.items():
        told = asked.getlist(name)
        if len(told) > 1:
            wrong[name] = f"Điều kiện “{name}” chỉ được hỏi một lần."
        elif told:
            found[name] = _value(told[0], parameter.schema)
            if found[name] is None:
                wrong[name] = f"Điều kiện “{name}”: {_bounds(parameter.schema)}."
        elif parameter.is_required:
            wrong[name] = f"Thiếu điều kiện “{name}”."
    if wrong:
        raise Invalid(wrong)
    return found


def _value(typed: str, schema: Mapping[str, Any]) -> str | int | None:
    """Return a value as its schema reads it; None when it is out of bounds."""
    if schema["type"] == "integer":
        plain = typed.isascii() and typed.isdigit() and len(typed) < 7
        number = int(typed) if plain else -1
        return number if schema["minimum"] <= number <= schema["maximum"] else None
    if "enum" in schema:
        return typed if typed in schema["enum"] else None
    is_told = len(typed) <= schema["maxLength"] and re.search(WORD, typed)
    return one_line(typed) if is_told else None


def _bounds(schema: Mapping[str, Any]) -> str:
    if schema["type"] == "integer":
        return f"phải là số từ {schema['minimum']} đến {schema['maximum']}"
    if "enum" in schema:
        return f"phải là một trong {', '.join(schema['enum'])}"
    return f"phải có chữ hoặc số, nhiều nhất {schema['maxLength']} ký tự"
