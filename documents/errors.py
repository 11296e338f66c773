"""What the office calls a refusal. The portal turns each into one HTTP answer.

Every message is a Vietnamese sentence that a user reads as it stands.
"""

from collections.abc import Mapping, Sequence


class DomainError(Exception):
    """A rule of the department's work said no."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):
    """The thing does not exist, or does not exist for this viewer."""


class NotAllowed(DomainError):
    """The viewer's role may not do this at all (domain.md §6)."""


class TransitionRefused(DomainError):
    """The lifecycle has no such move from here, or its guard is not met."""


class StillNeeded(TransitionRefused):
    """Others lead to the thing: only who has read which may take it down."""


class OutOfDate(DomainError):
    """Somebody else changed the thing since the viewer opened it."""

    def __init__(self, message: str, *, changed: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.changed = tuple(changed)


class AlreadyIssued(DomainError):
    """An issued letter never changes (Nghị định 30/2020, Điều 18 khoản 3)."""


class Invalid(DomainError):
    """Fields that cannot be taken: name → Vietnamese message."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


class Unbalanced(DomainError):
    """Figures that do not add up are not given (domain.md §9, invariant)."""


class SignInRefused(DomainError):
    """Wrong name, wrong password or disabled: one answer for the three."""


class Throttled(DomainError):
    """Too many tries; `retry_after` is in seconds."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class LinkInvalid(DomainError):
    """A one-time link that is unknown, used or too old."""
