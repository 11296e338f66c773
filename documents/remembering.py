"""Asking the database once for what several parts of one page want to know.

Only while a page is read, and only in a session that no longer writes: what is
remembered is not asked again, whatever becomes of it meanwhile.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

_Told = ParamSpec("_Told")
_Answer = TypeVar("_Answer")

_KEPT: Final = "remembered-answers"


def remembered(
    ask: Callable[Concatenate[Session, _Told], _Answer],
) -> Callable[Concatenate[Session, _Told], _Answer]:
    """Let a question be asked once for the same arguments while `remembering`.

    Everywhere else it is asked as often as it is put. What it answers is shared by
    those who ask, who leave it as it is.
    """

    @wraps(ask)
    def asked(session: Session, /, *args: _Told.args, **named: _Told.kwargs) -> _Answer:
        kept: dict[Any, _Answer] | None = session.info.get(_KEPT)
        if kept is None:
            return ask(session, *args, **named)
        key = (ask, args, tuple(sorted(named.items())))
        if key not in kept:
            kept[key] = ask(session, *args, **named)
        return kept[key]

    return asked


@contextmanager
def remembering(session: Session) -> Iterator[None]:
    """Keep answers and rows while a page is put together.

    A session forgets a row that nobody holds, and would ask for it again.
    """
    rows: list[object] = []

    def hold(_session: Session, row: object) -> None:
        rows.append(row)

    session.info[_KEPT] = {}
    event.listen(session, "loaded_as_persistent", hold)
    try:
        yield
    finally:
        event.remove(session, "loaded_as_persistent", hold)
        del session.info[_KEPT]
