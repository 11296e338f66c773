"""What holds for every template and static file: no trick, no stranger."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from jinja2 import meta, nodes

from portal.app import TEMPLATES
from portal.config import Settings
from tests.apps import make_app

PANELS: Final = Path("desk/panels")
"""Where the sections of a case's page are; each gets what it shows."""

STATIC: Final = TEMPLATES.parent / "portal" / "static"
PAGES: Final = sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.html"))
SERVED: Final = [
    *(TEMPLATES / page for page in PAGES),
    *(p for kind in ("css", "js", "svg") for p in sorted(STATIC.rglob(f"*.{kind}"))),
]
JINJA: Final = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAG: Final = re.compile(r"<([A-Za-z][\w-]*)((?:\"[^\"]*\"|'[^']*'|[^'\">])*)>")
NOT_FOR_TEMPLATES: Final = {"config", "current_user", "g", "request", "session"}
TOLD_BY_ERRORS: Final = {"message", "changes", "reference", "status", "typed"}
"""What portal.errors gives its pages, which have no context of a request."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    data = str(tmp_path_factory.mktemp("data"))
    return make_app(Settings.from_environment({"PORTAL_DATA_DIR": data}))


def parsed(app: Flask, page: Path) -> nodes.Template:
    # Without globals, so that a template's use of one is seen.
    environment = app.jinja_env.overlay()
    environment.globals = {}
    text = (TEMPLATES / page).read_text(encoding="utf-8")
    return environment.parse(text, str(page))


def brought_along(template: nodes.Template) -> Iterator[str]:
    """Yield the names that a template imports or sets itself."""
    for found in template.find_all((nodes.FromImport, nodes.Name, nodes.Macro)):
        match found:
            case nodes.FromImport():
                yield from (n if isinstance(n, str) else n[1] for n in found.names)
            case nodes.Macro():
                yield found.name
            case nodes.Name(ctx="store"):
                yield found.name


def given(app: Flask, page: Path) -> set[str]:
    """Return the names a page may use."""
    context: dict[str, object] = dict.fromkeys(TOLD_BY_ERRORS)
    if page.parts[0] != "errors":
        with app.test_request_context("/"):
            context = {"page": None}
            app.update_template_context(context)
    if page.parent == PANELS:
        context["shown"] = None
    return {*context, *app.jinja_env.globals} - NOT_FOR_TEMPLATES


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_template_asks_for_nothing_but_its_page_and_the_globals(
    app: Flask, page: Path
) -> None:
    template = parsed(app, page)
    asked = meta.find_undeclared_variables(template) - set(brought_along(template))
    assert asked - given(app, page) == set()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_template_trusts_no_text(app: Flask, page: Path) -> None:
    template = parsed(app, page)
    filters = {found.name for found in template.find_all(nodes.Filter)}
    assert filters.isdisjoint({"safe", "markup"})
    switched = (nodes.ScopedEvalContextModifier, nodes.EvalContextModifier)
    assert not list(template.find_all(switched))


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_template_holds_no_script_and_no_style(page: Path) -> None:
    html = JINJA.sub("", (TEMPLATES / page).read_text(encoding="utf-8"))
    assert not re.search(r"<style\b|javascript:|<base\b|<meta[^>]*http-equiv", html)
    assert set(re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL)) <= {""}
    for tag, attributes in TAG.findall(html):
        bare = re.sub(r"\"[^\"]*\"|'[^']*'", '""', attributes)
        assert not re.search(r"\s(on\w+|style)\s*=", bare), f"<{tag}{attributes}>"


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.name)
def test_nothing_is_fetched_from_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r"/\*.*?\*/|\{#.*?#\}|xmlns(:\w+)?=\"[^\"]*\"", "", text, flags=re.DOTALL
    )
    assert re.findall(r"""(?:https?:|["'(]\s*)//[^\s"')]+""", text) == []
    assert "@import" not in text


@pytest.mark.parametrize("script", sorted((STATIC / "js").glob("*.js")), ids=str)
def test_a_script_writes_no_html_and_runs_no_text(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    tricks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|Function\("
    )
    assert re.findall(tricks, text) == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_template_speaks_to_other_addresses_through_the_portal(page: Path) -> None:
    html = (TEMPLATES / page).read_text(encoding="utf-8")
    assert 'target="_blank"' not in html
    for form in re.findall(
        r"<form[^>]*method=\"post\"[^>]*>.*?</form>", html, re.DOTALL
    ):
        assert "csrf" in form
