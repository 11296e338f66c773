"""The sections that tell of a case's way: asked, found, written, answered."""

from dataclasses import dataclass
from typing import Final

from flask import url_for

from portal.desk import rounds, telling
from portal.desk.forms import Opened
from portal.desk.panels.panel import Panel, Place
from portal.desk.papers import PaperRow, papers_of
from portal.desk.past import PastReplyView, past_reply_of
from portal.forms import PortalForm
from portal.security import acting


@dataclass(frozen=True)
class Papers:
    """The other letters of a case, and where a new one is begun."""

    rows: tuple[PaperRow, ...]
    write_url: str


def _asked(
    opened: Opened, _form: PortalForm | None
) -> tuple[tuple[str, str], ...] | None:
    return telling.asked_of(opened.session, opened.case, today=opened.today) or None


def _result(opened: Opened, _form: PortalForm | None) -> telling.Told | None:
    return telling.result_of(opened.session, opened.case)


def _units(
    opened: Opened, _form: PortalForm | None
) -> tuple[rounds.UnitRow, ...] | None:
    return rounds.units_of(opened.case, opened.today) or None


def _letter(opened: Opened, _form: PortalForm | None) -> telling.LetterView | None:
    return telling.letter_of(opened.session, opened.case, acting())


def _reply(opened: Opened, _form: PortalForm | None) -> telling.ReplyView | None:
    return telling.reply_of(opened.session, opened.case, acting())


def _past_reply(opened: Opened, _form: PortalForm | None) -> PastReplyView | None:
    past = past_reply_of(opened.session, opened.case)
    return past if past is not None and past.is_from_file else None


def _rounds(
    opened: Opened, _form: PortalForm | None
) -> tuple[rounds.RoundRow, ...] | None:
    return tuple(rounds.rounds_of(opened.session, opened.case)) or None


def _papers(opened: Opened, _form: PortalForm | None) -> Papers:
    write_url = f"{url_for('studio.start')}?ho-so={opened.case.code}"
    return Papers(papers_of(opened.session, opened.case), write_url)


TOLD: Final = (
    Panel(Place.TOLD, "desk/panels/asked.html", _asked),
    Panel(Place.TOLD, "desk/panels/result.html", _result),
    Panel(Place.TOLD, "desk/panels/units.html", _units),
    Panel(Place.TOLD, "desk/panels/letter.html", _letter),
    Panel(Place.TOLD, "desk/panels/reply.html", _reply),
    Panel(Place.TOLD, "desk/panels/past_reply.html", _past_reply),
    Panel(Place.TOLD, "desk/panels/rounds.html", _rounds),
)

PAPERS: Final = Panel(Place.LATER, "desk/panels/papers.html", _papers)
