"""A stop on the road of a case or a letter, as a timeline shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """What was done, is being done or comes; `tone`: done, now, late, next."""

    title: str
    at: str = ""
    who: str = ""
    note: str = ""
    tone: str = "done"
