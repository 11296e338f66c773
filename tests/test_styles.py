"""What a stylesheet of ours dresses is on a page: no rule outlives what it was for."""

import re
from pathlib import Path
from typing import Final

import pytest

from documents.letters import Level
from portal.app import TEMPLATES

PORTAL: Final = TEMPLATES.parent / "portal"
SHEETS: Final = sorted((PORTAL / "static" / "css").glob("*.css"))
COMMENT: Final = re.compile(r"/\*.*?\*/|\{#.*?#\}", re.DOTALL)
SELECTOR: Final = re.compile(r"([^{}]+)\{")
CLASS: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
QUOTED: Final = re.compile(r'"([^"]*)"|\'([^\'\n]*)\'|`([^`]*)`')
NAME: Final = re.compile(r"[\w-]+(?:__|--)?")
PAGES: Final = sorted(TEMPLATES.rglob("*.html"))
CODE: Final = [*sorted(PORTAL.rglob("*.py")), *sorted(PORTAL.glob("static/js/*.js"))]


def bare(text: str) -> str:
    return COMMENT.sub(" ", text)


def names_in_quotes(text: str) -> set[str]:
    """Return the words between quotes: attributes of a page, literals of code."""
    quoted = (" ".join(found) for found in QUOTED.findall(text))
    return {name for told in quoted for name in NAME.findall(told)}


@pytest.fixture(scope="module")
def named() -> set[str]:
    texts = [bare(path.read_text("utf-8")) for path in (*PAGES, *CODE)]
    levels = {level.name.lower() for level in Level}
    return levels.union(*map(names_in_quotes, texts))


def is_put_together(name: str, named: set[str]) -> bool:
    """Say whether a page writes the stem of a name, and code or a page its end."""
    stem, joint, end = name.rpartition("--")
    if not joint:
        stem, joint, end = name.rpartition("__")
    return bool(joint) and f"{stem}{joint}" in named and end in named


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_class_that_is_dressed_is_on_a_page(sheet: Path, named: set[str]) -> None:
    selectors = SELECTOR.findall(bare(sheet.read_text("utf-8")))
    dressed = {name for one in selectors for name in CLASS.findall(one)}
    unused = {it for it in dressed - named if not is_put_together(it, named)}
    assert unused == set()


def test_a_token_that_is_defined_is_used() -> None:
    whole = "".join(bare(sheet.read_text("utf-8")) for sheet in SHEETS)
    ours = set(re.findall(r"[{;]\s*(--(?!bs-)[\w-]+)\s*:", whole))
    assert ours - set(re.findall(r"var\((--[\w-]+)", whole)) == set()
