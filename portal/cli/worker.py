"""`flask worker`: background work as a process of its own."""

import click
from flask.cli import with_appcontext

from portal import wiring, worker


@click.command("worker")
@with_appcontext
def command() -> None:
    """Chạy việc nền (lập chỉ mục tìm kiếm) cho tới khi được lệnh dừng."""
    worker.run_process(wiring.current().search)
