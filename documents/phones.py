"""Vietnamese telephone numbers: recognised and dialled, never repaired.

Since 2017 a landline has 11 digits (0, area code 2xx, seven or eight of the
subscriber), a mobile 10. What has another shape is shown as written.
"""

import re
from dataclasses import dataclass
from typing import Final

from documents.vocabulary import PhoneKind

_MOBILE: Final = re.compile(r"0[35789]\d{8}")
_LANDLINE: Final = re.compile(r"02\d{9}")
_SERVICE: Final = re.compile(r"1[89]00\d{4,6}|1\d{2,3}")
_ABROAD: Final = re.compile(r"^\(?(?:\+|00)84\)?\s*(?:\(0\))?")
"""Vietnam's code as foreigners dial it; "(0)" after it is the zero left out."""


@dataclass(frozen=True)
class Phone:
    """A number as written and what it is taken for."""

    raw: str
    kind: PhoneKind
    digits: str

    @property
    def dialled(self) -> str:
        """Return what a telephone dials: +84 form, or the digits as written."""
        if self.kind in {PhoneKind.MOBILE, PhoneKind.LANDLINE}:
            return "+84" + self.digits[1:]
        return self.digits

    @property
    def warning(self) -> str:
        """Say in Vietnamese what staff should check; "" when all is well."""
        if self.kind is not PhoneKind.UNKNOWN:
            return ""
        count = len(self.digits)
        return (
            f"Số có {count} chữ số, không đúng dạng số điện thoại Việt Nam"
            " (máy bàn 11, di động 10). Giữ nguyên như văn bản, cần kiểm tra lại."
        )


def read(raw: str) -> Phone:
    """Take a number as written for what it is."""
    digits = re.sub(r"[^0-9]", "", _ABROAD.sub("0", raw.strip(), count=1))
    for kind, shape in (
        (PhoneKind.MOBILE, _MOBILE),
        (PhoneKind.LANDLINE, _LANDLINE),
        (PhoneKind.SERVICE, _SERVICE),
    ):
        if shape.fullmatch(digits):
            return Phone(raw, kind, digits)
    return Phone(raw, PhoneKind.UNKNOWN, digits)
