"""What is masked: the kinds of findings, a finding's place, who must not be told."""

from dataclasses import dataclass
from typing import Final

from documents.vocabulary import Term


class Kind(Term):
    """What a stretch of text tells of a person."""

    PHONE = "phone", "Số điện thoại"
    ID = "id", "Số giấy tờ"
    PLATE = "plate", "Biển số"
    EMAIL = "email", "Thư điện tử"
    ADDRESS = "address", "Địa chỉ"
    NAME = "name", "Họ tên"
    ORGANISATION = "organisation", "Tên tổ chức"
    ACCOUNT = "account", "Số tài khoản"
    BIRTH = "birth", "Ngày sinh"

    @property
    def mask(self) -> str:
        """Return the words that stand in its place."""
        return f"[{self.label[0].lower()}{self.label[1:]}]"


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a text, from `start` up to but not including `end`."""

    start: int
    end: int
    kind: Kind

    def meets(self, other: "Span") -> bool:
        """Say whether two stretches share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, repr=False)
class Sender:
    """Who sent the text, to be masked in whatever spelling; shows nothing of itself."""

    full_name: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Published:
    """What the agency has published of its own people, and is never masked."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


NOBODY: Final = Sender()
NOTHING: Final = Published()

FILLER: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands, letter by letter, for text that was found already: no rule reads it."""
