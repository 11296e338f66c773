"""What is shown to who looks a case up, and to its sender once he has."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final

from documents.own_case.offers import Offer
from documents.own_case.passes import Pass
from documents.sights import Sight
from documents.vocabulary import CaseAction
from portal.jinja import date_vi
from portal.lookup.forms import LookupForm, RateForm, WishForm, WriteForm
from portal.pages import Page
from portal.road import Stop

TITLE: Final = "Tra cứu phản ánh"
_TAKEN_FIRST: Final = (
    "Sở xem và tiếp nhận trước; hạn trả lời được tính từ khi tiếp nhận"
)
WISHED: Final = {
    CaseAction.WITHDRAW: "Xin rút phản ánh",
    CaseAction.REOPEN: "Đề nghị mở lại",
}
"""What a sender's wishes are called to him."""


@dataclass(frozen=True, kw_only=True)
class LookupPage(Page):
    """The form that asks for code and PIN."""

    template: ClassVar[str] = "lookup/index.html"
    form: LookupForm


@dataclass(frozen=True, kw_only=True)
class CasePage(Page):
    """One's own case: how it stands, and what its sender can do, if he has a pass.

    `done` says what was taken of what he sent.
    """

    template: ClassVar[str] = "lookup/case.html"
    found: Sight
    today: date
    offer: Offer
    pass_: Pass | None
    form: WriteForm
    rating: RateForm
    done: str = ""

    @property
    def road(self) -> tuple[Stop, ...]:
        """Return what happened and what comes, as a road shows it."""
        return road_of(self.found, self.today)

    @property
    def wished(self) -> dict[CaseAction, str]:
        """Return what wishes are called."""
        return WISHED


@dataclass(frozen=True, kw_only=True)
class WishPage(Page):
    """A wish, to be told with its reason and confirmed."""

    template: ClassVar[str] = "lookup/wish.html"
    code: str
    lead: str
    label: str
    url: str
    pass_: Pass
    form: WishForm


def road_of(found: Sight, today: date) -> tuple[Stop, ...]:
    """Return the stops of a case: what happened, where it stands, what comes."""
    stops = [Stop(one.told, date_vi(one.on)) for one in found.stops]
    if found.waits_to_be_taken:
        now = [replace(one, tone="now") for one in stops[-1:]]
        return (*stops[:-1], *now, Stop("Tiếp nhận", _TAKEN_FIRST, tone="next"))
    if found.expected is None:
        return tuple(stops)
    day, is_late = date_vi(found.expected), found.expected < today
    day = f"hạn ngày {day}, đã quá hạn" if is_late else f"chậm nhất ngày {day}"
    tone = "late" if is_late else "now"
    now = [replace(one, tone=tone) for one in stops[-1:]]
    return (*stops[:-1], *now, Stop("Trả lời", day, tone="next"))
