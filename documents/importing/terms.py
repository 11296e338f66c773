"""Words of a row that stand for terms and units: as stored, as read, as once said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, TypeVar

from documents.importing.columns import plain
from documents.models import Unit
from documents.vocabulary import CaseKind, Channel, Field, PastOutcome, Term

AnyTerm = TypeVar("AnyTerm", bound=Term)

_ALSO: Final[Mapping[Term, tuple[str, ...]]] = {
    Channel.PHONE: ("dt", "goi dien", "dien thoai duong day nong", "tel", "hotline"),
    Channel.SMS: ("tin nhan sms",),
    Channel.EMAIL: ("e mail", "mail", "thu dien tu email"),
    Channel.WEB_FORM: ("website", "web", "trang thong tin dien tu", "bieu mau"),
    Channel.IN_PERSON: ("truc tiep", "tiep dan"),
    Channel.POST: ("buu dien", "cong van", "don", "thu"),
    Channel.PROVINCE_SYSTEM: ("duong day nong tinh", "ubnd tinh"),
    Channel.NATIONAL_PORTAL: ("cong dvcqg", "dich vu cong"),
    CaseKind.REPORT: ("pa",),
    CaseKind.PETITION: ("kn", "phan anh kien nghi"),
    CaseKind.QUESTION: ("hoi", "cau hoi"),
    Field.ROADS: ("duong bo", "ha tang", "cau duong"),
    Field.MAINTENANCE: ("duy tu", "bao tri", "sua chua"),
    Field.PASSENGERS: ("van tai", "van tai khach"),
    Field.STATIONS: ("xe buyt", "ben xe"),
    Field.OVERLOAD: ("xe qua tai", "tai trong xe"),
    Field.LICENCES: ("giay phep lai xe", "gplx", "dao tao sat hach"),
    Field.WATERWAYS: ("duong thuy", "duong thuy noi dia"),
    Field.SAFETY: ("an toan giao thong", "trat tu an toan giao thong", "atgt"),
    Field.CONDUCT: ("thai do phuc vu", "thu tuc hanh chinh"),
    Field.PLANNING: ("quy hoach", "du an"),
    PastOutcome.RESOLVED: (
        "giai quyet", "da xu ly", "da tra loi", "da xong", "hoan thanh", "ket thuc",
        "da ket thuc",
    ),
    PastOutcome.TRANSFERRED: (
        "da chuyen", "chuyen", "chuyen co quan khac", "chuyen co quan co tham quyen",
        "chuyen tra co quan co tham quyen", "chuyen don",
    ),
    PastOutcome.CLOSED_UNRESOLVED: (
        "khong giai quyet co ly do", "chua giai quyet duoc", "dong", "luu ho so",
    ),
    PastOutcome.DECLINED: ("tu choi", "tu choi tiep nhan"),
    PastOutcome.OPEN: (
        "dang mo", "dang giai quyet", "chua xu ly", "chua giai quyet", "ton dong", "mo",
        "moi",
    ),
}  # fmt: skip


@lru_cache
def _named(terms: type[AnyTerm]) -> dict[str, AnyTerm]:
    found: dict[str, AnyTerm] = {}
    for term in terms:
        for name in (term.value, term.label, *_ALSO.get(term, ())):
            found.setdefault(plain(name), term)
    return found


def term_of(terms: type[AnyTerm], typed: str) -> AnyTerm | None:
    """Return the term that was meant, None when nobody can say."""
    return _named(terms).get(plain(typed))


def is_marked(typed: str) -> bool | None:
    """Say whether a column is ticked, None when nobody can say.

    “Không” alone could be said against publishing or against the column's own name.
    """
    if typed in _TICKS or plain(typed) in _YES:
        return True
    return False if not typed or plain(typed) in _NO else None


_TICKS: Final = frozenset("✓✔☑✗✘☒")
_YES: Final = frozenset(
    ("x", "co", "1", "true", "yes", "khong dong y", "khong dong y cong khai")
)
_NO: Final = frozenset(("0", "false", "dong y", "dong y cong khai"))


def choices(terms: type[Term]) -> str:
    """Return the words that can be typed, for whoever typed another one."""
    return ", ".join(term.label for term in terms)


@dataclass(frozen=True)
class Units:
    """The units of the department, by code and by name."""

    by_name: Mapping[str, int]
    standing: frozenset[int]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, units: Iterable[Unit], *, today: date) -> "Units":
        """Return the units as they stand on a day."""
        told = list(units)
        named = {plain(unit.name): unit.id for unit in told}
        return cls(
            named | {plain(unit.code): unit.id for unit in told},
            frozenset(u.id for u in told if u.until is None or u.until >= today),
            tuple(unit.code for unit in told),
        )

    def find(self, typed: str) -> int | None:
        """Return the unit that a code or a name means, None when none is."""
        return self.by_name.get(plain(typed)) if typed else None
