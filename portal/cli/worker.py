"""`flask worker`: background work as a process of its own."""

import click
from flask.cli import with_appcontext

from portal import wiring, worker


@click.command("worker")
@with_appcontext
def command() -> None:
    """Chạy việc nền (lập chỉ mục, đọc tệp kèm theo) cho tới khi được lệnh dừng."""
    wired = wiring.current()
    worker.start_reader(wired)
    worker.run_process(wired.search)
