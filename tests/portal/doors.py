"""Every address of the portal with real values filled in, for tests that walk them."""

from collections.abc import Iterator
from typing import Any, Final

from flask import Flask
from werkzeug.routing import Rule

VALUES: Final[dict[str, Any]] = {
    "action": "approve",
    "canned_id": 1,
    "case_file_id": 1,
    "code": "DDN-2019-000001",
    "comment_id": 1,
    "contact_id": 1,
    "copy_id": 1,
    "day_id": 1,
    "digest": "0" * 64,
    "entry_id": 1,
    "field": "roads",
    "group_id": 1,
    "held_id": 1,
    "incoming_id": 1,
    "letter_id": 1,
    "look_id": 1,
    "notice_id": 1,
    "number": 1,
    "officer_id": 1,
    "page_id": 1,
    "path": "gioi-thieu",
    "posting_id": 1,
    "review_id": 1,
    "right_id": 1,
    "rule_id": 1,
    "run_id": 1,
    "search_id": 1,
    "secret": "khong-co-that",
    "slug": "12154-ubnd-vp-2019",
    "stamp": "20191217-000000",
    "unit_id": 1,
    "version": "2026.1",
    "word_id": 1,
    "year": 2019,
}
"""What each part of an address stands for in a walk; a new part needs a line."""


def rules(app: Flask) -> list[Rule]:
    """Return every rule, in a stable order."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)


def path_of(app: Flask, rule: Rule, **told: Any) -> str:
    """Return an address that the rule matches; `told` names things that are there."""
    values = {name: (VALUES | told)[name] for name in rule.arguments}
    built = app.url_map.bind("localhost").build(rule.endpoint, values)
    return str(built).removeprefix("http://localhost")


def doors(app: Flask, method: str) -> Iterator[tuple[str, str]]:
    """Yield (endpoint, address) of everything that answers a method."""
    for rule in rules(app):
        if method in (rule.methods or ()):
            yield rule.endpoint, path_of(app, rule)
