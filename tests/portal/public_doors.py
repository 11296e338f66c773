"""Every address that visitors may ask, with everything that stands behind it."""

import html
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final
from urllib.parse import unquote
from zipfile import ZipFile

from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from documents import contact_sets
from documents.models import (
    Case,
    Contact,
    ContactSet,
    Directive,
    SitePage,
    StoredFile,
)
from documents.text import fold
from tests.portal.doors import VALUES, path_of, rules
from tests.portal.office import Office

BROAD: Final = "cầu"
"""A word that stands in everything planted, and names nothing of it."""

QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "answers.index": ("?linh-vuc=roads", "?trang=2"),
    "api.answers": ("?q={}", "?field=roads"),
    "api.directives": ("?q={}", "?year=2019"),
    "api.search": ("?q={}",),
    "content.news": ("?the={}", "?trang=2"),
    "directives.index": ("?nam=2019", "?trang=2"),
    "find.index": ("?q={}", "?q=ca*", "?q=từ:2000", "?q={}&sap-xep=moi-nhat"),
    "searches.atom": ("?q={}",),
    "searches.suggest": ("?q={}", "?q=ca", "?q={}&dang=opensearch"),
}
"""What else is asked at a door, by its endpoint."""


@dataclass(frozen=True)
class Heard:
    """An answer: every byte of it as text without marks, its own address left out."""

    endpoint: str
    path: str
    status: int
    etag: str
    text: str


def sweep(office: Office, known: Mapping[str, str] | None = None) -> list[Heard]:
    """Ask every door; `known` are the answers that a browser kept, by their tags."""
    etags = known or {}
    return [
        heard(office, endpoint, path, etag=etags.get(path, ""))
        for endpoint, path in _paths(office)
    ]


def heard(office: Office, endpoint: str, path: str, *, etag: str = "") -> Heard:
    headers = {"If-None-Match": etag} if etag else {}
    answer = office.visitor().get(path, headers=headers)
    told = said(answer).replace(fold(unquote(path)), "")
    return Heard(
        endpoint, path, answer.status_code, answer.headers.get("ETag", ""), told
    )


def said(answer: TestResponse) -> str:
    """Return what an answer says, in headers and body, unpacked and unescaped."""
    body = answer.data
    if body.startswith(b"PK"):
        with ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    text = body.decode("utf-8", "replace")
    if answer.is_json:
        text = json.dumps(json.loads(text), ensure_ascii=False)
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return fold(html.unescape(unquote(f"{head}\n{text}")))


def _paths(office: Office) -> Iterator[tuple[str, str]]:
    behind = _behind(office)
    for rule in rules(office.app):
        if _is_public(office, rule):
            for path in dict.fromkeys(_filled(office, rule, behind)):
                yield rule.endpoint, path
                for question in QUESTIONS.get(rule.endpoint, ()):
                    yield rule.endpoint, path + question.format(BROAD)


def _is_public(office: Office, rule: Rule) -> bool:
    view = office.app.view_functions[rule.endpoint]
    return "GET" in (rule.methods or ()) and vars(view)["guard"] == frozenset()


def _filled(
    office: Office, rule: Rule, behind: Mapping[str, list[Any]]
) -> Iterator[str]:
    """Yield the addresses of a rule: one of nothing, and one of each thing there is."""
    names = sorted(rule.arguments)
    yield path_of(office.app, rule)
    for told in product(*(behind.get(name, [VALUES[name]]) for name in names)):
        yield path_of(office.app, rule, **dict(zip(names, told, strict=True)))


def _behind(office: Office) -> dict[str, list[Any]]:
    """Return what addresses can stand for: everything, whoever may see it."""
    with office.reading() as session:
        sets = session.scalars(select(ContactSet))
        return {
            "code": [code.lower() for code in session.scalars(select(Case.code))],
            "digest": list(session.scalars(select(StoredFile.sha256))),
            "contact_id": list(session.scalars(select(Contact.id))),
            "path": list(session.scalars(select(SitePage.path))),
            "slug": list(session.scalars(select(Directive.slug))),
            "stamp": [contact_sets.stamp(row) for row in sets],
        }
