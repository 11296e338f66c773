"""The fields of a canned reply: a closed list of what a case fills in.

Who sent a case is no field: an identity never travels with a text (domain.md §12).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from documents import letters
from documents.letters import Facts
from documents.text import one_line

FIELDS: Final[Mapping[str, str]] = {
    "mã hồ sơ": "code",
    "ngày tiếp nhận": "received_on",
    "nội dung": "about",
    "địa điểm": "place",
    "đơn vị chủ trì": "lead_unit",
    "đơn vị phối hợp": "joint_units",
    "hạn": "due_on",
    "kết quả": "result",
    "số văn bản": "document",
    "cơ quan": "agency",
}
"""Name between braces → key of `letters.Facts`."""

_FIELD: Final = re.compile(r"\{([^{}\n]*)\}")


def problems(body: str) -> Iterator[str]:
    """Say what is wrong with the fields of a text, each once."""
    for name in dict.fromkeys(map(_name, _FIELD.findall(body))):
        if name not in FIELDS:
            known = ", ".join(f"{{{field}}}" for field in FIELDS)
            yield f"Không có trường “{{{name}}}”. Các trường dùng được: {known}."
    if {"{", "}"} & set(_FIELD.sub("", body)):
        yield "Có dấu { hoặc } đứng lẻ; tên trường phải nằm giữa { và }."


def filled(body: str, facts: Facts) -> str:
    """Return a text with its fields filled; what is not known is left to be written.

    What is filled in is never looked at again.
    """
    said = letters.said(facts)
    return _FIELD.sub(lambda found: said[FIELDS[_name(found[1])]], body)


def _name(written: str) -> str:
    return one_line(written).casefold()
