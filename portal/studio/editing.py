"""The desk at which a letter is written: text left, findings between, pages right.

Everything works as a form that is sent; the script only sends it by itself.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import recipients, studio
from documents.errors import Invalid, NotFound, OutOfDate
from documents.models import RecipientGroup
from documents.outgoing import Content
from portal import dress, wiring
from portal.forms import blame, checked, choice, version_in
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.studio.citing import Cited, cited
from portal.studio.forms import MOST_APPENDICES, LetterForm, recipient_line
from portal.studio.opened import Opened, home_of, opened_letter
from portal.studio.preview import Preview, preview_of
from portal.studio.proof import Proof, fixed, proof_of
from portal.studio.signing import signer_of
from portal.studio.typed import content_of
from portal.trouble import NO_TROUBLE, Trouble, overtaken
from portal.workbench import bench
from portal.workbench.bench import Bench
from portal.workbench.cited import renewed

LISTS: Final = ("addressees", "recipients")
"""Fields into which a group of names is put."""


@dataclass(frozen=True, kw_only=True)
class StudioPage(Page):
    """A draft on the desk."""

    template: ClassVar[str] = "studio/edit.html"
    name: str
    state: tuple[str, str, str]
    home_url: str
    versions_url: str
    draft_url: str
    pages_url: str
    case: tuple[str, str] | None
    form: LetterForm
    proof: Proof
    bench: Bench | None = None
    preview: Preview | None = None
    cited: tuple[Cited, ...] | None = None
    restored_at: datetime | None = None
    is_typed: bool = False
    trouble: Trouble = field(default=NO_TROUBLE)


def add_to(blueprint: Blueprint) -> None:
    """Add the desk's addresses to the studio's blueprint."""
    blueprint.get("/cong-van/<id:letter_id>/sua")(edit)
    blueprint.post("/cong-van/<id:letter_id>/sua")(work)


@officers(*CASE_ROLES)
def edit(letter_id: int) -> Response:
    """Show the draft, with what was typed and not saved the last time."""
    opened, by = opened_letter(letter_id), acting()
    letter = opened.letter
    studio.must_write(opened.session, letter, by)
    unsaved = studio.unsaved(opened.session, letter, by)
    content = unsaved.content if unsaved else letter.content
    form = _filled(opened, content, unsaved.base_version if unsaved else letter.version)
    form.taken.data = unsaved.taken if unsaved else ""
    restored_at = unsaved.at if unsaved else None
    return _page(opened, form, content, restored_at=restored_at)


@officers(*CASE_ROLES)
def work(letter_id: int) -> Response:
    """Save the draft, or do to the typed text what a button of the desk says."""
    opened, form = opened_letter(letter_id), LetterForm()
    studio.must_write(opened.session, opened.letter, acting())
    form.offer(opened.session, opened.letter)
    action, _, wanted = request.form.get("action", "save").partition(":")
    if action == "forget":
        return _forgotten(opened)
    if not checked(form):
        return _page(opened, form, content_of(opened, form), status=422)
    if action in _TOOLS:
        return _TOOLS[action](opened, form, wanted)
    return _save(opened, form, then=action)


def _forgotten(opened: Opened) -> Response:
    studio.forget_unsaved(opened.session, opened.letter, acting())
    flash("Đã bỏ phần chưa lưu.", "success")
    return redirect(url_for("studio.edit", letter_id=opened.letter.id), 303)


def _save(opened: Opened, form: LetterForm, *, then: str) -> Response:
    content, letter = content_of(opened, form), opened.letter
    try:
        studio.save(
            opened.session,
            letter,
            content,
            signer_id=int(form.signer_id.data),
            expected_version=version_in(form.version),
            by=acting(),
            now=wiring.current().clock(),
        )
        bench.record(opened.session, letter, form.taken.data or "")
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(opened, form, content, status=422)
    except OutOfDate as refusal:
        return _conflict(opened, form, content, refusal)
    flash("Đã lưu dự thảo.", "success")
    here = url_for("studio.edit", letter_id=letter.id)
    return redirect(home_of(letter) if then == "done" else here, 303)


def _conflict(
    opened: Opened, form: LetterForm, content: Content, refusal: OutOfDate
) -> Response:
    """Keep what was typed; saving it again is then done knowingly."""
    trouble = overtaken(refusal, form.version, opened.letter)
    return _page(opened, form, content, trouble=trouble, status=409)


def _show(opened: Opened, form: LetterForm, _wanted: str) -> Response:
    content = content_of(opened, form)
    shown = preview_of(opened, content)
    return _page(opened, form, content, preview=shown)


def _fix(opened: Opened, form: LetterForm, wanted: str) -> Response:
    content, made = fixed(
        opened.letter, content_of(opened, form), wanted, on=opened.today
    )
    told = (
        f"Đã sửa {made} chỗ; hãy xem lại rồi lưu." if made else "Không còn gì để sửa."
    )
    flash(told, "success" if made else "info")
    return _page(opened, _refilled(opened, form, content), content)


def _group(opened: Opened, form: LetterForm, wanted: str) -> Response:
    groups = {str(it.id): it for it in recipients.listed(opened.session)}
    group = groups.get(form.group.data or "")
    if group is None or wanted not in LISTS or wanted not in form:
        form.group.errors = ["Hãy chọn một nhóm."]
        return _page(opened, form, content_of(opened, form), status=422)
    standing = (form[wanted].data or "").splitlines()
    added = [line for line in _lines(group, wanted) if line not in standing]
    form[wanted].data = "\n".join([*standing, *added])
    content = content_of(opened, form)
    return _page(opened, _refilled(opened, form, content), content)


def _lines(group: RecipientGroup, wanted: str) -> list[str]:
    if wanted == "addressees":
        return [row["name"] for row in group.items]
    return [recipient_line(row) for row in group.items]


def _cite(opened: Opened, form: LetterForm, wanted: str) -> Response:
    """Look for what to cite; or put the chosen citation behind the text."""
    found = cited(opened.session, form.cite.data or "", after=form.body.data or "")
    chosen = next((row for row in found if row.key == wanted), None)
    content = content_of(opened, form)
    if chosen is None:
        return _page(opened, form, content, found=found)
    content["body"] = f"{content['body'].rstrip()}\n\n{chosen.text}".strip()
    return _page(opened, _refilled(opened, form, content), content)


def _take(opened: Opened, form: LetterForm, wanted: str) -> Response:
    """Put a paragraph or a canned reply into the text of a case's letter."""
    content, case, session = (
        content_of(opened, form),
        opened.letter.case,
        opened.session,
    )
    if case is None:
        raise NotFound("Chỉ văn bản của hồ sơ lấy được đoạn từ hồ sơ khác.")
    try:
        content["body"], mark = bench.taken_into(session, case, content["body"], wanted)
    except (Invalid, NotFound) as refusal:
        form.body.errors = [bench.told(refusal)]
        return _page(opened, form, content, status=422)
    form.taken.data = f"{form.taken.data or ''} {mark}".strip()
    return _page(opened, _refilled(opened, form, content), content)


