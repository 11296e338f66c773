"""What holds for every file: who commits, who moves states, names and sizes.

The arrows between packages and modules are import-linter's, in pyproject.toml.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
LONGEST_FILE: Final = 300
LONGEST_FUNCTION: Final = 40
LONGEST_VIEW: Final = 15
VAGUE: Final = re.compile(r"utils?|common|misc|helpers?|managers?|base_?classes")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*packages: str) -> list[Path]:
    return sorted(p for name in packages for p in (ROOT / name).rglob("*.py"))


OURS: Final = sources("documents", "search", "portal")
ALL: Final = [*OURS, *sources("tests", "bench", "migrations"), ROOT / "wsgi.py"]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def functions(path: Path) -> Iterator[Function]:
    return (n for n in nodes(path) if isinstance(n, Function))


def calls(path: Path, *methods: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in methods
        for node in nodes(path)
    )


def test_a_request_is_committed_in_one_file() -> None:
    ending = sources("documents", "portal")
    assert [name_of(p) for p in ending if calls(p, "commit", "rollback")] == [
        "portal/db.py"
    ]


def test_only_commands_and_background_work_begin_a_transaction_of_their_own() -> None:
    begun = [name_of(p) for p in sources("portal") if calls(p, "begin", "begin_nested")]
    assert [p for p in begun if not p.startswith("portal/cli/")] == [
        "portal/importer.py",
        "portal/mailer.py",
        "portal/serve.py",
        "portal/worker.py",
    ]


def assigned(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Assign(targets=targets):
            yield from targets
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target):
            yield target


def moves_a_state(function: Function) -> bool:
    return any(
        isinstance(part, ast.Attribute) and part.attr == "state"
        for node in ast.walk(function)
        for target in assigned(node)
        for part in ast.walk(target)
    )


def test_only_the_verbs_of_the_lifecycles_assign_a_state() -> None:
    found = {
        f"{name_of(path)}:{function.name}"
        for path in OURS
        for function in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(function, Function) and moves_a_state(function)
    }
    assert found == {
        "documents/attachments/reading.py:_close",
        "documents/cases.py:advance",
        "documents/content.py:advance",
        "documents/incoming/inbox.py:_close",
        "documents/handling/recalling.py:recall",
        "documents/outgoing/copies.py:freeze",
        "documents/publications/moves.py:_move",
        "documents/register/entries.py:enter",
        "documents/register/entries.py:void",
        "documents/replies.py:decide",
        "documents/studio/moving.py:advance",
    }


@pytest.mark.parametrize(
    ("method", "where"),
    [
        ("setattr", "documents/directives/register.py"),
        ("__setattr__", "documents/directives/fields.py"),
    ],
)
def test_no_attribute_is_set_under_a_name_that_is_not_seen(
    method: str, where: str
) -> None:
    def named(call: ast.Call) -> str:
        return getattr(call.func, "id", "") or getattr(call.func, "attr", "")

    setters = [
        name_of(path)
        for path in OURS
        for node in nodes(path)
        if isinstance(node, ast.Call) and named(node) == method
    ]
    assert setters == [where]


def test_every_module_has_a_name_that_says_what_it_holds() -> None:
    vague = [name_of(p) for p in ALL if VAGUE.fullmatch(p.stem)]
    assert vague == []


def test_every_import_is_absolute() -> None:
    relative = [
        name_of(path)
        for path in ALL
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_no_file_is_too_long_to_read() -> None:
    lengths = {name_of(p): len(p.read_text("utf-8").splitlines()) for p in OURS}
    assert {p: n for p, n in lengths.items() if n > LONGEST_FILE} == {}


def length(first: ast.stmt, last: ast.stmt) -> int:
    assert last.end_lineno is not None
    return last.end_lineno - first.lineno + 1


def test_no_function_is_too_long_to_hold_in_the_head() -> None:
    long = {
        f"{name_of(path)}:{function.name}": length(function, function)
        for path in OURS
        for function in functions(path)
        if length(function, function) > LONGEST_FUNCTION
    }
    assert long == {}


def is_view(function: Function) -> bool:
    told = {
        getattr(
            decorator.func if isinstance(decorator, ast.Call) else decorator, "id", ""
        )
        for decorator in function.decorator_list
    }
    return bool(told & {"public", "officers"})


def test_a_view_loads_decides_acts_and_answers_no_more() -> None:
    def lines_of(function: Function) -> int:
        return length(function.body[ast.get_docstring(function) is not None], function)

    long = {
        f"{name_of(path)}:{view.name}": lines_of(view)
        for path in sources("portal")
        for view in functions(path)
        if is_view(view) and lines_of(view) > LONGEST_VIEW
    }
    assert long == {}


def bare_exceptions(path: Path) -> Iterator[int]:
    """Yield the lines that set a rule aside and tell why neither on nor above."""
    bare = re.compile(
        r"# noqa(?!: [A-Z]+\d+(, [A-Z]+\d+)* - \w)|# type: ignore(?!\[[\w-]+\]  # \w)"
    )
    above = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if bare.search(line) and not above.startswith("#"):
            yield number
        above = line.strip()


def test_every_exception_to_a_rule_carries_its_reason() -> None:
    found = [f"{name_of(p)}:{number}" for p in OURS for number in bare_exceptions(p)]
    assert found == []


def test_html_is_declared_safe_in_one_place() -> None:
    marked = {
        name_of(path)
        for path in sources("portal")
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (getattr(node.func, "id", "") or getattr(node.func, "attr", ""))
        in {"Markup", "render_template_string", "from_string"}
    }
    assert marked == {"portal/found.py"}
