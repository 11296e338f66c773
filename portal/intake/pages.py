"""What visitors see before and after they send."""

from dataclasses import dataclass
from typing import ClassVar, Final

from documents.privacy import Notice
from portal.intake.form import SendForm
from portal.pages import Page
from portal.public_answers import AnswerView
from portal.slip import Slip

STEPS: Final = (
    ("viec-gi", "Việc gì"),
    ("o-dau", "Ở đâu"),
    ("tep", "Ảnh, tệp"),
    ("lien-he", "Liên hệ"),
    ("dong-y", "Đồng ý và gửi"),
)
"""The parts of the form, by the ids that they have on the page."""


@dataclass(frozen=True, kw_only=True)
class SendPage(Page):
    """The form; `like` are answers that may be what is looked for."""

    template: ClassVar[str] = "intake/send.html"
    form: SendForm
    steps: tuple[tuple[str, str], ...] = STEPS
    like: tuple[AnswerView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SentPage(Page):
    """Code and PIN of what was kept, once; without PIN if it was sent long ago."""

    template: ClassVar[str] = "intake/sent.html"
    slip: Slip


@dataclass(frozen=True, kw_only=True)
class HeldPage(Page):
    """Reference and PIN of what waits to be looked at before it is a case."""

    template: ClassVar[str] = "intake/held.html"
    reference: str
    pin: str
    lookup_url: str


@dataclass(frozen=True, kw_only=True)
class NoticePage(Page):
    """One version of the privacy notice, and which others there are."""

    template: ClassVar[str] = "intake/notice.html"
    notice: Notice
    others: tuple[Notice, ...]
    is_in_force: bool
