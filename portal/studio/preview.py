"""The draft as pages: pictures where LibreOffice is installed, else a sheet of HTML."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from documents import letters, outgoing, studio
from documents.errors import Invalid, NotFound
from documents.letters import Letter
from documents.letters import preview as paper
from documents.letters.preview import PreviewFailed
from documents.outgoing import Content
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.studio.opened import Opened, opened_letter
from portal.studio.sheet import Sheet, sheet_of

PNG = "image/png"


@dataclass(frozen=True)
class Preview:
    """Pages as pictures, or a sheet, or why there is neither."""

    pages: tuple[str, ...] = ()
    sheet: Sheet | None = None
    trouble: str = ""


@dataclass(frozen=True, kw_only=True)
class PreviewPart(Page):
    """The pages alone, for the script that renews them."""

    template: ClassVar[str] = "studio/_pages.html"
    preview: Preview


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the pages to the studio's blueprint."""
    blueprint.get("/cong-van/<id:letter_id>/trang")(part)
    blueprint.get("/cong-van/<id:letter_id>/trang/<id:number>.png")(picture)


@officers(*CASE_ROLES)
def part(letter_id: int) -> Response:
    """Show the pages of what the officer has typed last, saved or not."""
    opened = opened_letter(letter_id)
    shown = preview_of(opened, _typed(opened))
    return PreviewPart(title="Xem trước", preview=shown).render()


@officers(*CASE_ROLES)
def picture(letter_id: int, number: int) -> Response:
    """Send one page of the same as a picture."""
    opened = opened_letter(letter_id)
    try:
        drawn = paper.pages(_bytes(_value(opened, _typed(opened)), opened))
    except (Invalid, PreviewFailed) as refusal:
        raise NotFound("Không xem trước được trang này.") from refusal
    if number > len(drawn):
        raise NotFound("Văn bản không có trang này.")
    return Response(drawn[number - 1], mimetype=PNG)


def _typed(opened: Opened) -> Content:
    kept = studio.unsaved(opened.session, opened.letter, acting())
    return kept.content if kept else opened.letter.content


def preview_of(opened: Opened, content: Content) -> Preview:
    """Return how a content looks on paper."""
    try:
        value = _value(opened, content)
    except Invalid:
        return Preview(trouble="Chưa xem trước được: dự thảo còn thiếu phần bắt buộc.")
    if not paper.available():
        return Preview(sheet=sheet_of(value))
    content_bytes = _bytes(value, opened)
    try:
        drawn = paper.pages(content_bytes)
    except PreviewFailed as failure:
        return Preview(sheet=sheet_of(value), trouble=failure.message)
    return Preview(pages=_addresses(opened, content, len(drawn)))


def _addresses(opened: Opened, content: Content, count: int) -> tuple[str, ...]:
    """Return the pages' addresses; another content has others, so none is stale."""
    mark = outgoing.content_sha256(content)[:16]
    return tuple(
        url_for("studio.picture", letter_id=opened.letter.id, number=place, ban=mark)
        for place in range(1, count + 1)
    )


def _value(opened: Opened, content: Content) -> Letter:
    return outgoing.stood_in(opened.letter, content, on=opened.today)


def _bytes(value: Letter, opened: Opened) -> bytes:
    return letters.render(value, letters.form_of(value, on=opened.today))
