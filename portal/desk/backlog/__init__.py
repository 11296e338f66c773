"""The backlog clinic: the workbench, its lists, closing letters, sittings (§8)."""

from flask import Blueprint

from portal.desk.backlog import lists, marking, preparing, signing, sittings, workbench


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the backlog to the desk's blueprint."""
    for part in (workbench, lists, marking, preparing, signing, sittings):
        part.add_to(blueprint)
