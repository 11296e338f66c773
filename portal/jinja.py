"""What templates may use beside their page: the agency, who looks, dates, files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from flask import Flask, get_flashed_messages, request
from jinja2 import StrictUndefined
from werkzeug.local import LocalProxy

from documents import letters, pages, queries
from documents.deadlines import HANOI, local_day
from documents.lifecycles import EDITORS, PUBLICATION_STAFF, PUBLISHERS
from documents.statistics import READERS
from documents.viewer import Viewer
from documents.vocabulary import Role
from portal import db, wiring
from portal.addresses import ENGLISH
from portal.notices import Banner
from portal.security import CASE_ROLES, viewer

RAIL_HOME: Final = "/ban-lam-viec"


@dataclass(frozen=True)
class NavItem:
    """A line of the menu; `root` is where its pages begin, if not at its address.

    `lang` is that of what it leads to, if it is another one.
    """

    url: str
    label: str
    icon: str = ""
    root: str = ""
    current: bool = False
    lang: str = ""


@dataclass(frozen=True)
class Reader:
    """The signed-in officer, as pages name him."""

    full_name: str
    role_label: str
    parts: frozenset[str]
    home_url: str = RAIL_HOME


_PUBLIC_NAV: Final = (
    NavItem("/", "Trang chủ"),
    NavItem("/duong-day-nong", "Đường dây nóng"),
    NavItem("/van-ban", "Văn bản"),
    NavItem("/tin-tuc", "Tin tức"),
    NavItem("/hoi-dap", "Hỏi đáp"),
    NavItem("/phan-anh/gui", "Gửi phản ánh"),
    NavItem("/phan-anh/tra-cuu", "Tra cứu phản ánh"),
    NavItem("/tim-kiem", "Tìm kiếm"),
)
_ENGLISH_NAV: Final = (
    NavItem("/en/", "Home"),
    NavItem("/en/contacts", "Hotline contacts"),
    NavItem("/en/how-to-send", "How to send"),
    NavItem("/en/track", "Track a request"),
    NavItem("/en/organisation", "Organisation"),
)
_IN_ENGLISH: Final = {
    "/": "/en/",
    "/duong-day-nong": "/en/contacts",
    "/phan-anh/gui": "/en/how-to-send",
    "/phan-anh/tra-cuu": "/en/track",
}
"""Vietnamese pages that have an English twin."""

_IN_VIETNAMESE: Final = {english: path for path, english in _IN_ENGLISH.items()}
_WRITERS: Final = frozenset(CASE_ROLES)
_REGISTER: Final = frozenset({Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR})
_CLEARERS: Final = frozenset({Role.HEAD, Role.FOCAL, Role.CVP, Role.DIRECTOR})
_PARTS: Final = {
    "drafts": _WRITERS,
    "register": _REGISTER,
    "check": _WRITERS,
    "groups": _REGISTER - {Role.DIRECTOR},
    "rights": _WRITERS,
    "publication": PUBLICATION_STAFF,
    "accounts": frozenset({Role.ADMIN}),
    "calendar": frozenset({Role.ADMIN}),
    "notices": frozenset({Role.ADMIN}),
    "agency": frozenset({Role.ADMIN}),
    "units": frozenset({Role.ADMIN}),
    "fields": frozenset({Role.ADMIN}),
    "look": frozenset({Role.ADMIN}),
    "terms": frozenset({Role.ADMIN, Role.CVP}),
}
"""Parts of “Công văn”, “Hồ sơ” and “Quản trị”, and the roles that open each."""

_RAIL: Final = (
    (NavItem(RAIL_HOME, "Bàn làm việc", "desk"), frozenset(Role)),
    (NavItem("/ho-so/", "Hồ sơ", "case"), frozenset(CASE_ROLES)),
    (NavItem("/ho-so/ton-dong", "Tồn đọng", "history"), _CLEARERS),
    (NavItem("/cong-van/du-thao", "Công văn", "letter", "/cong-van/"), _WRITERS),
    (NavItem("/van-ban", "Văn bản", "documents"), frozenset(Role)),
    (NavItem("/noi-dung/", "Trang, tin", "edit"), frozenset(EDITORS | PUBLISHERS)),
    (NavItem("/duong-day-nong", "Liên hệ", "phone"), frozenset(Role)),
    (NavItem("/bao-cao/", "Thống kê", "figures"), frozenset(READERS)),
    (NavItem("/nhap-ho-so/", "Nhập hồ sơ cũ", "inbox"), frozenset({Role.FOCAL})),
    (NavItem("/quan-tri/", "Quản trị", "settings"), frozenset({Role.ADMIN})),
)


def init_app(app: Flask, asset: Callable[[str], str]) -> None:
    """Give the templates their globals; an unknown name is an error, not empty."""
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.filters |= {
        "date_en": date_en,
        "date_vi": date_vi,
        "extent": letters.extent,
        "moment_vi": moment_vi,
        "size_vi": size_vi,
    }
    env.globals |= {
        "asset": asset,
        "notices": notices,
        # Asked for by its parts: each page reads who the agency is now.
        "site": LocalProxy(db.site),
    }
    app.context_processor(_of_request)


def notices() -> tuple[Banner, ...]:
    """Return the notices that a public page shows now."""
    wired = wiring.current()
    return wired.notices.shown(db.newest(wired))


def date_vi(on: date | datetime) -> str:
    """Return 05/12/2019; a moment is read in local time."""
    if isinstance(on, datetime):
        on = local_day(on)
    return f"{on.day:02}/{on.month:02}/{on.year}"


def date_en(on: date | datetime) -> str:
    """Return 5 December 2019; a moment is read in local time."""
    if isinstance(on, datetime):
        on = local_day(on)
    return f"{on.day} {on:%B} {on.year}"


def moment_vi(at: datetime) -> str:
    """Return 09:30 05/12/2019, local time."""
    return f"{at.astimezone(HANOI):%H:%M} {date_vi(at)}"


def size_vi(size: int) -> str:
    """Return a number of bytes as people read it: 850 KB, 1,2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def _of_request() -> dict[str, Any]:
    seen_by = viewer()
    reader = None
    if seen_by is not None:
        role = seen_by.role
        parts = frozenset(it for it, roles in _PARTS.items() if role in roles)
        reader = Reader(seen_by.full_name, role.label, parts)
    return {
        "viewer": reader,
        "nav": _menu(seen_by),
        "translations": _translations(request.path),
        "flashes": get_flashed_messages(with_categories=True),
    }


