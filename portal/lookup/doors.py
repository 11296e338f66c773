"""Coming to one's own case: by code and PIN, then by the pass that they gave.

Every try is counted before it is looked at, and forgiven when it was right.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flask import request

from documents import lookups, sights, tries
from documents.deadlines import local_day
from documents.own_case import offers, passes
from documents.own_case.offers import Offer
from documents.own_case.passes import Pass
from documents.sights import Sight
from portal import db, wiring

_DOOR: Final = "own-case"


def found_by(code: str, pin: str) -> Sight:
    """Look up; no transaction is open while the PIN is hashed.

    Raises:
        NotFound: the same for every cause. Throttled: too many tries.
    """
    with _counted(code), db.reading_apart() as apart:
        return lookups.look_up(apart, code, pin, wiring.current().vault)


def pass_to(found: Sight) -> Pass | None:
    """Return what lets its sender act on a case that he has just looked up."""
    wired = wiring.current()
    with db.reading_apart() as apart:
        return passes.give(apart, found.code, wired.vault, now=wired.clock())


def admit(pass_: Pass) -> None:
    """Let somebody in with a pass.

    Raises:
        NotFound: the same for every cause. Throttled: too many tries.
    """
    wired = wiring.current()
    with _counted(passes.code_in(pass_.text)), db.reading_apart() as apart:
        passes.opened(apart, pass_.text, wired.vault, now=wired.clock())


def seen_with(pass_: Pass) -> tuple[Sight, Offer]:
    """Return a case as its sender sees it, and what he may do about it; or NotFound."""
    wired = wiring.current()
    now = wired.clock()
    with db.reading_apart() as apart:
        case = passes.opened(apart, pass_.text, wired.vault, now=now)
        offer = offers.offered(apart, case, today=local_day(now))
        return sights.of_case(apart, case), offer


def take_a_turn() -> None:
    """Count what is sent, before its files are looked at; raises Throttled."""
    address, now = request.remote_addr or "", wiring.current().clock()
    with db.writing_apart() as apart:
        tries.take_a_try(apart, tries.SENDING, _DOOR, address, now=now)


@contextmanager
def _counted(code: str) -> Iterator[None]:
    wired, address = wiring.current(), request.remote_addr or ""
    about = lookups.about(code, wired.vault)
    with db.writing_apart() as apart:
        tries.take_a_try(apart, tries.LOOKUP, about, address, now=wired.clock())
    yield
    with db.writing_apart() as apart:
        tries.forgive(apart, tries.LOOKUP, about, address)
