"""Pages and news of the public site, their versions, addresses, links and files."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from documents.models.base import Base, Published
from documents.models.file import StoredFile
from documents.models.officer import Officer
from documents.vocabulary import PageKind


class SitePage(Published, Base):
    """A page of the site's tree, or a news item: words in Markdown.

    Visitors read it while it is published and its moments allow (`publish_at`,
    `expire_at`). What lies in the trash is there for nobody but who takes it out.
    """

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("kind", "path"),
        Index(None, "parent_id", "kind", "state", "place"),
        Index(None, "kind", "state", "dated_at"),
        CheckConstraint(
            "kind = 'page' OR parent_id IS NULL", name="news_has_no_parent"
        ),
        CheckConstraint("parent_id <> id", name="not_under_itself"),
        CheckConstraint("expire_at > publish_at", name="expires_after_publication"),
        CheckConstraint(
            "trashed_at IS NULL OR state <> 'published'", name="trash_is_not_public"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PageKind]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("page.id"))
    place: Mapped[int] = mapped_column(default=0, comment="order among its siblings")
    slug: Mapped[str] = mapped_column(comment="its own part of the address")
    path: Mapped[str] = mapped_column(comment="slugs from the top down")
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="", comment="Markdown")
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    files: Mapped[list[int]] = mapped_column(
        JSON, default=list, comment="ids of the files listed under it, in order"
    )
    publish_at: Mapped[datetime | None] = mapped_column(index=True)
    expire_at: Mapped[datetime | None] = mapped_column(index=True)
    dated_at: Mapped[datetime] = mapped_column(
        comment="what news is sorted by: when it appeared, or was written"
    )
    is_open: Mapped[bool] = mapped_column(
        default=False, comment="visitors read it, as last announced"
    )
    trashed_at: Mapped[datetime | None]

    parent: Mapped["SitePage | None"] = relationship(remote_side=[id])


class PageVersion(Base):
    """What was kept of a page, each time somebody kept it."""

    __tablename__ = "page_version"
    __table_args__ = (
        UniqueConstraint("page_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, comment="field → value")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    by: Mapped[Officer | None] = relationship(lazy="joined")


class PageAddress(Base):
    """An address that a page had: who comes there is led to where it is now."""

    __tablename__ = "page_address"
    __table_args__ = (UniqueConstraint("kind", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PageKind]
    path: Mapped[str]
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)

    page: Mapped[SitePage] = relationship(lazy="joined")


class PageLink(Base):
    """A page's words, published or waiting, link to another page."""

    __tablename__ = "page_link"
    __table_args__ = (UniqueConstraint("from_id", "to_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)


class PageFile(Base):
    """A picture that a page's words may show, or a file that may be listed under it.

    Never deleted: what was taken away is not offered any more, and is back as soon as
    the words show it again, as those of an older version may.
    """

    __tablename__ = "page_file"
    __table_args__ = (
        CheckConstraint("(width > 0) = (height > 0)", name="a_picture_has_both_sides"),
        CheckConstraint("width > 0 OR told = ''", name="only_pictures_are_told_of"),
        CheckConstraint(
            "removed_at IS NULL OR NOT is_shown", name="what_is_shown_is_there"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"), index=True)
    file_id: Mapped[str] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    width: Mapped[int] = mapped_column(comment="pixels; 0 of what is no picture")
    height: Mapped[int]
    told: Mapped[str] = mapped_column(comment="what it shows; '' of decoration")
    is_shown: Mapped[bool] = mapped_column(
        default=False, comment="by what stands of the page, public or not"
    )
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    removed_at: Mapped[datetime | None]

    page: Mapped[SitePage] = relationship()
    file: Mapped[StoredFile] = relationship(lazy="joined")

    @property
    def is_picture(self) -> bool:
        """Say whether it is drawn among the words, not listed under them."""
        return self.width > 0


class PageTag(Base):
    """A word that what is published of a page is filed under."""

    __tablename__ = "page_tag"
    __table_args__ = (UniqueConstraint("page_id", "name"), Index(None, "name"))

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    name: Mapped[str]