def _menu(seen_by: Viewer | None) -> Iterator[NavItem]:
    """Yield the menu; for visitors the database is asked, once a page draws it."""
    here = request.path
    if here.startswith(ENGLISH):
        back = _IN_VIETNAMESE.get(here, "/")
        items = [*_ENGLISH_NAV, NavItem(back, "Tiếng Việt", lang="vi")]
    elif seen_by is not None:
        items = [item for item, roles in _RAIL if seen_by.role in roles]
    else:
        top = queries.top_pages(db.session(), now=wiring.current().clock())
        titled = [NavItem(pages.address(row), row.title) for row in top]
        english = NavItem(_IN_ENGLISH.get(here, "/en/"), "English", lang="en")
        items = [*_PUBLIC_NAV, *titled, english]
    yield from _marked(items)


def _translations(here: str) -> dict[str, str]:
    """Return language → full address of a page that there is in both, and its twin."""
    vietnamese = _IN_VIETNAMESE.get(here, here)
    if vietnamese not in _IN_ENGLISH:
        return {}
    root = wiring.current().settings.public_url
    told = {"vi": vietnamese, "en": _IN_ENGLISH[vietnamese], "x-default": vietnamese}
    return {language: f"{root}{path}" for language, path in told.items()}


def _marked(items: Sequence[NavItem]) -> list[NavItem]:
    """Mark the item whose pages the reader is on: the one that begins furthest in."""
    here = request.path
    roots = {item: item.root or item.url.rstrip("/") + "/" for item in items}
    around = [it for it in items if here == it.url or _is_inside(here, it, roots[it])]
    current = max(around, key=lambda it: len(it.url), default=None)
    return [replace(item, current=item is current) for item in items]


def _is_inside(here: str, item: NavItem, root: str) -> bool:
    return here.startswith(root) and item.url != "/"
