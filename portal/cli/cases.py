"""`flask cases`: who may do what to a case, as a table that is read and reviewed."""

import click
from flask.cli import AppGroup

from documents.lifecycles.matrix import matrix

group = AppGroup("cases", help="Hồ sơ: bảng thao tác theo bước và vai trò.")


@group.command("matrix")
def show_matrix() -> None:
    """In bảng: ở bước nào, vai trò nào được làm gì, với điều kiện nào."""
    for line in matrix():
        click.echo(line)
