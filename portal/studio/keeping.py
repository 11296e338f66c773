"""What is typed and not saved yet: kept while it is typed, and proofread."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint
from werkzeug.wrappers import Response

from documents import history, studio
from documents.errors import OutOfDate
from documents.outgoing import Content
from portal import wiring
from portal.forms import version_in
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.studio.forms import LetterForm
from portal.studio.opened import Opened, opened_letter
from portal.studio.proof import Proof, proof_of
from portal.studio.typed import content_of


@dataclass(frozen=True, kw_only=True)
class ProofPart(Page):
    """The findings alone, for the script that renews them."""

    template: ClassVar[str] = "studio/_proof.html"
    proof: Proof
    kept_at: datetime | None = None
    newer: tuple[str, ...] = ()


def add_to(blueprint: Blueprint) -> None:
    """Add the address of keeping to the studio's blueprint."""
    blueprint.post("/cong-van/<id:letter_id>/sua/nhap")(keep)


@officers(*CASE_ROLES)
def keep(letter_id: int) -> Response:
    """Keep what was typed so far, for its typist alone; say what is to be mended."""
    opened, form = opened_letter(letter_id), LetterForm()
    form.offer(opened.session, opened.letter)
    form.validate()
    content, now = content_of(opened, form), wiring.current().clock()
    base = _kept(opened, form, content, now=now)
    return ProofPart(
        title="Điều cần xem lại",
        proof=proof_of(opened, content),
        kept_at=now,
        newer=_newer(opened, base),
    ).render()


def _kept(opened: Opened, form: LetterForm, content: Content, *, now: datetime) -> int:
    """Keep the content; return the version that it is typed upon."""
    session, letter, by = opened.session, opened.letter, acting()
    if content == letter.content:
        # Saved already, while this was on its way.
        studio.forget_unsaved(session, letter, by)
        return letter.version
    base, taken = version_in(form.version), form.taken.data or ""
    studio.keep_unsaved(
        session, letter, content, base_version=base, by=by, now=now, taken=taken
    )
    return base


def _newer(opened: Opened, base: int) -> tuple[str, ...]:
    """Return what others saved since the typist opened the letter."""
    try:
        history.expect_version(opened.session, opened.letter, base)
    except OutOfDate as refusal:
        return refusal.changed
    return ()