def _renew(opened: Opened, form: LetterForm, wanted: str) -> Response:
    """Cite the document that took the place of one that no longer holds."""
    content, told = renewed(opened.session, content_of(opened, form), wanted)
    flash(told, "info")
    return _page(opened, _refilled(opened, form, content), content)


def _appendix(opened: Opened, form: LetterForm, _wanted: str) -> Response:
    content = content_of(opened, form)
    form = _refilled(opened, form, content)
    if len(form.appendices) >= MOST_APPENDICES:
        told = f"Văn bản có nhiều nhất {MOST_APPENDICES} phụ lục."
        form.appendices.errors = [told]
        return _page(opened, form, content, status=422)
    form.appendices.append_entry({})
    return _page(opened, form, content)


_TOOLS: Final = {
    "preview": _show,
    "fix": _fix,
    "group": _group,
    "cite": _cite,
    "take": _take,
    "renew": _renew,
    "appendix": _appendix,
}
"""What a button of the desk does to the typed text; none of it is saved by that."""


def _filled(opened: Opened, content: Content, version: int) -> LetterForm:
    form = LetterForm(formdata=None)
    form.offer(opened.session, opened.letter)
    signer_id = signer_of(opened.session, opened.letter, content)
    form.fill(content, signer_id=signer_id, version=version)
    return form


def _refilled(opened: Opened, typed: LetterForm, content: Content) -> LetterForm:
    """Return the form with changed content, and all else as it was typed."""
    form = _filled(opened, content, version_in(typed.version))
    form.cite.data, form.taken.data = typed.cite.data, typed.taken.data
    return form


def _page(
    opened: Opened,
    form: LetterForm,
    content: Content,
    *,
    status: int = 200,
    preview: Preview | None = None,
    found: tuple[Cited, ...] | None = None,
    restored_at: datetime | None = None,
    trouble: Trouble | None = None,
) -> Response:
    letter = opened.letter
    groups = recipients.listed(opened.session)
    form.group.choices = [
        choice("", "Chọn nhóm"),
        *(choice(str(group.id), group.name) for group in groups),
    ]
    of: dict[str, Any] = {"letter_id": letter.id}
    return StudioPage(
        title=f"Soạn {opened.named}",
        name=opened.name,
        state=(letter.state.label, *dress.LETTER[letter.state]),
        home_url=home_of(letter),
        versions_url=url_for("studio.versions", **of),
        draft_url=url_for("studio.keep", **of),
        pages_url=url_for("studio.part", **of),
        case=_case_of(opened),
        form=form,
        proof=proof_of(opened, content),
        bench=_bench(opened, content),
        preview=preview,
        cited=found,
        restored_at=restored_at,
        is_typed=request.method == "POST",
        trouble=trouble or (Trouble(form=form) if form.errors else NO_TROUBLE),
    ).render(status=status)


def _bench(opened: Opened, content: Content) -> Bench | None:
    """Return what stands beside a case's letter; its proof tells what it cites."""
    letter, body = opened.letter, content["body"]
    if letter.case is None:
        return None
    return bench.bench_of(
        opened.session, letter.case, letter, form="van-ban", texts=(), body=body
    )


def _case_of(opened: Opened) -> tuple[str, str] | None:
    case = opened.letter.case
    return (case.code, url_for("desk.show", code=case.code)) if case else None
