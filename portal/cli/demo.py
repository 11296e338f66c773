"""`flask demo load`: the seed's contacts and directives, invented people, cases."""

import click
from flask.cli import AppGroup

from documents import demo
from documents.demo import Tools
from portal import wiring

group = AppGroup("demo", help="Dữ liệu mẫu để dùng thử.")


@group.command("load")
def load() -> None:
    """Nạp dữ liệu mẫu vào cổng còn trống; nạp lần nữa không thay đổi gì."""
    wired = wiring.current()
    wired.database.migrate()
    tools = Tools(wired.vault, wired.calendar, wired.store)
    with wired.database.writing() as session, session.begin():
        loaded = demo.load(session, tools, now=wired.clock())
    with wired.search.as_the_indexer() as mine:
        if mine:
            wired.search.catch_up()
    click.echo("Đã nạp dữ liệu mẫu." if loaded else "Cổng đã có dữ liệu, không nạp gì.")
