"""Addresses of the desk and of cases: reading. The rest adds itself here."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import cases, queries, standing
from documents.deadlines import local_day
from documents.errors import NotAllowed, NotFound
from documents.handling import signed_outside
from documents.lifecycles import TAKERS
from documents.viewer import Viewer
from documents.vocabulary import Role
from portal import db, kept, uploads, wiring
from portal.desk import (
    as_public,
    backlog,
    bulk,
    canned,
    drafts,
    files,
    intake,
    linking,
    lists,
    moves,
    once,
    pins,
    publication,
    receipt,
    recounting,
    seeing,
    similar,
    talking,
    waiting,
    wishing,
)
from portal.desk.backlog.signing import AtOnce, at_once
from portal.desk.case_page import case_page
from portal.desk.figures import HandlerRow, Tally, handler_rows, tallies
from portal.desk.instructions import OrderRow, orders_for
from portal.desk.news import NewsRow, news_for
from portal.desk.papers import PaperRow, papers_for
from portal.desk.passed import Passed, passed_for
from portal.desk.proposed import DecisionRow, decisions_for
from portal.desk.publishing import Waiting, postings_for, publishing_for
from portal.desk.rows import CaseRow, rows_of
from portal.kept import KeptLink
from portal.pages import Page
from portal.security import CASE_ROLES, EVERYBODY, acting, officers
from portal.sending import send_letter

blueprint = Blueprint("desk", __name__)
intake.add_to(blueprint)
drafts.add_to(blueprint)
canned.add_to(blueprint)
files.add_to(blueprint)
similar.add_to(blueprint)
bulk.add_to(blueprint)
as_public.add_to(blueprint)
publication.add_to(blueprint)
backlog.add_to(blueprint)
pins.add_to(blueprint)
linking.add_to(blueprint)
moves.add_to(blueprint)
receipt.add_to(blueprint)
recounting.add_to(blueprint)
seeing.add_to(blueprint)
talking.add_to(blueprint)
waiting.add_to(blueprint)
wishing.add_to(blueprint)


_QUEUES: Final = {Role.CLERK: "Văn bản chờ cấp số"}
"""What waits for a role, where that has a name of its own."""


@dataclass(frozen=True, kw_only=True)
class DeskPage(Page):
    """What waits for the officer who looks; a clerk numbers letters."""

    template: ClassVar[str] = "desk/index.html"
    queue_title: str
    tallies: tuple[Tally, ...]
    loads: tuple[HandlerRow, ...]
    queue: tuple[CaseRow, ...]
    decisions: tuple[DecisionRow, ...]
    orders: tuple[OrderRow, ...]
    news: tuple[NewsRow, ...]
    papers: tuple[PaperRow, ...]
    publishing: tuple[Waiting, ...]
    at_once: AtOnce | None
    passed: Passed
    kept: tuple[KeptLink, ...]
    may_record: bool


@dataclass(frozen=True, kw_only=True)
class AdminDeskPage(Page):
    """An administrator's desk: it says where his work is."""

    template: ClassVar[str] = "desk/admin.html"


@blueprint.get("/ban-lam-viec")
@officers(*EVERYBODY)
def index() -> Response:
    """Show what waits for the officer who looks."""
    viewer = acting()
    if viewer.role is Role.ADMIN:
        return AdminDeskPage(title="Bàn làm việc").render()
    return _desk_page(db.session(), viewer).render()


def _desk_page(session: Session, viewer: Viewer) -> DeskPage:
    wired = wiring.current()
    today = local_day(wired.clock())
    queue = queries.waiting_for(session, viewer, today=today)
    return DeskPage(
        title="Bàn làm việc",
        queue_title=_QUEUES.get(viewer.role, "Đang chờ bạn"),
        tallies=tallies(session, viewer),
        queue=rows_of(
            session,
            queue,
            wired.calendar,
            today=today,
            new=queries.with_news(session, queue, viewer),
        ),
        decisions=(
            *decisions_for(session, viewer),
            *wishing.wishes_for(session, viewer),
        ),
        loads=tuple(handler_rows(session, viewer)),
        orders=orders_for(session, viewer, today=today),
        news=news_for(session, viewer, today=today),
        papers=tuple(papers_for(session, viewer)),
        publishing=(
            *waiting.waiting_for(session, viewer),
            *publishing_for(session, viewer),
            *postings_for(session, viewer, today),
        ),
        at_once=at_once(session, viewer),
        passed=passed_for(session, viewer, today=today),
        kept=kept.links(session, viewer),
        may_record=viewer.role in TAKERS,
    )


@blueprint.get("/ho-so/")
@officers(*CASE_ROLES)
def listing() -> Response:
    """Show the cases the officer may see, narrowed as the address says."""
    may_record = acting().role in TAKERS
    return lists.cases_page(db.session(), acting(), may_record=may_record).render()


@blueprint.get("/ho-so/<code>")
@officers(*CASE_ROLES)
def show(code: str) -> Response:
    """Show one case and what the officer can do with it."""
    session = db.session()
    case = cases.get(session, code, viewer=acting())
    return case_page(session, case, new_pin=once.take(case.code)).render()


@blueprint.get("/ho-so/<code>/cong-van.docx")
@officers(*CASE_ROLES)
def download(code: str) -> Response:
    """Send the reply letter: the draft, or what was issued."""
    session = db.session()
    case = cases.get(session, code, viewer=acting())
    letter = standing.current_letter(session, case)
    if letter is None:
        raise NotFound("Hồ sơ chưa có dự thảo văn bản trả lời.")
    return send_letter(letter)


@blueprint.get("/ho-so/<code>/van-ban-da-ky")
@officers(*CASE_ROLES)
def signed(code: str) -> Response:
    """Send the signed copy, entered or proposed; it bears the complainant's name."""
    session = db.session()
    case = cases.get(session, code, viewer=acting())
    file = signed_outside.signed_file(session, case)
    if file is None:
        raise NotFound("Hồ sơ chưa có văn bản đã ký.")
    if not acting().sees_every_case:
        raise NotAllowed("Bản đã ký ghi tên người phản ánh, chỉ Văn phòng xem.")
    content = wiring.current().store.read(file)
    return uploads.download(content, name=file.name, media_type=file.media_type)
