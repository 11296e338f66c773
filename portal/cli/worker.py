"""`flask worker`: background work as a process of its own."""

import click
from flask.cli import with_appcontext

from portal import importer, mailer, wiring, worker


@click.command("worker")
@with_appcontext
def command() -> None:
    """Chạy việc nền cho tới khi được lệnh dừng.

    Lập chỉ mục, đọc tệp kèm theo, nhập hồ sơ cũ từ tệp đã tải lên, gửi thư báo việc và
    thư báo người gửi.
    """
    wired = wiring.current()
    worker.start_reader(wired)
    importer.start_importer(wired)
    mailer.start_mailer(wired)
    worker.run_process(wired.search)
