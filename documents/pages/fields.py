"""What an editor types of a page, and how it is kept as plain values."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from documents.content import Values
from documents.errors import Invalid
from documents.models import SitePage
from documents.text import fold, one_line
from documents.vocabulary import PageKind

MOST_TAGS: Final = 8
LONGEST_SLUG: Final = 80

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORDS: Final = ("title", "summary", "body", "tags", "files")
"""What a version brings back; where and when a page is shown stays as it is."""


@dataclass(frozen=True)
class PageFields:
    """A page as typed. An empty `slug` is made of the title when the page is added.

    `body` is Markdown; `files` are the numbers of those listed under it, in order;
    `publish_at` and `expire_at` are aware moments or None.
    """

    kind: PageKind
    title: str
    slug: str = ""
    parent_id: int | None = None
    place: int = 0
    summary: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()
    files: tuple[int, ...] = ()
    publish_at: datetime | None = None
    expire_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what no page could be."""
        wrong = {}
        if not self.title.strip():
            wrong["title"] = "Cần nhập tiêu đề."
        if self.slug and not _SLUG.fullmatch(self.slug):
            wrong["slug"] = (
                "Địa chỉ chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối,"
                " ví dụ gioi-thieu."
            )
        if self.kind is PageKind.NEWS and self.parent_id is not None:
            wrong["parent_id"] = "Tin tức không có trang cha."
        if len(self.tags) > MOST_TAGS:
            wrong["tags"] = f"Nhiều nhất {MOST_TAGS} thẻ."
        if self.publish_at and self.expire_at and self.expire_at <= self.publish_at:
            wrong["expire_at"] = "Lúc gỡ xuống phải sau lúc đăng."
        if wrong:
            raise Invalid(wrong)


def slug_of(title: str) -> str:
    """Return a title as part of an address: `huong-dan-gui-phan-anh`."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")
    return plain[:LONGEST_SLUG].rstrip("-") or "trang"


def tags_of(typed: str) -> tuple[str, ...]:
    """Return the words typed between commas, each once."""
    found = (one_line(word) for word in typed.split(","))
    return tuple({fold(word): word for word in found if word}.values())


def fields_of(page: SitePage) -> PageFields:
    """Return what an editor should find in the form: the waiting change, if any."""
    if page.proposal is not None:
        return from_values(page.proposal)
    return standing(page)


def standing(page: SitePage) -> PageFields:
    """Return what the page's own columns hold: of a published one, what is shown."""
    return PageFields(
        kind=page.kind,
        title=page.title,
        slug=page.slug,
        parent_id=page.parent_id,
        place=page.place,
        summary=page.summary,
        body=page.body,
        tags=tuple(page.tags),
        files=tuple(page.files),
        publish_at=page.publish_at,
        expire_at=page.expire_at,
    )


def values_of(typed: PageFields) -> Values:
    """Return what was typed as values that JSON carries."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(typed).items()
    } | {"tags": list(typed.tags), "files": list(typed.files)}


def from_values(values: Values) -> PageFields:
    """Return what `values_of` made of a page."""

    def moment(name: str) -> datetime | None:
        return datetime.fromisoformat(values[name]) if values[name] else None

    return PageFields(
        **{
            **values,
            "kind": PageKind(values["kind"]),
            "tags": tuple(values["tags"]),
            # What was kept before pages had files has none.
            "files": tuple(values.get("files", ())),
            "publish_at": moment("publish_at"),
            "expire_at": moment("expire_at"),
        }
    )


def with_words_of(typed: PageFields, older: PageFields) -> PageFields:
    """Return the fields with the words of an older version."""
    return replace(typed, **{name: getattr(older, name) for name in _WORDS})
