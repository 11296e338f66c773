"""The commands of design.md §4, one module a group."""

from flask import Flask

from portal.cli import (
    cases,
    deadline,
    demo,
    directives,
    doctor,
    history,
    letter,
    migrate,
    officers,
    search,
    worker,
)


def init_app(app: Flask) -> None:
    """Give `flask` our commands."""
    for group in (
        cases.group, demo.group, directives.group, history.group, letter.group,
        officers.group, search.group,
    ):  # fmt: skip
        app.cli.add_command(group)
    for command in (
        deadline.command, doctor.command, migrate.command, worker.command,
    ):  # fmt: skip
        app.cli.add_command(command)
