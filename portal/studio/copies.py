"""Signed copies that come back: taken in, compared, and shown with what differs."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import signatures, studio
from documents.errors import Invalid, NotFound
from documents.letters.comparison import Comparison
from documents.models import SignedCopy
from documents.sandbox import Unreadable
from documents.signatures import Signature, Trust
from documents.studio import Returned
from documents.vocabulary import CopyVerdict, Role
from portal import dress, uploads, wiring
from portal.forms import blame, checked
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.studio.forms import CopyForm
from portal.studio.opened import Opened, opened_letter, reads_copies
from portal.studio.showing import shown

ROOTS = "chung-thu-goc"
"""Folder of the data directory with the root certificates that are trusted."""


@dataclass(frozen=True)
class SignatureRow:
    """A digital signature, told in words."""

    who: str
    told: str
    icon: str
    tone: str
    word: str


@dataclass(frozen=True, kw_only=True)
class SignedPage(Page):
    """A signed copy: what proves it, and where its words part from the letter's."""

    template: ClassVar[str] = "studio/signed.html"
    letter_name: str
    letter_url: str
    file_name: str
    file_url: str
    sha256: str
    at: datetime
    by: str
    verdict: tuple[str, str, str]
    comparison: Comparison | None
    trouble: str
    signatures: tuple[SignatureRow, ...]


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of signed copies to the studio's blueprint."""
    blueprint.post("/cong-van/<id:letter_id>/ban-ky")(receive)
    blueprint.get("/cong-van/<id:letter_id>/ban-ky/<id:copy_id>")(signed)
    blueprint.get("/cong-van/<id:letter_id>/ban-ky/<id:copy_id>/tep")(signed_file)
    blueprint.post("/cong-van/<id:letter_id>/len-trang")(record)


@officers(Role.CLERK)
def receive(letter_id: int) -> Response:
    """Take a signed file in, and say at once whether it agrees with the letter."""
    opened, form = opened_letter(letter_id), CopyForm()
    if not checked(form):
        return shown(opened, copy_form=form).render(status=422)
    try:
        copy = _received(opened, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return shown(opened, copy_form=form).render(status=422)
    except Unreadable as refusal:
        form.file.errors = [refusal.message]
        return shown(opened, copy_form=form).render(status=422)
    tone = "warning" if copy.verdict is CopyVerdict.DIFFERENT else "success"
    flash(f"Đã lưu bản đã ký. {copy.verdict.label}", tone)
    return redirect(url_for("studio.signed", letter_id=letter_id, copy_id=copy.id), 303)


def _received(opened: Opened, form: CopyForm) -> SignedCopy:
    content, name, media_type = uploads.read_upload(form.file.data, field="file")
    wired = wiring.current()
    roots = signatures.roots_in(wired.settings.data_dir / ROOTS)
    return studio.receive(
        opened.session,
        opened.letter,
        Returned(content, name, media_type, roots),
        store=wired.store,
        by=acting(),
        now=wired.clock(),
    )


@officers(*CASE_ROLES)
def signed(letter_id: int, copy_id: int) -> Response:
    """Show a signed copy beside what was issued."""
    opened, copy = _opened_copy(letter_id, copy_id)
    try:
        compared = studio.differences(copy, store=wiring.current().store)
    except Unreadable as refusal:
        return _page(opened, copy, trouble=refusal.message).render()
    return _page(opened, copy, comparison=compared).render()


def _page(
    opened: Opened,
    copy: SignedCopy,
    *,
    comparison: Comparison | None = None,
    trouble: str = "",
) -> SignedPage:
    letter_id = opened.letter.id
    return SignedPage(
        title=f"Bản đã ký của {opened.named}",
        letter_name=opened.name,
        letter_url=url_for("studio.show", letter_id=letter_id),
        file_name=copy.file.name,
        file_url=url_for("studio.signed_file", letter_id=letter_id, copy_id=copy.id),
        sha256=copy.file.sha256,
        at=copy.at,
        by=copy.by.full_name,
        verdict=dress.VERDICT[copy.verdict],
        comparison=comparison,
        trouble=trouble,
        signatures=tuple(_row(Signature.of(row)) for row in copy.signatures),
    )


@officers(*CASE_ROLES)
def signed_file(letter_id: int, copy_id: int) -> Response:
    """Send the signed file."""
    _, copy = _opened_copy(letter_id, copy_id)
    content = wiring.current().store.read(copy.file)
    media_type = copy.file.media_type
    return uploads.download(content, name=copy.file.name, media_type=media_type)


def _opened_copy(letter_id: int, copy_id: int) -> tuple[Opened, SignedCopy]:
    """Return a copy that the officer may read: one may bear a complainant's name.

    Raises:
        NotFound: not his letter, or a name that he has to unseal (domain.md §6).
    """
    opened = opened_letter(letter_id)
    if not reads_copies(opened.letter):
        raise NotFound("Không có bản đã ký này.")
    return opened, studio.copy_of(opened.session, opened.letter, copy_id)


def _row(signature: Signature) -> SignatureRow:
    icon, tone, word = _judged(signature)
    who = signature.signer or f"trường “{signature.field}”"
    return SignatureRow(who=who, told=signature.told, icon=icon, tone=tone, word=word)


def _judged(signature: Signature) -> tuple[str, str, str]:
    if not (signature.checked and signature.intact and signature.valid):
        return "alert", "red", "Không hợp lệ"
    if signature.trust is Trust.TRUSTED:
        return "check-circle", "green", "Hợp lệ"
    if signature.trust is Trust.NOT_VERIFIABLE:
        return "info", "grey", "Chưa xác minh được"
    return "warning", "yellow", "Không được tin cậy"


@officers(*CASE_ROLES)
def record(letter_id: int) -> Response:
    """Enter an issued letter into the register of directives, as a draft."""
    opened, now = opened_letter(letter_id), wiring.current().clock()
    made = studio.record(opened.session, opened.letter, by=acting(), now=now)
    flash("Đã đưa vào sổ văn bản chỉ đạo; hãy công bố khi sẵn sàng.", "success")
    return redirect(url_for("directives.show", slug=made.slug), 303)
