"""Letting one of a list stand a place higher or lower, as its keepers ask for."""

from typing import TypeVar

T = TypeVar("T")


def stepped(order: list[T], one: T, *, up: bool) -> tuple[int, int] | None:
    """Let one change places with its neighbour; return both places, from 1.

    None: it stands at that end already, and the list is as it was.
    """
    here = order.index(one)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return None
    order[here], order[there] = order[there], order[here]
    return here + 1, there + 1
