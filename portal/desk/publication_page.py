"""The page on which a text for everybody stands beside the original of a case."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from documents import publications, queries
from documents.models import Publication
from documents.publications import Comparison, Words
from documents.redaction import Piece
from documents.vocabulary import PublicationAction
from portal import wiring
from portal.desk.forms import Opened, texts_in
from portal.desk.publication_forms import PLACES, PublicForm, WhyForm
from portal.desk.publishing import badge_of
from portal.forms import MoveForm
from portal.jinja import moment_vi
from portal.pages import Page
from portal.security import acting
from portal.trouble import NO_TROUBLE, Trouble

_A = PublicationAction
_NOT_ANSWERED: Final = (
    "Hồ sơ chưa có văn bản trả lời đã ban hành; chưa có gì để công khai."
)


@dataclass(frozen=True)
class Side:
    """One of the three texts: the original with what would be masked, and the public's.

    The public's is empty before one is prepared.
    """

    name: str
    original: tuple[Piece, ...]
    public: tuple[Piece, ...]


@dataclass(frozen=True)
class Offered:
    """The forms that an officer may send; None for what is not his."""

    prepare: PublicForm | None
    release: MoveForm | None
    keep_private: WhyForm | None
    take_down: WhyForm | None


@dataclass(frozen=True, kw_only=True)
class PublicationPage(Page):
    """A case's words on the left, what everybody will read of them on the right."""

    template: ClassVar[str] = "desk/publication.html"
    code: str
    heading: str
    state: tuple[str, str, str]
    told: tuple[tuple[str, str], ...]
    sides: tuple[Side, ...]
    offered: Offered
    refusal: str
    trouble: Trouble


def comparison_of(opened: Opened) -> Comparison:
    """Return a case's words held against who sent it."""
    vault = wiring.current().vault
    return Comparison(opened.session, opened.case, vault=vault)


def publication_page(
    opened: Opened,
    *,
    came_back: MoveForm | None = None,
    trouble: Trouble = NO_TROUBLE,
) -> PublicationPage:
    """Return the page; a form that came back stands in it as it was typed."""
    session, case = opened.session, opened.case
    row = queries.publication(session, case)
    comparison, original = comparison_of(opened), publications.original(session, case)
    offered = _offered(opened, comparison, came_back)
    return PublicationPage(
        title=f"Bản công khai của hồ sơ {case.code}",
        code=case.code,
        heading=case.title,
        state=badge_of(session, case, row, acting()),
        told=tuple(_told(row)) if row else (),
        sides=tuple(_sides(comparison, original, row)),
        offered=offered,
        refusal="" if original else _NOT_ANSWERED,
        trouble=_kept(trouble, came_back, offered),
    )


def _kept(trouble: Trouble, came_back: MoveForm | None, offered: Offered) -> Trouble:
    """Return the trouble, with what was typed into a form that is no longer open."""
    if came_back is None or came_back in vars(offered).values():
        return trouble
    return replace(trouble, form=None, typed=tuple(texts_in(came_back)))


def _sides(
    comparison: Comparison, original: Words | None, row: Publication | None
) -> Iterator[Side]:
    """Yield the texts; while nothing stands for the public, what would be masked."""
    now = dict(original.named()) if original else {}
    told = dict(publications.of(row).named()) if row else {}
    for name in PLACES if original or row else ():
        yield Side(
            name=name,
            original=comparison.read(now.get(name, "")).pieces,
            public=comparison.read(told.get(name, "")).pieces,
        )


def _told(row: Publication) -> Iterator[tuple[str, str]]:
    yield "Người soạn", f"{row.prepared_by.full_name}, {moment_vi(row.prepared_at)}"
    if row.released_by and row.released_at:
        yield (
            "Người duyệt",
            f"{row.released_by.full_name}, {moment_vi(row.released_at)}",
        )
    if row.withdrawn_at:
        yield "Gỡ lúc", moment_vi(row.withdrawn_at)
    yield "Lý do", row.why
    kept = (f"“{key.partition(':')[2]}”" for key in row.kept)
    yield "Đã xem, giữ lại", ", ".join(kept)
    yield "Lý do giữ lại", row.kept_why


def _offered(
    opened: Opened, comparison: Comparison, came_back: MoveForm | None
) -> Offered:
    """Return the forms that the officer may send now."""
    may = publications.open_to(opened.session, opened.case, acting())
    why = came_back if isinstance(came_back, WhyForm) else WhyForm(formdata=None)
    empty = MoveForm(formdata=None)
    why.version.data = empty.version.data = str(opened.case.version)
    return Offered(
        prepare=_preparing(opened, comparison, came_back)
        if _A.PREPARE in may
        else None,
        release=empty if _A.RELEASE in may else None,
        keep_private=why if _A.KEEP_PRIVATE in may else None,
        take_down=why if _A.TAKE_DOWN in may else None,
    )


def _preparing(
    opened: Opened, comparison: Comparison, came_back: MoveForm | None
) -> PublicForm:
    """Return the form: as it came back, as it stands, or with what is found masked."""
    if isinstance(came_back, PublicForm):
        came_back.offer(comparison.findings(came_back.words()))
        return came_back
    session, case, form = opened.session, opened.case, PublicForm(formdata=None)
    row, original = queries.publication(session, case), None
    if row is None or row.round != case.round:
        original = publications.original(session, case)
    if original is not None:
        form.suggest(comparison.masked(original))
    elif row is not None:
        form.suggest(publications.of(row))
        form.kept.data, form.kept_why.data = list(row.kept), row.kept_why
    form.offer(comparison.findings(form.words()))
    form.version.data = str(case.version)
    return form
