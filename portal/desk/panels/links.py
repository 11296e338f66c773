"""The section of what a case has to do with others: told again, merged, alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for
from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from documents import likeness, linking, queries
from documents.models import Case
from documents.queries import Links, Tied
from documents.vocabulary import LinkKind
from portal.desk.alike import OtherCase, other_case
from portal.desk.forms import CHOOSE, Opened
from portal.desk.panels.panel import Panel, Place
from portal.desk.replied import Replied, replies_of
from portal.desk.similar import like_ones
from portal.desk.steps.asking_forms import AskingForm
from portal.forms import Line, PortalForm, Prose, choice, choices_of
from portal.security import acting


class LinkForm(AskingForm):
    """What this case is to another one."""

    stem = "link"

    code = Line("Mã hồ sơ kia", validators=[DataRequired(), Length(max=40)])
    kind = RadioField(
        "Hồ sơ này", choices=choices_of(LinkKind), validators=[InputRequired()]
    )


class UnlinkForm(AskingForm):
    """Loosening what ties this case to another one."""

    stem = "unlink"

    other = SelectField("Bỏ gắn với hồ sơ", validators=[InputRequired()])
    reason = Prose(
        "Lý do bỏ gắn",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 2},
    )

    def offer(self, opened: Opened) -> None:
        """Name the cases that this one is tied to and can be loosened from."""
        links = queries.links_of(opened.session, opened.case, acting())
        codes = [case.code for case in _loosened(links)]
        self.other.choices = [CHOOSE, *(choice(code, code) for code in codes)]


@dataclass(frozen=True)
class LinksView:
    """What ties a case to others, what is like it, and the forms to say so.

    A form is None for who may not say it; the addresses are empty.
    """

    tied: tuple[OtherCase, ...]
    like: tuple[OtherCase, ...]
    form: LinkForm | None
    unlink: UnlinkForm | None
    kinds: tuple[tuple[str, str], ...]
    link_url: str
    unlink_url: str
    form_is_open: bool
    unlink_is_open: bool


def _links(opened: Opened, came_back: PortalForm | None) -> LinksView | None:
    case, session, viewer = opened.case, opened.session, acting()
    if case.sealed:
        return None
    links = queries.links_of(session, case, viewer)
    sought, known = likeness.sought_of(session, case), links.cases
    may = linking.may_link(case, viewer)
    return LinksView(
        tied=tuple(_tied(links, replies_of(session, known, to=case))),
        like=like_ones(session, sought, viewer, case=case, but={it.id for it in known}),
        form=_link_form(opened, came_back) if may else None,
        unlink=_unlink_form(opened, links, came_back) if may else None,
        kinds=tuple((kind.value, kind.label) for kind in LinkKind),
        link_url=url_for("desk.link", code=case.code),
        unlink_url=url_for("desk.unlink", code=case.code),
        form_is_open=isinstance(came_back, LinkForm),
        unlink_is_open=isinstance(came_back, UnlinkForm),
    )


def _link_form(opened: Opened, came_back: PortalForm | None) -> LinkForm:
    if isinstance(came_back, LinkForm):
        return came_back
    form = LinkForm(formdata=None)
    form.version.data = str(opened.case.version)
    return form


def _unlink_form(
    opened: Opened, links: Links, came_back: PortalForm | None
) -> UnlinkForm | None:
    if isinstance(came_back, UnlinkForm):
        return came_back
    if not any(True for _ in _loosened(links)):
        return None
    form = UnlinkForm(formdata=None)
    form.offer(opened)
    form.version.data = str(opened.case.version)
    return form


def _loosened(links: Links) -> Iterator[Case]:
    """Yield the cases that are tied to this one by no more than a finding."""
    yield from (links.first,) if links.first else ()
    yield from links.again
    yield from (one.case for one in links.tied)


def _tied(links: Links, replied: Mapping[int, Replied]) -> Iterator[OtherCase]:
    for case, words in _ties(links):
        yield other_case(case, words, replied=replied[case.id])


def _ties(links: Links) -> Iterator[tuple[Case, str]]:
    if links.first is not None:
        yield links.first, "Hồ sơ này là phản ánh lại của"
    if links.main is not None:
        yield links.main, "Hồ sơ này đã gộp vào"
    for case in links.again:
        yield case, "Đã được phản ánh lại bằng"
    for case in links.merged:
        yield case, "Đã gộp vào hồ sơ này"
    for one in links.tied:
        yield one.case, _found(one)


def _found(one: Tied) -> str:
    if one.kind is LinkKind.DUPLICATE:
        return "Trùng với, chờ gộp" if one.is_ours else "Trùng hồ sơ này, chờ gộp"
    return f"{one.kind.label} với"


LINKS: Final = Panel(Place.ABOUT, "desk/panels/links.html", _links)
