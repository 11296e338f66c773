"""`flask search`: the state of the index, a rebuild, a comparison, a question."""

import json
import sys
import time
from collections.abc import Iterator
from typing import Final

import click
from flask.cli import AppGroup

from portal import db, wiring
from portal.index_faults import fault_of
from portal.indexing import Difference
from portal.searching import LARGEST_WHOOSH, Searching
from search import SearchError, Status

group = AppGroup("search", help="Chỉ mục tìm kiếm: xem, dựng lại, đối chiếu, hỏi thử.")

_PATIENCE: Final = 600
"""Seconds to wait for the running indexer to carry a rebuild out."""


def _searching() -> Searching:
    return wiring.current().search


@group.command("status")
def status() -> None:
    """In tình trạng chỉ mục."""
    try:
        told = _searching().status()
    except (SearchError, OSError) as error:
        click.echo(f"Chỉ mục không dùng được: {fault_of(error)}", err=True)
        sys.exit(1)
    for line in _told(told, newest=db.newest(wiring.current())):
        click.echo(line)


def _told(status: Status, *, newest: int) -> Iterator[str]:
    """Yield how the index stands, and what to do about it."""
    yield f"Bộ máy (engine): {status.engine}"
    yield f"Bản phân tích chữ (analyzer): {status.analyzer}"
    yield f"Số mục (entries): {status.entries}"
    yield f"Dung lượng (size): {status.size / 1_000_000:.1f} MB"
    yield f"Thế hệ (generation): {status.generation}"
    yield f"Đã theo đến thay đổi (cursor): {status.cursor}"
    behind = newest - status.cursor
    yield f"Chậm hơn cơ sở dữ liệu (lag): {behind} thay đổi"
    if status.engine == "whoosh" and status.entries > LARGEST_WHOOSH:
        yield (
            f"Nên chuyển sang tantivy (PORTAL_SEARCH_URL=tantivy:): whoosh chỉ nhanh"
            f" đến khoảng {LARGEST_WHOOSH} mục."
        )


@group.command("rebuild")
def rebuild() -> None:
    """Dựng lại chỉ mục từ cơ sở dữ liệu; tìm kiếm vẫn chạy trong lúc đó."""
    searching = _searching()
    with searching.as_the_indexer() as mine:
        if mine:
            searching.rebuild()
    if not mine:
        click.echo("Tiến trình đang chạy sẽ dựng lại chỉ mục, xin chờ …")
        searching.want_rebuild()
        _wait_until_done(searching)
    click.echo("Đã dựng lại chỉ mục.")


def _wait_until_done(searching: Searching) -> None:
    until = time.monotonic() + _PATIENCE
    while searching.rebuild_wanted:
        if time.monotonic() > until:
            raise click.ClickException("Quá lâu chưa xong; hãy xem nhật ký hệ thống.")
        time.sleep(0.2)


@group.command("verify")
def verify() -> None:
    """Đối chiếu chỉ mục với cơ sở dữ liệu; mã thoát 1 khi có khác biệt."""
    try:
        found = _lasting_differences(_searching())
    except (SearchError, OSError) as error:
        click.echo(f"Chỉ mục không dùng được: {fault_of(error)}", err=True)
        sys.exit(1)
    for difference in found:
        click.echo(f"{difference.key}: {difference.problem}")
    if found:
        click.echo(f"{len(found)} khác biệt.", err=True)
        sys.exit(1)
    click.echo("Chỉ mục khớp với cơ sở dữ liệu.")


def _lasting_differences(searching: Searching) -> list[Difference]:
    """Look twice: what the indexer was just about to take is no difference."""
    first = searching.differences()
    if not first:
        return []
    with searching.as_the_indexer() as mine:
        if not mine:
            time.sleep(2)
    seen = set(first)
    return [found for found in searching.differences() if found in seen]


@group.command("query")
@click.argument("text")
@click.option("--audience", multiple=True, default=("public",), show_default=True)
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
def query(text: str, *, audience: tuple[str, ...], as_json: bool) -> None:
    """Hỏi chỉ mục như một người xem thuộc AUDIENCE."""
    results = _searching().ask(text, audience=frozenset(audience))
    if results is None:
        raise click.ClickException("Chỉ mục chưa dùng được. Hãy chạy search rebuild.")
    hits = [
        {"key": hit.key, "kind": hit.kind, "title": hit.title, "score": hit.score}
        for hit in results.hits
    ]
    if as_json:
        told = {"total": results.total, "hits": hits}
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{results.total} kết quả")
    for hit in hits:
        click.echo(f"{hit['key']}\t{hit['title']}")
