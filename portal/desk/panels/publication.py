"""The section that tells whether visitors read a case, and what its sender said."""

from dataclasses import dataclass
from typing import Final

from flask import url_for

from documents import publications, queries
from documents.lifecycles import PUBLICATION_STAFF
from documents.vocabulary import PublicationAction
from portal.desk.forms import Opened
from portal.desk.panels.panel import Panel, Place
from portal.desk.publication_forms import OptForm
from portal.desk.publishing import badge_of
from portal.forms import PortalForm
from portal.security import acting


@dataclass(frozen=True)
class PublicationView:
    """Where a case stands towards the public, and what the officer can do about it."""

    state: str
    icon: str
    tone: str
    opted_out: bool
    why: str
    page_url: str
    page_label: str
    public_url: str
    opt_url: str
    form: OptForm | None
    is_open: bool


_LABELS: Final = (
    (PublicationAction.RELEASE, "Xem và duyệt bản công khai"),
    (PublicationAction.TAKE_DOWN, "Xem, gỡ bản công khai"),
    (PublicationAction.PREPARE, "Soạn bản công khai"),
)


def _publication(opened: Opened, form: PortalForm | None) -> PublicationView:
    session, case, viewer = opened.session, opened.case, acting()
    row = queries.publication(session, case)
    state, icon, tone = badge_of(session, case, row, viewer)
    may = publications.open_to(session, case, viewer)
    is_staff = viewer.role in PUBLICATION_STAFF and not case.sealed
    return PublicationView(
        state=state,
        icon=icon,
        tone=tone,
        opted_out=case.opted_out,
        why=row.why if row else "",
        page_url=url_for("desk.publication", code=case.code)
        if is_staff and (may or row)
        else "",
        page_label=next(
            (say for act, say in _LABELS if act in may), "Xem bản công khai"
        ),
        public_url=url_for("desk.as_public", code=case.code),
        opt_url=url_for("desk.say_no", code=case.code),
        form=_opting(opened, form) if is_staff else None,
        is_open=form is not None,
    )


def _opting(opened: Opened, form: PortalForm | None) -> OptForm:
    if isinstance(form, OptForm):
        return form
    empty = OptForm(formdata=None)
    empty.version.data = str(opened.case.version)
    empty.opted_out.data = "" if opened.case.opted_out else "1"
    return empty


PUBLICATION: Final = Panel(Place.ABOUT, "desk/panels/publication.html", _publication)
