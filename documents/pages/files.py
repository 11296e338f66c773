"""Pictures that a page's words show, and files that are listed under it.

A picture is drawn anew, light, before it is kept. Visitors get what stands of a public
page and nothing else; what waits in a change is seen by who works on it.
"""

import hashlib
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import content, history, rich_text, sandbox
from documents.errors import Invalid, NotFound, TransitionRefused
from documents.files import FileStore
from documents.models import PageFile, SitePage, StoredFile
from documents.rich_text import Picture
from documents.sandbox import Unreadable
from documents.viewer import Viewer
from documents.vocabulary import ContentState, EventKind

MOST: Final = 60
"""Pictures and files of one page."""

LONGEST_TOLD: Final = 300

_IMAGES: Final = "image/"
_MOVING: Final = ("audio/", "video/")
_PNG, _JPEG = "image/png", "image/jpeg"


@dataclass(frozen=True)
class Given:
    """A file as somebody gave it, already looked at; of a picture, what it shows.

    A picture that is there for decoration only is said to be, and nothing is told.
    """

    content: bytes
    name: str
    media_type: str
    told: str = ""
    is_decoration: bool = False

    def __post_init__(self) -> None:
        """Refuse what no page shows, and a picture of which nothing is told."""
        if self.media_type.startswith(_MOVING):
            raise Invalid({"upload": "Trang không nhận ghi âm, video."})
        if not self.is_picture:
            return
        if not self.told and not self.is_decoration:
            raise Invalid(
                {"told": "Cần tả ảnh cho thấy gì, hoặc đánh dấu ảnh chỉ để trang trí."}
            )
        if self.told and self.is_decoration:
            wrong = "Ảnh chỉ để trang trí thì không cần lời tả; hãy bỏ một trong hai."
            raise Invalid({"is_decoration": wrong})

    @property
    def is_picture(self) -> bool:
        """Say whether it is drawn among the words."""
        return self.media_type.startswith(_IMAGES)


def address(digest: str) -> str:
    """Return where a file is fetched, by the SHA-256 of its bytes."""
    return f"/tep/{digest}"


def put(
    session: Session,
    page: SitePage,
    given: Given,
    *,
    store: FileStore,
    by: Viewer,
    now: datetime,
) -> PageFile:
    """Put a picture or a file to a page; the same one is kept once.

    Raises:
        NotAllowed. TransitionRefused: the page is archived or in the trash. Invalid.
    """
    _must_be_written(page, by)
    drawn = _drawn(given) if given.is_picture else _Drawn(given.content, "", 0, 0)
    digest = hashlib.sha256(drawn.content).hexdigest()
    every = of_page(session, page)
    found = next((one for one in every if one.file.sha256 == digest), None)
    if found is not None:
        if found.is_picture and not found.is_shown:
            found.told = given.told
        return found
    if len(every) >= MOST:
        raise Invalid({"upload": f"Mỗi trang giữ tối đa {MOST} ảnh và tệp."})
    kept = store.keep(
        session,
        drawn.content,
        name=given.name,
        media_type=drawn.media_type or given.media_type,
        by=by,
        now=now,
    )
    row = _row(page, kept, given, drawn, by, now)
    session.add(row)
    session.flush()
    _record(session, row, EventKind.FILE_ADDED, by=by, now=now)
    return row


@dataclass(frozen=True)
class _Drawn:
    """Bytes as they are kept, and the sides of a picture in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def _drawn(given: Given) -> _Drawn:
    try:
        told = sandbox.run("documents.extract.drawing:for_page_here", given.content)
    except Unreadable as refusal:
        raise Invalid({"upload": refusal.message}) from refusal
    kind = _PNG if told["is_png"] else _JPEG
    return _Drawn(b64decode(told["image"]), kind, told["width"], told["height"])


def _row(
    page: SitePage,
    kept: StoredFile,
    given: Given,
    drawn: _Drawn,
    by: Viewer,
    now: datetime,
) -> PageFile:
    return PageFile(
        page_id=page.id,
        page=page,
        file_id=kept.id,
        file=kept,
        width=drawn.width,
        height=drawn.height,
        told=given.told if given.is_picture else "",
        is_shown=False,
        added_at=now,
        added_by_id=by.officer_id,
    )


def take_away(
    session: Session, page: SitePage, number: int, *, by: Viewer, now: datetime
) -> None:
    """Offer a picture or a file no more.

    Raises:
        NotFound: the page has none of this number. NotAllowed. TransitionRefused: the
            page shows it, or would once its waiting change is published.
    """
    _must_be_written(page, by)
    row = next((one for one in of_page(session, page) if one.id == number), None)
    if row is None:
        raise NotFound("Trang không có ảnh, tệp này.")
    if number in _standing(page) | _waiting(page):
        raise TransitionRefused(
            f"“{row.told or row.file.name}” đang được dùng trong trang. Hãy bỏ khỏi nội"
            " dung, lưu (và công bố, nếu trang đang công bố) rồi mới xóa."
        )
    row.removed_at = now
    _record(session, row, EventKind.FILE_WITHDRAWN, by=by, now=now)


def of_page(session: Session, page: SitePage) -> Sequence[PageFile]:
    """Return the pictures and files of a page that were not taken away, in order."""
    rows = select(PageFile).where(
        PageFile.page_id == page.id, PageFile.removed_at.is_(None)
    )
    return session.scalars(rows.order_by(PageFile.id)).all()


def pictures(files: Sequence[PageFile]) -> dict[int, Picture]:
    """Return the pictures among files, as words name them."""
    return {
        one.id: Picture(address(one.file.sha256), one.width, one.height, one.told)
        for one in files
        if one.is_picture
    }


def listed(files: Sequence[PageFile], ids: Sequence[int]) -> list[PageFile]:
    """Return what is listed under a page, in its order."""
    found = {one.id: one for one in files if not one.is_picture}
    return [found[number] for number in ids if number in found]


def follow(session: Session, page: SitePage) -> None:
    """Note what stands of a page; what its words show, or will, is there again."""
    standing, waiting = _standing(page), _waiting(page)
    rows = select(PageFile).where(PageFile.page_id == page.id)
    for row in session.scalars(rows):
        row.is_shown = row.id in standing
        if row.id in standing | waiting:
            row.removed_at = None


def _standing(page: SitePage) -> set[int]:
    return {*rich_text.pictures_named(page.body), *page.files}


def _waiting(page: SitePage) -> set[int]:
    told = page.proposal or {}
    return {*rich_text.pictures_named(told.get("body", "")), *told.get("files", ())}


def _must_be_written(page: SitePage, by: Viewer) -> None:
    content.must_be_editor(by)
    if page.trashed_at is not None or page.state is ContentState.ARCHIVED:
        raise TransitionRefused("Trang đã lưu trữ hoặc trong thùng rác.")


def _record(
    session: Session, row: PageFile, kind: EventKind, *, by: Viewer, now: datetime
) -> None:
    note = f"Ảnh: {row.told or 'trang trí'}" if row.is_picture else row.file.name
    data = {"file": row.id, "sha256": row.file.sha256}
    history.record(session, row.page, kind, by=by, now=now, note=note, data=data)
